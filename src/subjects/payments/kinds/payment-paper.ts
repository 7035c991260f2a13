import { z } from 'zod';
import type { ContractBundle } from '../../../contract/bundle/bundle.ts';
import { date, slug } from '../../../contract/scalars.ts';
import { maybe, outsideNumber, person, prose, time } from '../../../records/entry-fields.ts';
import { defineKind, envelope, type RecordProblem } from '../../../records/record.ts';
import { rules } from '../../../records/rules.ts';

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('payment-paper'),
  at: time('登记时间', '2027-07-05 10:00'),
  instalment: slug()
    .meta({ label: '付款期次', example: 'second', choicesFrom: 'instalments' })
    .describe('Id in `instalments` of the contract.'),
  paper: slug()
    .meta({ label: '资料', example: 'invoice', choicesFrom: 'payment-papers' })
    .describe('Id of a paper of that instalment.'),
  number: maybe(outsideNumber('资料编号', '25312000000123456789')),
  handedOn: date().meta({ label: '交付日期', example: '2027-07-05' }),
  handedBy: maybe(person('交付人', '运维项目负责人')),
  note: maybe(prose('说明', '原件已交合同科')),
});

export type PaymentPaperRecord = z.infer<typeof schema>;
const rule = rules<PaymentPaperRecord>(schema);

/** 付款资料: a paper that was handed over for an instalment; the file that shows it is attached. */
export default defineKind<PaymentPaperRecord>({
  id: 'payment-paper',
  label: '付款资料',
  prefix: 'FK',
  topics: ['payment'],
  schema,
  about: ['instalment', 'paper', 'number'],
  example: {
    schema: 2,
    kind: 'payment-paper',
    id: 'FK-20270705-001',
    source: 'manual',
    at: '2027-07-05T10:00:00+08:00',
    enteredAt: '2027-07-05T10:05:00+08:00',
    instalment: 'second',
    paper: 'invoice',
    number: '25312000000123456789',
    handedOn: '2027-07-05',
    handedBy: '运维项目负责人',
    note: '原件已交合同科',
  },
  check: (record, { contract }) => [
    ...rule.entered(record),
    ...notBefore(record),
    ...isAsked(record, contract.instalments ?? []),
  ],
});

/** What was not handed over yet proves nothing. */
const notBefore = ({ handedOn, at }: PaymentPaperRecord): RecordProblem[] =>
  handedOn <= at.slice(0, 10)
    ? []
    : [{ field: 'handedOn', found: handedOn, expected: `不晚于登记时间（at）的日期 ${at.slice(0, 10)}` }];

/** Where the contract has instalments, one of them and one of its papers: another would prove nothing, and nobody would see why. */
function isAsked(
  { instalment, paper }: PaymentPaperRecord,
  all: NonNullable<ContractBundle['contract']['instalments']>,
): RecordProblem[] {
  if (all.length === 0) return [];
  const own = all.find(({ id }) => id === instalment);
  if (own === undefined) {
    const known = all.map(({ id, name }) => `${id} ${name}`).join('、');
    return [{ field: 'instalment', found: instalment, expected: `合同数据 instalments 中的付款期次之一：${known}` }];
  }
  const papers = own.papers ?? [];
  if (papers.some(({ id }) => id === paper)) return [];
  const known = papers.map(({ id, name }) => `${id} ${name}`).join('、');
  return [
    {
      field: 'paper',
      found: paper,
      expected: known === '' ? `${own.name}没有写明须交的资料（papers）` : `${own.name}的资料之一：${known}`,
    },
  ];
}
