/**
 * Fifty people save all the time: who only looks is not made to wait for the plan of what another just saved, and nobody is ever
 * shown a page older than what they saved themselves, at the desk or beside it.
 */
import { expect, it } from 'vitest';
import { openDeskSession } from '../../src/desk/desk-session.ts';
import { keptPlan, settledPlan, shownPlan } from '../../src/desk/kept-plan.ts';
import type { Plan } from '../../src/pipeline/plan/plan.ts';
import type { Session } from '../../src/pipeline/session.ts';
import note from '../../src/subjects/work/kinds/note.ts';
import { DAY, makeWorkspace, open } from '../pipeline/_workspace.ts';

const NOW = `${DAY}T09:30:00+08:00`;

async function save({ workspace }: Session, now = NOW): Promise<void> {
  const { id: _i, schema: _s, kind: _k, ...draft } = note.example;
  const given = { ...draft, at: now, enteredAt: now };
  await workspace.change('登记', (change) => change.addRecord('note', given as never), { at: now });
}

it('is the one before while that of a save at the desk is being made, and then the new one', async () => {
  const desk = openDeskSession(await makeWorkspace());
  await desk.use(async (session) => {
    const first = await shownPlan(session, NOW);
    await save(session);
    const settling = settledPlan(session, NOW);
    expect(await shownPlan(session, NOW)).toBe(first);
    // What is decided waits.
    const decided = await keptPlan(session, NOW);
    expect(decided).not.toBe(first);
    await settling;
    expect(await shownPlan(session, NOW)).toBe(decided);
  });
  await desk.close();
});

it('is begun by whoever looks between the save and its answer, who need not wait for it', async () => {
  const desk = openDeskSession(await makeWorkspace());
  await desk.use(async (session) => {
    const first = await shownPlan(session, NOW);
    await save(session);
    expect(await shownPlan(session, NOW)).toBe(first);
    await settledPlan(session, NOW);
    const next = await shownPlan(session, NOW);
    expect(next).not.toBe(first);
    expect(await keptPlan(session, NOW)).toBe(next);
  });
  await desk.close();
});

it('is never older than what whoever looks has saved, in whatever order the plans are done', async () => {
  const desk = openDeskSession(await makeWorkspace());
  await desk.use(async (session) => {
    await shownPlan(session, NOW);
    const made: Plan[] = [];
    const person = async (): Promise<void> => {
      const before = made.length;
      await save(session);
      await settledPlan(session, NOW);
      const shown = await shownPlan(session, NOW);
      expect(made.slice(0, before)).not.toContain(shown);
      if (!made.includes(shown)) made.push(shown);
    };
    for (let n = 0; n < 3; n += 1) await Promise.all([person(), person(), person()]);
    // Nobody saves any more: all see the newest.
    expect(await shownPlan(session, NOW)).toBe(await keptPlan(session, NOW));
  });
  await desk.close();
});

it('tells of what was saved while the first of all was being made', async () => {
  const desk = openDeskSession(await makeWorkspace());
  await desk.use(async (session) => {
    const first = shownPlan(session, NOW);
    await save(session);
    await settledPlan(session, NOW);
    const shown = await shownPlan(session, NOW);
    expect(await keptPlan(session, NOW)).toBe(shown);
    await first;
  });
  await desk.close();
});

it('is waited for by everybody when somebody saved beside the desk, before or after a save at it', async () => {
  const root = await makeWorkspace();
  const desk = openDeskSession(root);
  const terminal = await open(root);
  await desk.use(async (session) => {
    const first = await shownPlan(session, NOW);
    await save(terminal);
    const [one, other] = await Promise.all([shownPlan(session, NOW), shownPlan(session, NOW)]);
    expect(one).not.toBe(first);
    expect(other).toBe(one);
    await save(terminal);
    await save(session);
    expect(await shownPlan(session, NOW)).not.toBe(one);
  });
  await desk.close();
});

it('is not the one before when a time has come since', async () => {
  const desk = openDeskSession(await makeWorkspace());
  await desk.use(async (session) => {
    const first = await shownPlan(session, NOW);
    await save(session);
    expect(await shownPlan(session, `${DAY}T23:59:00+08:00`)).not.toBe(first);
  });
  await desk.close();
});

it('is made for nobody who saves before any page has asked for one', async () => {
  const desk = openDeskSession(await makeWorkspace());
  await desk.use(async (session) => {
    await save(session);
    await settledPlan(session, NOW);
    const one = await shownPlan(session, NOW);
    expect(await shownPlan(session, NOW)).toBe(one);
  });
  await desk.close();
});
