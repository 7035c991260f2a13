/** A workspace: one contract's own git repository. Opened here; everything else in this folder serves it. */
import { realpath } from 'node:fs/promises';
import type { ContractBundle } from '../contract/bundle/bundle.ts';
import { EnvironmentError, UserError } from '../contract/error.ts';
import { toText } from '../contract/time.ts';
import type { AnyRecord } from '../records/record.ts';
import { markBulkRun, unmarkBulkRun } from './change/bulk-mark.ts';
import { type Change, type ChangeOptions, type RecordGuard, runChange } from './change/change.ts';
import { commitHandEdits, type HandEditGuard, type HandEdits, refusedHandEdits } from './change/hand-edits.ts';
import type { ReceivedAt } from './change/held-edit.ts';
import type { Seal } from './change/journal.ts';
import { changesMade, type Made } from './change/made.ts';
import { openingNotes } from './change/opening-notes.ts';
import { type Interrupted, type RecoverContext, type Recovery, recover, recoverInterrupted } from './change/recover.ts';
import { openCommittedNames } from './change/serials.ts';
import { openTrailing } from './change/trailing.ts';
import type { WrittenAt } from './change/written.ts';
import { type FileMemo, openFileMemo } from './disk/file-memo.ts';
import { openLock, type WorkspaceLock } from './disk/lock.ts';
import { type Git, openGit } from './git/git.ts';
import { isWorkspace, wasWorkspace } from './is-workspace.ts';
import { checkTargets, loadSettings, noSettings, type Settings } from './settings/settings.ts';
import { keptContract, loadedContract } from './store/contract-cache.ts';
import { withDecidedInterpretations, withProvenInterpretations } from './store/decided-contract.ts';
import { isMarkedDemo } from './store/demo-mark.ts';
import { type EvidenceStore, openEvidence } from './store/evidence.ts';
import { openRecordCache } from './store/record-cache.ts';
import { type FileProblem, type KindLoader, openRecords, type RecordStore } from './store/record-store.ts';
import { type StandIn, standInContract } from './store/stand-in-contract.ts';
import { openState, type StateStore } from './store/state.ts';

export interface Workspace {
  /** Absolute path, without symbolic links. */
  readonly root: string;
  /** As they were when the workspace was opened; a long-running process opens it anew for each tick. */
  readonly settings: Settings;
  readonly contract: ContractBundle;
  readonly git: Git;
  readonly records: RecordStore;
  readonly evidence: EvidenceStore;
  readonly lock: WorkspaceLock;
  readonly state: StateStore;
  /** What an interrupted operation had left when the workspace was opened, and what became of it. */
  readonly interrupted: Interrupted;
  /** Present where the files of the contract cannot be used, and another one stands in (`OpenOptions.standIn`). */
  readonly standIn?: StandIn;
  /** See `openingNotes`. */
  readonly notes: readonly string[];
  /** true: it is marked as a demonstration, and everything in it says 演示数据. See `demo-mark.ts`. */
  readonly simulated: boolean;
  /** Present when the workspace was opened with `bulk`. */
  readonly memo?: FileMemo;
  /** true: a long run of one process that writes all there is; nobody else is at the history in between. */
  readonly writesAlone?: true;
  /** See `runChange`: the one way to write. */
  change<T>(subject: string, work: (change: Change) => Promise<T> | T, options: ChangeOptions): Promise<T>;
  /**
   * Waits until every change that was answered is committed.
   * @throws what a change of a long run failed with after it was answered
   */
  settled(): Promise<void>;
  /** Keeps what was read of contract and records for the next command, where the workspace was opened to be told of. */
  keepRead(): Promise<void>;
  /** See `CommittedNames.areOurs`; of a process that is opened for one command, nothing is remembered. */
  areOurs(before: string, after: string): boolean;
  /** What this process has saved in this workspace so far. */
  changesMade(): Made;
  /** Runs `work` while nobody writes, so that it sees no change half done; at once where nobody can write, or lets go in time. */
  atRest<T>(work: () => Promise<T>): Promise<T>;
  /** See `recover`. Before anything else in a run that writes. */
  recover(options: { at: string; archiveProblem?: RecoverContext['archiveProblem'] }): Promise<Recovery>;
  /** See `commitHandEdits`. Before issuing. */
  handEdits(options: { at: string }): Promise<HandEdits>;
  /** See `refusedHandEdits`. For whoever tells how things stand. */
  refusedHandEdits(): Promise<FileProblem[]>;
}

