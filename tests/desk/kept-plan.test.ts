/** The plan that pages share: the same until something is committed, a time comes or the day changes. */
import { expect, it } from 'vitest';
import { deskCalls } from '../../src/desk/desk-calls.ts';
import { openDeskSession } from '../../src/desk/desk-session.ts';
import { keptPlan } from '../../src/desk/kept-plan.ts';
import { issue } from '../../src/pipeline/issue/issue.ts';
import { planWithRequests } from '../../src/pipeline/plan/on-request.ts';
import incident from '../../src/subjects/incidents/kinds/incident.ts';
import { DAY, inspect, makeWorkspace, open } from '../pipeline/_workspace.ts';

const at = (time: string): string => `${DAY}T${time}:00+08:00`;

it('is made anew after a commit and when a document is due, and once for all pages between', async () => {
  const root = await makeWorkspace();
  const desk = openDeskSession(root);
  const planAt = (now: string) => desk.use((session) => keptPlan(session, now));
  const listed = async (now: string) =>
    (await deskCalls(desk).documents.list(now)).find(
      (one) => one.obligation === 'inspection-log' && one.period === DAY,
    );

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
  const calls = deskCalls(desk);
  const plan = await desk.use((session) => keptPlan(session, at('09:30')));
  // A page that plans by itself would not see this.
  plan.items.length = 0;
  expect(await calls.documents.list(at('09:31'))).toEqual([]);
  expect((await calls.receive.overview(new Map(), at('09:31'))).undelivered).toBe(0);
  await desk.close();
});

it('is the plan that a fresh look gives, after every record of a series, by the desk and beside it', async () => {
  const root = await makeWorkspace();
  const desk = openDeskSession(root);
  // Keeps nothing: each look of it is a fresh one.
  const terminal = await open(root);
  const calls = deskCalls(desk);
  const actor = { name: '驻点运维工程师', account: 'e', channel: 'desk' } as const;
  let minutes = 9 * 60;
  const now = (): string =>
    at(`${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`);
  const save = (kind: string, value: Record<string, unknown>) =>
    calls.records.save(
      { kind, value, files: [], ...('id' in value ? { reason: '补充' } : {}) } as never,
      actor as never,
      now(),
    );
  let running: Record<string, unknown> | undefined;
  const steps: Record<string, () => Promise<unknown>> = {
    note: () => save('note', { topic: 'operation', text: `第 ${minutes} 分钟`, at: now() }),
    async begin() {
      const { restoredAt: _r, confirmedRestoredAt: _c, closedAt: _o, recordedAt: _w, ...rest } = incident.example;
      const { respondedAt: _a, remoteStartedAt: _s, arrivedAt: _v, attachments: _f, ...value } = rest;
      const { id: _i, schema: _n, kind: _k, at: _at, enteredAt: _e, enteredBy: _b, source: _q, ...draft } = value;
      const levels = [{ level: 'P1', at: now(), reason: '初判', setBy: '运维项目负责人' }];
      const times = { occurredAt: now(), discoveredAt: now(), reportedAt: now() };
      const saved = await terminal.workspace.change(
        '登记故障',
        (change) =>
          change.addRecord('incident', {
            ...draft,
            ...times,
            levels,
            source: 'manual',
            at: now(),
            enteredAt: now(),
          } as never),
        { at: now() },
      );
      running = { ...saved.record };
    },
    async restore() {
      if (running === undefined) return;
      const before = running;
      running = undefined;
      const { workspace } = terminal;
      await workspace.change(
        '恢复',
        (change) =>
          change.replaceRecord(String(before['id']), { ...before, restoredAt: now() } as never, '恢复', '工程师'),
        { at: now() },
      );
    },
    issue: async () => {
      await inspect(terminal, now());
      minutes += 1;
      await issue(terminal, {
        obligation: 'inspection-log',
        period: DAY,
        now: now(),
      });
    },
  };
  const plain = (plan: unknown): unknown => JSON.parse(JSON.stringify(plan));
  for (const step of ['begin', 'note', 'restore', 'begin', 'issue', 'wait', 'note']) {
    await steps[step]?.();
    minutes += step === 'wait' ? 300 : 7;
    const kept = await desk.use((session) => keptPlan(session, now()));
    const fresh = await planWithRequests(terminal, now());
    expect(plain(kept)).toEqual(plain(fresh));
  }
  await desk.close();
});
