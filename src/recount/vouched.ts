/**
 * Who can say what: receipt, return, waiver, confirmation, consent and an accepted risk are the purchaser's. What the supplier
 * alone writes down of them waits for the purchaser and decides nothing.
 */
import { type Data, ms } from './data.ts';

/** Kinds whose attachments were the signed paper before attachments said what they prove. */
const SIGNED = ['signoff', 'waiver'];

/**
 * The purchaser's account, as the writer of the record or the last one to touch the field in which the time stands; or a scan of what
 * they signed, not older than what it proves.
 */
export function isVouched(record: Data, at: string): boolean {
  const { schema, kind, enteredBy, attachments = [] } = record;
  if (enteredBy?.channel === 'purchaser' && enteredBy.account !== undefined) return true;
  if (touchedByPurchaser(record).some((value) => ms(value) === ms(at))) return true;
  const old = schema === 1 && SIGNED.includes(kind);
  return attachments.some(
    (one: Data) =>
      (one.proof === 'purchaser' || (old && one.proof === undefined)) &&
      one.withdrawn === undefined &&
      ms(one.takenAt) >= ms(at),
  );
}

/** Values of the fields and columns whose newest correction came from an account of the purchaser's. */
function touchedByPurchaser({ corrections = [], ...record }: Data): string[] {
  const newest: Record<string, boolean> = {};
  for (const { channel, account, changes = [] } of corrections)
    for (const { path, kind } of changes)
      newest[path] = channel === 'purchaser' && account !== undefined && kind !== 'withdrawn';
  return Object.keys(newest)
    .filter((path) => newest[path] === true)
    .map((path) => {
      const [list = '', row = '', column = ''] = path.split('.');
      if (row === '') return record[list];
      return (record[list] ?? []).find((one: Data) => one.id === row)?.[column];
    })
    .filter((value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value));
}

/** An incident by what the purchaser's hand shows: a restoration that only the supplier calls confirmed is none, and no earlier than told. */
export function vouchedIncident(incident: Data): Data {
  const claimed = (at: string | undefined): boolean => at !== undefined && !isVouched(incident, at);
  const row = (one: Data): Data =>
    claimed(one.confirmedAt) ? { ...one, confirmedAt: undefined, confirmedBy: undefined } : one;
  const { restoredAt, confirmedRestoredAt: confirmed } = incident;
  const told = [restoredAt, confirmed].filter((one) => one !== undefined).sort((a, b) => ms(a) - ms(b));
  return {
    ...incident,
    ...(claimed(confirmed) ? { confirmedRestoredAt: undefined, restoredAt: told.at(-1) } : {}),
    levels: incident.levels.map(row),
    pauses: (incident.pauses ?? []).map(row),
  };
}
