/** Nightly backups, some of which fail; weekly configuration and monthly full ones (5.3.8, 5.5.2). Pure. */
import { sha256 } from '../../archive/digest.ts';
import type { Entry } from '../kit/book.ts';
import type { Random } from '../kit/random.ts';
import type { StoryContext } from '../kit/story.ts';
import { drop, plus, plusDays, plusMinutes, type StoryDay, t } from '../kit/times.ts';
import { DARK_DAY, WAIVED_DAY } from '../story/outages.ts';

/** A night on which a backup did not succeed, and when it was made again: a record of its own. */
export interface BackupFailure {
  result: 'failed' | 'incomplete';
  reason: string;
  /** As the inspection of that day tells it; `day`: days after that night. */
  again: { text: string; day: number; start: string };
}

const failure = (result: BackupFailure['result'], reason: string, text: string, start: string, day = 0) => ({
  ...{ result, reason },
  again: { text, day, start },
});

/** By asset and night. */
export const backupFailures: Readonly<Record<string, BackupFailure>> = {
  'mysql-primary 2025-12-20': failure('failed', '备份盘空间不足', '过期备份到期腾出空间后 09:40 补做成功', '09:40'),
  'mysql-casework 2026-02-03': failure('incomplete', '导出中断，最后一张表缺少结尾标记', '当晚重做成功', '20:30'),
  'app-server-3 2026-03-14': failure('failed', '附件目录挂载异常', '恢复挂载后次日补做', '08:20', 1),
  'mysql-primary 2026-03-21': failure('incomplete', '主库恢复后首夜备份超时', '改为从库备份后成功', '06:30'),
  'mysql-casework 2026-05-25': failure('failed', '备份账号口令到期', '换用新口令后 10:20 补做成功', '10:20'),
  'app-server-3 2026-07-18': failure('failed', '与对象存储连接中断，重试三次失败', '次日补传', '08:20', 1),
  'mysql-primary 2026-09-05': failure('failed', '数据库锁等待超时', '错峰后 05:10 补做成功', '05:10'),
  'app-server-3 2026-11-07': failure('incomplete', '与附件归档重叠，超时中止', '04:50 重做成功', '04:50'),
};

interface Plan {
  asset: string;
  plan: string;
  content: 'database' | 'attachments' | 'config' | 'redis' | 'operation-log';
  method: 'mysqldump' | 'archive' | 'redis-rdb';
  start: string;
  /** Bytes on the first night, and growth a day. */
  size: number;
  growth: number;
  minutes: number;
  schema?: string;
  /** Since a day it starts at another time. */
  moved?: readonly [from: string, start: string];
  /** 1 Monday … 7 Sunday; absent: every night. */
  weekday?: number;
}

const plans: readonly Plan[] = [
  {
    asset: 'mysql-primary',
    plan: 'mysql-nightly',
    content: 'database',
    method: 'mysqldump',
    start: '02:00',
    size: 3_620_000_000,
    growth: 0.00085,
    minutes: 14,
    schema: 'oa',
  },
  {
    asset: 'mysql-casework',
    plan: 'mysql-nightly',
    content: 'database',
    method: 'mysqldump',
    start: '02:40',
    size: 2_140_000_000,
    growth: 0.0011,
    minutes: 9,
    schema: 'casework',
  },
  {
    asset: 'app-server-3',
    plan: 'attachments',
    content: 'attachments',
    method: 'archive',
    start: '03:10',
    moved: ['2026-11-08', '04:30'],
    size: 9_800_000_000,
    growth: 0.0019,
    minutes: 46,
    weekday: 6,
  },
  {
    asset: 'app-server-1',
    plan: 'oplog-weekly',
    content: 'operation-log',
    method: 'archive',
    start: '01:50',
    size: 186_000_000,
    growth: 0.0006,
    minutes: 2,
    weekday: 1,
  },
  {
    asset: 'redis-1',
    plan: 'redis-weekly',
    content: 'redis',
    method: 'redis-rdb',
    start: '04:20',
    size: 82_000_000,
    growth: 0.0006,
    minutes: 1,
    weekday: 7,
  },
  {
    asset: 'app-server-1',
    plan: 'config-weekly',
    content: 'config',
    method: 'archive',
    start: '04:40',
    size: 26_400_000,
    growth: 0.0002,
    minutes: 1,
    weekday: 7,
  },
  {
    asset: 'db-server-1',
    plan: 'config-weekly',
    content: 'config',
    method: 'archive',
    start: '04:50',
    size: 8_200_000,
    growth: 0.0001,
    minutes: 1,
    weekday: 7,
  },
  {
    asset: 'db-server-2',
    plan: 'config-weekly',
    content: 'config',
    method: 'archive',
    start: '04:52',
    size: 8_100_000,
    growth: 0.0001,
    minutes: 1,
    weekday: 7,
  },
  {
    asset: 'db-server-3',
    plan: 'config-weekly',
    content: 'config',
    method: 'archive',
    start: '04:54',
    size: 8_400_000,
    growth: 0.0001,
    minutes: 1,
    weekday: 7,
  },
  {
    asset: 'app-server-2',
    plan: 'config-weekly',
    content: 'config',
    method: 'archive',
    start: '04:45',
    size: 24_800_000,
    growth: 0.0002,
    minutes: 1,
    weekday: 7,
  },
];

