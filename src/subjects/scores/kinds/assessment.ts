import { z } from 'zod';
import { date, number, slug } from '../../../contract/scalars.ts';
import { penaltyMeasures } from '../../../contract/terms/penalties.ts';
import { line, person, prose, time } from '../../../records/entry-fields.ts';
import { defineKind, envelope, type RecordProblem } from '../../../records/record.ts';
import { rules } from '../../../records/rules.ts';

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('assessment'),
  date: date()
    .meta({ label: '考核所属日期', example: '2026-11-24' })
    .describe('A day of the period that is assessed; of a whole period its last day.'),
  at: time('评定时间', '2026-11-24 16:00'),
  scheme: slug()
    .meta({ label: '考核办法', example: 'half-year-score', choicesFrom: 'schemes' })
    .describe('Id in `penalties` of the contract.'),
  rule: slug()
    .meta({ label: '规则', example: 'service-quality', choicesFrom: 'assessed' })
    .describe('Id of a rule of it that says `on: assessed`.'),
  amount: number()
    .refine((v) => typeof v === 'number' && v >= 0, '应为 0 或大于 0 的数字')
    .meta({ label: '扣减', example: 2 })
    .describe('In the measure of the scheme; 0: assessed, and nothing is deducted.'),
  reason: prose('评定理由', '回访 20 人，3 人对处理进度的告知不满意'),
  basis: line('依据', '2026 年下半年满意度问卷汇总'),
  assessedBy: person('评定人', '采购人项目负责人'),
});

export type AssessmentRecord = z.infer<typeof schema>;
const rule = rules<AssessmentRecord>(schema);

/** 考核评定: what a person of the purchaser's deducts by a rule that no record could decide by itself. */
export default defineKind<AssessmentRecord>({
  id: 'assessment',
  label: '考核评定',
  prefix: 'PD',
  topics: ['score', 'penalty'],
  schema,
  about: ['rule'],
  example: {
    schema: 2,
    kind: 'assessment',
    id: 'PD-20261124-001',
    source: 'manual',
    at: '2026-11-24T16:00:00+08:00',
    enteredAt: '2026-11-24T16:20:00+08:00',
    date: '2026-11-24',
    scheme: 'half-year-score',
    rule: 'service-quality',
    amount: 2,
    reason: '回访 20 人，3 人对处理进度的告知不满意',
    basis: '2026 年下半年满意度问卷汇总',
    assessedBy: '采购人项目负责人',
  },
  check(record, { contract }) {
    const assessed = contract.penalties.flatMap((scheme) =>
      scheme.rules.filter((one) => one.on === 'assessed').map((one) => ({ scheme, one })),
    );
    return [...rule.entered(record), ...notBefore(record), ...(assessed.length === 0 ? [] : known(record, assessed))];
  },
});

/** Nobody assesses a day that has not come. */
const notBefore = ({ date: day, at }: AssessmentRecord): RecordProblem[] =>
  day <= at.slice(0, 10)
    ? []
    : [{ field: 'date', found: day, expected: `不晚于评定时间（at）的日期 ${at.slice(0, 10)}` }];

type Assessed = {
  scheme: { id: string; name: string; measure: keyof typeof penaltyMeasures };
  one: { id: string; label: string };
};

function known(record: AssessmentRecord, all: readonly Assessed[]): RecordProblem[] {
  const own = all.filter(({ scheme }) => scheme.id === record.scheme);
  if (own.length === 0) {
    const schemes = [...new Set(all.map(({ scheme }) => `${scheme.id} ${scheme.name}`))].join('、');
    return [
      { field: 'scheme', found: record.scheme, expected: `有评定规则（on: assessed）的考核办法之一：${schemes}` },
    ];
  }
  if (own.some(({ one }) => one.id === record.rule)) return [];
  const ids = own.map(({ scheme, one }) => `${one.id} ${one.label}（${penaltyMeasures[scheme.measure]}）`).join('、');
  return [{ field: 'rule', found: record.rule, expected: `该办法的评定规则之一：${ids}` }];
}
