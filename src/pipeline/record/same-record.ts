/** A record that was handed in twice is kept twice: nobody but the person knows whether it happened twice. */
import { isDeepStrictEqual } from 'node:util';
import type { AnyRecord } from '../../records/record.ts';
import { idDate } from '../../workspace/store/record-file.ts';
import type { RecordStore } from '../../workspace/store/record-store.ts';

/** Who wrote it down and when, and what was attached since: nothing of what happened. */
const NOT_CONTENT = ['id', 'schema', 'enteredAt', 'enteredBy', 'attachments', 'corrections'];

const content = (record: AnyRecord, left: readonly string[]): object =>
  Object.fromEntries(Object.entries(record).filter(([field]) => !left.includes(field)));

/** true: two records of a kind say the same. @param filled fields that the program filled in, which differ each time */
function saysTheSame(a: AnyRecord, b: AnyRecord, filled: readonly string[] = []): boolean {
  const left = [...NOT_CONTENT, ...filled];
  return isDeepStrictEqual(content(a, left), content(b, left));
}

/**
 * Id of an earlier record of the same kind and day that says the same.
 * @param filled see `saysTheSame`
 */
export async function sameRecord(
  records: RecordStore,
  record: AnyRecord,
  filled: readonly string[],
): Promise<string | undefined> {
  const day = idDate(record);
  const { records: others } = await records.list(record.kind, { from: day, to: day });
  return others.find((other) => other.id !== record.id && saysTheSame(other, record, filled))?.id;
}
