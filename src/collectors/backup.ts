/**
 * Backup folders against the backup plan of the settings: age, size against the trend, completeness, copies, checksum.
 * Reads only; restoring is another command. Clauses 4.3.1(d), 4.3.3(e), 5.3.8, 5.5.2.
 */
import { z } from 'zod';
import { boolean, optional, text } from '../contract/scalars.ts';
import { toText } from '../contract/time.ts';
import { type BackupType, checkIntegrity, fileChecksum } from '../sources/backup-integrity.ts';
import { type BackupSet, findSets } from '../sources/backup-sets.ts';
import { defineCollector, type RawAnswer } from './_collector.ts';
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

export default defineCollector<z.infer<typeof options>>({
  id: 'backup',
  label: '备份目录',
  options,
  async collect({ plans }, context) {
    const { target, signal, clock } = context;
    const raw: RawAnswer[] = [];
    const now = Date.parse(clock());
    const readings = await takeAll(
      plans.map((one) => probe({ ...one, folder: pathIn(context, one.folder) }, now, signal)),
      raw,
      target,
      clock,
      signal,
    );
    return { readings, raw };
  },
});

/** One plan; what goes wrong costs only its own readings, under its own name. */
function probe(one: Plan, now: number, signal: AbortSignal): Probe {
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
      return (await valuesOf(one, sets, all.length - sets.length, signal)).map((value) => ({
        ...value,
        instance: one.name,
      }));
    },
  };
}

async function valuesOf(one: Plan, sets: BackupSet[], beingWritten: number, signal: AbortSignal): Promise<Value[]> {
  const [newest, ...earlier] = sets;
  const copies: Value = { metric: 'backup.copies', value: sets.length };
  if (newest === undefined) {
    const complete = beingWritten > 0 ? '首份备份正在写入' : NONE;
    return [{ metric: 'backup.last', value: NONE }, { metric: 'backup.complete', value: complete }, copies];
  }
  const state = await checkIntegrity(newest, one.type as BackupType, one.prepared ?? false, signal);
  const whole = state === 'complete' ? newest : await newestWhole(one, earlier, signal);
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
async function newestWhole(one: Plan, earlier: BackupSet[], signal: AbortSignal): Promise<BackupSet | null> {
  for (const set of earlier) {
    if ((await checkIntegrity(set, one.type as BackupType, one.prepared ?? false, signal)) === 'complete') return set;
  }
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
