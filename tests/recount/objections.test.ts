/** An objection finds the deduction that it names by the name that the score sheet prints: of a document its number, of an activity what was done. */
import { expect, test } from 'vitest';
import { clockOf, type Data, plusDays } from '../../src/recount/data.ts';
import { scoreFigures } from '../../src/recount/score/score.ts';
import { workdaysOf } from '../../src/recount/workdays.ts';
import type { World } from '../../src/recount/world.ts';

const service = { from: '2027-01-01', to: '2027-12-31' };
const clock = clockOf('2027-02-03T10:00:00+08:00');
const issued = (period: string, revision: number, at: string): Data => ({
  ...{ obligation: 'weekly', period, revision, number: `ZB-${period}-r${revision}`, event: null, cut: at },
  times: { issued: at },
});
/** The first week a day late, in two revisions; the second in time, the third not at all. */
const known = [
  issued('2027-W01', 1, '2027-01-13T10:00:00+08:00'),
  issued('2027-W01', 2, '2027-01-14T10:00:00+08:00'),
  issued('2027-W02', 1, '2027-01-18T10:00:00+08:00'),
];
const activity = { id: 'training', name: '培训', kind: 'activity', times: 2, per: 'month', clauses: ['1'] };
const done: Data = {
  ...{ kind: 'activity', id: 'HD-20270110-001', date: '2027-01-10' },
  ...{ at: '2027-01-10T10:00:00+08:00', enteredAt: '2027-01-10T11:00:00+08:00' },
};
const rules = [
  { id: 'late', on: 'document', clauses: ['1'], per: 'occurrence', amount: 3, obligations: ['weekly'] },
  { id: 'undone', on: 'activity', clauses: ['1'], per: 'occurrence', amount: 5 },
];
// Of a scheme of its own: what another rule of a scheme charges is no exception of it.
const exceptions = [{ id: 'clause', on: 'exception', clauses: ['1'], per: 'occurrence', amount: 7 }];
const objection = (rule: string, record?: string): Data => ({
  ...{
    kind: 'objection',
    id: 'YY-20270202-001',
    scheme: rule === 'clause' ? 't' : 's',
    rule,
    record,
    date: '2027-01-31',
  },
  ...{ at: '2027-02-02T09:00:00+08:00', enteredAt: '2027-02-02T09:00:00+08:00', answer: 'withdrawn' },
  ...{ answeredAt: '2027-02-02T10:00:00+08:00', enteredBy: { channel: 'purchaser', account: 'wang' } },
});

function sums(objections: readonly Data[]): Record<string, unknown> {
  const records: Record<string, Data[]> = { objection: [...objections], activity: [done] };
  const at = '2027-02-03T10:00:00+08:00';
  const span = { period: '2027-01', from: '2027-01-01', to: '2027-01-31', cut: null, tells: true };
  const world = {
    clock,
    manifest: {
      ...{ obligation: 'sheet', period: '2027-01', from: '2027-01-01', to: '2027-01-31', event: null, revision: 1 },
      ...{ number: 'KH-1', asOf: at, times: { issued: at }, cut: at, inputs: [] },
    },
    contract: {
      ...{ servicePeriod: service, levels: [], clauses: [{ id: '1', topics: [] }], penalties: schemes },
      requirements: { activities: [activity], posts: [] },
    },
    obligations: [
      { id: 'sheet', unit: 'assessment-score', name: '考核', every: { unit: 'month' }, due: null, clauses: [] },
      {
        id: 'weekly',
        name: '周报',
        every: { unit: 'week' },
        due: { after: 'period-end', days: 1, time: '17:00' },
        clauses: ['1'],
      },
    ],
    ...{ assets: [], checks: [], registers: [], interpretations: [], workdays: workdaysOf([]), cut: at, asOf: at },
    spans: [{ ...span, start: clock.at('2027-01-01', '00:00'), end: clock.at(plusDays('2027-01-31', 1), '00:00') }],
    records: (kind: string) => records[kind] ?? [],
    ...{ withdrawn: () => [], known, others: () => [] },
  } as unknown as World;
  return scoreFigures(world);
}
const schemes = [
  { id: 's', name: '考核', measure: 'points', full: 100, rules },
  { id: 't', name: '条款', measure: 'points', full: 100, rules: exceptions },
];

const totals = (...all: readonly Data[]): unknown[] => {
  const found = sums(all);
  return ['late', 'undone', 'clause'].map((rule) => found[`score.${rule === 'clause' ? 't' : 's'}.${rule}.total`]);
};

test.each([
  ['nothing', [], [6, 5, 21]],
  ['all of a rule', [objection('late')], [0, 5, 21]],
  ['a document by its last number', [objection('late', 'ZB-2027-W01-r2')], [3, 5, 21]],
  ['a document by a number that the sheet does not print', [objection('late', 'ZB-2027-W01-r1')], [6, 5, 21]],
  ['one that was never issued by its name', [objection('late', '周报 2027-W03')], [3, 5, 21]],
  ['an activity by what was done of it', [objection('undone', 'HD-20270110-001')], [6, 0, 21]],
  ['an exception by the first number of the document', [objection('clause', 'ZB-2027-W01-r1')], [6, 5, 14]],
  ['an exception by what was done of an activity', [objection('clause', 'HD-20270110-001')], [6, 5, 14]],
])('an objection that was heard against %s', (_, objections, expected) => {
  expect(totals(...objections)).toEqual(expected);
});
