/** The clocks on the page on which a record is checked before it is saved are those of the judgement. */
import { afterAll, expect, it } from 'vitest';
import { clocksOf } from '../../src/desk/entered-clocks.ts';
import deviceRepair, { type DeviceRepairRecord } from '../../src/subjects/devices/kinds/device-repair.ts';
import renewal, { type RenewalRecord } from '../../src/subjects/renewals/kinds/renewal.ts';
import note from '../../src/subjects/work/kinds/note.ts';
import { makeUnfilledWorkspace, open } from '../pipeline/_workspace.ts';

const session = await open(await makeUnfilledWorkspace());
afterAll(() => session.close());

const repair = (changes: Partial<DeviceRepairRecord>): DeviceRepairRecord => ({
  ...structuredClone(deviceRepair.example),
  ...{ at: '2026-11-24T09:00:00+08:00', reportedAt: '2026-11-24T09:00:00+08:00' },
  ...{ respondedAt: undefined, arrivedAt: undefined, diagnosedAt: undefined, repairedAt: undefined },
  ...{ irreparableAt: undefined, writtenReportAt: undefined, decidedAt: undefined, closedAt: undefined },
  ...changes,
});

it('of a device that is out of order: response, arrival, and what was agreed for cause and plan', async () => {
  const clocks = await clocksOf(session, repair({}), '2026-11-24T09:30:00+08:00');
  expect(clocks.map(({ label }) => label)).toEqual(['响应', '到场', '原因及方案']);
  expect(clocks.map(({ missed }) => missed)).toEqual([true, false, false]);
  expect(clocks.map(({ deadline }) => deadline)).toEqual([
    '2026-11-24 09:10:00',
    '2026-11-24 10:00:00',
    '2026-11-25 09:00:00',
  ]);
  const answered = repair({ respondedAt: '2026-11-24T09:05:00+08:00' });
  const [response] = await clocksOf(session, answered, '2026-11-24T09:30:00+08:00');
  expect(response).toMatchObject({ label: '响应', text: '用时 5 分，时限 10 分钟，达标', missed: false });
});

it('of a device beyond repair: the written report, and that it comes before the decision', async () => {
  const found = repair({ irreparableAt: '2026-11-24T10:00:00+08:00', decidedAt: '2026-11-24T11:00:00+08:00' });
  const clocks = await clocksOf(session, found, '2026-11-25T09:30:00+08:00');
  expect(clocks.slice(-2).map(({ label, missed }) => [label, missed])).toEqual([
    ['书面报告', false],
    ['书面报告先于⟦采购人⟧决定', true],
  ]);
});

it('of what runs out: the days that are left', async () => {
  const one: RenewalRecord = { ...structuredClone(renewal.example), status: 'open', expiresOn: '2026-12-20' };
  const text = async (now: string) => (await clocksOf(session, one, now))[0];
  expect(await text('2026-11-10T09:00:00+08:00')).toMatchObject({ text: '2026-12-20 到期（还有 40 天），未到提醒期' });
  expect(await text('2026-12-20T09:00:00+08:00')).toMatchObject({
    text: '2026-12-20 到期（今天到期），进入提醒期，未办理',
  });
  expect(await text('2026-12-22T09:00:00+08:00')).toMatchObject({
    text: '2026-12-20 到期（已过 2 天），已到期，未办理',
    missed: true,
  });
});

it('of a kind without limits there is none', async () => {
  expect(await clocksOf(session, note.example, '2026-11-24T09:30:00+08:00')).toEqual([]);
});
