/**
 * The contract's time: one zone for every date, deadline and printed time, never the machine's.
 * Data carry ISO text (so that each stage is plain JSON); arithmetic is done with `Temporal`.
 */

/** The zone of the contract. China keeps one zone, so every zone that the settings allow has this offset. */
export const CONTRACT_ZONE = 'Asia/Shanghai';

/** Seconds of a minute, of an hour and of a day. */
export const MINUTE_SECONDS = 60;
export const HOUR_SECONDS = 3600;
export const DAY_SECONDS = 86_400;

/** ISO instant with the contract's offset, to the second: `2026-11-24T09:00:12+08:00`. */
export type InstantText = string;
/** ISO calendar date in contract time: `2026-11-24`. */
export type DateText = string;

/**
 * Instants as our own files hold them, on days that every month has: most of what is ever read. In this form a text can be cut
 * and compared, and the engine's oldest parser reads it in a tenth of the time.
 */
const OWN = /^20\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\+08:00$/;

/** Whether a text is an instant just as our own files hold it. */
export const isOwnInstant = (text: string): boolean => OWN.test(text);

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}$/;

/** Whether a value of a file looks like an instant, whatever its day and offset. */
export const isInstantText = (text: string): boolean => INSTANT.test(text);

/** @throws RangeError when `text` is no ISO instant with an offset */
export function toInstant(text: InstantText): Temporal.Instant {
  return OWN.test(text) ? Temporal.Instant.fromEpochMilliseconds(Date.parse(text)) : Temporal.Instant.from(text);
}

/** Milliseconds since 1970. @throws RangeError when `text` is no ISO instant with an offset */
function toEpoch(text: InstantText): number {
  return OWN.test(text) ? Date.parse(text) : Temporal.Instant.from(text).epochMilliseconds;
}

/** @throws RangeError when `text` is no ISO date */
export function toDate(text: DateText): Temporal.PlainDate {
  return Temporal.PlainDate.from(text, { overflow: 'reject' });
}

/** The instant as wall-clock time of the contract. */
export function inContractZone(instant: Temporal.Instant): Temporal.ZonedDateTime {
  return instant.toZonedDateTimeISO(CONTRACT_ZONE);
}

/** Between these the zone has one offset, and the engine's oldest writer of times is ten times as quick as its newest. */
const FIRST_OWN = Date.parse('2000-01-01T00:00:00+08:00');
const LAST_OWN = Date.parse('2100-01-01T00:00:00+08:00');
const OFFSET_MILLISECONDS = 8 * HOUR_SECONDS * 1000;

/** Writes an instant as files hold it: contract offset, whole seconds (truncated). */
export function toText(instant: Temporal.Instant): InstantText {
  const epoch = instant.epochMilliseconds;
  if (epoch >= FIRST_OWN && epoch < LAST_OWN)
    return `${new Date(epoch + OFFSET_MILLISECONDS).toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length)}+08:00`;
  return inContractZone(instant).toString({ timeZoneName: 'never', smallestUnit: 'second', roundingMode: 'trunc' });
}

/** The contract date on which the instant falls. */
export function dateOf(instant: Temporal.Instant | InstantText): DateText {
  if (typeof instant === 'string' && OWN.test(instant)) return instant.slice(0, 10);
  const value = typeof instant === 'string' ? toInstant(instant) : instant;
  return inContractZone(value).toPlainDate().toString();
}

/** The end of a day as people write it: the first moment of the next. */
const DAY_END = '24:00';

/** The instant of a contract date at a wall-clock time `hh:mm` or `hh:mm:ss`, up to `24:00`. */
export function at(date: DateText | Temporal.PlainDate, time: string): Temporal.Instant {
  if (time === DAY_END) return at(toDate(date.toString()).add({ days: 1 }), '00:00');
  const own = `${date.toString()}T${time.length === 5 ? `${time}:00` : time}+08:00`;
  if (OWN.test(own)) return Temporal.Instant.fromEpochMilliseconds(Date.parse(own));
  const day = typeof date === 'string' ? toDate(date) : date;
  return day.toZonedDateTime({ timeZone: CONTRACT_ZONE, plainTime: Temporal.PlainTime.from(time) }).toInstant();
}

/** Instants as files hold them: equal length and offset, so that their text sorts as they do. */
const CANONICAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+08:00$/;

/** -1, 0 or 1: order of two instants given as text. */
export function compareInstants(a: InstantText, b: InstantText): number {
  if (CANONICAL.test(a) && CANONICAL.test(b)) return a < b ? -1 : a > b ? 1 : 0;
  return Temporal.Instant.compare(toInstant(a), toInstant(b));
}

/** Whole seconds from `from` to `to`; negative when `to` is earlier. */
export function secondsBetween(from: InstantText, to: InstantText): number {
  return Math.trunc((toEpoch(to) - toEpoch(from)) / 1000);
}

/** The later of several instants; `undefined` for none. */
export function latest(instants: readonly InstantText[]): InstantText | undefined {
  return instants.reduce<InstantText | undefined>(
    (best, one) => (best === undefined || compareInstants(one, best) > 0 ? one : best),
    undefined,
  );
}

/** @returns the earliest of some instants; undefined of none */
export function earliest(instants: readonly InstantText[]): InstantText | undefined {
  return instants.reduce<InstantText | undefined>(
    (best, one) => (best === undefined || compareInstants(one, best) < 0 ? one : best),
    undefined,
  );
}

const pad = (n: number): string => String(n).padStart(2, '0');

/** `2026-11-24 09:27` in contract time. */
export function formatDateTime(text: InstantText): string {
  if (OWN.test(text)) return `${text.slice(0, 10)} ${text.slice(11, 16)}`;
  const z = inContractZone(toInstant(text));
  return `${z.toPlainDate().toString()} ${pad(z.hour)}:${pad(z.minute)}`;
}

/** `2026-11-24 09:27:05` in contract time. */
export function formatDateTimeSeconds(text: InstantText): string {
  if (OWN.test(text)) return `${text.slice(0, 10)} ${text.slice(11, 19)}`;
  return `${formatDateTime(text)}:${pad(inContractZone(toInstant(text)).second)}`;
}

const WRITTEN = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d/g;

/** A text with its ISO instants as people type them: `2026-11-24 09:27`, with seconds where there are any. */
export const timesAsTyped = (text: string): string =>
  text.replace(WRITTEN, (instant) => {
    const full = formatDateTimeSeconds(instant);
    return full.endsWith(':00') ? full.slice(0, -3) : full;
  });

/** `09:00:12` in contract time. */
export function formatTime(text: InstantText): string {
  return formatDateTimeSeconds(text).slice(11);
}

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];

/** `2026 年 11 月 24 日` */
export const formatDateChinese = (date: DateText): string => `${toDate(date).year} 年 ${formatMonthDay(date)}`;

/** `3 月 20 日`, where the year is said elsewhere. */
export function formatMonthDay(date: DateText): string {
  const { month, day } = toDate(date);
  return `${month} 月 ${day} 日`;
}

/** `星期二` */
export function formatWeekday(date: DateText): string {
  return `星期${WEEKDAYS[toDate(date).dayOfWeek - 1] ?? ''}`;
}
