/** `backup check`: every set of every backup plan, held against what was kept of it; each becomes a backup record. */

import type { ProposedRecord } from '../../collectors/_collector.ts';
import { baselinePath, readBaseline } from '../../collectors/parts/backup-baseline.ts';
import { backupProposal } from '../../collectors/parts/backup-record.ts';
import { compareInstants, toText } from '../../contract/time.ts';
import { checkIntegrity, fileChecksum } from '../../sources/backup-integrity.ts';
import { changedFiles, keptChecksums } from '../../sources/backup-kept-checksums.ts';
import type { BackupSet } from '../../sources/backup-sets.ts';
import { SourceError } from '../../sources/error.ts';
import { backupLimits, planProblems, type SetFacts, setProblems } from '../../subjects/recovery/judge/backup-check.ts';
import type { BackupRecord } from '../../subjects/recovery/kinds/backup.ts';
import { machineNow } from '../clock.ts';
import { checkProposals, saveProposals } from '../collect/called-for-records.ts';
import { refuseOtherTime } from '../collect/collect.ts';
import type { SourceResult } from '../collect/run-source.ts';
import type { Session } from '../session.ts';
import { backupPlans, type PlanOfSettings, setsOf } from './plans.ts';

export interface BackupCheckRequest {
  /** `--at`; only the machine's own time will do. */
  at?: string;
  signal: AbortSignal;
  progress?(done: number, total: number, what: string): void;
}

export interface CheckedBackup {
  source: string;
  plan: string;
  asset: string;
  set: string;
  finishedAt: string;
  /** Bytes. */
  size: number;
  state: 'ok' | 'attention' | 'writing';
  checksum: SetFacts['checksum'] | null;
  /** true: what was counted at backup time stands beside it, so that a restore can be compared; null: no database. */
  baseline: boolean | null;
  /** In Chinese. */
  problems: string[];
}

export interface CheckedPlan {
  source: string;
  plan: string;
  asset: string;
  state: 'ok' | 'attention';
  problems: string[];
  sets: CheckedBackup[];
}

export interface BackupCheckResult {
  plans: CheckedPlan[];
  /** Paths of the records that were added or changed. */
  records: string[];
  /** Records that could not be made, in Chinese. */
  problems: string[];
}

/** @throws UserError when the settings name no backup plan */
export async function checkBackups(session: Session, request: BackupCheckRequest): Promise<BackupCheckResult> {
  const now = machineNow();
  refuseOtherTime(request.at, now);
  const { records, contract } = session.workspace;
  const recorded = (await records.list<BackupRecord>('backup')).records;
  const plans: CheckedPlan[] = [];
  const results: SourceResult[] = [];
  for (const one of backupPlans(session)) {
    const own = recorded.filter((record) => record.plan === one.id && record.asset === one.asset);
    const asset = contract.assets.find(({ id }) => id === one.asset);
    const limits = backupLimits(contract.checks, asset, one.plan.maxAgeHours);
    const checked = await checkPlan(one, { now, recorded: own, limits, ...request });
    plans.push(checked.plan);
    results.push(resultOf(one.source, checked.proposals));
  }
  const checked = await checkProposals(results, contract, now);
  const paths = await session.workspace.change(
    `备份检查 ${now.slice(0, 10)}`,
    (change) =>
      saveProposals(change, checked.results, {
        records,
        enteredAt: now,
        original: () => undefined,
        earliest: () => Promise.resolve(undefined),
      }),
    { at: now, of: 'measured' },
  );
  return { plans, records: paths, problems: checked.problems };
}

const resultOf = (source: string, records: ProposedRecord[]): SourceResult => ({
  ...{ source, records, runs: [], readings: [], raw: [], reason: null, fault: null },
});

interface PlanContext extends BackupCheckRequest {
  now: string;
  recorded: readonly BackupRecord[];
  limits: ReturnType<typeof backupLimits>;
}

async function checkPlan(one: PlanOfSettings, context: PlanContext) {
  const { now, signal, limits, recorded } = context;
  const { sets, writing, reason } = await setsOf(one, Date.parse(now), signal);
  const looked: Looked[] = [];
  for (const [index, set] of sets.entries()) {
    context.progress?.(index, sets.length, set.name);
    const known = recorded.find((record) => record.set === set.name);
    looked.push(await look(one, set, known, signal));
  }
  const lines = looked.map((own) =>
    lineOf(one, own, setProblems(own.facts, earlierSizes(own, looked, recorded), limits)),
  );
  const problems =
    reason === null
      ? planProblems(
          looked.map(({ facts }) => facts),
          recorded,
          limits,
          now,
        )
      : [reason];
  const state = problems.length > 0 || lines.some((line) => line.state === 'attention') ? 'attention' : 'ok';
  const all = [...writing.map((set) => writingLine(one, set)), ...lines];
  const plan: CheckedPlan = { ...nameOf(one), state, problems, sets: all };
  return { plan, proposals: looked.map((own) => proposalOf(one, own, now)) };
}

