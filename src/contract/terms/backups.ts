/**
 * Backups that the paper asks for: of what, how often. What is owed comes from here and never from what was made. Part of
 * `requirements` in `contract/contract.yaml`.
 */
import { z } from 'zod';
import { clauseId, count, optional, slug, text } from '../scalars.ts';
import { type DateText, toDate } from '../time.ts';
import { saysKey } from './says.ts';

/** How often, with the word that people read. */
export const backupPeriods = { day: '每日', week: '每周', month: '每月' } as const;

export const askedBackupSchema = z.strictObject({
  id: slug().meta({ label: '编号', example: 'daily-backup' }),
  name: text().meta({ label: '事项', example: '日备份' }),
  assets: z
    .array(slug(), '应为清单')
    .min(1, '至少一个备份对象')
    .meta({ label: '备份对象', example: 'mysql-primary' })
    .describe('One set of each is owed each time.'),
  plans: optional(z.array(slug(), '应为清单').min(1, '至少一个备份计划'))
    .meta({ label: '备份计划', example: 'mysql-nightly' })
    .describe('Only sets of these plans count. Without it those of every plan: then no other row is about the object.'),
  per: z.enum(['day', 'week', 'month']).meta({ label: '每', choices: backupPeriods }),
  on: optional(count())
    .meta({ label: '哪一日', example: 7 })
    .describe('Of `week` 1 (Monday) to 7, of `month` 1 to 31: where a month has no such day, its last one.'),
  keepDays: optional(count().refine((v) => typeof v === 'number' && v >= 1, '应为 1 起的整数'))
    .meta({ label: '保留', unit: '日', example: 30 })
    .describe(
      'The day of the set is not counted: it may be deleted from so many days after it on. Without it no set has to be kept.',
    ),
  keepClauses: optional(z.array(clauseId(), '应为清单').min(1, '至少写明一条条款'))
    .meta({ label: '保留的依据条款' })
    .describe('Of the keeping, where another clause asks for it; without it `clauses`.'),
  clauses: z.array(clauseId(), '应为清单').min(1, '至少写明一条条款').meta({ label: '依据条款' }),
  ...saysKey,
});

export type AskedBackup = z.infer<typeof askedBackupSchema> & {
  /** Days on which a paper of higher rank says otherwise; only in a view of the contract, never in data. */
  elsewhere?: readonly { from: DateText; to: DateText }[] | undefined;
};

/** Clauses that ask for the keeping of the sets; none where nothing asks for it. */
export const keepClausesOf = ({ keepDays, keepClauses, clauses }: AskedBackup): readonly string[] =>
  keepDays === undefined ? [] : (keepClauses ?? clauses);

/** true when a set is owed on the day. */
export function isOwedOn({ per, on, elsewhere = [] }: AskedBackup, day: DateText): boolean {
  if (elsewhere.some(({ from, to }) => from <= day && day <= to)) return false;
  if (per === 'day') return true;
  const date = toDate(day);
  return per === 'week' ? date.dayOfWeek === on : date.day === Math.min(on ?? 1, date.daysInMonth);
}
