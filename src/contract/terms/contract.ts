/** The contract as signed: parties, people, clauses, fault levels, response commitments. File `contract/contract.yaml`. */
import { z } from 'zod';
import { boolean, clauseId, count, date, nullable, number, optional, slug, text } from '../scalars.ts';
import { liftTopics } from './lift-topics.ts';
import { clauseTopics, topicIds } from './topics.ts';

/** What stands in a field of the contract that nobody has filled in yet; documents print it as it is. */
export const TO_BE_FILLED = '待填写';

const party = (label: string) => text().meta({ label, example: TO_BE_FILLED });

export const partiesSchema = z.strictObject({
  purchaser: party('采购人').describe('Name of the purchaser as in the signed contract.'),
  supplier: party('供应商').describe('Name of the supplier as in the signed contract.'),
  supervisor: nullable(text()).meta({ label: '监理' }).describe('Supervising party, when there is one.'),
});

export const personSchema = z.strictObject({
  id: slug().meta({ label: '人员编号' }),
  name: text().meta({ label: '姓名', sensitivity: 'personal' }),
  role: text().meta({ label: '岗位', example: '驻点运维工程师' }),
  side: z.enum(['supplier', 'purchaser', 'supervisor']).meta({
    label: '所属',
    choices: { supplier: '供应商', purchaser: '采购人', supervisor: '监理' },
  }),
  phone: optional(text()).meta({ label: '联系电话', sensitivity: 'contact' }),
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
  text: text().meta({ label: '原文' }).describe('Verbatim part of the original contract text.'),
});

/** Codes of the five fault levels. */
export const levelIds = ['P1', 'P2', 'P3', 'P4', 'P5'] as const;
export type LevelId = (typeof levelIds)[number];

export const faultLevelSchema = z.strictObject({
  id: z.enum(levelIds).meta({ label: '级别' }),
  ordinal: text().meta({ label: '等级', example: '一级故障' }),
  name: text().meta({ label: '正式命名', example: '重大故障' }),
  scope: text().meta({ label: '影响范围' }),
  rtoMinutes: nullable(count()).meta({ label: '恢复时间目标', unit: '分钟' }).describe('null: 协商确定.'),
  rtoText: text().meta({ label: '恢复时间目标（原文）', example: '≦2小时' }),
  example: text().meta({ label: '示例场景' }),
});

export const commitmentSchema = z.strictObject({
  id: slug().meta({ label: '承诺编号' }),
  label: text().meta({ label: '承诺', example: '10 分钟内响应' }),
  clause: clauseId().meta({ label: '依据条款' }),
  clock: z.enum(['response', 'remote-start', 'arrival', 'record']).meta({
    label: '计时',
    choices: { response: '响应', 'remote-start': '远程启动', arrival: '到场', record: '故障记录' },
  }),
  limitMinutes: count().meta({ label: '时限', unit: '分钟' }).describe('Inclusive.'),
  majorOnly: boolean().meta({ label: '仅重大故障' }),
  agreed: boolean()
    .meta({ label: '双方约定' })
    .describe('true: the contract gives no time, both sides agreed on this one.'),
});

export const contractSchema = z.strictObject({
  schema: z.preprocess((v) => (v === '2' ? 2 : v), z.literal(2)),
  project: text().meta({ label: '项目名称' }),
  shortName: z
    .string()
    .regex(/^[A-Z][A-Z0-9]{1,11}$/, '应为 2–12 位大写字母或数字，例如 HQSF')
    .meta({ label: '合同简称', example: 'HQSF' })
    .describe('ASCII, first part of every document number.'),
  number: text().meta({ label: '合同编号', example: TO_BE_FILLED }),
  parties: partiesSchema.meta({ label: '合同各方' }),
  people: z.array(personSchema).meta({ label: '人员' }),
  servicePeriod: z
    .strictObject({ from: date().meta({ label: '起' }), to: date().meta({ label: '止' }) })
    .meta({ label: '服务期' })
    .describe('Both days inclusive, clause 2.'),
  informationMark: text().meta({ label: '信息标注', example: '内部资料　注意保管' }),
  officeHours: z
    .strictObject({
      from: text().meta({ label: '上班', example: '09:00' }),
      to: text().meta({ label: '下班', example: '17:30' }),
    })
    .meta({ label: '办公时间' })
    .describe('Of the resident engineer: 5×8 hours.'),
  majorIncidentQuota: count().meta({ label: '重大故障年度限额', unit: '次' }),
  clauses: z.array(clauseSchema).meta({ label: '条款' }),
  faultLevels: z.array(faultLevelSchema).meta({ label: '故障分级' }),
  commitments: z.array(commitmentSchema).meta({ label: '响应承诺' }),
  penalties: z
    .array(
      z.strictObject({
        clause: clauseId().meta({ label: '条款' }),
        label: text().meta({ label: '扣分事项' }),
        points: number().meta({ label: '扣分' }),
        per: z.enum(['occurrence', 'day', 'period']).meta({
          label: '计法',
          choices: { occurrence: '每次', day: '每日', period: '每期' },
        }),
      }),
    )
    .meta({ label: '考核扣分规则' })
    .describe('Empty: no penalty rules in force; this contract has none.'),
});

/** Step i lifts schema i + 1 of `contract/contract.yaml` to the next. */
export const contractLifts = [liftTopics];

export type Contract = z.infer<typeof contractSchema>;
export type Clause = z.infer<typeof clauseSchema>;
export type FaultLevel = z.infer<typeof faultLevelSchema>;
export type Commitment = z.infer<typeof commitmentSchema>;
export type Person = z.infer<typeof personSchema>;
