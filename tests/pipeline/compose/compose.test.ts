/** The same inputs give the same document and fingerprint, whoever reads them, wherever and in whatever order. */
import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Deliverable } from '../../../reports/_deliverable.ts';
import { composeDocument } from '../../../src/pipeline/compose/compose.ts';
import { wholeDeliverable } from '../../../src/pipeline/deliverable-facts.ts';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { planAt } from '../../../src/pipeline/plan/plan.ts';
import { composeSource, planSource } from '../../../src/pipeline/session.ts';
import { DAY, git, inspect, makeWorkspace, note, noteDraft, open, signoff } from '../_workspace.ts';

const run = promisify(execFile);
const at = (time: string, day = DAY) => `${day}T${time}+08:00`;
const NOW = at('18:00:00');

const root = await makeWorkspace();
const session = await open(root);
await inspect(session, at('09:00:00', '2026-11-23'), at('09:00:00'));
await note(session, noteDraft(at('10:00:00'), '甲'));
await note(session, noteDraft(at('11:00:00'), '乙'));
await signoff(session, { at: at('09:27:00') });

async function composed(of = session, readAt = NOW, change: Partial<Deliverable> = {}, id = 'daily-maintenance') {
  const plan = await planAt(planSource(of), readAt);
  const item = plan.items.find((i) => i.obligation.id === id && i.occurrence.period === DAY);
  if (item === undefined) throw new Error(`no ${id}`);
  return composeDocument(composeSource(of), {
    deliverable: { ...(await wholeDeliverable(of.deliverables, id)), ...change },
    obligation: item.obligation,
    occurrence: item.occurrence,
    revision: 1,
    issuedAt: readAt,
    readAt,
    late: null,
    revises: null,
    firstIssuedAt: null,
  });
}

describe('the fingerprint', () => {
  it('is of the inputs alone: not of the time, the commit or the order of the needs', async () => {
    const first = await composed();
    git(root, 'commit', '-q', '--allow-empty', '-m', 'another commit');
    const { needs } = await wholeDeliverable(session.deliverables, 'daily-maintenance');
    expect((await composed(session, at('23:00:00'))).fingerprint).toBe(first.fingerprint);
    expect((await composed(session, NOW, { needs: needs.toReversed() })).fingerprint).toBe(first.fingerprint);
    expect((await composed(await open(root))).fingerprint).toBe(first.fingerprint);
  });

  it('changes with a byte of any input', async () => {
    const first = await composed();
    const paths = first.inputs.map((i) => i.path);
    expect(paths).toEqual([...new Set(paths)].sort());
    for (const path of ['contract/contract.yaml', paths.find((p) => p.startsWith('records/note/')) ?? '']) {
      const good = await readFile(join(root, path), 'utf8');
      await writeFile(join(root, path), `${good}\n`);
      expect((await composed()).fingerprint, path).not.toBe(first.fingerprint);
      await writeFile(join(root, path), good);
    }
    expect((await composed()).fingerprint).toBe(first.fingerprint);
  });

  it('leaves out what the deliverable did not ask for', async () => {
    const inputs = (await composed()).inputs.map((i) => i.path).filter((p) => p.startsWith('records/'));
    expect(inputs.map((p) => p.split('/')[1])).toEqual(['inspection', 'inspection', 'note', 'note', 'signoff']);
    const without = await composed(session, NOW, { needs: [{ kind: 'inspection', window: 'period' }] });
    expect(without.inputs.map((i) => i.path).filter((p) => p.startsWith('records/'))).toHaveLength(1);
  });
});

describe('records', () => {
  it('come sorted by id, each once, however many windows hold them', async () => {
    let seen: string[] = [];
    await composed(session, NOW, {
      needs: [
        { kind: 'inspection', window: 'period' },
        { kind: 'inspection', window: { days: 30 } },
        { kind: 'inspection', window: 'service-to-date' },
        { kind: 'note', window: 'period', only: (record) => record.id.endsWith('002') },
      ],
      compose: (input) => {
        seen = Object.values(input.records).flatMap((records) => records.map((r: { id: string }) => r.id));
        return { sections: [] };
      },
    });
    expect(seen).toEqual(['XJ-20261123-001', 'XJ-20261124-001', 'JS-20261124-002']);
  });

  it('entered after the moment are no input', async () => {
    const paths = (await composed(session, at('10:30:00'))).inputs
      .map((i) => i.path)
      .filter((p) => p.includes('/note/'));
    expect(paths).toHaveLength(1);
  });

  it('that cannot be read are shown on the draft, and stop the issue', async () => {
    const place = join(root, 'records', 'note', '2026', '11');
    const file = join(place, (await readdir(place))[0] ?? '');
    const good = await readFile(file);
    await writeFile(file, 'a: [');
    const { document, problems } = await composed();
    expect(problems).toHaveLength(1);
    expect(document.marks.map((m) => m.text).join('\n')).toMatch(/^证据不可读：records\/note\//m);
    const request = { obligation: 'daily-maintenance', period: DAY, now: NOW };
    await expect(issue(session, request)).rejects.toThrow('证据不可读');
    await writeFile(file, good);
  });
});

it('what a document says of its own time 数据截至 is the newest evidence, never the clock or a signature', async () => {
  const { dataAsOf, document } = await composed(session, at('23:00:00'), {}, 'inspection-log');
  expect(dataAsOf).toBe(at('09:00:30'));
  expect(document.frame.dataAsOf).toBe(`${DAY} 09:00`);
});

it('time zones and languages of the machine change no byte', async () => {
  const args = [fileURLToPath(new URL('../_child.ts', import.meta.url)), 'compose', root, NOW];
  // On the other side of the date line from where the tests are run, and with letters that change otherwise.
  const place = { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' };
  const { stdout } = await run(process.execPath, args, { env: { ...process.env, ...place } });
  const there = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string });
  expect(there.map(({ id }) => id).sort()).toEqual(['daily-maintenance', 'inspection-log']);
  for (const { id, ...other } of there) {
    const { fingerprint, document } = await composed(session, NOW, {}, id);
    expect(other, id).toEqual({ fingerprint, document: JSON.stringify(document) });
  }
});
