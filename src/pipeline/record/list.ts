/** The records of a kind as one line each, those that were withdrawn among them. */
import { compareRecordIds, dayOfRecordId } from '../../contract/record-id.ts';
import { fieldsOf } from '../../records/fields.ts';
import type { AnyRecord } from '../../records/record.ts';
import { withdrawnText } from '../../wording/corrections.ts';
import type { RecordWindow } from '../../workspace/store/record-store.ts';
import type { Session } from '../session.ts';
import { namedKind } from './entry-fields.ts';

export interface RecordLine {
  id: string;
  /** ISO. */
  at: string;
  /** The first text that tells what it is about; empty when it has none. */
  text: string;
  /** When, by whom and why it was withdrawn; null: it counts. */
  withdrawn: string | null;
  /** Relative to the workspace. */
  path: string;
}

/**
 * @param window days of the ids; all without it
 * @returns newest first. @throws UserError when there is no such kind
 */
export async function recordLines(
  session: Session,
  kindName: string,
  window: RecordWindow = {},
): Promise<RecordLine[]> {
  const kind = await namedKind(kindName);
  const { files, withdrawn } = await session.workspace.records.list(kind.id, window);
  const telling = fieldsOf(kind.schema).filter(
    ({ name, shape, choices, sensitivity }) =>
      ['title', 'text', 'question', 'content', 'reason', 'summary', 'set', 'period'].includes(name) &&
      shape === 'value' &&
      choices === undefined &&
      sensitivity === 'public',
  );
  return [...files, ...withdrawn]
    .map(({ record, path }) => ({
      id: record.id,
      at: record.at,
      path,
      text: textOf(record),
      withdrawn: whyNot(record),
    }))
    .sort((a, b) => compareRecordIds(b.id, a.id));

  function textOf(record: AnyRecord): string {
    const values = record as unknown as Record<string, unknown>;
    const found = telling.map(({ name }) => values[name]).find((value) => typeof value === 'string');
    return typeof found === 'string' ? (found.split('\n')[0] ?? '') : '';
  }
}

const whyNot = ({ withdrawn }: AnyRecord): string | null => (withdrawn === undefined ? null : withdrawnText(withdrawn));

/**
 * The newest of a kind: of the others only the names of their files are looked at.
 * @returns newest first, those that were withdrawn among them, and how many count in all
 */
export async function latestLines(
  session: Session,
  kindName: string,
  most: number,
): Promise<{ lines: RecordLine[]; total: number }> {
  const { id } = await namedKind(kindName);
  const ids = await session.workspace.records.ids(id);
  const oldest = ids.at(-most);
  const window = oldest === undefined ? {} : { from: dayOfRecordId(oldest) };
  return { lines: (await recordLines(session, id, window)).slice(0, most), total: ids.length };
}
