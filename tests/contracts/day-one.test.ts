/** The first day of service, whatever the contract: what is not due yet is no problem, however much of it there is not. */
import { expect, it } from 'vitest';
import { planAt } from '../../src/pipeline/plan/plan.ts';
import { planSource } from '../../src/pipeline/session.ts';
import { status } from '../../src/pipeline/status/status.ts';
import { makeWorkspace, open } from './_contract.ts';

const contracts = [
  { like: 'bureau' },
  { like: 'campus' },
  { like: 'cloud' },
  { like: 'blank', fixture: 'factory' },
  { like: 'blank', fixture: 'library' },
];

it.each(contracts)('no problem is told before anything is due: %o', async (making) => {
  const session = await open(await makeWorkspace({ ...making, from: '2026-11-02' }));
  const { from } = session.workspace.contract.contract.servicePeriod;
  const eve = Temporal.PlainDate.from(from).subtract({ days: 1 });
  for (const now of [
    `${eve}T18:00:00+08:00`,
    ...['00:00', '08:00', '16:59', '23:59'].map((at) => `${from}T${at}:00+08:00`),
  ]) {
    const { items } = await planAt(planSource(session), now);
    const isDue = items.some(({ occurrence: { dueAt } }) => dueAt !== null && Date.parse(dueAt) <= Date.parse(now));
    const { verdict } = await status(session, now);
    expect([now, verdict.tone === 'abnormal'], verdict.text).toEqual([now, isDue]);
  }
  await session.close();
});
