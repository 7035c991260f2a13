/** Manual checks that nobody did, as exceptions of the clauses that the checklist names for them. Pure. */
import type { ClauseException } from '../../src/assess/contract/exception.ts';
import type { WorkdayCalendar } from '../../src/contract/calendar/working-days.ts';
import type { InspectedDay } from '../../src/subjects/inspections/judge/days.ts';
import { datesOf, uncheckedOf } from '../../src/subjects/inspections/judge/days.ts';
import { namesText } from '../../src/wording/words.ts';

/** Checks that the sentence names. */
const NAMED = 3;

/**
 * One exception a clause. A day off is a day of inspection like any other: what nobody looked at is not normal.
 * @param days inspected days of the period, judged with their confirmations
 */
export function uncheckedExceptions(
  days: readonly InspectedDay[],
  { isWorkingDay }: Pick<WorkdayCalendar, 'isWorkingDay'>,
): ClauseException[] {
  return [...Map.groupBy(uncheckedOf(days), ({ clause }) => clause)].map(([clause, own]) => {
    const dates = datesOf(own);
    const confirmed = datesOf(own.filter((one) => one.confirmed)).length;
    const off = dates.filter((date) => !isWorkingDay(date)).length;
    // Of two clauses the days are often the same, and only what was to be looked at is not.
    const names = namesText([...new Set(own.map(({ label }) => label))], '项', NAMED);
    const parts = [
      `巡检 ${days.length} 日中有 ${dates.length} 日的人工检查没有结果（${names}），共 ${own.length} 项次`,
      ...(off === 0 ? [] : [`其中非工作日 ${off} 日`]),
      ...(confirmed === 0 ? [] : [`日志已确认而没有结果的 ${confirmed} 日`]),
    ];
    return { clauses: [clause], where: '', day: null, text: parts.join('；') };
  });
}
