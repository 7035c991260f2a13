/** What tells 逾期未交 from 缺失: whether there is something of which the document could be made. Pure. */

import type { Occurrence } from '../../../contract/calendar/occurrence.ts';
import { isOfDays } from '../../../contract/terms/cadence.ts';
import type { Obligation } from '../../../contract/terms/obligations.ts';
import { unitOf } from '../../../contract/terms/units.ts';
import { compareInstants, isInstantText } from '../../../contract/time.ts';
import { isTellable } from './happenings.ts';

/** A document of nothing but an inspection; the other one of a day can be made of what people wrote down, too. */
export const isInspectionAlone = (obligation: Pick<Obligation, 'id' | 'unit'>): boolean =>
  unitOf(obligation) === INSPECTION_LOG;

/**
 * Kinds of records of which the report of a day can be made: a day whose machine was off still has what people wrote down.
 */
/** The unit of such a document. */
export const INSPECTION_LOG = 'inspection-log';

export const DAY_EVIDENCE: readonly string[] = [
  ...['inspection', 'note', 'duty', 'call', 'incident', 'consultation', 'service-request', 'change', 'remote-session'],
];

/** Of these one record within the interval makes the document; undefined: it can be written at any time. */
export function evidenceOf(obligation: Obligation): readonly string[] | undefined {
  if (isInspectionAlone(obligation)) return ['inspection'];
  return unitOf(obligation) === 'daily-maintenance' ? DAY_EVIDENCE : undefined;
}

/**
 * 逾期未交 and not 缺失, for `due` and every document alike: there is something of which it could be made.
 * @param daysOf days on which there are records of a kind, and their times where documents are of shifts
 */
export const isObserved = (
  obligation: Obligation,
  occurrence: Span & Pick<Occurrence, 'happenings'>,
  daysOf: (kind: string) => readonly string[],
): boolean =>
  isTellable(occurrence) && (evidenceOf(obligation)?.some((kind) => happenedIn(occurrence, daysOf(kind))) ?? true);

/** A document of one day, which what is written down later, or withdrawn, makes possible or not until it is issued. */
export const isOfDay = (obligation: Obligation): boolean =>
  isOfDays(obligation) && evidenceOf(obligation) !== undefined;

/**
 * true when one of these days lies in the occurrence; of a shift, which has no day of its own, one of the instants among them.
 * @param times days, and instants where the contract goes by shifts
 */
export function happenedIn({ period, from, to, span }: Span, times: readonly string[]): boolean {
  if (span !== undefined && period !== undefined && SHIFT.test(period))
    return times.some((one) => isInstantText(one) && isWithin(one, span));
  return times.some((one) => one.length === from.length && one >= from && one <= to);
}

type Span = Pick<Occurrence, 'from' | 'to' | 'span'> & { period?: string };

const isWithin = (time: string, { from, to }: { from: string; to: string }): boolean =>
  compareInstants(time, from) >= 0 && compareInstants(time, to) < 0;

/** PERIOD of a shift. */
const SHIFT = /-s\d+$/;

/** Whether evidence has to be told by the time of the day: some documents are of a shift. */
export const goesByShifts = (obligations: readonly Obligation[]): boolean =>
  obligations.some(({ timesADay }) => timesADay !== undefined);
