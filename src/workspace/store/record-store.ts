/** Reads the records of a workspace: `records/<kind>/<yyyy>/<mm>/<id>.json|yaml`. Writing is `Change`'s. */
import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { UserError } from '../../contract/error.ts';
import { compareRecordIds, dayOfRecordId, parseRecordId } from '../../contract/record-id.ts';
import { inForce } from '../../records/in-force.ts';
import type { AnyRecord, RecordKind } from '../../records/record.ts';
import { MAX_RECORD_BYTES, readLimited } from '../disk/decode.ts';
import { tempOwner } from '../disk/durable.ts';
import { environmentError, isMissing } from '../disk/faults.ts';
import { type FileMemo, frozen } from '../disk/file-memo.ts';
import { parseData } from '../text/yaml.ts';
import { sha256Of } from './evidence.ts';
import type { RecordCache } from './record-cache.ts';
import { readRecord } from './record-file.ts';
import { withdrawnIds } from './withdrawn-ids.ts';

/** Gives the unit of a `kinds/` folder with this id. Rejects with `UserError` when there is none. */
export type KindLoader = (kind: string) => Promise<RecordKind>;

/** Inclusive dates, `yyyy-mm-dd`; the date of a record is that of its id. */
export interface RecordWindow {
  from?: string | undefined;
  to?: string | undefined;
}

/** A file that could not be used; never dropped silently, never the end of a run. */
export interface FileProblem {
  /** Relative to the workspace. */
  path: string;
  /** Chinese, for a person. */
  message: string;
}

/** A record and the file that it was read from. */
export interface StoredRecord<T extends AnyRecord = AnyRecord> {
  kind: string;
  record: T;
  /** Relative to the workspace. */
  path: string;
  /** Of the bytes of the file as it is on disk. */
  sha256: string;
}

export interface RecordList<T extends AnyRecord = AnyRecord> {
  /** Those that count, without rows and attachments that were withdrawn; sorted by id. */
  records: T[];
  /** The same records with their files, in the same order. */
  files: StoredRecord<T>[];
  /** Records that were withdrawn (作废), as their files have them; sorted by id. */
  withdrawn: StoredRecord<T>[];
  problems: FileProblem[];
}

export interface RecordStore {
  /**
   * Records of a kind in a window, sorted by id; only the month folders in the window are read. What was withdrawn is left
   * out here, for all who count and judge.
   */
  list<T extends AnyRecord = AnyRecord>(kind: string, window?: RecordWindow): Promise<RecordList<T>>;
  /**
   * The record with an id, whatever its kind, as far as it counts; undefined when there is none, or it was withdrawn.
   * @throws UserError when `id` is no record id, or its file cannot be used
   */
  get<T extends AnyRecord = AnyRecord>(id: string): Promise<StoredRecord<T> | undefined>;
  /** The same as its file has it, with all that was withdrawn: for whoever changes it or looks at its history. */
  onFile<T extends AnyRecord = AnyRecord>(id: string): Promise<StoredRecord<T> | undefined>;
  /** Ids of a kind's records in a window that were not withdrawn, sorted. Of the files only the names are read, or little more. */
  ids(kind: string, window?: RecordWindow): Promise<string[]>;
  /** Paths of the files of a kind's records, oldest month first, unread; what lies among them and is none is a problem. */
  paths(kind: string): Promise<{ paths: string[]; problems: FileProblem[] }>;
  /** Kinds of which the workspace has a folder, sorted. */
  kinds(): Promise<string[]>;
  /** Reads and checks one file. @throws UserError when it cannot be used */
  readFile(path: string): Promise<StoredRecord>;
}

const FILE = /^([A-Z]{2,3}-\d{8}-\d{3,})\.(json|yaml)$/;

/**
 * Opens the records of a workspace. Nothing is kept in memory, each call reads the disk, unless there is a memo.
 * @param cache what earlier commands read, for who only tells how things stand
 */
