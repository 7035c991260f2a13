/** The days that a command is asked about: of a month, or from one day to another. */
import { daysOfMonth, parseDay, parseMonth } from '../pipeline/clock.ts';

/** @param options with `month`, or `from` and `to`; both days included @throws UserError for what is no month or day */
export function spanOf(options: Record<string, unknown>): { from?: string; to?: string } {
  const text = (key: string): string | undefined => (options[key] === undefined ? undefined : String(options[key]));
  const month = text('month');
  if (month !== undefined) return daysOfMonth(parseMonth(month));
  const [from, to] = [text('from'), text('to')];
  return {
    ...(from === undefined ? {} : { from: parseDay(from, '--from') }),
    ...(to === undefined ? {} : { to: parseDay(to, '--to') }),
  };
}