function proposalOf(one: PlanOfSettings, { set, facts, checksum, baseline }: Looked, now: string): ProposedRecord {
  const kept = facts.checksum === 'nothing-kept' ? {} : { kept: facts.checksum };
  const checked = { set, state: facts.integrity, checksum, baseline: baseline.value, ...kept };
  return backupProposal({ ...one.plan, id: one.id }, checked, one.asset, now);
}

const nameOf = (one: PlanOfSettings) => ({ source: one.source, plan: one.plan.name, asset: one.asset });
const instantOf = (milliseconds: number): string =>
  toText(Temporal.Instant.fromEpochMilliseconds(Math.trunc(milliseconds)));

function lineOf(one: PlanOfSettings, { set, facts, baseline }: Looked, found: readonly string[]): CheckedBackup {
  const problems = [...found, ...(baseline.problem === null ? [] : [baseline.problem])];
  const isDatabase = one.plan.type === 'mysqldump' || one.plan.type === 'mariadb-backup';
  return {
    ...aboutSet(one, set),
    state: problems.length === 0 ? 'ok' : 'attention',
    checksum: facts.checksum,
    baseline: isDatabase ? baseline.value !== null : null,
    problems,
  };
}

const writingLine = (one: PlanOfSettings, set: BackupSet): CheckedBackup => ({
  ...aboutSet(one, set),
  ...{ state: 'writing', checksum: null, baseline: null, problems: [] },
});

const aboutSet = (one: PlanOfSettings, set: BackupSet) => ({
  ...nameOf(one),
  set: set.name,
  finishedAt: instantOf(set.changedAt),
  size: set.size,
});

interface Looked {
  set: BackupSet;
  facts: SetFacts;
  /** SHA-256 for the record. */
  checksum: string | null;
  baseline: Awaited<ReturnType<typeof baselineOf>>;
}

/** Looks into one set; what is wrong with it is a finding, never an exception. */
async function look(
  one: PlanOfSettings,
  set: BackupSet,
  known: BackupRecord | undefined,
  signal: AbortSignal,
): Promise<Looked> {
  const state = async () => {
    try {
      return await checkIntegrity(set, one.plan.type, one.plan.prepared ?? false, signal);
    } catch (error) {
      if (error instanceof SourceError && !signal.aborted) return error.reason;
      throw error;
    }
  };
  const kept = await keptChecksums(set);
  const changed = await changedFiles(kept, signal);
  const own = set.isFolder || one.plan.checksum === false ? null : await fileChecksum(set.path, signal);
  // A set that was written anew since is another set, and what was recorded of it no measure.
  const same = known !== undefined && known.size === set.size && known.finishedAt === instantOf(set.changedAt);
  const recorded = same && own !== null ? known.sha256 : undefined;
  const rotted = recorded !== undefined && recorded !== own;
  const facts: SetFacts = {
    set: set.name,
    size: set.size,
    begunAt: instantOf(set.begunAt),
    finishedAt: instantOf(set.changedAt),
    integrity: await state(),
    checksum:
      changed.length > 0 || rotted ? 'changed' : kept.length > 0 || recorded !== undefined ? 'same' : 'nothing-kept',
    changed: changed.length > 0 ? changed : rotted ? [set.name] : [],
  };
  // The record keeps what was at backup time, not what has become of it.
  const atBackupTime = recorded ?? (set.isFolder ? undefined : kept[0]?.sha256);
  return { set, facts, checksum: atBackupTime ?? own, baseline: await baselineOf(set) };
}

async function baselineOf(set: BackupSet) {
  try {
    return { value: await readBaseline(baselinePath(set.path)), problem: null };
  } catch (error) {
    if (error instanceof SourceError) return { value: null, problem: error.reason };
    throw error;
  }
}

/** Bytes of the good sets before this one, newest first: as recorded, and those on the disk that are not yet. */
function earlierSizes({ set }: Looked, all: readonly Looked[], recorded: readonly BackupRecord[]): number[] {
  const finished = instantOf(set.changedAt);
  const before = recorded.filter(
    (one) =>
      one.set !== set.name && one.result === 'success' && compareInstants(one.finishedAt ?? one.at, finished) < 0,
  );
  const unrecorded = all.filter(
    (one) =>
      one.facts.integrity === 'complete' &&
      one.set.changedAt < set.changedAt &&
      !recorded.some((record) => record.set === one.set.name),
  );
  return [
    ...before.flatMap((one) => (one.size === undefined ? [] : [{ at: one.finishedAt ?? one.at, size: one.size }])),
    ...unrecorded.map((one) => ({ at: one.facts.finishedAt, size: one.set.size })),
  ]
    .sort((a, b) => compareInstants(b.at, a.at))
    .map(({ size }) => size);
}
