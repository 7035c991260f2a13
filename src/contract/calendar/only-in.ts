/** Whether a period is owed of an obligation that is owed on some days only: it is when one of its days is among them. Pure. */
import { toDate } from '../time.ts';
import { type DayRule, holdsDay, type Opens } from './named-days.ts';
import type { DateSpan } from './periods.ts';

/**
 * true when a day of the span is one of `only` and none of `except`; of an obligation with neither every period is owed.
 * @param rule the obligation. @param span both days inclusive
 */
export function isOwed(rule: DayRule, { from, to }: DateSpan, opens: Opens): boolean {
  if (!isOfSomeDays(rule)) return true;
  for (let day = toDate(from); day.toString() <= to; day = day.add({ days: 1 })) {
    if (holdsDay(rule, day.toString(), opens)) return true;
  }
  return false;
}

/** true of an obligation that is not owed on every day. */
export const isOfSomeDays = ({ only, except }: DayRule): boolean => only !== undefined || (except ?? []).length > 0;
