/** When what a person writes counts from: when it is saved, however long ago they, or their page, began. Pure. */
import type { InstantText } from '../../contract/time.ts';
import type { AnyRecord, Attachment, RecordKind } from '../../records/record.ts';
import { rowLists, rowsOf } from '../../records/row.ts';

/** @param asked when somebody asked for it @returns when it counts from: never before it is saved */
export type WrittenAt = (asked: InstantText) => InstantText;

/** A new record with the time at which it is written down, and its rows that were written with it. What a machine measured says that itself. */
export function writtenNew(kind: RecordKind, record: AnyRecord, writtenAt: WrittenAt): AnyRecord {
  const asked = record.enteredAt;
  const at = record.source === 'auto' ? asked : writtenAt(asked);
  if (at === asked) return record;
  const own: AnyRecord & Record<string, unknown> = { ...record, enteredAt: at } as never;
  for (const list of rowLists(kind.schema)) {
    const rows = rowsOf(own, list);
    if (rows.some((row) => row['enteredAt'] === asked))
      own[list] = rows.map((row) => (row['enteredAt'] === asked ? { ...row, enteredAt: at } : row));
  }
  return own;
}

/**
 * The same of what is corrected, taken back or attached now.
 * @param asked when somebody asked for it
 */
export function writtenAnew(before: AnyRecord, record: AnyRecord, asked: InstantText, writtenAt: WrittenAt): AnyRecord {
  const { corrections = [], withdrawn } = record;
  const was = before.corrections?.length ?? 0;
  const kept = new Set((before.attachments ?? []).map(({ sha256 }) => sha256));
  const isNew = ({ sha256 }: Attachment): boolean => !kept.has(sha256);
  return {
    ...record,
    ...(corrections.length <= was
      ? {}
      : { corrections: corrections.map((one, n) => (n < was ? one : { ...one, at: writtenAt(one.at) })) }),
    ...(record.attachments?.some(isNew) === true
      ? { attachments: record.attachments.map((one) => (isNew(one) ? { ...one, keptAt: writtenAt(asked) } : one)) }
      : {}),
    ...(withdrawn === undefined || before.withdrawn !== undefined
      ? {}
      : { withdrawn: { ...withdrawn, at: writtenAt(withdrawn.at) } }),
  };
}
