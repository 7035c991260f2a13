/** The one way to write to a workspace: under the lock, all or nothing, at most one commit. */

import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import { UserError } from '../../contract/error.ts';
import { formatRecordId } from '../../contract/record-id.ts';
import { type AnyRecord, type RecordKind, recordSources } from '../../records/record.ts';
import { rowLists, withRowIds, withWithdrawn } from '../../records/row.ts';
import { sizeLimitText, sizeText } from '../../wording/figures.ts';
import { MAX_RECORD_BYTES } from '../disk/decode.ts';
import { type FileMemo, frozen } from '../disk/file-memo.ts';
import type { WorkspaceLock } from '../disk/lock.ts';
import { normalisePath } from '../disk/paths.ts';
import { type EvidenceStore, packEvidence } from '../store/evidence.ts';
import { requireIntact, type SpooledEvidence } from '../store/evidence-spool.ts';
import { type AlsoWrong, checkEntry } from '../store/record-check.ts';
import { idDate, newestSchema, recordFolder, recordText, stepsOf } from '../store/record-file.ts';
import type { KindLoader, RecordStore } from '../store/record-store.ts';
import { stateBytes, statePath } from '../store/state.ts';
import { liftSchema } from '../text/parse.ts';
import { settleErasing } from './erasing.ts';
import { heldEdit, type ReceivedAt } from './held-edit.ts';
import { keepMade } from './made.ts';
import { nextSerial, type SerialContext } from './serials.ts';
import { settleJournal } from './settle.ts';
import { openStaging, type Staging } from './staging.ts';
import type { Trailing } from './trailing.ts';
import { type WrittenAt, writtenAnew, writtenNew } from './written.ts';

/** Use of the memo: the file was in git, as it is, when it was last looked at. */
export const COMMITTED = 'committed';

/**
 * Throws UserError when a record must not enter the history as it is.
 * @param before the record that it takes the place of
 */
export type RecordGuard = (
  kind: RecordKind,
  record: AnyRecord,
  before: AnyRecord | undefined,
  shown: string,
) => Promise<void>;

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
   * @param alsoWrong what is wrong beside what the kind itself can see
   * @throws UserError naming the field that is wrong
   */
  addRecord<T extends AnyRecord = AnyRecord>(
    kind: string,
    draft: Draft<T>,
    shown?: string,
    alsoWrong?: AlsoWrong,
  ): Promise<SavedRecord<T>>;
  /**
   * Edits a record in its place; id, kind and file stay. Reason and person go into the commit.
   * @throws UserError when there is no such record, or the new one is not valid
   */
  replaceRecord<T extends AnyRecord = AnyRecord>(
    id: string,
    draft: Draft<T>,
    reason: string,
    who: string,
    alsoWrong?: AlsoWrong,
  ): Promise<SavedRecord<T>>;
  /**
   * The same of a record that a run measured anew: no person's words come in, and what machines say is theirs, so that it is
   * looked at where it is shown and stops no run.
   */
  remeasureRecord<T extends AnyRecord = AnyRecord>(
    id: string,
    draft: Draft<T>,
    reason: string,
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
  /** Removes a file of the workspace; one that is not there is left so. */
  removeFile(path: string): Promise<void>;
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
  /** `measured`: by machines, and nobody's word. `clock`: what is said of this machine's clock itself, whatever it says. */
  of?: 'measured' | 'clock';
}

/** What a change needs of its workspace. */
export interface ChangeContext extends SerialContext {
  contract: ContractBundle;
  lock: WorkspaceLock;
  records: RecordStore;
  evidence: EvidenceStore;
  kinds: KindLoader;
  /** true: the workspace tells a story, and what is recorded in it says so. */
  simulated?: boolean;
  /** See `OpenOptions`. */
  recordGuard?: RecordGuard;
  /** See `OpenOptions`. */
  writtenAt?: WrittenAt;
  /** See `OpenOptions`. */
  receivedAt?: ReceivedAt;
  memo?: FileMemo;
  /** Present for a long run: its changes are answered before git has them. */
  trailing?: Trailing;
  /** Called before files get their names. */
  beforeFirst?: () => Promise<void>;
}

