/** What tells 逾期未交 from 缺失 for a document that is due once a period but rests on one event. Pure. */
import type { Obligation } from '../../contract/obligations.ts';
import type { Occurrence } from '../../contract/occurrence.ts';

/**
 * The kind of record that a document of a period rests on, such as the drill of the year: without one in the period nothing
 * was observed, although the document is issued at its due time all the same and says so.
 * @returns undefined for documents of an event of their own, and for those that can be written at any time
 */
export function restsOn({ cadence, eventKind, issueFrom }: Obligation): string | undefined {
  return cadence !== 'event' && issueFrom.rule === 'fields' ? eventKind : undefined;
}

/** A document of nothing but the day's inspection; the other one of a day can be made of what people wrote down, too. */
export const isInspectionAlone = ({ id }: Pick<Obligation, 'id'>): boolean => id === 'inspection-log';

/** true when one of these days lies in the occurrence. */
export const happenedIn = ({ from, to }: Pick<Occurrence, 'from' | 'to'>, days: readonly string[]): boolean =>
  days.some((day) => day >= from && day <= to);
