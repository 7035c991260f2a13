/** Reports of progress every so many minutes while a fault lasts: owed, seen, late, missed. */
import { describe, expect, test } from 'vitest';
import type { ContractBundle } from '../../../src/contract/bundle/bundle.ts';
import { assessIncident } from '../../../src/subjects/incidents/judge/clocks.ts';
import { summariseCommitments } from '../../../src/subjects/incidents/judge/commitments.ts';
import { decisionOf } from '../../../src/subjects/incidents/judge/decision.ts';
import { runningClocks } from '../../../src/subjects/incidents/judge/running.ts';
import { type Course, contextFor, contractWith, fault, judge, problemsOf, time } from './_contract.ts';

const hosting = contractWith(
  ['6', '7'],
  `
calendars: [{ id: office, name: 上班时间, days: working-days, hours: [{ from: "09:00", to: "18:00" }] }]
levels:
  - { id: major, name: 重大故障 }
  - { id: minor, name: 一般故障 }
  - { id: wish, name: 需求, requirement: true }
limits:
  - { clock: notice, clause: "6", minutes: 30, levels: [major, wish] }
  - { clock: notice, clause: "7", workingMinutes: 120, calendar: office, levels: [minor] }
`,
);

const at = (...texts: string[]) => ({ notices: texts.map((text, n) => ({ id: `n${n}`, at: time(text), to: '甲方' })) });
const noticeOf = (course: Course, asOf?: string, bundle: ContractBundle = hosting) =>
  judge(bundle, course, asOf).clocks.find(({ id }) => id === 'notice');

const major: Course = { level: 'major', reported: '03-16 10:00', restored: '03-16 11:40' };

test('is a sound contract; an interval is no number of days', () => {
  expect(problemsOf(hosting)).toEqual([]);
  const { contract } = hosting;
  const [first] = contract.limits ?? [];
  const { minutes: _, ...rest } = first ?? { minutes: 0, clock: 'notice' as const, clause: '6' };
  const limits = [{ ...rest, workingDays: 1, calendar: 'office' }];
  expect(problemsOf({ ...hosting, contract: { ...contract, limits } })).toEqual([
    'limits[0].workingDays: notice → 通报进展（clock: notice）的间隔写 minutes 或 workingMinutes',
  ]);
});

describe('every 30 minutes until it is restored', () => {
  test.for([
    [
      'each in time, to the very minute',
      ['10:30', '11:00', '11:30'],
      'met',
      '应通报 3 次，按时 3 次、迟报 0 次、未报 0 次',
    ],
    ['none is owed at the moment of restoration', ['10:20', '10:50', '11:10'], 'met', '应通报 3 次，按时 3 次'],
    ['one late', ['10:31', '11:01', '11:31'], 'missed', '应通报 3 次，按时 2 次、迟报 1 次、未报 0 次'],
    ['one left out', ['10:30', '11:25'], 'missed', '应通报 2 次，按时 1 次、迟报 1 次、未报 0 次'],
    ['an hour and more without one', ['10:30', '11:35'], 'missed', '应通报 3 次，按时 1 次、迟报 1 次、未报 1 次'],
    ['none at all', [], 'missed', '应通报 3 次，按时 0 次、迟报 0 次、未报 3 次'],
    [
      'what was told after it was restored',
      ['10:30', '11:00', '11:45'],
      'missed',
      '应通报 3 次，按时 2 次、迟报 0 次、未报 1 次',
    ],
  ] as const)('%s', ([, told, state, text]) => {
    const clock = noticeOf({ ...major, more: at(...told.map((one) => `03-16 ${one}`)) });
    expect(clock).toMatchObject({ state, decides: true, limitSeconds: 1800 });
    expect(clock?.text).toContain(text);
  });

  test('over before the first fell due nothing was owed; nothing passes that was never asked', () => {
    expect(noticeOf({ ...major, restored: '03-16 10:30' })).toMatchObject({ state: 'not-applicable', decides: false });
    expect(noticeOf({ ...major, level: 'wish' })).toMatchObject({ state: 'not-applicable' });
    expect(noticeOf({ ...major, restored: '03-16 10:20', more: at('03-16 10:10') })).toMatchObject({ state: 'met' });
  });

  test('while it lasts the next one is counted down, and the first that did not come decides', () => {
    const { restored: _, ...open } = major;
    const more = at('03-16 10:25');
    expect(noticeOf({ ...open, more }, '03-16 10:55')).toMatchObject({
      state: 'running',
      deadline: time('03-16 10:55'),
    });
    const record = fault({ ...open, more });
    const running = runningClocks(record, contextFor(hosting, '03-16 10:40'));
    expect(running).toMatchObject([{ clock: 'notice', dueAt: time('03-16 10:55') }]);
    const late = noticeOf({ ...open, more }, '03-16 12:00');
    expect(late).toMatchObject({ state: 'overrun', broken: 3, deadline: time('03-16 10:55') });
    const context = contextFor(hosting, '03-16 12:00');
    const [clock] = assessIncident(record, context).clocks;
    expect(clock && decisionOf(record, clock, context.asOf)).toEqual({ state: 'missed', at: time('03-16 10:55') });
  });

  test('documents name the interval', () => {
    const list = [fault({ ...major, more: at('03-16 10:30') })];
    expect(summariseCommitments(list, contextFor(hosting)).map(({ label, missed }) => [label, missed])).toEqual([
      ['重大故障、需求 每 30 分钟通报进展', 1],
      ['一般故障 每 2 小时（上班时间）通报进展', 0],
    ]);
  });
});

test('in working time the night is no interval, and its end is still in time', () => {
  const minor: Course = { level: 'minor', reported: '03-16 16:00', restored: '03-17 10:30' };
  expect(noticeOf({ ...minor, more: at('03-17 09:00') })).toMatchObject({ state: 'met', seconds: 7200 });
  expect(noticeOf({ ...minor, more: at('03-17 09:01') })).toMatchObject({ state: 'missed', broken: 1 });
});
