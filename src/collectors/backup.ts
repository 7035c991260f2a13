/**
 * Backup folders against the backup plan of the settings: age, size against the trend, completeness, copies, checksum.
 * Reads only; restoring is another command. Clauses 4.3.1(d), 4.3.3(e), 5.3.8, 5.5.2.
 */
import type { z } from 'zod';
import { toText } from '../contract/time.ts';
import type { Reading } from '../records/reading.ts';
import { NONE } from '../records/reading.ts';
import { sizeChange } from '../records/size-change.ts';
import { checkIntegrity, fileChecksum } from '../sources/backup-integrity.ts';
import { type BackupSet, findSets } from '../sources/backup-sets.ts';
import { sourceTypeWords } from '../wording/source-types.ts';
import { type CollectContext, defineCollector, type ProposedRecord, type RawAnswer } from './_collector.ts';
import { baselinePath, usableBaseline } from './parts/backup-baseline.ts';
import { type BackupPlan, backupOptions, planId } from './parts/backup-plan.ts';
import { backupProposal, type CheckedSet } from './parts/backup-record.ts';
import { type Probe, takeAll, type Value } from './parts/separate-readings.ts';
import { pathIn } from './parts/workspace-path.ts';

const METRICS = ['backup.last', 'backup.complete', 'backup.size', 'backup.size-change', 'backup.copies'];
/** A set that changed this recently may still be written; the one before it speaks. */
const SETTLED_MS = 60_000;
/** Most sets that one run looks into, besides the search for a whole one. */
const MOST_CHECKED = 7;

export default defineCollector<z.infer<typeof backupOptions>>({
  id: 'backup',
  label: sourceTypeWords.backup,
  options: backupOptions,
  async collect({ plans }, context) {
    const { target, signal, clock } = context;
    const raw: RawAnswer[] = [];
    const records: ProposedRecord[] = [];
    const now = Date.parse(clock());
    const probes = plans.map((one, index) => {
      const record = (set: CheckedSet) =>
        records.push(
          backupProposal({ ...one, id: planId(one, index, plans.length, context.name) }, set, target, clock()),
        );
      return probe({ ...one, folder: pathIn(context, one.folder) }, now, context, record);
    });
    return { readings: await takeAll(probes, raw, target, clock, signal), raw, records };
  },
});

type Record = (set: CheckedSet) => void;

/** One plan; what goes wrong costs only its own readings, under its own name. */
function probe(one: BackupPlan, now: number, context: CollectContext, record: Record): Probe {
  const { signal, previous } = context;
  return {
    metrics: METRICS,
    instance: one.name,
    take: async (raw) => {
      const all = await findSets(one.folder, one.pattern, signal);
      const sets = all.filter((set) => now - set.changedAt >= SETTLED_MS);
      raw.push({
        name: `备份 ${one.name}`,
        body: JSON.stringify(all.map(({ name, size, changedAt }) => ({ name, size, changedAt }))),
      });
      const state = integrityOf(one, signal);
      const values = await valuesOf(one, sets, all.length - sets.length, state, signal);
      for (const set of newSets(sets, previous, one.name)) {
        const own = set === sets[0] ? values.find((value) => value.metric === 'backup.checksum')?.value : undefined;
        const baseline = await usableBaseline(baselinePath(set.path));
        record({ set, state: await state(set), checksum: typeof own === 'string' ? own : null, baseline });
      }
      return values.map((value) => ({ ...value, instance: one.name }));
    },
  };
}

/** The newest set, and those that came since the last run: each is looked into once, as far as one run can. */
function newSets(sets: readonly BackupSet[], previous: readonly Reading[], plan: string): BackupSet[] {
  const before = previous.findLast((r) => r.metric === 'backup.copies' && r.instance === plan)?.at;
  const seen = before === undefined ? Number.POSITIVE_INFINITY : Date.parse(before) - SETTLED_MS;
  return sets.filter((set, index) => index === 0 || set.changedAt > seen).slice(0, MOST_CHECKED);
}

/** Looks into each set once, however often it is asked for. */
function integrityOf(one: BackupPlan, signal: AbortSignal): (set: BackupSet) => Promise<string> {
  const states = new Map<string, Promise<string>>();
  return (set) => {
    const known = states.get(set.path) ?? checkIntegrity(set, one.type, one.prepared ?? false, signal);
    states.set(set.path, known);
    return known;
  };
}

async function valuesOf(
  one: BackupPlan,
  sets: BackupSet[],
  beingWritten: number,
  stateOf: (set: BackupSet) => Promise<string>,
  signal: AbortSignal,
): Promise<Value[]> {
  const [newest, ...earlier] = sets;
  const copies: Value = { metric: 'backup.copies', value: sets.length };
  if (newest === undefined) {
    const complete = beingWritten > 0 ? '首份备份正在写入' : NONE;
    return [{ metric: 'backup.last', value: NONE }, { metric: 'backup.complete', value: complete }, copies];
  }
  const state = await stateOf(newest);
  const whole = state === 'complete' ? newest : await newestWhole(earlier, stateOf);
  const checksum =
    one.checksum === false || newest.isFolder
      ? []
      : [{ metric: 'backup.checksum', value: await fileChecksum(newest.path, signal) }];
  return [
    { metric: 'backup.last', value: whole === null ? NONE : instantOf(whole) },
    { metric: 'backup.complete', value: state },
    { metric: 'backup.size', value: newest.size },
    sizeValue(newest, earlier),
    copies,
    ...checksum,
  ];
}

/** The set that could be restored: an incomplete one, however new, is no backup. */
async function newestWhole(
  earlier: BackupSet[],
  stateOf: (set: BackupSet) => Promise<string>,
): Promise<BackupSet | null> {
  for (const set of earlier) if ((await stateOf(set)) === 'complete') return set;
  return null;
}

function sizeValue(newest: BackupSet, earlier: BackupSet[]): Value {
  const metric = 'backup.size-change';
  const value = sizeChange(
    newest.size,
    earlier.map((set) => set.size),
  );
  return value === null ? { metric, value, problem: '只有一份备份，暂无变化可比' } : { metric, value };
}

const instantOf = (set: BackupSet): string => toText(Temporal.Instant.fromEpochMilliseconds(Math.trunc(set.changedAt)));
