/** The moment at which a document about one event is judged. */
import { type InstantText, latest } from '../../src/contract/time.ts';
import { factTimes } from '../../src/records/fact-times.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import type { ComposeInput } from '../_deliverable.ts';

/**
 * `asOf`; of a draft the newest thing that the event's record tells. A draft's own `asOf` is the time the record is filed
 * under, which for an event is its beginning: judged at that, everything done since would be unknown.
 */
export function momentOf(input: Pick<ComposeInput, 'asOf' | 'draft'>, record: AnyRecord): InstantText {
  if (!input.draft) return input.asOf;
  return latest([input.asOf, ...factTimes(record)]) ?? input.asOf;
}
