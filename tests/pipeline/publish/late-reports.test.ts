/** What the page of a record says of its late documents is what the plan judges. */
import { expect, it } from 'vitest';
import { lateReports, reportDues } from '../../../src/pipeline/publish/said/late-reports.ts';
import { noFacts } from '../../../src/subjects/deliveries/judge/delivery-facts.ts';

const DUE = '2026-07-21T23:13:00+08:00';
const ISSUED = '2026-07-22T09:50:00+08:00';
const SIGNED = '2026-07-25T09:00:00+08:00';

const manifest = { obligation: 'report', period: 'GZ-20260721-001-c', number: 'ZD-r1', revision: 1, title: '' };
const item = (state: string, more: object = {}) => ({
  obligation: { id: 'report', name: '重大故障记录报告' },
  occurrence: {
    ...{ period: 'GZ-20260721-001-c', event: 'GZ-20260721-001', part: { suffix: 'c', name: '初报' }, dueAt: DUE },
  },
  ...{ state, onTimeBy: 'issued', delivery: noFacts, issued: { manifest } },
  handedIn: { issued: ISSUED, delivered: null, received: SIGNED },
  ...more,
});
const documents = [
  { manifest: { ...manifest, late: true, reason: '未登记', times: { issued: ISSUED, confirmed: null } } },
  {
    manifest: {
      ...manifest,
      revision: 2,
      late: false,
      reason: '补记补报原因：次日登记',
      times: { issued: SIGNED, confirmed: null },
    },
  },
];
const made = (items: object[]) => lateReports({ items, documents } as never, SIGNED);

it('with its due time, the fact that came late and the reason, also one that was given later', () => {
  expect(made([item('late')])).toEqual([
    {
      ...{ obligation: 'report', suffix: 'c' },
      ...{ name: '重大故障记录报告 GZ-20260721-001 初报', period: 'GZ-20260721-001-c', number: 'ZD-r1' },
      ...{ state: 'late', word: '补报', by: 'issued', dueAt: DUE, at: ISSUED, reason: '次日登记', byReadings: '' },
    },
  ]);
});

it('by the receipt where that decides, with what was written down of it', () => {
  const received = { at: SIGNED, enteredAt: SIGNED, reason: '经办人外出' };
  const own = { onTimeBy: 'received', delivery: { ...noFacts, received } };
  expect(made([item('delivered-late', own)])).toMatchObject([{ word: '逾期签收', at: SIGNED, reason: '经办人外出' }]);
  expect(
    made([item('undelivered', { ...own, handedIn: { issued: ISSUED, delivered: null, received: null } })]),
  ).toMatchObject([{ at: null }]);
});

it('nothing of what was in time, and nothing of what is about no event', () => {
  const daily = { occurrence: { period: '2026-07-21', dueAt: DUE } };
  expect(made([item('on-time'), item('upcoming'), item('waived'), item('late', daily)])).toEqual([]);
});

it('when each is due, those that one combines each by itself, and nothing that nobody issued', () => {
  const own = { obligation: 'report', period: 'GZ-20260721-001-c' };
  expect(reportDues({ items: [item('on-time'), item('upcoming', { issued: null })] } as never)).toEqual([
    { ...own, suffix: 'c', name: '初报', dueAt: DUE },
  ]);
  const combines = [
    { suffix: 'c', name: '初报', dueAt: DUE },
    { suffix: 'x1', name: '续报1', dueAt: ISSUED },
    { suffix: 'x2', name: '续报2', dueAt: null },
  ];
  const part = { suffix: 'c-x2', name: '合并补报', combines };
  const occurrence = { period: 'GZ-20260721-001-c-x2', event: 'GZ-20260721-001', dueAt: DUE, part };
  expect(reportDues({ items: [item('late', { occurrence })] } as never).map(({ name }) => name)).toEqual([
    '初报',
    '续报1',
  ]);
});