const tables: Readonly<Record<string, readonly (readonly [table: string, rows: number])[]>> = {
  oa: [
    ['leave_request', 17_420],
    ['overtime_request', 40_180],
    ['attendance_record', 402_118],
    ['supply_stock', 1_284],
    ['notice', 962],
  ],
  casework: [
    ['case_register', 8_640],
    ['case_document', 51_202],
    ['transcript', 12_380],
  ],
};

export function backupEntries(context: StoryContext): Entry[] {
  const random = context.random.of('backups');
  const again = context.random.of('backups made again');
  return context.days.flatMap((day) =>
    plans
      .filter((plan) => runsOn(plan, day))
      .flatMap((plan) => {
        const night = backup(plan, day, random);
        const failed = backupFailures[`${plan.asset} ${day.date}`];
        return failed === undefined ? [night] : [night, madeAgain(plan, day, failed, again)];
      }),
  );
}

/** Of what did not succeed: a set of the same plan that did. */
function madeAgain(plan: Plan, { date, index }: StoryDay, { again }: BackupFailure, random: Random): Entry {
  const day = plusDays(date, again.day);
  const entry = setOf(plan, { date: day, index: index + again.day, start: again.start }, random);
  return { ...entry, key: `backup:${plan.asset}-${date}-again` };
}

/** The first night belongs to the day before service; in the dark and under maintenance no backup ran. */
const runsOn = (plan: Plan, { date, index, weekday }: StoryDay): boolean =>
  index > 0 && date !== DARK_DAY && date !== WAIVED_DAY && (plan.weekday === undefined || plan.weekday === weekday);

/** Rows of each table on a day, as backup and restore test both count them. */
export function tableRows(
  schema: string,
  index: number,
): { schema: string; table: string; rows: number; checksum: string }[] {
  return (tables[schema] ?? []).map(([table, rows]) => {
    const now = Math.round(rows * (1 + index * 0.0011));
    return {
      schema,
      table,
      rows: now,
      checksum: String(Number.parseInt(sha256(`${schema}.${table}.${now}`).slice(0, 8), 16)),
    };
  });
}

/** Name of the set of a night. */
export const setName = (plan: string, date: string, start: string): string =>
  `${plan}-${date.replaceAll('-', '')}-${start.replace(':', '')}`;

const startsAt = ({ start, moved }: Plan, date: string): string =>
  moved !== undefined && date >= moved[0] ? moved[1] : start;

const backup = (plan: Plan, { date, index }: StoryDay, random: Random): Entry =>
  setOf(plan, { date, index, start: startsAt(plan, date) }, random, backupFailures[`${plan.asset} ${date}`]);

/** One set, as the check of it writes it down. */
function setOf(
  plan: Plan,
  { date, index, start }: { date: string; index: number; start: string },
  random: Random,
  failure?: BackupFailure,
): Entry {
  const started = plus(t(date, start), random.int(0, 8));
  const finished = plus(
    started,
    Math.round(plan.minutes * 60 * (0.92 + random.next() * 0.2) * (1 + index * plan.growth * 0.6)),
  );
  const set = setName(plan.plan, date, start);
  const size = Math.round(plan.size * (1 + index * plan.growth) * (0.996 + random.next() * 0.008));
  const checked = plusMinutes(finished, 5);
  const done = failure === undefined;
  return {
    kind: 'backup',
    key: `backup:${plan.asset}-${date}`,
    writtenAt: plusMinutes(checked, 1),
    draft: drop({
      source: 'auto',
      at: started,
      plan: plan.plan,
      asset: plan.asset,
      content: plan.content,
      method: plan.method,
      set,
      startedAt: started,
      finishedAt: failure?.result === 'failed' ? undefined : finished,
      result: failure?.result ?? 'success',
      reason: failure?.reason,
      size: done ? size : undefined,
      files: done ? (plan.content === 'database' ? 4 : 1) : undefined,
      sha256: done ? sha256(`${set} ${size}`) : undefined,
      location: `/backup/${plan.plan}/${date.replaceAll('-', '')}`,
      offsite:
        done && plan.content !== 'config' ? `对象存储（异地）/${plan.plan}/${date.replaceAll('-', '')}` : undefined,
      retainUntil: done ? t(plusDays(date, 190), '00:00') : undefined,
      tables: done && plan.schema !== undefined ? tableRows(plan.schema, index) : undefined,
      verified: done ? 'passed' : failure?.result === 'incomplete' ? 'failed' : 'not-checked',
      verifiedAt: failure?.result === 'failed' ? undefined : checked,
      verifyNote: done ? '逐文件校验值与备份时一致' : failure?.result === 'incomplete' ? '结尾标记缺失' : undefined,
      permit: '@permit:backup',
      tool: plan.method === 'mysqldump' ? 'mysqldump 8.0.41' : undefined,
    }),
  };
}
