/** One fact, one word, one tone: what becomes of a document is the same at the desk, in the list of what is due, on the site and in a reminder. */
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { documentLines } from '../../src/desk/documents/lines.ts';
import { keptPlan } from '../../src/desk/kept-plan.ts';
import { lineStates } from '../../src/notify/line.ts';
import { siteContent } from '../../src/pipeline/publish/model.ts';
import { remindFacts } from '../../src/pipeline/remind/reminder-facts.ts';
import { due } from '../../src/pipeline/status/due.ts';
import { occurrences, stateWords } from '../../src/states/occurrence.ts';
import { open } from '../pipeline/_workspace.ts';
import { demoMonth } from '../support/demo-month.ts';

const folder = await demoMonth();
const session = await open(join(folder, 'w'));
afterAll(() => session.close());

const OPEN = ['overdue', 'missing', 'upcoming', 'due'];

it.for([
  '2025-12-03T10:30:00+08:00',
  '2025-12-31T20:00:00+08:00',
  '2026-01-02T11:00:00+08:00',
  '2026-01-09T09:00:00+08:00',
])('at %s', { timeout: 300_000 }, async (now) => {
  const lines = await documentLines(session, now, keptPlan);
  const model = (await siteContent(session, now)).model;
  const site = new Map(model.occurrences.map((one) => [`${one.obligation} ${one.period}`, one]));
  const told = new Map((await due(session, now, now)).items.map((one) => [`${one.obligation} ${one.period}`, one]));
  const mails = new Map((await remindFacts(session, now)).documents.map((one) => [one.key, one]));
  expect(lines.length).toBeGreaterThan(20);
  const seen = new Set<string>();
  for (const { obligation, period, state, stateText, tone, mark, returned, annulled, voided } of lines) {
    const key = `${obligation} ${period}`;
    seen.add(state);
    const shown = site.get(key);
    if (shown !== undefined) expect([key, shown.state]).toEqual([key, state]);
    const item = told.get(key);
    if (item !== undefined) expect([key, item.state, item.stateText]).toEqual([key, state, stateText]);
    const plain = returned === null && annulled === null && voided === null && stateText === stateWords[state];
    if (plain) expect([key, tone, mark]).toEqual([key, occurrences[state].tone, occurrences[state].mark]);
    // What is told beside makes it no better.
    else expect([key, tone === 'normal' || tone === 'muted']).toEqual([key, false]);
    const mail = mails.get(key);
    if (mail !== undefined && OPEN.includes(mail.state))
      expect([key, lineStates[mail.state as 'due']]).toEqual([key, stateWords[state]]);
  }
  expect(seen.size).toBeGreaterThan(2);
});
