/**
 * Backup folders against the backup plan of the settings: age, size against the trend, completeness, copies, checksum.
 * Reads only; restoring is another command. Clauses 4.3.1(d), 4.3.3(e), 5.3.8, 5.5.2.
 */
import { z } from 'zod';
import { boolean, optional, slug, text } from '../contract/scalars.ts';
import { toText } from '../contract/time.ts';
import type { Reading } from '../records/reading.ts';
import { type BackupType, checkIntegrity, fileChecksum } from '../sources/backup-integrity.ts';
import { type BackupSet, findSets } from '../sources/backup-sets.ts';
import { backupProposal, type CheckedSet, contents } from './_backup-record.ts';
import { type CollectContext, defineCollector, type ProposedRecord, type RawAnswer } from './_collector.ts';
import { NONE } from './_metrics.ts';
import { pathIn } from './_paths.ts';
import { type Probe, takeAll, type Value } from './_probe.ts';

const plan = z.strictObject({
  name: text().meta({ label: '备份任务', example: '每日逻辑备份' }),
  folder: text().meta({ label: '目录', example: '/backup/mysql' }),
  pattern: text()
    .meta({ label: '文件名', example: 'oa-*.sql.gz' })
    .describe('* stands for any text. One name is one set.'),
  type: z.enum(['mysqldump', 'mariadb-backup', 'archive', 'redis-rdb']).meta({
    label: '类型',
    choices: { mysqldump: '逻辑备份', 'mariadb-backup': '物理备份', archive: '归档', 'redis-rdb': 'Redis 快照' },
  }),
  id: optional(slug())
    .meta({ label: '计划编号', example: 'mysql-nightly' })
    .describe('Of the plan in backup records. Default: the name when it is such a word, else source and number.'),
  content: optional(z.enum(Object.keys(contents) as [keyof typeof contents]))
    .meta({ label: '备份内容', choices: contents })
    .describe('Default by type: database, redis, attachments for an archive.'),
  prepared: optional(boolean())
    .meta({ label: '应已准备' })
    .describe('Of a physical backup: must be prepared to count as complete.'),
  checksum: optional(boolean())
    .meta({ label: '计算校验值' })
    .describe('Default true; false for sets too large for the deadline.'),
});
type Plan = z.infer<typeof plan>;

const options = z.strictObject({
  plans: z
    .array(plan)
    .min(1, '至少一项')
    .refine((plans) => new Set(plans.map((one) => one.name)).size === plans.length, '备份任务名称不能重复')
    .meta({ label: '备份计划' }),
});

const METRICS = ['backup.last', 'backup.complete', 'backup.size', 'backup.size-change', 'backup.copies'];
/** A set that changed this recently may still be written; the one before it speaks. */
const SETTLED_MS = 60_000;
/** The trend is the median of so many earlier sets. */
const TREND = 7;
/** Most sets that one run looks into, besides the search for a whole one. */
const MOST_CHECKED = 7;

export default defineCollector<z.infer<typeof options>>({
  id: 'backup',
  label: '备份目录',
  options,
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

/** Records name a plan by a word that stays the same; a Chinese name is none. */
function planId(one: Plan, index: number, plans: number, source: string): string {
  if (one.id !== undefined) return one.id;
  if (slug().safeParse(one.name).success) return one.name;
  return plans === 1 ? source : `${source}-${index + 1}`;
}

type Record = (set: CheckedSet) => void;

/** One plan; what goes wrong costs only its own readings, under its own name. */
function probe(one: Plan, now: number, context: CollectContext, record: Record): Probe {
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
        record({ set, state: await state(set), checksum: typeof own === 'string' ? own : null });
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
function integrityOf(one: Plan, signal: AbortSignal): (set: BackupSet) => Promise<string> {
  const states = new Map<string, Promise<string>>();
  return (set) => {
    const known = states.get(set.path) ?? checkIntegrity(set, one.type as BackupType, one.prepared ?? false, signal);
    states.set(set.path, known);
    return known;
  };
}

async function valuesOf(
  one: Plan,
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
    ...sizeChange(newest, earlier),
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

function sizeChange(newest: BackupSet, earlier: BackupSet[]): Value[] {
  const sizes = earlier
    .slice(0, TREND)
    .map((set) => set.size)
    .toSorted((a, b) => a - b);
  const middle = sizes[Math.floor(sizes.length / 2)];
  if (middle === undefined || middle === 0) {
    return [{ metric: 'backup.size-change', value: null, problem: '只有一份备份，暂无变化可比' }];
  }
  return [{ metric: 'backup.size-change', value: ((newest.size - middle) / middle) * 100 }];
}

const instantOf = (set: BackupSet): string => toText(Temporal.Instant.fromEpochMilliseconds(Math.trunc(set.changedAt)));
