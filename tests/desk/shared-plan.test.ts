/** Fifty people who come after a commit wait for one plan: each making their own would stop the desk for seconds. */
import { expect, it } from 'vitest';
import { openDeskSession } from '../../src/desk/desk-session.ts';
import { keptPlan } from '../../src/desk/kept-plan.ts';
import { DAY, makeWorkspace } from '../pipeline/_workspace.ts';

const at = (time: string): string => `${DAY}T${time}:00+08:00`;

it('is made once for all who ask while it is being made', async () => {
  const desk = openDeskSession(await makeWorkspace());
  const plans = await desk.use((session) =>
    Promise.all(['09:30', '09:30', '09:31'].map((time) => keptPlan(session, at(time)))),
  );
  expect(new Set(plans).size).toBe(1);
  await desk.close();
});

it('is made again when another day is asked for meanwhile, and for all of that day once', async () => {
  const desk = openDeskSession(await makeWorkspace());
  const next = `${Temporal.PlainDate.from(DAY).add({ days: 1 })}T09:30:00+08:00`;
  const [today, one, other] = await desk.use((session) =>
    Promise.all([at('09:30'), next, next].map((now) => keptPlan(session, now))),
  );
  expect(one).not.toBe(today);
  expect(other).toBe(one);
  await desk.close();
});
