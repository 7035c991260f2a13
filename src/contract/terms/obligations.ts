/** What must be handed in, how often and by when: `contract/obligations.yaml`, `contract/registers.yaml`, `contract/written.yaml`. */
import { z } from 'zod';
import { boolean, clauseId, count, nullable, number, optional, slug, text } from '../scalars.ts';
import { cadenceKeys, isYearlyDay } from './cadence.ts';
import { type DueRule, dueRuleSchema, issueFromSchema, onTimeByKey } from './due-rules.ts';
import { families, familyIds } from './families.ts';
import { type Held, heldKeys } from './held.ts';
import { levelId } from './levels.ts';
import { liftObligations } from './lifts/lift-obligations.ts';
import { saysKey } from './says.ts';

/** One of several reports for the same event, such as 初报 and 终报 of a major incident. */
export const partSchema = z.strictObject({
  suffix: z
    .string()
    .regex(/^(c|x|z|y)$/)
    .meta({ label: '后缀' }),
  name: text().meta({ label: '报告', example: '初报' }),
  due: dueRuleSchema.meta({ label: '期限' }),
  issueFrom: issueFromSchema.meta({ label: '可签发' }),
  everyHours: optional(number())
    .meta({ label: '间隔', unit: '小时' })
    .describe(
      'Repeats (-x1, -x2 …) until the field `until` of the event; what fell due before it was entered is one report.',
    ),
  until: optional(text())
    .meta({ label: '截止字段', example: 'restoredAt' })
    .describe('Field of the event that ends the repetition; what would be due after it is not owed.'),
  onlyWith: optional(text())
    .meta({ label: '前提字段', example: 'beyondRepairAt' })
    .describe('The report is owed only once the event has this field.'),
});

/** Records whose field (any of its values, for a list) is one of `in`. */
export const eventFilterSchema = z.strictObject({
  field: text().meta({ label: '字段', example: 'activity' }),
  in: z.array(text()).min(1, '至少一个取值').meta({ label: '取值', example: 'training' }),
});

const LAST_DAY = /^---(0[1-9]|[12]\d|3[01])$/;
const LAST_DAY_TEXT = '应为每月的一天，例如 ---16，或每年的一天，例如 --12-31';

/** A day of every month or of every year: `---16`, `--12-31`. */
const lastDay = () =>
  z.string(LAST_DAY_TEXT).refine((value) => LAST_DAY.test(value) || isYearlyDay(value), LAST_DAY_TEXT);

/** Which of the periods, by the day on which they end; past the end of a year or month where `to` lies before `from`. */
export const periodEndsSchema = z
  .strictObject({
    from: lastDay().meta({ label: '起（含当日）', example: '---16' }),
    to: lastDay().meta({ label: '止（含当日）', example: '---31' }),
  })
  .refine(({ from, to }) => from.length === to.length, '首日和末日应同为每月的一天，或同为每年的一天');

/** What another paper says of the due time of the same obligation. */
const otherDueSchema = z.strictObject({
  clause: clauseId().meta({ label: '依据条款', example: 'S2' }),
  due: dueRuleSchema.meta({ label: '期限' }),
  ...saysKey,
  ends: optional(periodEndsSchema)
    .meta({ label: '仅末日在此之间的期次' })
    .describe(
      'Only of periods whose last day lies there (of an event its day); of the others `due` decides as if this were not.',
    ),
  ...heldKeys,
});

/** A Markdown file that people write. */
const planFile = () =>
  z
    .string()
    .regex(/^plans\/[a-z0-9]+(-[a-z0-9]+)*\.md$/, '应为 plans/ 下的 Markdown 文件，例如 plans/service-plan.md')
    .meta({ label: '正文文件', example: 'plans/service-plan.md' });

