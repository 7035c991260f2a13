import { parseInstant } from '../../contract/scalars.ts';
import { toText } from '../../contract/time.ts';
import type { Row } from '../../sources/mysql.ts';

/** The session's zone for queries whose times people read: contract time. */
export const CONTRACT_OFFSET = '+08:00';

/**
 * A time as databases give it: `2026-11-24 09:27:05.123` in contract time, ISO, or seconds since 1970.
 * @returns ISO text with the contract's offset; null for NULL; undefined when it is no time
 */
export function sqlTime(value: Row[string] | undefined): string | null | undefined {
  if (value === null || value === undefined || value === '' || value === '0000-00-00 00:00:00') return null;
  const text = String(value).trim();
  if (/^\d{9,11}$/.test(text)) return toText(Temporal.Instant.fromEpochMilliseconds(Number(text) * 1000));
  return parseInstant(text.replace(/(\d{2}:\d{2}:\d{2})\.\d+$/, '$1'));
}
