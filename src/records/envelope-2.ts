/**
 * The step from the envelope of schema 1 to that of schema 2: rows get ids, the name of who wrote a record down gets the only
 * way in that there was, and what was attached to a signature is the signed paper. Pure; a record that has it already stays.
 */
import type { RecordKind } from './record.ts';
import { rowLists, rowsOf, withRowIds } from './row.ts';

/** Kinds whose attachments were what the purchaser had signed, and nothing else. */
const SIGNED: readonly string[] = ['signoff', 'waiver'];

/** @param old data as a file of schema 1 holds them */
export function liftEnvelope(
  kind: Pick<RecordKind, 'id' | 'schema'>,
  old: Record<string, unknown>,
): Record<string, unknown> {
  const { enteredBy } = old;
  const named = typeof enteredBy === 'string' ? { enteredBy: { name: enteredBy, channel: 'terminal' } } : {};
  const attached = rowsOf(old, 'attachments').map((one) => ({ ...one, proof: one['proof'] ?? 'purchaser' }));
  const signed = SIGNED.includes(kind.id) && attached.length > 0 ? { attachments: attached } : {};
  return withRowIds({ ...old, ...named, ...signed, ...notMeasured(kind, old) }, rowLists(kind.schema));
}

/** Values that a person could once write into an inspection were never measured: they pass for nothing. */
function notMeasured({ id }: Pick<RecordKind, 'id'>, { source }: Record<string, unknown>): Record<string, unknown> {
  return id === 'inspection' && source !== 'auto' ? { readings: [], runs: [] } : {};
}
