/** The first days of the simulated year, through the real pipeline with the browser; stopped, gone on with, and verified. */
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Manifest } from '../../src/archive/manifest.ts';
import { type ArchivedDocument, readArchive } from '../../src/archive/store.ts';
import { toDate } from '../../src/contract/time.ts';
import { demo } from '../../src/demo/demo.ts';
import { openSession } from '../../src/pipeline/session.ts';
import { verify } from '../../src/pipeline/verify/verify.ts';
import { tempFolder } from '../support/at-end.ts';
import { madeMonth } from '../support/demo-month.ts';
import { fakeRenderer } from '../support/fake-renderer.ts';
import { copyFolder } from '../support/made.ts';
import { newWorkspace } from '../support/new-workspace.ts';

/** Until here the browser draws: one document. */
const DRAWN = '2025-11-25T12:00:00+08:00';
const UNTIL = '2025-11-29T20:00:00+08:00';

const dayBefore = (day: string): string => toDate(day).subtract({ days: 1 }).toString();

const steps: number[] = [];
const manifests = async (root: string) => (await readArchive(root)).documents.map(({ manifest }) => manifest);

const folder = await tempFolder('demo');
const dir = join(folder, 'w');
const progress = (done: number) => steps.push(done);
const first = await demo({ dir, until: DRAWN, site: false, progress });
killed();
const rest = await demo({ dir, until: UNTIL, site: false, renderer: fakeRenderer, progress });
const session = await openSession(dir);

/** Goes on with it in a process that is killed with a document on its way, which no later run may forget. */
function killed(): void {
  const child = join(import.meta.dirname, '_demo-child.ts');
  const args = [child, dir, UNTIL, 'HQSF-RB-20251126-r1', '2025-11-28'];
  expect(spawnSync(process.execPath, args).signal).toBe('SIGKILL');
}

afterAll(() => session.close());

describe('the first days of the demo', () => {
  it('go on where they stopped, and count the days', () => {
    expect([first.made, rest.made, first.failed, rest.failed]).toEqual([true, false, [], []]);
    expect(first.issued).toBe(1);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(steps.at(-1)).toBe(5);
  });

  it('that were killed on the way: the same documents at the same times, none of them late for it', async () => {
    const told = (list: Manifest[]) => list.map(({ number, late, times }) => `${number} ${late} ${times.issued}`);
    const whole = (await manifests(join(await madeMonth(), 'w'))).filter(({ times }) => times.issued <= UNTIL);
    expect(whole.length).toBeGreaterThan(first.issued + rest.issued);
    expect(told(await manifests(dir))).toEqual(told(whole));
  });

  it('mark every record and document 演示数据, in all three formats', async () => {
    const { documents } = await readArchive(session.workspace.root);
    for (const { folder: place, manifest } of documents) {
      expect(manifest.simulated).toBe(true);
      expect(manifest.marks).toContain('演示数据');
      if (manifest.times.issued <= DRAWN)
        expect(await readFile(join(dir, place, `${manifest.number}.html`), 'utf8')).toContain('演示数据');
      const ends = manifest.outputs.map(({ path }) => path.replace(manifest.number, ''));
      expect(ends).toEqual(['.html', '.pdf', '.xlsx', 'document.json.gz', 'statement.json.gz']);
    }
    const kinds = await session.workspace.records.kinds();
    expect(kinds.length).toBeGreaterThan(10);
    for (const kind of kinds) {
      const { records, problems } = await session.workspace.records.list(kind);
      expect(problems).toEqual([]);
      expect(records.length, kind).toBeGreaterThan(0);
      expect(records.filter((one) => one.simulated !== true)).toEqual([]);
    }
  });

  it('pass verification', async () => {
    const result = await verify(session);
    expect(result.problems).toEqual([]);
    expect(result.ok).toBe(true);
  });
});

describe('a month of the demo', () => {
  let documents: ArchivedDocument[];
  beforeAll(async () => {
    ({ documents } = await readArchive(join(await madeMonth(), 'w')));
  });

  it('has at most one commit for records and one for documents at a moment', async () => {
    const commits = new Set(documents.map(({ manifest }) => `${manifest.dataCommit}`));
    const times = new Set(documents.map(({ manifest }) => manifest.times.issued));
    expect(commits.size).toBeLessThanOrEqual(times.size);
  });

  it('composes no report before the one of the day before is archived: it counts from where that one ended', async () => {
    const daily = documents.filter(({ manifest }) => manifest.obligation === 'daily-maintenance');
    // Of one that was issued in the same round it makes no difference: both count up to one moment.
    const rested = daily.flatMap(({ manifest: { from, times, inputs } }) => {
      const before = daily.find(({ manifest: one }) => one.from === dayBefore(from));
      if (before === undefined || before.manifest.times.issued >= times.issued) return [];
      return [inputs.some(({ path }) => path.startsWith(before.folder))];
    });
    expect(rested.length).toBeGreaterThan(15);
    expect(rested).toEqual(rested.map(() => true));
  });
});

it('another folder is refused when it holds real records', async () => {
  const other = join(folder, 'real');
  await copyFolder(await newWorkspace('2026-11-24', '08:00'), other);
  const opened = await openSession(other, { renderer: fakeRenderer });
  const at = '2026-11-24T09:00:00+08:00';
  const note = { source: 'manual' as const, at, enteredAt: at, date: '2026-11-24', topic: 'other', text: '真实记录' };
  await opened.workspace.change('登记', (change) => change.addRecord('note', note), { at });
  const before = await opened.workspace.git.head();
  await opened.close();
  await expect(demo({ dir: other, site: false, renderer: fakeRenderer })).rejects.toThrow('此工作区不是演示工作区');
  const after = await openSession(other);
  expect(await after.workspace.git.head()).toBe(before);
  await after.close();
});
