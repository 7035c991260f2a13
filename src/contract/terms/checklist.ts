/** What is looked at in an inspection and what counts as normal. File `contract/inspection-checklist.yaml`. */
import { z } from 'zod';
import { boolean, clauseId, count, optional, slug, text } from '../scalars.ts';
import { type Family, families, familyIds } from './families.ts';
import { saysKey } from './says.ts';

/** How a value is compared with `limit`. `present`: any value will do. `observed`: a person looks and answers. */
export const operators = ['le', 'lt', 'ge', 'gt', 'eq', 'ne', 'between', 'one-of', 'present', 'observed'] as const;

export const checkSchema = z.strictObject({
  id: slug().meta({ label: '检查项编号', example: 'host-disk' }),
  label: text().meta({ label: '检查项', example: '磁盘使用率' }),
  group: optional(slug())
    .meta({ label: '分组', example: 'host' })
    .describe(
      'A group of `contract/kinds.yaml`, or a family; without it, that of the first kind that the check concerns.',
    ),
  kinds: optional(z.array(slug())).meta({ label: '适用资产类别', example: 'linux' }),
  families: optional(z.array(z.enum(familyIds).meta({ choices: families })))
    .meta({ label: '适用资产族', choices: families })
    .describe('Every kind of these families.'),
  assets: optional(z.array(slug())).meta({ label: '适用资产' }),
  metric: optional(text())
    .meta({ label: '指标', example: 'disk.used' })
    .describe('Name of the reading; none for a manual check.'),
  perInstance: optional(boolean())
    .meta({ label: '逐实例' })
    .describe('true: one row for each instance of the reading, such as each mount point.'),
  aggregate: optional(z.enum(['count', 'sum', 'worst']))
    .meta({ label: '按类汇总', choices: { count: '正常数/总数', sum: '合计', worst: '最差值' } })
    .describe('One row for all assets of a kind, such as 45 desk signs; those not normal are named in the row.'),
  method: text().meta({ label: '方法', example: '读取磁盘容量' }).describe('In Chinese, as an engineer would say it.'),
  op: z.enum(operators).meta({ label: '比较' }),
  limit: optional(text())
    .meta({ label: '标准值', example: '80' })
    .describe('For `between`: `low..high`; for `one-of`: `a|b`.'),
  unit: optional(text()).meta({ label: '单位', example: '%' }),
  standard: optional(text())
    .meta({ label: '标准的文字', example: '≤ 80 %' })
    .describe('Printed in place of the generated text.'),
  words: optional(z.record(text(), text()))
    .meta({ label: '取值的文字' })
    .describe(
      'Printed word of each text value of the metric. A text value named here fails a numeric comparison; others are implausible.',
    ),
  plausible: optional(z.string().regex(/^-?[\d.]+\.\.(-?[\d.]+)?$/, '应为 低..高，例如 0..100'))
    .meta({ label: '可信范围', example: '0..100' })
    .describe('Values outside are 数值不可信. Default 0..100 for `%`, otherwise no negative values.'),
  severity: z.enum(['critical', 'major', 'minor']).meta({
    label: '重要程度',
    choices: { critical: '严重', major: '重要', minor: '一般' },
  }),
  clause: clauseId().meta({ label: '依据条款' }),
  ...saysKey,
  manual: boolean().meta({ label: '人工检查' }),
  maxAgeMinutes: optional(count())
    .meta({ label: '数据有效期', unit: '分钟' })
    .describe('Older data are 数据过期; default 24 hours.'),
});

export const checklistFileSchema = z.strictObject({
  schema: z.preprocess((v) => (v === '1' ? 1 : v), z.literal(1)),
  checks: z.array(checkSchema).meta({ label: '检查项' }),
});

export type CheckEntry = z.infer<typeof checkSchema>;
/** A check whose group is settled. */
export type Check = CheckEntry & { group: string };

/** true when the check names the asset, its kind or its family. */
export function applies(
  check: Pick<CheckEntry, 'assets' | 'kinds' | 'families'>,
  asset: { id: string; kind: string; family: Family },
): boolean {
  return (
    (check.assets?.includes(asset.id) ?? false) ||
    (check.kinds?.includes(asset.kind) ?? false) ||
    (check.families?.includes(asset.family) ?? false)
  );
}
