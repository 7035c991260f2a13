/**
 * Who can say what: receipt, return, waiver, confirmation, consent and an accepted risk are the purchaser's. What the supplier
 * alone writes down of them waits for the purchaser and decides nothing.
 */
import { type Data, ms } from './data.ts';

/** Kinds whose attachments were the signed paper before attachments said what they prove. */
const SIGNED = ['signoff', 'waiver'];

/** The purchaser's account, unless others wrote over it, or a scan of what they signed, not older than what it proves. */
export function isVouched(record: Data, at: string, path = ''): boolean {
  const { schema, kind, attachments = [] } = record;
  const hand = handOn(record, path);
  if (hand?.channel === 'purchaser' && hand.account !== undefined) return true;
  const old = schema === 1 && SIGNED.includes(kind);
  return attachments.some(
    (one: Data) =>
      (one.proof === 'purchaser' || (old && one.proof === undefined)) &&
      one.withdrawn === undefined &&
      ms(one.takenAt) >= ms(at),
  );
}

/** Since when it is: no paper shows anything before it came, in milliseconds. Of a record that is vouched. */
export function shownSince(record: Data): number {
  const hand = handOn(record, '');
  if (hand?.channel === 'purchaser' && hand.account !== undefined) return Number.NEGATIVE_INFINITY;
  const papers = (record.attachments ?? []).filter(
    (one: Data) => one.proof === 'purchaser' && one.withdrawn === undefined && ms(one.takenAt) >= ms(record.at),
  );
  const since = papers.map((one: Data) => (one.keptAt === undefined ? Number.NEGATIVE_INFINITY : ms(one.keptAt)));
  return since.length === 0 ? Number.NEGATIVE_INFINITY : Math.min(...since);
}

/** Who wrote what stands at the path (all of the record without one) last. */
export function handOn({ enteredBy, corrections = [] }: Data, path: string): Data {
  let hand = enteredBy;
  for (const { changes, entered } of corrections) {
    const places: string[] = (changes ?? [{ path }]).map((one: Data) => one.path);
    const claims = (changes ?? []).filter((one: Data) => one.kind === 'claimed').map((one: Data) => one.path);
    // A claim stands beside the value, and writes nothing.
    const own = places.filter((place) => !place.startsWith('attachments.') && !claims.includes(place));
    if (own.some((place) => path === '' || `${place}.`.startsWith(`${path}.`) || `${path}.`.startsWith(`${place}.`)))
      hand = entered;
    else if (changes === undefined) hand = entered;
  }
  return hand;
}

/** An incident by what the purchaser's hand shows: a restoration that only the supplier calls confirmed is none, and no earlier than told. */
export function vouchedIncident(incident: Data): Data {
  const claimed = (at: string | undefined, path: string): boolean => at !== undefined && !isVouched(incident, at, path);
  const rowOf =
    (list: string) =>
    (one: Data): Data =>
      claimed(one.confirmedAt, `${list}.${one.id}`) ? { ...one, confirmedAt: undefined, confirmedBy: undefined } : one;
  const { restoredAt, confirmedRestoredAt: confirmed } = incident;
  const told = [restoredAt, confirmed].filter((one) => one !== undefined).sort((a, b) => ms(a) - ms(b));
  return {
    ...incident,
    ...(claimed(confirmed, 'confirmedRestoredAt') ? { confirmedRestoredAt: undefined, restoredAt: told.at(-1) } : {}),
    ...(claimed(incident.arrivalSignedAt, 'arrivalSignedAt') ? { arrivalSignedAt: undefined } : {}),
    levels: incident.levels.map(rowOf('levels')),
    pauses: (incident.pauses ?? []).map(rowOf('pauses')),
  };
}
