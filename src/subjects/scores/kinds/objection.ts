import { z } from 'zod';
import { date, number, optional, slug } from '../../../contract/scalars.ts';
import { choice, line, maybe, person, prose, time } from '../../../records/entry-fields.ts';
import { defineKind, envelope, type RecordProblem } from '../../../records/record.ts';
import { rules } from '../../../records/rules.ts';
import { objectionAnswers } from '../../../states/objection.ts';

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('objection'),
  date: date()
    .meta({ label: '考核所属日期', example: '2026-11-24' })
    .describe('A day of the period that was assessed; of a whole period its last day.'),
  at: time('提出时间', '2026-12-10 10:00'),
  scheme: slug()
    .meta({ label: '考核办法', example: 'half-year-score', choicesFrom: 'penalties' })
    .describe('Id in `penalties` of the contract.'),
  rule: slug()
    .meta({ label: '规则', example: 'late-restoration', choicesFrom: 'rules' })
    .describe('Id of a rule of it.'),
  record: maybe(line('扣减依据的记录或文档', 'GZ-20261124-001')).describe(
    'As the score sheet names it; without it every deduction by the rule in the period.',
  ),
  notifiedAt: maybe(time('收到扣减通知的时间', '2026-12-08 09:00')),
  reason: prose('异议理由', '恢复时间应以采购人确认单为准'),
  basis: line('依据', '2026-11-24 故障处理确认单'),
  raisedBy: person('提出人', '运维项目负责人'),
  answer: maybe(choice('答复', objectionAnswers)),
  amount: optional(number().refine((v) => typeof v === 'number' && v > 0, '应为大于 0 的数字'))
    .meta({ label: '减少后的扣减', example: 1 })
    .describe('In the measure of the scheme, for each deduction that is meant.'),
  answeredAt: maybe(time('答复时间', '2026-12-11 15:00')),
  answeredBy: maybe(person('答复人', '采购人项目负责人')),
  answerReason: maybe(prose('答复理由', '确认单所载时间为准，改按 3 小时计')),
});

export type ObjectionRecord = z.infer<typeof schema>;
const rule = rules<ObjectionRecord>(schema);

/** 扣减异议: what the supplier says against a deduction, and what the purchaser answered. */
export default defineKind<ObjectionRecord>({
  id: 'objection',
  label: '扣减异议',
  prefix: 'YY',
  topics: ['score', 'penalty'],
  schema,
  about: ['rule', 'record'],
  example: {
    schema: 2,
    kind: 'objection',
    id: 'YY-20261210-001',
    source: 'manual',
    at: '2026-12-10T10:00:00+08:00',
    enteredAt: '2026-12-10T10:20:00+08:00',
    date: '2026-11-24',
    scheme: 'half-year-score',
    rule: 'late-restoration',
    record: 'GZ-20261124-001',
    notifiedAt: '2026-12-08T09:00:00+08:00',
    reason: '恢复时间应以采购人确认单为准',
    basis: '2026-11-24 故障处理确认单',
    raisedBy: '运维项目负责人',
    answer: 'reduced',
    amount: 1,
    answeredAt: '2026-12-11T15:00:00+08:00',
    answeredBy: '采购人项目负责人',
    answerReason: '确认单所载时间为准，改按 3 小时计',
  },
  check(record, { contract }) {
    const answered = record.answer !== undefined;
    return [
      ...rule.entered(record),
      ...notBefore(record),
      ...rule.order(record, 'notifiedAt', 'at', 'answeredAt'),
      ...rule.required(record, answered, 'answeredAt', '有答复时'),
      ...rule.required(record, answered, 'answeredBy', '有答复时'),
      ...rule.required(record, record.answer === 'reduced', 'amount', '减少扣减时'),
      ...known(record, contract.penalties),
    ];
  },
});

/** Nobody objects to what was deducted on a day that has not come. */
const notBefore = ({ date: day, at }: ObjectionRecord): RecordProblem[] =>
  day <= at.slice(0, 10)
    ? []
    : [{ field: 'date', found: day, expected: `不晚于提出时间（at）的日期 ${at.slice(0, 10)}` }];

type Scheme = { id: string; name: string; rules: readonly { id: string; label: string }[] };

/** Where the contract has schemes, one of them and one of its rules. */
function known(record: ObjectionRecord, schemes: readonly Scheme[]): RecordProblem[] {
  if (schemes.length === 0) return [];
  const scheme = schemes.find(({ id }) => id === record.scheme);
  if (scheme === undefined) {
    const all = schemes.map(({ id, name }) => `${id} ${name}`).join('、');
    return [{ field: 'scheme', found: record.scheme, expected: `合同的考核办法之一：${all}` }];
  }
  if (scheme.rules.some(({ id }) => id === record.rule)) return [];
  const ids = scheme.rules.map(({ id, label }) => `${id} ${label}`).join('、');
  return [{ field: 'rule', found: record.rule, expected: `该办法的规则之一：${ids}` }];
}
