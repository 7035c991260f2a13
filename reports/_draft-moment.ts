/** The moment at which a document about one event is judged. */
import { type InstantText, latest } from '../src/contract/time.ts';
import type { AnyRecord } from '../src/records/record.ts';
import type { ComposeInput } from './_deliverable.ts';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}$/;

/**
 * `asOf`; of a draft the newest thing that the event's record tells. A draft's own `asOf` is the time the record is filed
 * under, which for an event is its beginning: judged at that, everything done since would be unknown.
 */
export function momentOf(input: Pick<ComposeInput, 'asOf' | 'draft'>, record: AnyRecord): InstantText {
  if (!input.draft) return input.asOf;
  const { enteredAt: _, ...told } = record;
  return latest([input.asOf, ...instantsIn(told)]) ?? input.asOf;
}

function instantsIn(value: unknown): InstantText[] {
  if (typeof value === 'string') return INSTANT.test(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(instantsIn) : [];
}
