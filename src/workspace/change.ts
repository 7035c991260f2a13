/** The one way to write to a workspace: under the lock, all or nothing, at most one commit. */
import { basename, dirname } from 'node:path';
import type { ContractBundle } from '../contract/bundle.ts';
import { UserError } from '../contract/error.ts';
import type { AnyRecord, RecordKind } from '../records/record.ts';
import { type EvidenceStore, packEvidence } from './evidence.ts';
import { requireIntact, type SpooledEvidence } from './evidence-spool.ts';
import type { FileMemo } from './file-memo.ts';
import type { Git, TreeEntry } from './git.ts';
import type { WorkspaceLock } from './lock.ts';
import { liftSchema } from './parse.ts';
import { normalisePath } from './paths.ts';
import {
  checkRecord,
  formatRecordId,
  idDate,
  newestSchema,
  parseRecordId,
  recordFolder,
  recordText,
} from './record-file.ts';
import { entries, type KindLoader, type RecordStore } from './records.ts';
import { settleJournal } from './settle.ts';
import { openStaging, type Staging } from './staging.ts';
import { stateBytes, statePath } from './state.ts';

/** Use of the memo: the file was in git, as it is, when it was last looked at. */
export const COMMITTED = 'committed';

/** A record before it is saved: without what the store gives it. */
export type Draft<T extends AnyRecord> = Omit<T, 'id' | 'schema' | 'kind'>;

export interface SavedRecord<T extends AnyRecord = AnyRecord> {
  id: string;
  /** Relative to the workspace. */
  path: string;
  record: T;
}

/** What a change may do. Nothing of it is seen by others, or by the stores of the workspace, before the change is done. */
export interface Change {
  /**
   * Adds a record under the next free id `<PREFIX>-<yyyymmdd>-<nnn>` of its date (see `idDate`).
   * @param shown what a message names as the file, such as the one that a person wrote
   * @throws UserError naming the field that is wrong
   */
  addRecord<T extends AnyRecord = AnyRecord>(kind: string, draft: Draft<T>, shown?: string): Promise<SavedRecord<T>>;
  /**
   * Edits a record in its place; id, kind and file stay. Reason and person go into the commit.
   * @throws UserError when there is no such record, or the new one is not valid
   */
  replaceRecord<T extends AnyRecord = AnyRecord>(
    id: string,
    draft: Draft<T>,
    reason: string,
    who: string,
  ): Promise<SavedRecord<T>>;
  /** Keeps an original; the same bytes are kept once. @returns its SHA-256 */
  putEvidence(bytes: Uint8Array): Promise<string>;
  /** Keeps an original that `spoolEvidence` has written already; the same bytes are kept once. @returns its SHA-256 */
  adoptEvidence(spooled: SpooledEvidence): Promise<string>;
  /**
   * Writes a file of the workspace.
   * @param path relative to the workspace
   * @param options `once`: an existing file with other bytes is refused instead of replaced
   * @throws UserError for a path that leads out of the workspace
   */
  writeFile(path: string, bytes: Uint8Array | string, options?: { once?: boolean }): Promise<void>;
  /** Writes `state/<name>.json`. */
  writeState(name: string, value: unknown): Promise<void>;
  /** Bytes of a file as they will be after this change; undefined when there is none. */
  read(path: string): Promise<Uint8Array | undefined>;
}

export interface ChangeOptions {
  /** ISO instant: the date of the commit. */
  at: string;
  /** Text of the commit below its subject. */
  body?: string;
}

/** What a change needs of its workspace. */
export interface ChangeContext {
  root: string;
  contract: ContractBundle;
  git: Git;
  lock: WorkspaceLock;
  records: RecordStore;
  evidence: EvidenceStore;
  kinds: KindLoader;
  /**
   * Names of records in git by folder, read once for many changes of one long run. What this process adds is on disk, and there it is
   * looked for each time.
   */
  committed?: { names?: Promise<Map<string, string[]>> };
  memo?: FileMemo;
}

/**
 * Runs `work` under the lock and commits all that it wrote in one commit; nothing written, no commit.
 * Whatever fails, in `work`, on the disk or in git: every file is as before, and the error is thrown.
 * @param subject says what was recorded, one line
 * @returns what `work` returns
 * @throws EnvironmentError when the lock is not free in time, or disk or git fail
 */
export function runChange<T>(
  context: ChangeContext,
  subject: string,
  work: (change: Change) => Promise<T> | T,
  options: ChangeOptions,
): Promise<T> {
  return context.lock.run(async () => {
    await settleJournal(context.root, context.git);
    const staging = openStaging(context.root, context.git);
    const notes: string[] = options.body ? [options.body] : [];
    let result: T;
    try {
      result = await work(openChange(context, staging, notes));
    } catch (error) {
      await staging.discard();
      throw error;
    }
    if (staging.paths().length > 0) {
      await staging.apply(subject, notes.join('\n'), options.at);
      // Whoever asks git about these files next may be spared the question.
      for (const path of staging.paths()) await context.memo?.of(path, COMMITTED, () => Promise.resolve(true));
    } else await staging.discard();
    return result;
  });
}

