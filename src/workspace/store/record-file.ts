/** One record and its file: path and text. */
import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../../contract/error.ts';
import { parseRecordId } from '../../contract/record-id.ts';
import { dateOf } from '../../contract/time.ts';
import { liftEnvelope } from '../../records/envelope-2.ts';
import type { AnyRecord, RecordKind } from '../../records/record.ts';
import { rowLists, withRowIds } from '../../records/row.ts';
import { jsonPieces } from '../text/json.ts';
import { type Lift, liftSchema, parseWith } from '../text/parse.ts';
import { parseYaml, writeYaml } from '../text/yaml.ts';

/** Folder of a kind's records in the month of a date, relative to the workspace. */
export function recordFolder(kind: string, date: string): string {
  return `records/${kind}/${date.slice(0, 4)}/${date.slice(5, 7)}`;
}

/**
 * The date that a new record's id bears: its business date when it has one, else the contract date of its evidence
 * time, so that reading a period by month folders finds what happened in it, however late it was entered.
 */
export function idDate(record: { at: string; date?: unknown }): string {
  return typeof record.date === 'string' ? record.date : dateOf(record.at);
}

/** Newest schema number of a kind. */
export function newestSchema(kind: RecordKind): number {
  return stepsOf(kind).length + 1;
}

/** The steps that lift a record of the kind from schema 1 on: the envelope's, then the kind's own. */
export function stepsOf(kind: RecordKind): Lift[] {
  return [(old) => liftEnvelope(kind, old), ...(kind.lift ?? [])];
}

/**
 * A record as its file reads: the schema of any known number, lifted to the newest in memory.
 * @param path relative to the workspace, `records/<kind>/<yyyy>/<mm>/<id>.json`
 * @throws UserError when it is not valid, or its id, kind and path do not agree
 */
export function readRecord(kind: RecordKind, value: unknown, path: string): AnyRecord {
  const parsed = parseWith(kind.schema, liftSchema(value, stepsOf(kind), { file: path }), { file: path });
  // What a person wrote with an editor has no ids on its rows.
  const record = withRowIds({ ...parsed }, rowLists(kind.schema));
  const parts = parseRecordId(record.id);
  const expected = parts && `records/${kind.id}/${parts.folder}/${record.id}`;
  if (record.kind !== kind.id || parts?.prefix !== kind.prefix || path.replace(/\.(json|yaml)$/, '') !== expected) {
    throw new UserError('记录编号与所在文件不符', {
      file: path,
      at: 'id（记录编号）',
      found: record.id,
      expected: `${kind.label}（${kind.prefix}-年月日-序号），文件名与编号相同，放在编号所示的年月文件夹`,
    });
  }
  return record;
}

/**
 * File name extension and text, in pieces, of a record: YAML when a person wrote it, JSON when a machine did. What YAML would not
 * give back to the letter (such as the text `null` where nothing is allowed) is kept as JSON.
 * @param fixed extension of the existing file, which a record keeps
 * @throws UserError when an existing YAML file cannot hold it
 */
export function recordText(
  kind: RecordKind,
  record: AnyRecord,
  fixed?: 'json' | 'yaml',
): { extension: 'json' | 'yaml'; pieces: Iterable<string> } {
  const wanted = fixed ?? (record.source === 'manual' ? 'yaml' : 'json');
  if (wanted === 'json') return { extension: 'json', pieces: jsonPieces(record) };
  const text = writeYaml(record);
  if (isDeepStrictEqual(kind.schema.safeParse(parseYaml(text, record.id)).data, record))
    return { extension: 'yaml', pieces: [text] };
  if (fixed === undefined) return { extension: 'json', pieces: jsonPieces(record) };
  throw new UserError('内容无法按原有的 YAML 文件保存', {
    file: record.id,
    expected: '不含 null、~ 这类会被读作空值的文字',
  });
}