export const obligationSchema = z.strictObject({
  id: slug().meta({ label: '编号', example: 'inspection-log' }),
  code: z
    .string()
    .regex(/^[A-Z]{2}$/, '应为两位大写字母')
    .meta({ label: '代码', example: 'XJ' }),
  name: text().meta({ label: '名称', example: '系统巡检日志' }),
  unit: optional(slug())
    .meta({ label: '编制单元', example: 'period-report' })
    .describe(
      'File in `reports/` that composes it; without it the file with its id, for registers and written documents theirs.',
    ),
  sections: optional(z.array(slug()))
    .meta({ label: '章节', example: 'incidents' })
    .describe("Which of the unit's sections, in which order; without it all, in the unit's own."),
  file: optional(planFile()).describe(
    'Markdown below `plans/` that people write and the document prints among what it counts; of units that have a place for it.',
  ),
  ...cadenceKeys,
  /** Kind of record that brings up an occurrence, for every `event`; for others, the record whose fields the rules name. */
  eventKind: optional(slug()).meta({ label: '触发记录' }),
  eventClass: optional(slug())
    .meta({ label: '触发的故障类别', example: 'major' })
    .describe(
      'For incidents: those of this class of the contract. Of several conditions one is enough; without any, all.',
    ),
  eventLevels: optional(z.array(levelId()).min(1, '至少一项'))
    .meta({ label: '触发的故障级别', example: 'P1' })
    .describe('For incidents: those of these levels.'),
  eventFlagged: optional(boolean())
    .meta({ label: '人工列入整改的也触发' })
    .describe('For incidents: those that the record marks (`flagged`).'),
  eventWhere: optional(z.array(eventFilterSchema).min(1, '至少一项'))
    .meta({ label: '触发记录的筛选' })
    .describe('Only such records of `eventKind`: all of them must hold.'),
  due: nullable(dueRuleSchema).meta({ label: '期限' }),
  otherDues: optional(z.array(otherDueSchema))
    .meta({ label: '其他文件约定的期限' })
    .describe('The one whose paper ranks highest and holds on the last day of the period decides, else `due`.'),
  ...onTimeByKey,
  issueFrom: issueFromSchema.meta({ label: '可签发' }),
  parts: optional(z.array(partSchema)).meta({ label: '分次报告' }),
  clauses: z
    .array(text())
    .meta({ label: '依据条款' })
    .describe('A clause stands for all below it; `9.1-9.3` for a range.'),
  ...saysKey,
  signature: slug()
    .meta({ label: '签字规则', example: 'full' })
    .describe('One of `signatures` of `contract/contract.yaml`, or one that the tool has: `terms/signatures.ts`.'),
  onRequest: optional(boolean()).meta({ label: '可按需编制' }),
  ...heldKeys,
});

export const obligationsFileSchema = z.strictObject({
  schema: z.preprocess((v) => (v === '2' ? 2 : v), z.literal(2)),
  obligations: z.array(obligationSchema).meta({ label: '交付义务' }),
});

/** One printed column of a register. */
export const registerColumnSchema = z.strictObject({
  field: optional(text())
    .meta({ label: '字段', example: 'signedInAt' })
    .describe('Field of the record; `list.column` for a column of the list named in `rows`. Empty: see `blank`.'),
  label: optional(text()).meta({ label: '列名' }).describe("Printed name; without it, the field's own."),
  width: optional(count()).meta({ label: '列宽' }).describe('Relative to the other columns; without it, 10.'),
  blank: optional(boolean())
    .meta({ label: '留空手填' })
    .describe('true: printed empty, to be filled in by hand on paper, such as the result of a stock-taking.'),
});

/** A row is taken when the field (any of its values, for a list) is one of `in`, or names an asset of one of `assetKinds` or `assetFamilies`. */
export const registerFilterSchema = z.strictObject({
  field: text().meta({ label: '字段', example: 'post' }),
  in: optional(z.array(text())).meta({ label: '取值' }),
  assetKinds: optional(z.array(slug())).meta({ label: '资产类别', example: 'interface' }),
  assetFamilies: optional(z.array(z.enum(familyIds).meta({ choices: families }))).meta({
    label: '资产族',
    choices: families,
  }),
});

/**
 * One table of a register: the records of one kind. Besides record kinds there are four more: `manifest` (the documents
 * issued, with the fields of `IssuedSummary`), `delivered` (those handed over, for one signature), `purchaser-act` (what the
 * purchaser's accounts did) and `asset` (the assets of the contract).
 */