export interface OpenOptions {
  /** Gives the record kinds by id. */
  kinds: KindLoader;
  /**
   * true: one long run by one process. What was read of a file is kept while the file is the same, git puts off its
   * housekeeping (`git.pack` at the end), and a change is answered before git has it (`settled` at the end).
   */
  bulk?: boolean;
  /**
   * true: a process that lives beside the rounds and answers people. git's housekeeping, which would let one of them wait for
   * minutes, is left to the commands and rounds.
   */
  serves?: boolean;
  /** true: it only tells how things stand; contract and records are read with the help of what earlier commands read (`keepRead`). */
  tells?: boolean;
  /** false: the settings are not read, so that what needs none works also when they are broken; no source is known then. */
  settings?: boolean;
  /**
   * For whoever judges what is there, whatever is wrong with it: a folder of contract data that are always right. Where the workspace's
   * own cannot be used, those of an earlier commit stand in (`standInContract`), the program's own at last. Nothing may be written then.
   */
  standIn?: string;
  /** Looks at a record, plan or article that was changed by hand, before it is committed. */
  guard?: HandEditGuard;
  /** See `RecoverContext`. */
  archiveProblem?: RecoverContext['archiveProblem'];
  /** ISO instant: the date of a commit by which an interrupted operation is put right; without it, the clock's. */
  clock?: () => string;
  /** Looks at a record before it is saved, whichever command says so. */
  recordGuard?: RecordGuard;
  /** When what a person asked for counts from, at the moment at which it is saved. */
  writtenAt?: WrittenAt;
  /** Vouches for a change that is written, should it be finished only after an interruption. */
  seal?: Seal;
  /** Why nothing may be written: the workspace is looked at as of another time than the machine's. Whatever writes throws it. */
  readOnly?: () => UserError;
  /** Throws UserError when this machine's clock stands before what was saved: what people do would count as earlier than it was. */
  requireClock?: (of: Pick<Workspace, 'root' | 'git' | 'simulated'>, measured: boolean) => Promise<void>;
  /** What the purchaser received holds what it tells of; without it only their hand on the record itself does. */
  receivedAt?: (records: RecordStore, record: AnyRecord) => ReturnType<ReceivedAt>;
}

/**
 * Opens a workspace: what an interrupted operation left is put right first (see `recoverInterrupted`), then its settings and
 * contract are read and checked.
 * @throws UserError when `dir` is no workspace, or settings or contract are not valid
 */
