/**
 * Who can say what: the purchaser receives, returns, confirms and waives. What the supplier writes down of it counts once the
 * purchaser's own hand is seen: a scan of what they signed, or an entry by their own account. Until then it is 供应商登记，待
 * 采购人确认: told, counted apart, and deciding nothing. Pure.
 */
import { compareInstants, type InstantText } from '../contract/time.ts';
import type { AnyRecord, Correction, EnteredBy, FieldChange } from './record.ts';

/** true when an account of the purchaser's own entered it. */
export const isPurchasers = (enteredBy: EnteredBy | undefined): boolean =>
  enteredBy?.channel === 'purchaser' && enteredBy.account !== undefined;

type Vouching = Pick<AnyRecord, 'attachments' | 'enteredBy' | 'corrections'>;

/**
 * true when the record shows the purchaser's hand on what they did at that time: a scan of a paper that was signed earlier
 * proves nothing later, nor does an account of theirs vouch for what others wrote into the record since.
 * @param path of what they said, such as `confirmedRestoredAt` or `levels.r2`; without it the whole record
 */
export function isVouched(record: Vouching, at: InstantText, path?: string): boolean {
  if (isPurchasers(handOn(record, path))) return true;
  return (record.attachments ?? []).some(
    (one) => one.proof === 'purchaser' && one.withdrawn === undefined && compareInstants(one.takenAt, at) >= 0,
  );
}

/**
 * When the paper came on which the purchaser's word rests; undefined: it rests on none, or the paper came with the record.
 * @param at ISO instant of their act
 */
export function paperKeptAt(record: Vouching, at: InstantText): InstantText | undefined {
  if (isPurchasers(handOn(record, undefined))) return undefined;
  const papers = (record.attachments ?? []).filter(
    (one) => one.proof === 'purchaser' && one.withdrawn === undefined && compareInstants(one.takenAt, at) >= 0,
  );
  const times = papers.flatMap(({ keptAt }) => keptAt ?? []);
  return times.length < papers.length ? undefined : times.toSorted(compareInstants)[0];
}

/** Who wrote what stands there: the last correction that touched it, or whoever entered the record; undefined: not told. */
export function handOn({ enteredBy, corrections = [] }: Vouching, path: string | undefined): EnteredBy | undefined {
  const last = corrections.findLast((one) => handTouches(one, path));
  return last === undefined ? enteredBy : last.entered;
}

/** true when a correction wrote what stands there. @param path without it: anything of the record */
export const handTouches = ({ changes }: Pick<Correction, 'changes'>, path: string | undefined): boolean =>
  changes === undefined || changes.some((one) => touches(one, path));

/**
 * A picture that is taken back changes nothing of what was said, nor does a claim, which stands beside it; a row that was added is a
 * change of the row and its columns.
 */
function touches({ path: changed, kind }: FieldChange, path: string | undefined): boolean {
  if (changed.startsWith('attachments.') || kind === 'claimed') return false;
  return path === undefined || changed === path || changed.startsWith(`${path}.`) || path.startsWith(`${changed}.`);
}

/** Fields in which a record tells of an act of the purchaser: who, and when; without a time of its own at that of the record. */
interface PurchaserAct {
  by: string;
  at?: string;
}

/** By kind; what is told of an incident is judged row by row (`vouchedIncident`), a signoff by its action. */
const ACTS: Readonly<Record<string, readonly PurchaserAct[]>> = {
  permit: [{ by: 'grantedBy', at: 'grantedAt' }],
  change: [
    { by: 'agreedBy', at: 'agreedAt' },
    { by: 'confirmedBy', at: 'confirmedAt' },
  ],
  'service-order': [{ by: 'signedBy', at: 'signedAt' }],
  satisfaction: [{ by: 'respondent' }],
  drill: [{ by: 'planApprovedBy', at: 'planApprovedAt' }],
  'device-repair': [{ by: 'decidedBy', at: 'decidedAt' }],
  'maintenance-window': [{ by: 'approvedBy', at: 'approvedAt' }],
  'finding-decision': [{ by: 'approver' }],
  expense: [{ by: 'approvedBy' }],
  assessment: [{ by: 'assessedBy' }],
  objection: [{ by: 'answeredBy', at: 'answeredAt' }],
  'close-out': [{ by: 'confirmedBy' }],
  'remote-session': [{ by: 'companion', at: 'startedAt' }],
};

/** Columns and fields of an incident that say what the purchaser confirmed. */
const CONFIRMED: readonly string[] = ['confirmedAt', 'confirmedBy'];
const RESTORED: readonly string[] = ['confirmedRestoredAt', 'confirmer', 'arrivalSignedAt'];

