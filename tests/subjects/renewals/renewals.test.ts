/** What runs out, and what was renewed and runs out again. Clauses 4.1.7, 4.1.10(2). */
import { expect, test } from 'vitest';
import {
  isPending,
  judgeRenewals,
  renewalStateText,
  runsOutText,
} from '../../../src/subjects/renewals/judge/renewals.ts';
import renewal, { type RenewalRecord } from '../../../src/subjects/renewals/kinds/renewal.ts';

const renewed: RenewalRecord = {
  ...renewal.example,
  expiresOn: '2026-12-20',
  noticeDays: 30,
  status: 'renewed',
  renewedOn: '2026-12-01',
  renewedTo: '2027-12-20',
};
const on = (day: string) => judgeRenewals([renewed], `${day}T09:00:00+08:00`)[0];

test.each([
  ['2026-12-25', 'renewed', false],
  ['2027-11-19', 'renewed', false],
  ['2027-11-20', 'due', true],
  ['2027-12-20', 'due', true],
  ['2027-12-21', 'expired', true],
])('what was renewed to 2027-12-20 is on %s: %s', (day, state, pending) => {
  const judged = on(day);
  expect([judged?.state, judged !== undefined && isPending(judged), judged?.expiresOn]).toEqual([
    state,
    pending,
    '2027-12-20',
  ]);
});

test.each([
  ['2026-12-25', {}, '已于 2026-12-01 续期，下次到期 2027-12-20（还有 360 天）'],
  ['2027-12-01', {}, '已于 2026-12-01 续期，下次到期 2027-12-20（还有 19 天），进入提醒期'],
  ['2026-12-01', { status: 'open' }, '2026-12-20 到期（还有 19 天），进入提醒期，未办理'],
  ['2026-12-25', { status: 'doing' }, '2026-12-20 到期（已过 5 天），已到期，办理中'],
  ['2026-12-25', { status: 'stopped' }, '不再续期'],
  ['2026-12-25', { renewedOn: '2026-12-20' }, '已于 2026-12-20 续期，下次到期 2027-12-20（还有 360 天）'],
  [
    ...(['2026-12-25', { renewedOn: '2026-12-24' }] as const),
    '已于 2026-12-24 续期，晚于到期日 4 天，下次到期 2027-12-20（还有 360 天）',
  ],
] as const)('on %s it says when it runs out, and that it was renewed: %j', (day, given, text) => {
  const { renewedOn, renewedTo, ...rest } = renewed;
  const one = { ...('status' in given ? rest : { ...rest, renewedOn, renewedTo }), ...given } as RenewalRecord;
  const [judged] = judgeRenewals([one], `${day}T09:00:00+08:00`);
  expect(judged === undefined ? '' : runsOutText(judged)).toBe(text);
  if (judged !== undefined) expect(runsOutText(judged, false)).toBe(text.replace(/（[^）]*）/, ''));
});

test.each([
  ['2026-12-10', 'open', '进入提醒期，未办理'],
  ['2026-12-10', 'doing', '进入提醒期，办理中'],
  ['2026-12-25', 'open', '已到期，未办理'],
  ['2026-12-25', 'doing', '已到期，办理中'],
  ['2026-11-01', 'doing', '未到提醒期'],
] as const)('on %s of one that is %s it says how far that is in the words of the record: %s', (day, status, text) => {
  const { renewedOn: _on, renewedTo: _to, ...rest } = renewed;
  const [judged] = judgeRenewals([{ ...rest, status }], `${day}T09:00:00+08:00`);
  expect(judged === undefined ? '' : renewalStateText(judged)).toBe(text);
});
