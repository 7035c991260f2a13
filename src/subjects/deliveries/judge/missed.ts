/**
 * Why a day's document is 缺失: what a person wrote down of that day as 未采集原因, in a 工作记事. Nothing else says it: what was written of the
 * day for another reason explains nothing, and where nobody wrote it, it is 原因未登记. Pure.
 */
import type { Occurrence } from '../../../contract/calendar/occurrence.ts';
import type { NoteRecord } from '../../work/kinds/note.ts';

/** What is said where nobody wrote the cause down, and where it is to be. */
export const NO_CAUSE = '原因未登记';
export const CAUSE_PLACE = '登记为当日的工作记事，类别“未采集原因”';

/** The notes by the day that they tell of. */
export const missedNotes = (notes: readonly NoteRecord[]): ReadonlyMap<string, NoteRecord[]> =>
  Map.groupBy(
    notes.filter(({ topic, withdrawn }) => topic === 'missed' && withdrawn === undefined),
    ({ date }) => date,
  );

/** The newest note on why nothing was observed; null: none. Of a longer period one day's note explains nothing. */
export function missedBy(
  notes: ReadonlyMap<string, readonly NoteRecord[]>,
  { from, to }: Pick<Occurrence, 'from' | 'to'>,
): NoteRecord | null {
  return from === to ? (notes.get(from)?.at(-1) ?? null) : null;
}
