/** Whether a period is owed of an obligation that is owed on some days only: it is when one of its days is among them. Pure. */
import type { OnlyIn } from '../terms/cadence.ts';
import type { Term } from '../terms/school-terms.ts';
import { toDate } from '../time.ts';
import type { DateSpan } from './periods.ts';
import type { WorkdayCalendar } from './working-days.ts';

interface Days {
  terms?: readonly Term[] | undefined;
  workdays: Pick<WorkdayCalendar, 'isWorkingDay'>;
}

/** @param only undefined: every period is owed */
export function isOwed(only: OnlyIn | undefined, { from, to }: DateSpan, { terms = [], workdays }: Days): boolean {
  if (only === undefined) return true;
  if (only === 'terms') return terms.some((one) => one.from <= to && one.to >= from);
  const inTerm = (day: string): boolean => terms.some((one) => one.from <= day && day <= one.to);
  for (let day = toDate(from); day.toString() <= to; day = day.add({ days: 1 })) {
    const text = day.toString();
    if (only === 'vacations' ? !inTerm(text) : workdays.isWorkingDay(text)) return true;
  }
  return false;
}
