/** `restore` in the settings: where backups are restored for a test, and what is asked of the result. Clause 5.3.8. */
import { z } from 'zod';
import { count, longText, number, optional, slug, text } from '../../contract/scalars.ts';

const DEFAULT_PORT = 3306;
const DEFAULT_DEADLINE_MINUTES = 240;
/** A week; no timer waits for ever. */
const LONGEST = 7 * 24 * 60;

const scratch = z
  .strictObject({
    host: optional(text()).meta({ label: '主机', example: '127.0.0.1' }),
    port: optional(count()).meta({ label: '端口', example: 3307 }),
    socket: optional(text()).meta({ label: '本机套接字', example: '/run/scratch/mysqld.sock' }),
    user: text().meta({ label: '账号', example: 'opsledger_restore' }),
    password: optional(text()).meta({ label: '口令' }),
  })
  .refine(({ host, socket }) => (host === undefined) !== (socket === undefined), '应写明 host 或 socket 之一');

const baseline = z.strictObject({
  source: slug().meta({ label: '数据源', example: 'mysql-primary' }).describe('A source of type mysql.'),
  user: text().meta({ label: '账号', example: 'opsledger_baseline' }),
  password: optional(text()).meta({ label: '口令' }),
});

const query = z.strictObject({
  name: text().meta({ label: '查询', example: '当月请假单数' }),
  asset: slug().meta({ label: '恢复对象', example: 'mysql-primary' }),
  sql: text().meta({ label: '语句', example: 'SELECT COUNT(*) FROM oa.leave_request' }),
  expected: optional(longText())
    .meta({ label: '预期', example: '412' })
    .describe('Default: what the same query gave when the baseline was captured.'),
});

const tools = z.strictObject({
  client: optional(text()).meta({ label: '客户端', example: 'mariadb' }),
  server: optional(text()).meta({ label: '数据库程序', example: 'mariadbd' }),
  prepare: optional(text()).meta({ label: '物理备份程序', example: 'mariadb-backup' }),
});

export const restoreSchema = z
  .strictObject({
    scratch: optional(scratch).meta({ label: '临时服务器' }).describe('For logical backups; never a source of data.'),
    baseline: optional(z.array(baseline)).meta({ label: '采集基线的账号' }),
    queries: optional(z.array(query)).meta({ label: '业务查询' }),
    rtoMinutes: optional(count()).meta({ label: 'RTO 目标', unit: '分钟', example: 120 }),
    rpoMinutes: optional(count()).meta({ label: 'RPO 目标', unit: '分钟', example: 1440 }),
    environment: optional(text()).meta({ label: '测试环境', example: '隔离的临时服务器，与生产网络不通' }),
    workFolder: optional(text())
      .meta({ label: '工作目录', example: '/data/restore' })
      .describe('Copies of physical backups are made here; default inside the workspace, outside its versions.'),
    deadlineMinutes: optional(
      number().refine((minutes) => minutes > 0 && minutes <= LONGEST, '应大于 0、不超过一周'),
    ).meta({
      label: '时限',
      unit: '分钟',
      example: DEFAULT_DEADLINE_MINUTES,
    }),
    tools: optional(tools).meta({ label: '程序' }),
  })
  .refine(
    ({ queries = [] }) => new Set(queries.map(({ asset, name }) => `${asset} ${name}`)).size === queries.length,
    '同一恢复对象的业务查询名称不能重复',
  );

export type RestoreQuery = z.infer<typeof query>;

export interface RestoreSettings {
  /** Password still stands as `${NAME}`. */
  scratch: { host: string; port: number; socket: string | null; user: string; password: string | null } | null;
  baseline: { source: string; user: string; password: string | null }[];
  queries: RestoreQuery[];
  rtoMinutes: number | null;
  rpoMinutes: number | null;
  environment: string | null;
  workFolder: string | null;
  deadlineMinutes: number;
  /** null: found by what the set was made with. */
  tools: { client: string | null; server: string | null; prepare: string | null };
}

/** @param given undefined: nothing is set, which is enough for physical backups */
export function restoreSettings(given: z.infer<typeof restoreSchema> | undefined): RestoreSettings {
  const { scratch: target, tools: programs } = given ?? {};
  return {
    scratch:
      target === undefined
        ? null
        : {
            host: target.host ?? 'localhost',
            port: target.port ?? DEFAULT_PORT,
            socket: target.socket ?? null,
            user: target.user,
            password: target.password ?? null,
          },
    baseline: (given?.baseline ?? []).map(({ source, user, password }) => ({
      source,
      user,
      password: password ?? null,
    })),
    queries: given?.queries ?? [],
    rtoMinutes: given?.rtoMinutes ?? null,
    rpoMinutes: given?.rpoMinutes ?? null,
    environment: given?.environment ?? null,
    workFolder: given?.workFolder ?? null,
    deadlineMinutes: given?.deadlineMinutes ?? DEFAULT_DEADLINE_MINUTES,
    tools: { client: programs?.client ?? null, server: programs?.server ?? null, prepare: programs?.prepare ?? null },
  };
}
