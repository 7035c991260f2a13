/** The contract as signed: parties, people, clauses, fault levels, response commitments. File `contract/contract.yaml`. */
import { z } from 'zod';
import { clauseId, date, nullable, optional, slug, text } from '../scalars.ts';
import { answersSchema } from './answers.ts';
import { calendarName, calendarsSchema, placesSchema } from './calendars.ts';
import { classesSchema, quotasSchema } from './classes.ts';
import { onTimeByKey } from './due-rules.ts';
import { deductionCapsSchema, feesSchema } from './fees.ts';
import { heldKeys } from './held.ts';
import { customersSchema, levelsSchema, limitsSchema } from './levels.ts';
import { liftTerms } from './lifts/lift-terms.ts';
import { liftTopics, type TopicTable } from './lifts/lift-topics.ts';
import { papersSchema } from './papers.ts';
import { pausesSchema } from './pauses.ts';
import { instalmentsSchema } from './payment/instalments.ts';
import { penaltiesSchema } from './penalties.ts';
import { permitTermsSchema } from './permits/permit-terms.ts';
import { requirementsSchema } from './requirements.ts';
import { saysKey } from './says.ts';
import { termSchema } from './school-terms.ts';
import { signatureSchema } from './signatures.ts';
import { clauseTopics, topicIds } from './topics.ts';

/** What stands in a field of the contract that nobody has filled in yet; documents print it as it is. */
export const TO_BE_FILLED = '待填写';

const party = (label: string) => text().meta({ label, example: TO_BE_FILLED });

export const partiesSchema = z.strictObject({
  purchaser: party('采购人').describe('Name of the purchaser as in the signed contract.'),
  supplier: party('供应商').describe('Name of the supplier as in the signed contract.'),
  supervisor: nullable(text()).meta({ label: '监理' }).describe('Supervising party, when there is one.'),
  called: optional(
    z.strictObject({
      purchaser: optional(text()).meta({ label: '采购人的称谓', example: '甲方' }),
      supplier: optional(text()).meta({ label: '供应商的称谓', example: '乙方' }),
      supervisor: optional(text()).meta({ label: '监理的称谓', example: '监理单位' }),
    }),
  )
    .meta({ label: '各方的称谓' })
    .describe(
      'What the paper calls its parties. Documents, pages and messages say these words; default 采购人, 供应商, 监理.',
    ),
});

export const personSchema = z.strictObject({
  id: slug().meta({ label: '人员编号' }),
  name: text().meta({ label: '姓名', sensitivity: 'personal' }),
  role: text().meta({ label: '岗位', example: '驻场工程师' }),
  side: z.enum(['supplier', 'purchaser', 'supervisor']).meta({
    label: '所属',
    choices: { supplier: '供应商', purchaser: '采购人', supervisor: '监理' },
  }),
  phone: optional(text()).meta({ label: '联系电话', sensitivity: 'contact' }),
  ...heldKeys,
});

export const clauseSchema = z.strictObject({
  id: clauseId().meta({ label: '条款编号' }),
  paper: text().meta({ label: '纸面编号', example: '五（三）4' }),
  label: text().meta({ label: '简称' }),
  topics: z
    .array(z.enum(topicIds).meta({ label: '事项', choices: clauseTopics }), '应为清单')
    .meta({ label: '事项', choices: clauseTopics, example: 'scan' })
    .describe(
      'What the clause asks for, from a closed list: judgements, exceptions and documents find their clauses by it. Empty: nothing is judged by this clause.',
    ),
  text: text().meta({ label: '原文' }).describe('Verbatim part of the text of its paper.'),
  in: optional(slug())
    .meta({ label: '所在文件', example: 'requirements' })
    .describe('Id of the paper; without it, the first paper whose prefix the id bears.'),
  ...saysKey,
  declaration: optional(text())
    .meta({ label: '声明性条款的理由', example: '只写明合同的构成，没有可判定的事' })
    .describe('Why nothing, or nothing more, of the clause can be judged; it is listed wherever clauses are.'),
  ...heldKeys,
});

export const contractSchema = z.strictObject({
  schema: z.preprocess((v) => (v === '3' ? 3 : v), z.literal(3)),
  project: text().meta({ label: '项目名称' }),
  shortName: z
    .string()
    .regex(/^[A-Z][A-Z0-9]{1,11}$/, '应为 2–12 位大写字母或数字，例如 HQSF')
    .meta({ label: '合同简称', example: 'HQSF' })
    .describe('ASCII, first part of every document number.'),
  number: z
    .preprocess((v) => (v === '' || v === '~' || v === 'null' ? null : v), z.nullable(text()))
    .meta({ label: '合同编号', example: TO_BE_FILLED })
    .describe('Null where the contract bears none: no document prints one then.'),
  parties: partiesSchema.meta({ label: '合同各方' }),
  people: z.array(personSchema).meta({ label: '人员' }),
  servicePeriod: z
    .strictObject({ from: date().meta({ label: '起' }), to: date().meta({ label: '止' }) })
    .meta({ label: '服务期' })
    .describe('Both days inclusive, clause 2.'),
  terms: optional(z.array(termSchema)).meta({ label: '学期' }),
  signatures: optional(z.array(signatureSchema)).meta({ label: '签字规则' }),
  informationMark: text().meta({ label: '信息标注', example: '内部资料　注意保管' }),
  officeHours: z
    .strictObject({
      from: optional(text()).meta({ label: '上班', example: '09:00' }),
      to: optional(text()).meta({ label: '下班', example: '17:30' }),
      calendar: optional(calendarName()).describe('In place of `from` and `to`: the hours and days of this calendar.'),
    })
    .meta({ label: '办公时间' })
    .describe('Of the office in which the service is done; `from` and `to` hold on working days.'),
  ...onTimeByKey,
  answers: answersSchema,
  papers: papersSchema,
  clauses: z.array(clauseSchema).meta({ label: '条款' }),
  calendars: calendarsSchema,
  places: placesSchema,
  levels: levelsSchema,
  customers: customersSchema,
  limits: limitsSchema,
  pauses: pausesSchema,
  classes: classesSchema,
  quotas: quotasSchema,
  requirements: requirementsSchema,
  permits: permitTermsSchema,
  fees: feesSchema,
  penalties: penaltiesSchema,
  deductionCaps: deductionCapsSchema,
  instalments: instalmentsSchema,
});

/** Step i lifts schema i + 1 of `contract/contract.yaml` to the next. @param topics what the program's table of them says */
export const contractLifts = (topics: TopicTable) => [liftTopics(topics), liftTerms];

export type Contract = z.infer<typeof contractSchema>;
export type Clause = z.infer<typeof clauseSchema>;
export type Person = z.infer<typeof personSchema>;