export async function openWorkspace(dir: string, options: OpenOptions): Promise<Workspace> {
  const { kinds, bulk = false, serves = false, tells = false, receivedAt } = options;
  const root = await rootOf(dir, options.standIn !== undefined);
  const git = openGit(root, { bulk, upkeep: !serves });
  const lock = openLock(root);
  const memo = bulk ? openFileMemo(root) : undefined;
  const cache = tells ? openRecordCache(root) : undefined;
  const records = openRecords(root, kinds, memo, cache);
  const interrupted = await recoverInterrupted(
    { root, git, lock, records, kinds, guard: options.guard, archiveProblem: options.archiveProblem },
    options.clock ?? (() => toText(Temporal.Now.instant())),
  );
  const notes = await openingNotes(root, interrupted, Temporal.Now.instant().epochMilliseconds, process.getuid?.());
  const settings = options.settings === false ? noSettings() : await loadSettings(root);
  const evidence = openEvidence(root);
  const kept = tells ? await keptContract(root) : undefined;
  const standIn = await standInFor(root, git, options.standIn);
  const read = standIn?.contract ?? kept?.contract ?? (await loadedContract(root));
  const paper = await withProvenInterpretations(read, { has: evidence.hasEvidence, records });
  // What a record says of a 口径 is no matter to whoever judges files, and it may be one of those that cannot be read.
  const contract = standIn === undefined ? await withDecidedInterpretations(paper, records) : paper;
  checkTargets(settings, contract.assets);
  const simulated = await isMarkedDemo(root);
  const writable = (): void => {
    if (options.readOnly !== undefined) throw options.readOnly();
  };
  let isMarked = false;
  const mark = async (): Promise<void> => {
    if (!isMarked) await markBulkRun(root);
    isMarked = true;
  };
  const context = {
    ...{ root, contract, git, lock, records, evidence, kinds, simulated },
    ...(bulk || serves ? { committed: openCommittedNames(git, bulk) } : {}),
    ...(memo === undefined ? {} : { memo, trailing: openTrailing(), beforeFirst: mark }),
    ...hooksOf(options),
    ...(receivedAt === undefined ? {} : { receivedAt: (record: AnyRecord) => receivedAt(records, record) }),
  };
  return {
    root,
    settings,
    contract,
    git,
    records,
    evidence,
    lock,
    state: openState(root),
    interrupted,
    notes,
    ...(standIn === undefined ? {} : { standIn }),
    simulated,
    ...(memo === undefined ? {} : { memo, writesAlone: true as const }),
    async change(subject, work, given) {
      writable();
      if (given.of !== 'clock') await options.requireClock?.({ root, git, simulated }, given.of === 'measured');
      return await runChange(context, subject, work, given);
    },
    async settled() {
      try {
        await lock.run(async () => {
          await git.catchUp();
          if (isMarked) await unmarkBulkRun(root);
          isMarked = false;
        });
      } finally {
        // What failed first is what has to be told.
        context.trailing?.check();
      }
    },
    areOurs: (before, after) => context.committed?.areOurs(before, after) ?? before === after,
    changesMade: () => changesMade(root),
    async keepRead() {
      await cache?.save();
      await kept?.save();
    },
    async atRest(work) {
      if (lock.isOurs()) return work();
      let begun = false;
      try {
        return await lock.run(() => {
          begun = true;
          return work();
        });
      } catch (error) {
        if (begun || !(error instanceof EnvironmentError)) throw error;
        return work();
      }
    },
    async recover({ at, archiveProblem }) {
      writable();
      return await recover({ ...context, archiveProblem }, at);
    },
    async handEdits({ at }) {
      writable();
      return await commitHandEdits(context, at);
    },
    refusedHandEdits: () => refusedHandEdits(context),
  };
}

/** What whoever opens it has a say in. */
const hooksOf = ({ guard, recordGuard, writtenAt, seal }: OpenOptions) => ({
  ...(guard === undefined ? {} : { guard }),
  ...(recordGuard === undefined ? {} : { recordGuard }),
  ...(writtenAt === undefined ? {} : { writtenAt }),
  ...(seal === undefined ? {} : { seal }),
});

/** undefined: the contract can be used, or nobody asked for another. */
async function standInFor(root: string, git: Git, last: string | undefined): Promise<StandIn | undefined> {
  if (last === undefined) return undefined;
  try {
    await loadedContract(root);
    return undefined;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return standInContract(git, error, last);
  }
}

/**
 * Real path of the workspace that a command names.
 * @param anyhow true: also one of which the settings are gone, for whoever tells what is wrong with it
 * @throws UserError when that folder is none
 */
export async function rootOf(dir: string, anyhow = false): Promise<string> {
  if ((await isWorkspace(dir)) || (anyhow && (await wasWorkspace(dir)))) return realpath(dir);
  throw new UserError('不是工作区', {
    file: dir,
    expected: '含 opsledger.yaml 和版本库的文件夹',
    hint: '用 opsledger init 文件夹 建立工作区',
  });
}
