/** The one door by which a record is edited: what the supplier cannot change alone stays as it was, with a claim beside it. */
import type { InstantText } from '../../contract/time.ts';
import type { AnyRecord, Correction, RecordKind } from '../../records/record.ts';
import { claiming, decidingDifferences, heldBack, withHeld } from '../../records/standing.ts';
import { changeText } from '../../wording/corrections.ts';

/** When the purchaser received the document about the event that a record is of; null: they did not. */
export type ReceivedAt = (record: AnyRecord) => Promise<InstantText | null>;

export interface GivenEdit {
  before: AnyRecord;
  /** What is to take its place, as far as nobody has looked at it yet. */
  given: object;
  at: InstantText;
  who: string;
  reason: string;
}

/** @returns what is to be checked and saved: the same, where nothing is held back, or where it is no record of the kind */
export async function heldEdit(
  kind: RecordKind,
  { before, given, at, who, reason }: GivenEdit,
  receivedAt?: ReceivedAt,
): Promise<object> {
  const after = kind.schema.safeParse(given).data;
  if (after === undefined || decidingDifferences(kind, before, after).length === 0) return given;
  const held = heldBack(kind, { before, after, receivedAt: (await receivedAt?.(before)) ?? null });
  if (held.length === 0) return given;
  const earlier = before.corrections ?? [];
  const own = (after.corrections ?? []).slice(earlier.length);
  const unsaid: Correction = { at, by: who, reason, what: '', changes: [] };
  const claim = claiming(own.at(-1) ?? unsaid, held);
  const what = (claim.changes ?? []).map(changeText).join('；');
  return { ...withHeld(after, held), corrections: [...earlier, ...own.slice(0, -1), { ...claim, what }] };
}
