import { z } from 'zod';
import { slug } from '../../../contract/scalars.ts';
import { line, maybe, person, prose, time } from '../../../records/entry-fields.ts';

import { defineKind, ENVELOPE_SCHEMA, envelope, schemaNumber } from '../../../records/record.ts';
import { rules } from '../../../records/rules.ts';

const schema = z.strictObject({
  ...envelope,
  schema: schemaNumber(ENVELOPE_SCHEMA + 1),
  kind: z.literal('interpretation-decision'),
  interpretation: slug().meta({ label: '口径编号', example: 'closing' }),
  question: prose('问题', '“故障处理完成”指何时').describe(
    'As it was put to the person: another wording is another question.',
  ),
  option: slug().meta({ label: '选定的选项', example: 'closed' }),
  label: line('选项', '处理完成即关闭；按服务期计'),
  text: prose('说明', '处理完成以故障关闭为准。'),
  cases: maybe(prose('案例', '16:00 处理完成（关闭），次日 16:01 签发 → 未达标')).describe(
    'In the words in which they were put to the person; absent: confirmed without cases.',
  ),
  caseFacts: maybe(prose('案例的事实', 'closed=2026-11-24T16:00:00+08:00; verdict=missed')).describe(
    'The same to the letter: other cases are another question.',
  ),
  person: person('确认人', '采购人项目负责人'),
  at: time('确认时间', '2026-11-24 10:00'),
});

export type InterpretationDecisionRecord = z.infer<typeof schema>;
const rule = rules<InterpretationDecisionRecord>(schema);

/** 口径确认: the purchaser chose one reading of an ambiguous clause, by an account of their own. */
export default defineKind<InterpretationDecisionRecord>({
  id: 'interpretation-decision',
  label: '口径确认',
  prefix: 'KJ',
  topics: ['report'],
  schema,
  // Before options had cases.
  lift: [(old) => old],
  about: ['question', 'label'],
  example: {
    schema: 3,
    kind: 'interpretation-decision',
    id: 'KJ-20261124-001',
    source: 'manual',
    at: '2026-11-24T10:00:00+08:00',
    enteredAt: '2026-11-24T10:00:00+08:00',
    enteredBy: { name: '采购人项目负责人', account: 'purchaser-1', channel: 'purchaser' },
    interpretation: 'closing',
    question: '“故障处理完成”指何时',
    option: 'closed',
    label: '处理完成即关闭；按服务期计',
    text: '处理完成以故障关闭为准。',
    person: '采购人项目负责人',
  },
  check: (record) => rule.entered(record),
});
