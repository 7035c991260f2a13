/** A record that was handed in twice is kept twice: nobody but the person knows whether it happened twice. */
import { isDeepStrictEqual } from 'node:util';
import type { AnyRecord } from '../records/record.ts';
import { idDate } from '../workspace/record-file.ts';
import type { RecordStore } from '../workspace/records.ts';

/** Who wrote it down and when, and what was attached since: nothing of what happened. */
const NOT_CONTENT = ['id', 'enteredAt', 'enteredBy', 'attachments'];

/**
 * Id of an earlier record of the same kind and day that says the same.
 * @param filled fields that the program filled in, which differ from one time to the next
 */
export async function sameRecord(
  records: RecordStore,
  record: AnyRecord,
  filled: readonly string[],
): Promise<string | undefined> {
  const day = idDate(record);
  const content = (one: AnyRecord) =>
    Object.fromEntries(Object.entries(one).filter(([field]) => ![...NOT_CONTENT, ...filled].includes(field)));
  const { records: others } = await records.list(record.kind, { from: day, to: day });
  const own = content(record);
  return others.find((other) => other.id !== record.id && isDeepStrictEqual(content(other), own))?.id;
}
