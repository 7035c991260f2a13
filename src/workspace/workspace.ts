/** A workspace: one contract's own git repository. Opened here; everything else in this folder serves it. */
import { realpath } from 'node:fs/promises';
import type { ContractBundle } from '../contract/bundle.ts';
import { UserError } from '../contract/error.ts';
import { type Change, type ChangeOptions, type RecordGuard, runChange } from './change/change.ts';
import { commitHandEdits, type HandEditGuard, type HandEdits, refusedHandEdits } from './change/hand-edits.ts';
import { type RecoverContext, type Recovery, recover } from './change/recover.ts';
import { openTrailing } from './change/trailing.ts';
import { type FileMemo, openFileMemo } from './disk/file-memo.ts';
import { openLock, type WorkspaceLock } from './disk/lock.ts';
import { type Git, openGit } from './git/git.ts';
import { isWorkspace } from './init.ts';
import { checkTargets, loadSettings, noSettings, type Settings } from './settings/settings.ts';
import { loadContract, withProvenInterpretations } from './store/contract.ts';
import { type EvidenceStore, openEvidence } from './store/evidence.ts';
import { type FileProblem, type KindLoader, openRecords, type RecordStore } from './store/records.ts';
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
  /** Present when the workspace was opened with `bulk`. */
  readonly memo?: FileMemo;
  /** See `runChange`: the one way to write. */
  change<T>(subject: string, work: (change: Change) => Promise<T> | T, options: ChangeOptions): Promise<T>;
  /**
   * Waits until every change that was answered is committed.
   * @throws what a change of a long run failed with after it was answered
   */
  settled(): Promise<void>;
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
  /** false: the settings are not read, so that what needs none works also when they are broken; no source is known then. */
  settings?: boolean;
  /** Looks at a record, plan or article that was changed by hand, before it is committed. */
  guard?: HandEditGuard;
  /** Looks at a record before it is saved, whichever command says so. */
  recordGuard?: RecordGuard;
}

/**
 * Opens a workspace: its settings and contract are read and checked, nothing is written.
 * @throws UserError when `dir` is no workspace, or settings or contract are not valid
 */
export async function openWorkspace(dir: string, options: OpenOptions): Promise<Workspace> {
  const { kinds, bulk = false } = options;
  const root = await rootOf(dir);
  const settings = options.settings === false ? noSettings() : await loadSettings(root);
  const evidence = openEvidence(root);
  const contract = await withProvenInterpretations(await loadContract(root), evidence.hasEvidence);
  checkTargets(settings, contract.assets);
  const git = openGit(root, { bulk });
  const lock = openLock(root);
  const memo = bulk ? openFileMemo(root) : undefined;
  const records = openRecords(root, kinds, memo);
  const context = {
    ...{ root, contract, git, lock, records, evidence, kinds },
    ...(memo === undefined ? {} : { committed: {}, memo, trailing: openTrailing() }),
    ...(options.guard === undefined ? {} : { guard: options.guard }),
    ...(options.recordGuard === undefined ? {} : { recordGuard: options.recordGuard }),
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
    ...(memo === undefined ? {} : { memo }),
    change: (subject, work, options) => runChange(context, subject, work, options),
    async settled() {
      await lock.run(() => git.catchUp());
      context.trailing?.check();
    },
    recover: ({ at, archiveProblem }) => recover({ ...context, ...(archiveProblem ? { archiveProblem } : {}) }, at),
    handEdits: ({ at }) => commitHandEdits(context, at),
    refusedHandEdits: () => refusedHandEdits(context),
  };
}

async function rootOf(dir: string): Promise<string> {
  if (await isWorkspace(dir)) return realpath(dir);
  throw new UserError('不是工作区', {
    file: dir,
    expected: '含 opsledger.yaml 和版本库的文件夹',
    hint: '用 opsledger init 文件夹 建立工作区',
  });
}