/**
 * Runs `work` under the lock and commits all that it wrote in one commit; nothing written, no commit. In a long run the
 * answer comes when all is durable, and the commit follows (see `Trailing`).
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
  const { memo, trailing } = context;
  const durable = Promise.withResolvers<T>();
  const whole = context.lock.run(async () => {
    trailing?.check();
    await settleJournal(context.root, context.git);
    await settleErasing(context.root, context.git);
    const staging = openStaging(context.root, context.git);
    const notes: string[] = options.body ? [options.body] : [];
    const saved: SavedRecord[] = [];
    let result: T;
    try {
      result = await work(openChange(context, staging, { notes, saved, at: options.at }));
      if (staging.paths().length > 0) await context.beforeFirst?.();
    } catch (error) {
      await staging.discard();
      throw error;
    }
    if (staging.paths().length > 0) {
      const before = context.committed && (await context.git.head());
      await staging.apply(subject, notes.join('\n'), options.at, () => {
        if (memo !== undefined) keepSaved(memo, staging, saved);
        durable.resolve(result);
      });
      // Whoever asks git about these files next may be spared the question.
      for (const path of staging.paths()) memo?.keep(path, COMMITTED, true);
      if (before !== undefined) context.committed?.moved(staging.paths(), before, await context.git.head());
      keepMade(context.root, subject);
    } else await staging.discard();
    return result;
  });
  return trailing === undefined ? whole : trailing.answer(whole, durable.promise);
}

/** A YAML file was seen to give its record back to the letter (see `recordText`): nobody need read it again. */
function keepSaved(memo: FileMemo, staging: Staging, saved: readonly SavedRecord[]): void {
  for (const { path, record } of saved) {
    const sha256 = staging.digest(path);
    if (sha256 !== undefined && path.endsWith('.yaml'))
      memo.keep(path, 'record', frozen({ kind: record.kind, record, path, sha256 }));
  }
}

const nothingElse: AlsoWrong = () => Promise.resolve([]);

/** What a change leaves beside its files, and its time. */
interface Leaving {
  notes: string[];
  saved: SavedRecord[];
  at: string;
}

