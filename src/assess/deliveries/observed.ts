/** What tells 逾期未交 from 缺失 for a document that is due once a period but rests on one event. Pure. */

import type { Occurrence } from '../../contract/calendar/occurrence.ts';
import { isOfDays, isOfEvents } from '../../contract/terms/cadence.ts';
import type { Obligation } from '../../contract/terms/obligations.ts';
import { unitOf } from '../../contract/terms/units.ts';

/**
 * The kind of record that a document of a period rests on, such as the drill of the year: without one in the period nothing
 * was observed, although the document is issued at its due time all the same and says so.
 * @returns undefined for documents of an event of their own, and for those that can be written at any time
 */
export function restsOn(obligation: Obligation): string | undefined {
  return !isOfEvents(obligation) && obligation.issueFrom.rule === 'fields' ? obligation.eventKind : undefined;
}

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
  if (unitOf(obligation) === 'daily-maintenance') return DAY_EVIDENCE;
  const kind = restsOn(obligation);
  return kind === undefined ? undefined : [kind];
}

/**
 * 逾期未交 and not 缺失, for `due` and every document alike: there is something of which it could be made.
 * @param daysOf days on which there are records of a kind
 */
export const isObserved = (
  obligation: Obligation,
  occurrence: Pick<Occurrence, 'from' | 'to'>,
  daysOf: (kind: string) => readonly string[],
): boolean => evidenceOf(obligation)?.some((kind) => happenedIn(occurrence, daysOf(kind))) ?? true;

/** A document of one day, which what is written down later, or withdrawn, makes possible or not until it is issued. */
export const isOfDay = (obligation: Obligation): boolean =>
  isOfDays(obligation) && evidenceOf(obligation) !== undefined;

/** true when one of these days lies in the occurrence. */
export const happenedIn = ({ from, to }: Pick<Occurrence, 'from' | 'to'>, days: readonly string[]): boolean =>
  days.some((day) => day >= from && day <= to);
