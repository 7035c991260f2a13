/**
 * Who can say what: receipt, return, waiver, confirmation, consent and an accepted risk are the purchaser's. What the supplier
 * alone writes down of them waits for the purchaser and decides nothing.
 */
import { type Data, ms } from './data.ts';

/** Kinds whose attachments were the signed paper before attachments said what they prove. */
const SIGNED = ['signoff', 'waiver'];

/** The purchaser's account, or a scan of what they signed, not older than what it proves. */
export function isVouched({ schema, kind, enteredBy, attachments = [] }: Data, at: string): boolean {
  if (enteredBy?.channel === 'purchaser' && enteredBy.account !== undefined) return true;
  const old = schema === 1 && SIGNED.includes(kind);
  return attachments.some(
    (one: Data) =>
      (one.proof === 'purchaser' || (old && one.proof === undefined)) &&
      one.withdrawn === undefined &&
      ms(one.takenAt) >= ms(at),
  );
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