function openChange(context: ChangeContext, staging: Staging, { notes, saved, at }: Leaving): Change {
  const { contract, records, kinds } = context;
  const serials = new Map<string, Promise<number>>();

  const save = async (kind: RecordKind, id: string, record: AnyRecord, place: Place) => {
    const { extension, pieces } = recordText(kind, record, place.extension);
    const path = `${place.base}.${extension}`;
    // An edit that changes nothing is no change; a new record has nothing to be compared with.
    if (place.extension !== undefined) await staging.stage(path, Buffer.from([...pieces].join(''), 'utf8'));
    else refuseTooLarge(kind, place.shown, await staging.write(path, pieces));
    const one = { id, path, record };
    saved.push(one);
    return one;
  };

  /** A story tells its own times. */
  const written = (kind: RecordKind, record: AnyRecord, before?: AnyRecord): AnyRecord => {
    const { writtenAt, simulated } = context;
    if (writtenAt === undefined || simulated === true) return record;
    return before === undefined ? writtenNew(kind, record, writtenAt) : writtenAnew(before, record, at, writtenAt);
  };

  interface Replacing {
    reason: string;
    who: string;
    alsoWrong?: AlsoWrong;
    guard?: RecordGuard;
  }
  const replace = async <T extends AnyRecord>(
    id: string,
    draft: Draft<T>,
    { reason, who, alsoWrong = nothingElse, guard }: Replacing,
  ) => {
    const stored = await records.onFile(id);
    if (!stored) throw new UserError('没有这条记录', { found: id, expected: '已有的记录编号' });
    if (reason.trim() === '')
      throw new UserError('修改记录须写明原因', { found: '（缺少）', expected: '一句话说明为什么修改' });
    const [, base = '', extension] = /^(.*)\.(json|yaml)$/.exec(stored.path) ?? [];
    const place = { base, shown: stored.path, extension: extension as 'json' | 'yaml' };
    const kind = await kinds(stored.kind);
    const given = withWithdrawn(envelope(kind, id, draft, stored.path, stored.record), { ...stored.record });
    const value = await heldEdit(kind, { before: stored.record, given, at, reason, who }, context.receivedAt);
    const record = await checkEntry(kind, value, { contract, file: stored.path, alsoWrong });
    await guard?.(kind, record, stored.record, stored.path);
    const saved = await save(kind, id, written(kind, record, stored.record), place);
    notes.push(`修改 ${id}：${reason}（${who}）`);
    return saved as SavedRecord<T>;
  };

  return {
    read: (path) => staging.read(normalisePath(path)),
    async addRecord<T extends AnyRecord>(kindId: string, draft: Draft<T>, given?: string, alsoWrong = nothingElse) {
      const kind = await kinds(kindId);
      const shown = given ?? `新的${kind.label}`;
      // Its date decides the id; no rule of a kind looks at the id, so one check is enough.
      const placeholder = formatRecordId(kind.prefix, '2000-01-01', 1);
      const value = envelope(kind, placeholder, context.simulated ? { ...draft, simulated: true } : draft, shown);
      const checked = await checkEntry(kind, value, { contract, file: shown, alsoWrong });
      await context.recordGuard?.(kind, checked, undefined, shown);
      const record = written(kind, checked);
      const date = idDate(record);
      const id = formatRecordId(kind.prefix, date, await nextSerial(context, kind, date, serials));
      return (await save(
        kind,
        id,
        { ...record, id },
        { base: `${recordFolder(kind.id, date)}/${id}`, shown },
      )) as SavedRecord<T>;
    },
    replaceRecord: (id, draft, reason, who, alsoWrong) =>
      replace(id, draft, {
        ...{ reason, who },
        ...(alsoWrong === undefined ? {} : { alsoWrong }),
        ...(context.recordGuard === undefined ? {} : { guard: context.recordGuard }),
      }),
    remeasureRecord: (id, draft, reason) => replace(id, draft, { reason, who: recordSources.auto }),
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
    removeFile: (path) => staging.remove(normalisePath(path)),
    async writeState(name, value) {
      await staging.stage(statePath(name), stateBytes(value));
    },
  };
}

/** Nobody could read it again. */
function refuseTooLarge(kind: RecordKind, shown: string, size: number): void {
  if (size <= MAX_RECORD_BYTES) return;
  throw new UserError(`${kind.label}的内容过多`, {
    file: shown,
    found: sizeText(size),
    expected: `不超过 ${sizeLimitText(MAX_RECORD_BYTES)}`,
    hint: '分成几份登记或导入',
  });
}

interface Place {
  /** Path without extension. */
  base: string;
  /** Set for an existing file, which keeps its extension. */
  extension?: 'json' | 'yaml';
  /** What a message names as the file. */
  shown: string;
}

/**
 * A draft with what the store gives it, whatever the draft itself says of these; one of an older schema is lifted.
 * @param before the record that it takes the place of
 */
function envelope(
  kind: RecordKind,
  id: string,
  draft: object,
  shown: string,
  before?: AnyRecord,
): Record<string, unknown> {
  const lifted = 'schema' in draft ? liftSchema(draft, stepsOf(kind), { file: shown }) : draft;
  const value = { ...(lifted as object), schema: newestSchema(kind), kind: kind.id, id };
  return withRowIds(value, rowLists(kind.schema), before && { ...before });
}
