/**
 * Lists of inputs that manifests share: a year of documents names a hundred and fifty thousand files, of which ten thousand differ. A
 * row stands once, in the list of the round that first issued a document with it; manifests name lists by their digest, and rows by
 * their places. A list is written once, as `archive/inputs/<yyyy>/<sha256>.json`, and is read with the naked eye: a row is a line.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../contract/error.ts';
import { count, sha256 as sha256Text, text } from '../contract/scalars.ts';
import { environmentError, isUnreachable } from '../workspace/disk/faults.ts';
import { sha256 } from './digest.ts';
import { placesOf, placesText } from './row-places.ts';

export const fileSchema = z.strictObject({
  path: text().describe('Inputs: relative to the workspace. Outputs: name in the folder of the revision.'),
  sha256: sha256Text(),
  sm3: sha256Text(),
  size: count(),
});
export type ManifestFile = z.infer<typeof fileSchema>;

/** Rows of a list: `<yyyy>/<sha256 of the list's bytes>`, and their places from 0 on, such as `0-12,15`. */
const partSchema = z.strictObject({
  list: z.string().regex(/^\d{4}\/[0-9a-f]{64}$/, '应为 年份/依据表的 SHA-256'),
  rows: z.string().regex(/^\d{1,9}(?:-\d{1,9})?(?:,\d{1,9}(?:-\d{1,9})?)*$/, '应为行号，例如 0-12,15'),
});

/** Inputs as a manifest of schema 3 names them; the digests are those of `listDigests` over all of them. */
export const namedInputsSchema = z.strictObject({
  count: count(),
  sha256: sha256Text(),
  sm3: sha256Text(),
  lists: z.array(partSchema),
});
export type NamedInputs = z.infer<typeof namedInputsSchema>;

const listSchema = z.strictObject({ schema: z.literal(1), files: z.array(fileSchema) });

/** Folder of the lists, relative to the workspace. */
export const INPUT_LISTS = 'archive/inputs';

const LIST = /^archive\/inputs\/(\d{4}\/[0-9a-f]{64})\.json$/;

/** @param name `<yyyy>/<sha256>` @returns path relative to the workspace */
export const listPath = (name: string): string => `${INPUT_LISTS}/${name}.json`;

/** The name of the list at a path; undefined when the path is none of a list. */
export const listAt = (path: string): string | undefined => LIST.exec(path)?.[1];

/** Reads lists by their names. */
export interface InputLists {
  /** @throws UserError when the list is not there, or is not the one of that name */
  rows(name: string): readonly ManifestFile[];
}

/** A list as it is written, and its name. @param year four digits: of the round @param files no two of one path and digest */
export function writtenList(year: string, files: readonly ManifestFile[]): { name: string; bytes: Uint8Array } {
  const rows = files.map(({ path, sha256, sm3, size }) => JSON.stringify({ path, sha256, sm3, size }));
  const bytes = Buffer.from(`{"schema":1,"files":[\n${rows.join(',\n')}\n]}\n`);
  return { name: `${year}/${sha256(bytes)}`, bytes };
}

/** What speaks against the bytes of a list, in Chinese; its rows when nothing does. */
export function readList(name: string, bytes: Uint8Array): readonly ManifestFile[] | { wrong: string } {
  if (sha256(bytes) !== name.slice(-64)) return { wrong: '内容与文件名中的校验值不一致' };
  try {
    const parsed = listSchema.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    if (parsed.success) return parsed.data.files;
    return { wrong: `内容不合规：${parsed.error.issues[0]?.path.join('.') ?? ''}` };
  } catch (error) {
    if (error instanceof SyntaxError) return { wrong: '不是有效的 JSON' };
    throw error;
  }
}

/** Lists are never changed, so that what was read of one holds for as long as anybody uses it; nobody is kept in memory for it. */
const known = new Map<string, WeakRef<readonly ManifestFile[]>>();

/** The lists of a workspace. @param root its absolute path */
export function listsIn(root: string): InputLists {
  const held = new Map<string, readonly ManifestFile[]>();
  return {
    rows(name) {
      const key = `${root} ${name}`;
      const rows = held.get(name) ?? known.get(key)?.deref() ?? rowsOnDisk(root, name);
      known.set(key, new WeakRef(rows));
      held.set(name, rows);
      return rows;
    },
  };
}

function rowsOnDisk(root: string, name: string): readonly ManifestFile[] {
  const path = listPath(name);
  const rows = readList(name, bytesAt(root, path));
  if (!('wrong' in rows)) return Object.freeze(rows.map((row) => Object.freeze(row)));
  throw unusable(path, rows.wrong);
}

function bytesAt(root: string, path: string): Uint8Array {
  try {
    return readFileSync(join(root, path));
  } catch (error) {
    if (isUnreachable(error)) throw unusable(path, '文件缺失');
    throw environmentError(error, path);
  }
}

const unusable = (file: string, found: string): UserError =>
  new UserError('归档清单共用的依据表不可读', {
    file,
    found,
    expected: '与签发时相同的依据表',
    hint: '运行 opsledger verify 查看全部问题，并从备份恢复该文件',
  });

/**
 * The inputs that a manifest names, sorted by path.
 * @throws UserError when a list cannot be read, or has no such row
 */
export function namedFiles({ lists }: NamedInputs, from: InputLists): readonly ManifestFile[] {
  const files = lists.flatMap(({ list, rows }) => {
    const held = from.rows(list);
    return placesOf(rows).map((place) => {
      const file = held[place];
      if (file === undefined) throw unusable(listPath(list), `没有第 ${place + 1} 行`);
      return file;
    });
  });
  return files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** Where rows stand that lists hold already. */
export interface KnownRows {
  place(file: ManifestFile): { list: string; row: number } | undefined;
  learn(list: string, files: readonly ManifestFile[]): void;
}

export function knownRows(): KnownRows {
  const places = new Map<string, { list: string; row: number }>();
  const keyOf = ({ path, sha256: digest }: ManifestFile) => `${digest} ${path}`;
  return {
    place: (file) => places.get(keyOf(file)),
    learn(list, files) {
      for (const [row, file] of files.entries()) if (!places.has(keyOf(file))) places.set(keyOf(file), { list, row });
    },
  };
}

/** Files that no list holds yet, each once, sorted by path and digest. */
export function newRows(files: Iterable<ManifestFile>, rows: KnownRows): ManifestFile[] {
  const found = new Map<string, ManifestFile>();
  for (const file of files) if (rows.place(file) === undefined) found.set(`${file.path}\n${file.sha256}`, file);
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file);
}

/** The parts of lists in which all these files stand. @throws Error for one that stands in none */
export function partsOf(files: readonly ManifestFile[], rows: KnownRows): NamedInputs['lists'] {
  const byList = new Map<string, number[]>();
  for (const file of files) {
    const place = rows.place(file);
    if (place === undefined) throw new Error(`no list holds ${file.path}`);
    const own = byList.get(place.list) ?? [];
    own.push(place.row);
    byList.set(place.list, own);
  }
  return [...byList]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([list, places]) => ({ list, rows: placesText(places.sort((a, b) => a - b)) }));
}

/** Names of the lists in which the inputs of a manifest stand; none when they stand in it, or it cannot be read. @param bytes of the manifest */
export function listsNamed(bytes: Uint8Array): string[] {
  try {
    const inputs = namedInputsSchema.safeParse(Object(JSON.parse(Buffer.from(bytes).toString('utf8'))).inputs);
    return inputs.success ? inputs.data.lists.map(({ list }) => list) : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