function openChange(context: ChangeContext, staging: Staging, notes: string[]): Change {
  const { contract, records, kinds } = context;
  const serials = new Map<string, Promise<number>>();

  const save = async (kind: RecordKind, id: string, draft: object, place: Place) => {
    const record = checkRecord(kind, envelope(kind, id, draft, place.shown), contract, place.shown);
    const { extension, text } = recordText(kind, record, place.extension);
    const path = `${place.base}.${extension}`;
    await staging.stage(path, Buffer.from(text, 'utf8'));
    return { id, path, record };
  };

  return {
    read: (path) => staging.read(normalisePath(path)),
    async addRecord<T extends AnyRecord>(kindId: string, draft: Draft<T>, given?: string) {
      const kind = await kinds(kindId);
      const shown = given ?? `新的${kind.label}`;
      // A first look, to learn the date that its id shall bear.
      const placeholder = formatRecordId(kind.prefix, '2000-01-01', 1);
      const date = idDate(checkRecord(kind, envelope(kind, placeholder, draft, shown), contract, shown));
      const id = formatRecordId(kind.prefix, date, await nextSerial(context, kind, date, serials));
      return (await save(kind, id, draft, { base: `${recordFolder(kind.id, date)}/${id}`, shown })) as SavedRecord<T>;
    },
    async replaceRecord<T extends AnyRecord>(id: string, draft: Draft<T>, reason: string, who: string) {
      const stored = await records.get(id);
      if (!stored) throw new UserError('没有这条记录', { found: id, expected: '已有的记录编号' });
      if (reason.trim() === '')
        throw new UserError('修改记录须写明原因', { found: '（缺少）', expected: '一句话说明为什么修改' });
      const [, base = '', extension] = /^(.*)\.(json|yaml)$/.exec(stored.path) ?? [];
      const place = { base, shown: stored.path, extension: extension as 'json' | 'yaml' };
      const saved = await save(await kinds(stored.kind), id, draft, place);
      notes.push(`修改 ${id}：${reason}（${who}）`);
      return saved as SavedRecord<T>;
    },
    async putEvidence(bytes) {
      const { sha256, path, stored } = await packEvidence(bytes);
      const existing = await context.evidence.locateEvidence(sha256);
      // Reading it checks its hash: an original that was damaged must not pass for the one that was just handed in.
      if (existing === undefined) await staging.stage(path, stored);
      else await context.evidence.getEvidence(sha256);
      return sha256;
    },
    async adoptEvidence({ sha256, path, temp, stored }) {
      const existing = await context.evidence.locateEvidence(sha256);
      if (existing === undefined) await staging.adopt(path, temp, stored);
      else await requireIntact(context.root, existing, sha256);
      return sha256;
    },
    async writeFile(path, bytes, writeOptions = {}) {
      const normal = normalisePath(path);
      const data = typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes;
      const before = writeOptions.once ? await staging.read(normal) : undefined;
      if (before && Buffer.compare(before, data) !== 0) {
        throw new UserError('文件已存在且内容不同，不能改写', { file: normal, expected: '只写一次的文件' });
      }
      await staging.stage(normal, data);
    },
    async writeState(name, value) {
      await staging.stage(statePath(name), stateBytes(value));
    },
  };
}

interface Place {
  /** Path without extension. */
  base: string;
  /** Set for an existing file, which keeps its extension. */
  extension?: 'json' | 'yaml';
  /** What a message names as the file. */
  shown: string;
}

/** A draft with what the store gives it, whatever the draft itself says of these; one of an older schema is lifted. */
function envelope(kind: RecordKind, id: string, draft: object, shown: string): object {
  const lifted = 'schema' in draft ? liftSchema(draft, kind.lift ?? [], { file: shown }) : draft;
  return { ...(lifted as object), schema: newestSchema(kind), kind: kind.id, id };
}

/**
 * One above the highest serial number of the date, on disk or in the last commit, so that no id is given twice. Numbers
 * are handed out in the order of asking, also to those who ask at the same time.
 */
function nextSerial(
  context: ChangeContext,
  kind: RecordKind,
  date: string,
  serials: Map<string, Promise<number>>,
): Promise<number> {
  const key = `${kind.prefix}-${date}`;
  const next = (serials.get(key) ?? highestSerial(context, kind, date)).then((serial) => serial + 1);
  serials.set(key, next);
  return next;
}

async function highestSerial(context: ChangeContext, kind: RecordKind, date: string): Promise<number> {
  const folder = recordFolder(kind.id, date);
  const onDisk = (await entries(context.root, folder)).map((entry) => entry.name);
  const inGit = await committedNames(context, folder);
  const serialsOfDate = [...onDisk, ...inGit]
    .map((name) => parseRecordId(name.replace(/\.[a-z]+$/, '')))
    .filter((parts) => parts !== undefined && parts.prefix === kind.prefix && parts.date === date)
    .map((parts) => parts?.serial ?? 0);
  return Math.max(0, ...serialsOfDate);
}

/** A git process for each folder would cost a long run more than writing its records. */
async function committedNames({ git, committed }: ChangeContext, folder: string): Promise<string[]> {
  if (committed === undefined) return namesByFolder(await git.listTree('HEAD', `${folder}/`)).get(folder) ?? [];
  committed.names ??= git.listTree('HEAD', 'records/').then(namesByFolder);
  return (await committed.names).get(folder) ?? [];
}

function namesByFolder(tree: readonly TreeEntry[]): Map<string, string[]> {
  const byFolder = Map.groupBy(tree, ({ path }) => dirname(path));
  return new Map([...byFolder].map(([folder, entries]) => [folder, entries.map(({ path }) => basename(path))]));
}
