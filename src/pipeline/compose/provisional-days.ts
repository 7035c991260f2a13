/** Which years a document counted working days of without knowing their holidays: it must say so itself. */
import type { Composed } from '../../../reports/_deliverable.ts';
import type { Occurrence } from '../../contract/calendar/occurrence.ts';
import type { DateSpan } from '../../contract/calendar/periods.ts';
import type { WorkdayCalendar } from '../../contract/calendar/working-days.ts';

export interface WatchedWorkdays {
  isWorkingDay(date: string): boolean;
  /** Adds the years of what was asked so far, and of the due times given, that no notice is published for. */
  told(composed: Composed, dueTimes: readonly Occurrence[]): Composed;
}

/**
 * The calendar of one document. What was asked of it is known better here than each deliverable could tell: a deadline of a
 * permit or a silent device asks as well as attendance does. Only days that the document tells of count: what a search for a
 * deadline looked at beyond them is nothing that it says.
 * @param span first and last day that the document tells of, both inclusive
 */
export function watchWorkdays(workdays: WorkdayCalendar, { from, to }: DateSpan): WatchedWorkdays {
  const years = new Set<string>();
  return {
    isWorkingDay(date) {
      const year = date.slice(0, 4);
      if (date >= from && date <= to && !workdays.published(Number(year))) years.add(year);
      return workdays.isWorkingDay(date);
    },
    told(composed, dueTimes) {
      const due = dueTimes.flatMap((one) => (one.provisional === true ? [(one.dueAt ?? one.to).slice(0, 4)] : []));
      const all = [...new Set([...years, ...due])].sort();
      if (all.length === 0) return composed;
      const text = `${all.join('、')} 年节假日安排尚未公布，文中的工作日和以工作日计的期限暂按周一至周五计算`;
      return { ...composed, marks: [...(composed.marks ?? []), { text, tone: 'attention' }] };
    },
  };
}
