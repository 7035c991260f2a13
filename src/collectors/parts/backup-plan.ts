/** What the settings say of one backup plan, for the collector and for `backup check`. */
import { z } from 'zod';
import { boolean, count, optional, slug, text } from '../../contract/scalars.ts';
import { contents } from './backup-record.ts';

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
  maxAgeHours: optional(count())
    .meta({ label: '最长间隔', unit: '小时', example: 192 })
    .describe('For `backup check`: older than this, the newest set is overdue. Default: the limit of the checklist.'),
  checksum: optional(boolean())
    .meta({ label: '计算校验值' })
    .describe('Default true; false for sets too large for the deadline.'),
});
export type BackupPlan = z.infer<typeof plan>;

/** Options of a source of type `backup`. */
export const backupOptions = z.strictObject({
  plans: z
    .array(plan)
    .min(1, '至少一项')
    .refine((plans) => new Set(plans.map((one) => one.name)).size === plans.length, '备份任务名称不能重复')
    .meta({ label: '备份计划' }),
});

/** Records name a plan by a word that stays the same; a Chinese name is none. */
export function planId(one: BackupPlan, index: number, plans: number, source: string): string {
  if (one.id !== undefined) return one.id;
  if (slug().safeParse(one.name).success) return one.name;
  return plans === 1 ? source : `${source}-${index + 1}`;
}