export function openRecords(root: string, load: KindLoader, memo?: FileMemo, cache?: RecordCache): RecordStore {
  const readAnew = (path: string) =>
    cache === undefined ? readStored(root, path, load) : cache.of(path, () => readStored(root, path, load));
  const readFile = (path: string) =>
    memo === undefined ? readAnew(path) : memo.of(path, 'record', async () => frozen(await readAnew(path)));
  /**
   * This program replaces files by renaming, which changes their folder too. What an editor writes in place is noticed when
   * the file is hashed as an input, and by the next command.
   */
  const wholeMonth = (folder: string, kept: FileMemo) =>
    kept.of(folder, 'records', async () => {
      const month = emptyList();
      await readFolder(root, folder, {}, readFile, month);
      return month;
    });
  const kinds = async () =>
    (await entries(root, 'records'))
      .filter((one) => one.isDirectory())
      .map((one) => one.name)
      .sort();
  const onFile = async <T extends AnyRecord>(id: string): Promise<StoredRecord<T> | undefined> => {
    const parts = parseRecordId(id);
    if (!parts) throw new UserError('记录编号格式不对', { found: id.slice(0, 80), expected: '例如 GZ-20261124-001' });
    for (const kind of await kinds()) {
      if ((await load(kind)).prefix !== parts.prefix) continue;
      const folder = `records/${kind}/${parts.folder}`;
      const found = (await entries(root, folder)).find((one) => FILE.exec(one.name)?.[1] === id);
      return found && ((await readFile(`${folder}/${found.name}`)) as StoredRecord<T>);
    }
    return undefined;
  };
  const list = async <T extends AnyRecord>(kind: string, window: RecordWindow = {}): Promise<RecordList<T>> => {
    const found = emptyList();
    for (const folder of await monthFolders(root, kind, window, found.problems)) {
      if (memo === undefined) await readFolder(root, folder, window, readFile, found);
      else addFrom(await wholeMonth(folder, memo), window, found);
    }
    for (const files of [found.files, found.withdrawn])
      files.sort((a, b) => compareRecordIds(a.record.id, b.record.id));
    // What was kept of a file was read by its kind, which need not be loaded again.
    if (cache === undefined || found.files.length + found.withdrawn.length === 0) await load(kind);
    found.records = found.files.map((one) => one.record);
    return found as RecordList<T>;
  };
  return {
    readFile,
    kinds,
    async ids(kind, window = {}) {
      const found: string[] = [];
      const withdrawn = await withdrawnIds(root).catch(async (error: unknown) => {
        // A list that nobody can read is told as that, and hides nothing else: each record says itself that it was withdrawn.
        if (!(error instanceof UserError)) throw error;
        return new Set((await list(kind, window)).withdrawn.map(({ record }) => record.id));
      });
      for (const folder of await monthFolders(root, kind, window, [])) {
        const cut = isCut(folder.slice(-MONTH.length).replace('/', '-'), window);
        for (const name of names(root, folder)) {
          const id = FILE.exec(name)?.[1];
          if (id !== undefined && (!cut || inWindow(id, window)) && !withdrawn.has(id)) found.push(id);
        }
      }
      return found.sort(compareRecordIds);
    },
    list,
    async paths(kind) {
      const problems: FileProblem[] = [];
      const folders = await monthFolders(root, kind, {}, problems);
      return { paths: folders.flatMap((folder) => recordPaths(root, folder, {}, problems)), problems };
    },
    onFile,
    async get<T extends AnyRecord>(id: string) {
      const stored = await onFile<T>(id);
      const record = stored && inForce(stored.record);
      return record && { ...(stored as StoredRecord<T>), record };
    },
  };
}

function inWindow(id: string, window: RecordWindow): boolean {
  const date = dayOfRecordId(id);
  return (window.from === undefined || date >= window.from) && (window.to === undefined || date <= window.to);
}

const MONTH = 'YYYY-MM';

/** true when the window may begin or end within the month: of all others every day lies in it. */
const isCut = (month: string, { from, to }: RecordWindow): boolean =>
  (from !== undefined && month <= from.slice(0, MONTH.length)) ||
  (to !== undefined && month >= to.slice(0, MONTH.length));

async function readStored(root: string, path: string, load: KindLoader): Promise<StoredRecord> {
  const kindId = path.split('/')[1] ?? '';
  const kind = await load(kindId);
  const bytes = await readLimited(join(root, path), path, MAX_RECORD_BYTES);
  return { kind: kindId, record: readRecord(kind, parseData(bytes, path), path), path, sha256: sha256Of(bytes) };
}

