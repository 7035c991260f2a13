/** The desk of other contracts: shifts over midnight, inspections of a week or of a shift, and contracts that ask for little. */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { initialise } from '../../src/pipeline/init.ts';
import type { DutyRecord } from '../../src/subjects/attendance/kinds/duty.ts';
import type { InspectionRecord } from '../../src/subjects/inspections/kinds/inspection.ts';
import { DAY, makeWorkspace, newFolder, open, SERVICE_FROM } from '../pipeline/_workspace.ts';
import { openTestDesk, type TestDesk } from './_desk.ts';

let desk: TestDesk;
afterEach(() => desk.close());

async function workspaceOf(like: string, fixture?: string): Promise<string> {
  const root = join(await newFolder(), 'w');
  await initialise(root, { now: `${SERVICE_FROM}T00:00:00+08:00`, from: SERVICE_FROM, like });
  const folder = join(import.meta.dirname, '../fixtures/contracts', fixture ?? '');
  if (fixture !== undefined) await cp(folder, root, { recursive: true });
  return root;
}

it('lets a night shift sign in before midnight and out after it', async () => {
  const root = await workspaceOf('blank', 'factory');
  desk = await openTestDesk(root, `${DAY}T19:50:00+08:00`);
  let person = await desk.person('engineer');
  const evening = await (await person.get('/desk/')).text();
  expect(evening).toContain('驻厂保障 夜班 20:00–次日 08:00');
  const slot = [...evening.matchAll(/name="slot" value="([^"]+)"/g)].map(([, key = '']) => key).at(-1) as string;
  await person.post('/desk/today/sign-in', { slot });
  desk.setClock('2026-11-25T08:05:00+08:00');
  person = await desk.person('engineer');
  const morning = await (await person.get('/desk/')).text();
  const record = /name="record" value="([^"]+)"/.exec(morning)?.[1] as string;
  expect(morning).toContain('在岗与值班');
  expect((await person.post('/desk/today/sign-out', { record })).status).toBe(303);
  const { records } = await (await open(root)).workspace.records.list<DutyRecord>('duty');
  expect(records).toMatchObject([
    {
      ...{ date: DAY, state: 'present', signedInAt: `${DAY}T19:50:00+08:00`, plannedTo: '2026-11-25T08:00:00+08:00' },
      signedOutAt: '2026-11-25T08:05:00+08:00',
    },
  ]);
});

it('keeps the checks of a shift over midnight together, and writes them down by day', async () => {
  const root = await makeWorkspace();
  const path = join(root, 'contract', 'obligations.yaml');
  const text = await readFile(path, 'utf8');
  const shifts = text.replace(
    /(unit: inspection-log|- id: inspection-log)([\s\S]*?)\n {4}every: [^\n]+\n/,
    '$1$2\n    timesADay: ["08:00", "20:00"]\n',
  );
  expect(shifts).not.toBe(text);
  await writeFile(path, shifts);
  desk = await openTestDesk(root, `${DAY}T23:30:00+08:00`);
  let person = await desk.person('engineer');
  const page = await (await person.get('/desk/checks')).text();
  expect(page).toContain('第 2 班');
  const field = (name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';
  const rows = [...page.matchAll(/name="(result:[^"]+)" value=""/g)].map(([, name = '']) => name);
  const [first = '', second = ''] = rows;
  const given = { period: field('period'), group: field('group'), do: 'keep' };
  await person.post('/desk/checks/fill', { ...given, seen: field('seen'), [first]: 'normal' });
  desk.setClock('2026-11-25T00:10:00+08:00');
  person = await desk.person('engineer');
  expect(await (await person.get('/desk/checks')).text()).toContain('已填 1 项');
  await person.post('/desk/checks/fill', {
    ...given,
    seen: `${DAY}T23:40:00+08:00`,
    [first]: 'normal',
    [second]: 'abnormal',
  });
  const saved = await person.post('/desk/checks/save', { period: given.period });
  expect(saved.status, await saved.text()).toBe(303);
  const { records } = await (await open(root)).workspace.records.list<InspectionRecord>('inspection');
  // What was written down before midnight is no copy of a sheet of paper after it.
  expect(records.map(({ date, manual }) => [date, manual.map(({ enteredAt }) => enteredAt)])).toEqual([
    [DAY, [`${DAY}T23:30:00+08:00`]],
    ['2026-11-25', ['2026-11-25T00:10:00+08:00']],
  ]);
});

it('shows a hundred like assets in parts, none of which is heavy', async () => {
  const root = await makeWorkspace();
  const path = join(root, 'contract', 'assets.yaml');
  const many =
    '  - { id: subsystem-x1..40, name: "子系统 {n}", kind: subsystem, place: 分院, clause: "5.3.5", contract: true }';
  await writeFile(path, `${(await readFile(path, 'utf8')).trimEnd()}\n${many}\n`);
  desk = await openTestDesk(root, `${DAY}T10:00:00+08:00`);
  const person = await desk.person('engineer');
  let html = await (await person.get('/desk/checks')).text();
  const groups = [...html.matchAll(/class="desk-group" id="(g[0-9a-f]{8})"/g)].map(([, id = '']) => id);
  expect(html).toContain('共 111 项');
  expect(html).toContain('子系统（第 1–27 项）');
  expect(new Set(groups).size).toBe(7);
  const seen: string[] = [];
  for (const group of groups) {
    html = await (await person.get(`/desk/checks?group=${group}`)).text();
    expect(html.length).toBeLessThan(60_000);
    seen.push(...[...html.matchAll(/name="(result:[^"]+)" value=""/g)].map(([, name = '']) => name));
  }
  expect([seen.length, new Set(seen).size]).toEqual([111, 111]);
});

it.for(['blank', 'campus', 'cloud'])(
  'opens for the starter %s, and tells nothing that it does not ask for',
  async (like) => {
    const root = await workspaceOf(like);
    desk = await openTestDesk(root, `${DAY}T10:00:00+08:00`);
    const person = await desk.person('manager');
    const html = await (await person.get('/desk/')).text();
    const { contract, checks } = (await open(root)).workspace.contract;
    expect(html.includes('在岗与值班')).toBe((contract.requirements?.posts ?? []).length > 0);
    if (!checks.some(({ manual }) => manual)) expect(html).not.toContain('人工检查');
    for (const path of ['/desk/checks', '/desk/checks/sheet']) expect((await person.get(path)).status).toBe(200);
  },
);
