/**
 * Which operations need the purchaser's leave, how long before, and in which windows: `permits` of `contract/contract.yaml`. A
 * contract that has no such list is read as it always was: by the topics of its clauses, every operation (`asks`).
 */
import { z } from 'zod';
import { boolean, clauseId, count, optional, slug } from '../../scalars.ts';
import { calendarName } from '../calendars.ts';
import { saysKey } from '../says.ts';

/** Operations that a permit can allow, and a clause can ask a permit for. */
export const permitOperations = {
  collect: '只读采集',
  backup: '备份（拷贝）',
  restore: '恢复测试',
  scan: '漏洞扫描',
  remote: '远程维护',
  account: '账号操作',
  'data-modify': '修改数据',
  'data-delete': '删除数据',
  'data-export': '导出数据',
  configuration: '改变系统环境配置',
  release: '发布变更',
  drill: '恢复演练',
} as const;
export type PermitOperation = keyof typeof permitOperations;

/** Kinds of a change. */
export const changeTypes = {
  requirement: '需求',
  defect: '缺陷修复',
  patch: '补丁安装',
  optimisation: '功能优化',
  database: '数据库优化',
  interface: '接口调整',
  configuration: '配置调整',
} as const;
export type ChangeType = keyof typeof changeTypes;

const keys = <K extends string>(of: Readonly<Record<K, string>>) => Object.keys(of) as [K, ...K[]];

export const permitTermSchema = z.strictObject({
  id: slug().meta({ label: '编号', example: 'patches' }),
  clauses: z
    .array(clauseId().meta({ label: '条款' }), '应为清单')
    .min(1, '至少写明一条条款')
    .meta({ label: '依据条款' }),
  ...saysKey,
  operations: z
    .array(z.enum(keys(permitOperations), '应为许可的操作之一'), '应为清单')
    .min(1, '至少一项')
    .meta({ label: '须经许可的操作', choices: permitOperations, example: 'release' })
    .describe('What stands in no entry needs no permit: backups by plan only where an entry names `backup`.'),
  changes: optional(z.array(z.enum(keys(changeTypes), '应为变更的类别之一'), '应为清单').min(1, '至少一项'))
    .meta({ label: '变更的类别', choices: changeTypes, example: 'patch' })
    .describe('Of `release` only changes of these kinds; without it every change.'),
  assets: optional(z.array(slug(), '应为清单').min(1, '至少一项'))
    .meta({ label: '对象', example: 'mysql-primary' })
    .describe('Only operations on one of these; without it on anything.'),
  window: optional(calendarName())
    .meta({ label: '变更窗口', example: 'change-window' })
    .describe('The whole operation lies in the time of this calendar, both ends included.'),
  leadWorkingDays: optional(count())
    .meta({ label: '提前批准', unit: '个工作日', example: 2 })
    .describe(
      'The written leave is there on that working day before the day of the start, which is not counted, or earlier.',
    ),
  emergency: optional(boolean())
    .meta({ label: '紧急时可事后补批' })
    .describe('true: under an oral permit of an emergency neither window nor lead time is asked.'),
});

export const permitTermsSchema = optional(z.array(permitTermSchema, '应为清单'))
  .meta({ label: '须经许可的操作' })
  .describe('Empty: nothing needs a permit. Without it every operation does, as the topic `permit` says.');

export type PermitTerm = z.infer<typeof permitTermSchema>;

/** What of an operation decides whether an entry asks a permit for it. */
export interface AskedOperation {
  /** null: its record does not say which it was. */
  operation: PermitOperation | null;
  /** Kind of the change that it released; null where it is none. */
  changeType: ChangeType | null;
  assets: readonly string[];
}

/** The entries that ask a permit for an operation; one whose record does not say which it was may be any. */
export function termsAsking<T extends PermitTerm>(
  terms: readonly T[],
  { operation, changeType, assets }: AskedOperation,
): T[] {
  return terms.filter(
    (term) =>
      (operation === null || term.operations.includes(operation)) &&
      (operation !== 'release' ||
        term.changes === undefined ||
        changeType === null ||
        term.changes.includes(changeType)) &&
      (term.assets === undefined || assets.length === 0 || assets.some((one) => term.assets?.includes(one) === true)),
  );
}
