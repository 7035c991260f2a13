/** The plan that pages share: the same until something is committed, a time comes or the day changes. */
import { afterAll, expect, it } from 'vitest';
import { openDeskSession } from '../../src/desk/desk-session.ts';
import { keptPlan } from '../../src/desk/kept-plan.ts';
import { deskPort } from '../../src/desk/port.ts';
import { issue } from '../../src/pipeline/issue/issue.ts';
import { cleanUp, DAY, inspect, makeWorkspace, open } from '../pipeline/_workspace.ts';

afterAll(cleanUp);

const at = (time: string): string => `${DAY}T${time}:00+08:00`;

it('is made anew after a commit and when a document is due, and once for all pages between', async () => {
  const root = await makeWorkspace();
  const desk = openDeskSession(root);
  const planAt = (now: string) => desk.use((session) => keptPlan(session, now));
  const listed = async (now: string) =>
    (await deskPort(desk).documents.list(now)).find((one) => one.obligation === 'inspection-log' && one.period === DAY);

  const first = await planAt(at('09:30'));
  expect(await planAt(at('09:31'))).toBe(first);
  expect(await listed(at('09:31'))).toMatchObject({ issued: null });
  expect(await planAt(at('09:31'))).toBe(first);
  expect(await planAt(at('23:59'))).not.toBe(first);

  await inspect(await open(root), at('09:40'));
  await issue(await open(root), { obligation: 'inspection-log', period: DAY, now: at('09:50') });
  expect(await listed(at('09:51'))).toMatchObject({ issued: { revision: 1 } });
  const second = await planAt(at('09:52'));
  expect(second).not.toBe(first);
  expect(await planAt('2026-11-25T09:52:00+08:00')).not.toBe(second);
  await desk.close();
});

it('is what the pages for signing are made of', async () => {
  const root = await makeWorkspace();
  const desk = openDeskSession(root);
  const port = deskPort(desk);
  const plan = await desk.use((session) => keptPlan(session, at('09:30')));
  // A page that plans by itself would not see this.
  plan.items.length = 0;
  expect(await port.documents.list(at('09:31'))).toEqual([]);
  expect((await port.receive.overview(new Map(), at('09:31'))).undelivered).toBe(0);
  await desk.close();
});