const registerTable = {
  kind: slug().meta({ label: '记录种类', example: 'duty' }),
  rows: optional(text())
    .meta({ label: '逐行展开的清单字段', example: 'failures' })
    .describe('One line for each row of this list of the record, instead of one for each record.'),
  where: optional(z.array(registerFilterSchema)).meta({ label: '筛选' }).describe('All of them must hold.'),
  window: optional(z.enum(['period', 'service-to-date'])).meta({
    label: '时间范围',
    choices: { period: '本期', 'service-to-date': '服务期至今' },
  }),
  columns: z.array(registerColumnSchema).meta({ label: '列' }),
  sortBy: optional(text()).meta({ label: '排序字段' }),
  groupBy: optional(text())
    .meta({ label: '分组统计字段' })
    .describe('A second table counts the lines by the values of this field.'),
  summaryOnly: optional(boolean())
    .meta({ label: '只印分组统计' })
    .describe('true: only the counts by `groupBy` are printed, for kinds with very many lines.'),
  totals: optional(z.array(text())).meta({ label: '合计字段' }),
  validUntil: optional(text())
    .meta({ label: '有效期止字段', example: 'validTo' })
    .describe(
      'Of a table that lists the whole service: what ended before the interval, and is neither new, corrected nor named in it, stands in the workbook alone.',
    ),
  emptyText: text().meta({ label: '无记录时的文字', example: '本期未登记来电' }),
};

/** A further table of a register. */
export const registerTableSchema = z.strictObject({ title: text().meta({ label: '表名' }), ...registerTable });

/** A register is an obligation plus the ledger that it prints: its main table, and more where several kinds belong together. */
export const registerSchema = obligationSchema.extend({
  title: optional(text()).meta({ label: '主表名' }).describe("Without it, the register's name."),
  ...registerTable,
  more: optional(z.array(registerTableSchema)).meta({ label: '其他表' }),
});

export const registersFileSchema = z.strictObject({
  schema: z.preprocess((v) => (v === '2' ? 2 : v), z.literal(2)),
  registers: z.array(registerSchema).meta({ label: '登记簿' }),
});

/** Tables that the tool adds to a written document from the contract's data and, of what is unfinished, from the records. */
export const generatedTables = {
  interpretations: '口径',
  people: '人员',
  assets: '资产',
  unfinished: '登记数据中的未结事项',
} as const;
export type GeneratedTable = keyof typeof generatedTables;

/** A written document is an obligation plus the Markdown file under `plans/`. */
export const writtenSchema = obligationSchema.extend({
  file: planFile(),
  generated: optional(z.array(z.enum(Object.keys(generatedTables) as [GeneratedTable, ...GeneratedTable[]])))
    .meta({ label: '自动生成的表', choices: generatedTables })
    .describe('Added after the text, from the data of the contract; what is unfinished, from the records.'),
});

export const writtenFileSchema = z.strictObject({
  schema: z.preprocess((v) => (v === '2' ? 2 : v), z.literal(2)),
  documents: z.array(writtenSchema).meta({ label: '编写文档' }),
});

/** Front matter of a Markdown file under `plans/`. */
export const planFrontMatterSchema = z.strictObject({
  schema: z.preprocess((v) => (v === '1' ? 1 : v), z.literal(1)),
  document: slug()
    .meta({ label: '编写文档', example: 'service-plan' })
    .describe('Id of the entry in `contract/written.yaml`, or of the obligation that prints it.'),
  title: text().meta({ label: '标题' }),
  prepared: text().meta({ label: '编制', sensitivity: 'personal' }),
  reviewed: text().meta({ label: '审核', sensitivity: 'personal' }),
  approved: text().meta({ label: '批准', sensitivity: 'personal' }),
});

/** Days of every month (`---16`) or of every year (`--12-31`) between which a period ends, both inclusive. */
export type PeriodEnds = z.infer<typeof periodEndsSchema>;

/** Step i lifts schema i + 1 of each file of obligations to the next. */
export const obligationLifts = [liftObligations('obligations')];
export const registerLifts = [liftObligations('registers')];
export const writtenLifts = [liftObligations('documents')];

/** A due time that a paper sets, and when; made from the data, never in them. */
export interface DueSource extends Held {
  due: DueRule;
  ends?: PeriodEnds | undefined;
  clause: string;
  rank: number;
  paper: string;
}

export type Obligation = z.infer<typeof obligationSchema> & { dueSources?: readonly DueSource[] | undefined };
export type Register = z.infer<typeof registerSchema>;
export type RegisterTable = z.infer<typeof registerTableSchema>;
export type Written = z.infer<typeof writtenSchema>;
export type PlanFrontMatter = z.infer<typeof planFrontMatterSchema>;
export type { DueRule, IssueFrom } from './due-rules.ts';
export type Part = z.infer<typeof partSchema>;
