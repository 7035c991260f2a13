/**
 * What an account of the purchaser's put into a record that the supplier keeps, such as a time at which they confirm a restoration:
 * the correction by which they did it vouches for it, until somebody else changes it. Pure.
 */
import { compareInstants, type InstantText, isInstantText } from '../contract/time.ts';
import type { AnyRecord, Correction, FieldChange } from './record.ts';
import { rowsOf } from './row.ts';

/**
 * true when a field of the record holds that time and an account of the purchaser's was the last to change it, or said of it
 * that it is so.
 * @param at ISO instant of what the purchaser did
 */
export function isVouchedByChange(record: Pick<AnyRecord, 'corrections'>, at: InstantText): boolean {
  const { corrections = [] } = record;
  if (!corrections.some(isOfPurchaser)) return false;
  const fields = { ...record } as unknown as Record<string, unknown>;
  const last = new Map<string, { correction: Correction; change: FieldChange }>();
  for (const correction of corrections)
    for (const change of correction.changes ?? []) last.set(change.path, { correction, change });
  return [...last].some(([path, { correction, change }]) => {
    if (change.kind === 'withdrawn' || !isOfPurchaser(correction)) return false;
    const value = valueAt(fields, path);
    return typeof value === 'string' && isInstantText(value) && compareInstants(value, at) === 0;
  });
}

/** The way alone proves nothing: an account stands behind it. */
const isOfPurchaser = ({ channel, account }: Correction): boolean => channel === 'purchaser' && account !== undefined;

/** `confirmedRestoredAt`, or `levels.r2.confirmedAt`: a column of the row with that id. */
function valueAt(fields: Readonly<Record<string, unknown>>, path: string): unknown {
  const [field = '', row, column] = path.split('.');
  if (row === undefined || column === undefined) return fields[field];
  return rowsOf(fields, field).find(({ id }) => id === row)?.[column];
}
