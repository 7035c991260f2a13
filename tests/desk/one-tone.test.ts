/** One fact, one word, one tone: what becomes of a document is the same at the desk, in the list of what is due, on the site and in a reminder. */
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { siteContent } from '../../src/pipeline/publish/model.ts';
import { due } from '../../src/pipeline/status/due.ts';
import { open } from '../pipeline/_workspace.ts';
import { demoMonth } from '../support/demo-month.ts';
import { documentOutlets } from '../support/document-outlets.ts';

const folder = await demoMonth();
const session = await open(join(folder, 'w'));
afterAll(() => session.close());

it.for([
  '2025-12-03T10:30:00+08:00',
  '2025-12-31T20:00:00+08:00',
  '2026-01-02T11:00:00+08:00',
  '2026-01-09T09:00:00+08:00',
])('at %s', { timeout: 300_000 }, async (now) => {
  const { model } = await siteContent(session, now);
  const { lines, states, wrong } = await documentOutlets(session, now, model);
  expect(wrong).toEqual([]);
  expect(lines).toBeGreaterThan(20);
  expect(states.size).toBeGreaterThan(2);
  const site = new Map(model.occurrences.map((one) => [`${one.obligation} ${one.period}`, one]));
  for (const { obligation, period, state, stateText } of (await due(session, now, now)).items) {
    const own = site.get(`${obligation} ${period}`);
    if (own !== undefined) expect([obligation, period, state]).toEqual([obligation, period, own.state]);
    if (own !== undefined && stateText !== own.stateText) expect(['退回待修订', '待补正']).toContain(stateText);
  }
});
