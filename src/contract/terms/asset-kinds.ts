/** What kinds of asset the contract has, and in which groups the inspection log lists their checks. File `contract/kinds.yaml`. */
import { z } from 'zod';
import { boolean, optional, slug, text } from '../scalars.ts';
import { families, familyIds } from './families.ts';

/** A group of the inspection log: a section of its own. Their order in the file is the order in the log. */
const checkGroupSchema = z.strictObject({
  id: slug().meta({ label: '分组编号', example: 'ward' }),
  title: text().meta({ label: '分组标题', example: '病区设备' }),
});

export const assetKindSchema = z.strictObject({
  id: slug().meta({ label: '类别编号', example: 'infusion-pump' }),
  name: text().meta({ label: '类别名称', example: '输液泵' }),
  counter: text().meta({ label: '量词', example: '台' }).describe('How such things are counted in Chinese.'),
  family: z
    .enum(familyIds)
    .meta({ label: '族', choices: families, example: 'device' })
    .describe('What it is to the program, from a closed list: what is scanned, watched, repaired follows from it.'),
  group: optional(slug())
    .meta({ label: '巡检分组', example: 'ward' })
    .describe('Group of its checks in the inspection log, for checks that name none; without it, its family.'),
  scanned: optional(boolean())
    .meta({ label: '纳入漏洞扫描' })
    .describe('Whether a vulnerability scanner ought to look at it; without it, what the family is by nature.'),
  watched: optional(boolean())
    .meta({ label: '纳入监控覆盖' })
    .describe('Whether monitoring ought to watch it; without it, what the family is by nature.'),
});

export const kindsFileSchema = z.strictObject({
  schema: z.preprocess((v) => (v === '1' ? 1 : v), z.literal(1)),
  groups: optional(z.array(checkGroupSchema)).meta({ label: '巡检分组' }),
  kinds: z.array(assetKindSchema).meta({ label: '资产类别' }),
});

export type AssetKind = z.infer<typeof assetKindSchema>;
export type CheckGroup = z.infer<typeof checkGroupSchema>;
export type KindsFile = z.infer<typeof kindsFileSchema>;
