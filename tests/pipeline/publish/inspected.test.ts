/** The calendar of inspections counts a day as its log and 首页 do. */
import { expect, it } from 'vitest';
import { confirmedDay } from '../../../src/pipeline/collect/judged-day.ts';
import { planWithRequests } from '../../../src/pipeline/plan/on-request.ts';
import { inspectedYear } from '../../../src/pipeline/publish/inspected.ts';
import { countOutcomes } from '../../../src/subjects/inspections/judge/result.ts';
import { apartName } from '../../../src/wording/asset-names.ts';
import { DAY, inspect, makeWorkspace, open, SERVICE_FROM, signoff } from '../_workspace.ts';

it('with what was confirmed of it, and owes each day before today', async () => {
  const session = await open(await makeWorkspace());
  await inspect(session, `${DAY}T09:00:00+08:00`);
  const manual = session.workspace.contract.checks.find((one) => one.manual);
  const asset = session.workspace.contract.assets.find(({ kind }) => manual?.kinds?.includes(kind));
  const answer = { check: manual?.id ?? '', target: asset?.id ?? '', result: 'normal' as const, by: '驻点运维工程师' };
  await signoff(session, { manual: [{ ...answer, at: `${DAY}T09:20:00+08:00` }] });
  const now = '2026-11-26T18:00:00+08:00';
  const { records } = session.workspace;
  const read = {
    inspection: (await records.list('inspection')).records,
    signoff: (await records.list('signoff')).records,
  };
  const plan = await planWithRequests(session, now);
  const { days, logs } = inspectedYear(session, plan, read, { now, today: '2026-11-26' });
  const judged = await confirmedDay(session, DAY);
  expect(days).toMatchObject([
    { date: DAY, confirmed: true, counts: countOutcomes((judged?.results ?? []).filter((one) => one.contract)) },
  ]);
  const apart = (judged?.results ?? []).filter((one) => !one.contract);
  expect(apart.length).toBeGreaterThan(0);
  expect(days[0]?.apart).toEqual({ name: apartName(apart), counts: countOutcomes(apart) });
  expect([...logs.keys()].sort()).toEqual([SERVICE_FROM, DAY, '2026-11-25']);
  const of = (state: 'on-time' | 'waived') => ({ items: plan.items.map((one) => ({ ...one, state })) });
  const waived = inspectedYear(session, of('waived'), read, { now, today: '2026-11-26' });
  expect(new Set(waived.logs.values())).toEqual(new Set(['waived']));
  expect(new Set(inspectedYear(session, of('on-time'), read, { now, today: '2026-11-26' }).logs.values())).toEqual(
    new Set(['owed']),
  );
});
