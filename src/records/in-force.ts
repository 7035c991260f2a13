/** What of a record counts: nothing of one that was withdrawn, no row and no picture that was. Pure. */
import type { AnyRecord } from './record.ts';

const isWithdrawn = (one: unknown): boolean =>
  typeof one === 'object' && one !== null && (one as { withdrawn?: unknown }).withdrawn !== undefined;

/**
 * The record without its rows and attachments that were withdrawn; the same object when there is none.
 * @returns undefined when the record itself was withdrawn
 */
export function inForce<T extends AnyRecord>(record: T): T | undefined {
  if (isWithdrawn(record)) return undefined;
  const fields = Object.entries(record) as [string, unknown][];
  const less = fields.filter(([, value]) => Array.isArray(value) && value.some(isWithdrawn)) as [string, unknown[]][];
  if (less.length === 0) return record;
  return {
    ...record,
    ...Object.fromEntries(less.map(([name, rows]) => [name, rows.filter((row) => !isWithdrawn(row))])),
  };
}