/** Month folders of a kind in the window, oldest first; a folder that is none is a problem. */
async function monthFolders(
  root: string,
  kind: string,
  window: RecordWindow,
  problems: FileProblem[],
): Promise<string[]> {
  const months: string[] = [];
  const base = `records/${kind}`;
  for (const year of await entries(root, base)) {
    if (!isFolder(year, /^\d{4}$/, base, problems)) continue;
    for (const month of await entries(root, `${base}/${year.name}`)) {
      if (isFolder(month, /^(0[1-9]|1[0-2])$/, `${base}/${year.name}`, problems))
        months.push(`${year.name}-${month.name}`);
    }
  }
  const wanted = (month: string) =>
    (window.from === undefined || month >= window.from.slice(0, 7)) &&
    (window.to === undefined || month <= window.to.slice(0, 7));
  return months
    .filter(wanted)
    .sort()
    .map((month) => `${base}/${month.replace('-', '/')}`);
}

function isFolder(entry: Dirent, name: RegExp, parent: string, problems: FileProblem[]): boolean {
  if (tempOwner(entry.name) !== undefined) return false;
  if (entry.isDirectory() && name.test(entry.name)) return true;
  problems.push({ path: `${parent}/${entry.name}`, message: '不是记录的年月文件夹，未读取' });
  return false;
}

const emptyList = (): RecordList => ({ records: [], files: [], withdrawn: [], problems: [] });

function addFrom(month: RecordList, window: RecordWindow, list: RecordList): void {
  list.files.push(...month.files.filter((one) => inWindow(one.record.id, window)));
  list.withdrawn.push(...month.withdrawn.filter((one) => inWindow(one.record.id, window)));
  list.problems.push(...month.problems);
}

async function readFolder(
  root: string,
  folder: string,
  window: RecordWindow,
  readFile: (path: string) => Promise<StoredRecord>,
  list: RecordList,
): Promise<void> {
  for (const path of recordPaths(root, folder, window, list.problems)) {
    await readFile(path).then(
      (stored) => {
        const record = inForce(stored.record);
        if (record === undefined) list.withdrawn.push(stored);
        else list.files.push(record === stored.record ? stored : { ...stored, record });
      },
      (error: unknown) => list.problems.push(fileProblem(path, error)),
    );
  }
  // Files are read without waiting; whoever is being served by this process gets a turn after each month.
  await setImmediate();
}

/** The files of records in a month's folder, in the order of their names; of what is none, a problem is added. */
function recordPaths(root: string, folder: string, window: RecordWindow, problems: FileProblem[]): string[] {
  const found: string[] = [];
  const seen = new Set<string>();
  for (const entry of listedEntries(root, folder).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = `${folder}/${entry.name}`;
    const id = FILE.exec(entry.name)?.[1];
    // Of a file being written by another process just now; it becomes a record when it is whole.
    if (tempOwner(entry.name) !== undefined) continue;
    if (id === undefined || !entry.isFile()) problems.push({ path, message: '不是记录文件，未读取' });
    else if (!inWindow(id, window)) continue;
    else if (seen.has(id)) problems.push({ path, message: `记录 ${id} 有两个文件（.json 与 .yaml），只用前一个` });
    else {
      seen.add(id);
      found.push(path);
    }
  }
  return found;
}

/** The problem as one line. Only what is meant for a person becomes a problem; a fault of the program goes on up. */
export function fileProblem(path: string, error: unknown): FileProblem {
  if (!(error instanceof UserError)) throw error;
  const { file: _file, ...place } = error.place;
  const { message } = new UserError(error.summary, place);
  return {
    path,
    message: message
      .split('\n')
      .map((line) => line.trim())
      .join('；'),
  };
}

/** Entries of a folder of the workspace; none when it does not exist. */
export const entries = async (root: string, folder: string): Promise<Dirent[]> => listedEntries(root, folder);

const listedEntries = (root: string, folder: string): Dirent[] =>
  listed(folder, () => readdirSync(join(root, folder), { withFileTypes: true }));

/** Only their names, which takes half as long. */
const names = (root: string, folder: string): string[] => listed(folder, () => readdirSync(join(root, folder)));

function listed<T>(folder: string, read: () => T[]): T[] {
  try {
    // Synchronous, as in `readLimited`.
    return read();
  } catch (error) {
    if (isMissing(error)) return [];
    throw environmentError(error, folder);
  }
}