/** true for a field, or a column such as `levels.r2.confirmedAt`, in which a record tells of an act of the purchaser. */
export function isActField(kind: string, path: string): boolean {
  const [field = '', , column] = path.split('.');
  if (column !== undefined) return CONFIRMED.includes(column);
  if (kind === 'incident') return RESTORED.includes(field);
  return (ACTS[kind] ?? []).some(({ by, at }) => by === field || at === field);
}

const toldActs = (record: AnyRecord): PurchaserAct[] =>
  (ACTS[record.kind] ?? []).filter(({ by }) => (record as unknown as Record<string, unknown>)[by] !== undefined);

const actTime = (record: AnyRecord, { at }: PurchaserAct): InstantText =>
  ((at === undefined ? undefined : (record as unknown as Record<string, unknown>)[at]) as InstantText | undefined) ??
  record.at;

/** Times of the purchaser's acts that a record tells of, in the order of its fields. */
export const purchaserActTimes = (record: AnyRecord): InstantText[] =>
  toldActs(record).map((act) => actTime(record, act));

/** true when the field names somebody of the purchaser's who did something by the supplier's word alone. */
export const isClaimed = (record: AnyRecord, field: string): boolean =>
  toldActs(record).some((act) => act.by === field && !isVouched(record, actTime(record, act)));

/** true when the record tells of an act of the purchaser by the supplier's word alone: it decides nothing yet. */
export const hasClaims = (record: AnyRecord): boolean =>
  record.kind === 'incident'
    ? vouchedIncident(record as ToldIncident) !== record
    : toldActs(record).some((act) => !isVouched(record, actTime(record, act)));

/** true when the purchaser's hand is seen on one of the acts that the record tells of. */
export const showsPurchaser = (record: AnyRecord): boolean =>
  toldActs(record).some((act) => isVouched(record, actTime(record, act)));

/**
 * The incident without the confirmations of arrival, restoration, levels and pauses that only the supplier tells of. It is restored
 * no earlier than such a confirmation says: nobody gains by keeping a scan back.
 */
export function vouchedIncident<T extends ToldIncident>(incident: T): T {
  const stands = (at: InstantText | undefined, path: string): boolean =>
    at === undefined || isVouched(incident, at, path);
  const { arrivalSignedAt, confirmedRestoredAt, levels, pauses = [] } = incident;
  const isReal = (list: string) => (row: Confirmed) => stands(row.confirmedAt, `${list}.${row.id}`);
  const restored = stands(confirmedRestoredAt, 'confirmedRestoredAt');
  const signed = stands(arrivalSignedAt, 'arrivalSignedAt');
  if (restored && signed && levels.every(isReal('levels')) && pauses.every(isReal('pauses'))) return incident;
  const vouched =
    (list: string) =>
    <T extends Confirmed>(row: T): T =>
      isReal(list)(row) ? row : { ...row, confirmedAt: undefined, confirmedBy: undefined };
  return {
    ...incident,
    ...(restored ? {} : { confirmedRestoredAt: undefined, restoredAt: laterOf(incident) }),
    ...(signed ? {} : { arrivalSignedAt: undefined }),
    levels: levels.map(vouched('levels')),
    ...(incident.pauses === undefined ? {} : { pauses: pauses.map(vouched('pauses')) }),
  };
}

/**
 * The restoration that counts: as the purchaser confirmed it, until then as the supplier says, by whose word alone nothing is confirmed.
 * @returns undefined where it is not restored
 */
export function countedRestoration(
  incident: ToldIncident,
): { at: InstantText; by: 'purchaser' | 'supplier' } | undefined {
  const { confirmedRestoredAt, restoredAt } = vouchedIncident(incident);
  if (confirmedRestoredAt !== undefined) return { at: confirmedRestoredAt, by: 'purchaser' };
  return restoredAt === undefined ? undefined : { at: restoredAt, by: 'supplier' };
}

/** A row that the purchaser may have confirmed. */
interface Confirmed {
  id?: string | undefined;
  confirmedAt?: string | undefined;
  confirmedBy?: string | undefined;
}

/** What of an incident tells of the purchaser. */
interface ToldIncident extends AnyRecord {
  restoredAt?: InstantText | undefined;
  confirmedRestoredAt?: InstantText | undefined;
  arrivalSignedAt?: InstantText | undefined;
  levels: readonly Confirmed[];
  pauses?: readonly Confirmed[] | undefined;
}

function laterOf({ restoredAt, confirmedRestoredAt }: ToldIncident): InstantText | undefined {
  if (restoredAt === undefined || confirmedRestoredAt === undefined) return restoredAt ?? confirmedRestoredAt;
  return compareInstants(restoredAt, confirmedRestoredAt) < 0 ? confirmedRestoredAt : restoredAt;
}
