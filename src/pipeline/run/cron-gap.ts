/** How long a job of the schedule may be silent: the longest time between two of its firings. Pure. */
import { DAY_SECONDS, HOUR_SECONDS, MINUTE_SECONDS } from '../../contract/time.ts';

/** Days looked at: a job of the 29th of February alone is none that anybody has. */
const DAYS = 366;

/**
 * @param expression five fields of cron (minute, hour, day of month, month, day of week), or six with the second in front; numbers,
 * `*`, `a-b`, steps and lists of them
 * @returns seconds, of a year from a first of January on
 * @throws Error for an expression that is none
 */
export function longestGap(expression: string): number {
  const fields = expression.trim().split(/\s+/);
  const [second = '0', minute = '', hour = '', day = '', month = '', weekday = ''] =
    fields.length === 5 ? ['0', ...fields] : fields;
  const [seconds, minutes, hours] = [set(second, 0, 59), set(minute, 0, 59), set(hour, 0, 23)];
  const times = hours
    .flatMap((h) => minutes.flatMap((m) => seconds.map((s) => h * HOUR_SECONDS + m * MINUTE_SECONDS + s)))
    .sort((a, b) => a - b);
  const [first, last] = [times[0] ?? 0, times.at(-1) ?? 0];
  const within = Math.max(0, ...times.map((time, n) => time - (times[n - 1] ?? time)));
  return Math.max(within, firedDays(day, month, weekday) * DAY_SECONDS - last + first);
}

/** Days from one on which it fires to the next, at most. Cron takes either day where both are named. */
function firedDays(day: string, month: string, weekday: string): number {
  const [days, months] = [set(day, 1, 31), set(month, 1, 12)];
  const weekdays = set(weekday, 0, 7).map((one) => one % 7);
  const start = Temporal.PlainDate.from('2026-01-01');
  const fires = (date: Temporal.PlainDate): boolean => {
    const [byDay, byWeekday] = [days.includes(date.day), weekdays.includes(date.dayOfWeek % 7)];
    const either = day !== '*' && weekday !== '*';
    return months.includes(date.month) && (either ? byDay || byWeekday : byDay && byWeekday);
  };
  const fired = Array.from({ length: DAYS }, (_, n) => n).filter((n) => fires(start.add({ days: n })));
  return Math.max(1, ...fired.map((n, i) => n - (fired[i - 1] ?? n)));
}

function set(field: string, from: number, to: number): number[] {
  const values = field.split(',').flatMap((part) => {
    const match = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part);
    if (match === null) throw new Error(`cron field not understood: ${field}`);
    const [, low, high, step] = match.map((one) => (one === undefined ? undefined : Number(one)));
    const end = high ?? (low === undefined || step !== undefined ? to : low);
    const all = Array.from({ length: to - from + 1 }, (_, n) => from + n);
    return all.filter((n) => n >= (low ?? from) && n <= end && (n - (low ?? from)) % (step ?? 1) === 0);
  });
  return [...new Set(values)].sort((a, b) => a - b);
}
