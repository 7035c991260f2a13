/** One look at the disk: the slot of the day, what is due, and what a late start catches up. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { currentRevision, readArchive } from '../../../src/archive/store.ts';
import { dateOf, toText } from '../../../src/contract/time.ts';
import { collect } from '../../../src/pipeline/collect/collect.ts';
import { initialise } from '../../../src/pipeline/init.ts';
import { planAt } from '../../../src/pipeline/plan/plan.ts';
import { tick } from '../../../src/pipeline/run/tick.ts';
import { planSource, type Session } from '../../../src/pipeline/session.ts';
import { archivedText } from '../../support/archived.ts';
import { git, inspect, makeWorkspace, newFolder, open } from '../_workspace.ts';

const machine = () => toText(Temporal.Now.instant());
const at = (day: string, time: string) => `${day}T${time}+08:00`;

describe('a tick that starts late', () => {
  let root: string;
  let session: Session;
  beforeEach(async () => {
    root = await makeWorkspace();
    session = await open(root);
  });

  it('issues once, late and with the reason, what was observed; what was not stays missing', async () => {
    await inspect(session, at('2026-11-23', '09:00:00'), at('2026-11-26', '09:00:00'));
    const now = at('2026-11-27', '08:00:20');
    const first = await tick(session, { now });
    expect(first.collected).toBeNull();
    expect(first.issued.failed).toEqual([]);
    const { documents } = await readArchive(root);
    const logs = documents.map((d) => d.manifest).filter((m) => m.obligation === 'inspection-log');
    expect(logs.map((m) => [m.period, m.late, m.reason])).toEqual([
      ['2026-11-23', true, '系统未运行，自动补报'],
      ['2026-11-26', true, '系统未运行，自动补报'],
    ]);
    const plan = await planAt(planSource(session), now);
    const days = plan.items.filter((i) => i.obligation.id === 'inspection-log' && i.occurrence.period < '2026-11-27');
    expect(days.map((i) => i.state).sort()).toEqual(['late', 'late', 'missing', 'missing']);

    const head = git(root, 'rev-parse', 'HEAD');
    const again = await tick(session, { now: at('2026-11-27', '08:01:20') });
    expect(again.issued).toMatchObject({ issued: [], failed: [] });
    expect(git(root, 'rev-parse', 'HEAD')).toBe(head);
  });

  it('acts as of the whole minute, so that 17:00 is on time though the work begins seconds later', async () => {
    await inspect(session, at('2026-11-24', '09:00:00'));
    await tick(session, { now: at('2026-11-24', '17:00:42') });
    const own = (await readArchive(root)).documents.find((d) => d.manifest.obligation === 'inspection-log');
    expect(own?.manifest).toMatchObject({ late: false, times: { issued: at('2026-11-24', '17:00:00') } });
  });

  it('was there when it fell due: what took the schedule past the minute is said, not that nothing ran', async () => {
    await inspect(session, at('2026-11-23', '09:00:00'), at('2026-11-24', '09:00:00'));
    await tick(session, { now: at('2026-11-24', '17:03:07'), runningSince: at('2026-11-24', '16:58:30') });
    const logs = (await readArchive(root)).documents
      .map((d) => d.manifest)
      .filter((m) => m.obligation === 'inspection-log');
    expect(logs.map((m) => [m.period, m.late, m.reason])).toEqual([
      ['2026-11-23', true, '系统未运行，自动补报'],
      ['2026-11-24', true, '到期时系统正在采集或签发，随即补报'],
    ]);
  });

  it('goes on when the archive is broken, and says so', async () => {
    await inspect(session, at('2026-11-24', '09:00:00'));
    await tick(session, { now: at('2026-11-24', '17:00:00') });
    const folder = (await readArchive(root)).documents[0]?.folder ?? '';
    await writeFile(join(root, folder, 'manifest.json'), '{');
    // A day that is over: on the machine’s own day a tick would collect.
    const result = await tick(session, { now: at('2026-11-24', '17:01:00') });
    expect(result.issued.failed.map((f) => f.reason).join()).toContain('归档清单不可读');
  });

  it('commits what a person edited by hand before it issues', async () => {
    await writeFile(join(root, 'plans', 'extra.md'), '# 补充说明\n');
    await tick(session, { now: at('2026-11-24', '17:00:00') });
    expect(git(root, 'status', '--porcelain')).toBe('');
    expect(git(root, 'log', '-1', '--format=%s')).toContain('手工修改');
  });
});

describe('the slot of the day', () => {
  it('stays empty under a contract that has nothing inspected', async () => {
    const root = join(await newFolder(), 'w');
    await initialise(root, { now: machine(), from: dateOf(machine()), like: 'campus' });
    const done = await tick(await open(root), { now: machine(), anyHour: true });
    expect(done).toMatchObject({ collected: null, inspects: false });
  });

  const today = dateOf(machine());
  const daysAgo = (days: number) => Temporal.PlainDate.from(today).subtract({ days }).toString();

  async function workspace(from = today): Promise<Session> {
    const root = await makeWorkspace();
    const edit = async (file: string, pairs: [string, string][]) => {
      const text = await readFile(join(root, file), 'utf8');
      for (const [found] of pairs) expect(text).toContain(found);
      // On some days of the calendar the text is what it already was.
      await writeFile(join(root, file), `${pairs.reduce((t, [a, b]) => t.replace(a, b), text)}\n`);
    };
    const to = Temporal.PlainDate.from(from).add({ years: 1 }).subtract({ days: 1 }).toString();
    await edit('contract/contract.yaml', [
      ['2026-11-23', from],
      ['2027-11-22', to],
    ]);
    // Sources that answer at once, with a refusal: the slot is the subject, not this machine.
    const source = (name: string) =>
      `  - { name: ${name}, type: http, target: app-server-1, url: "http://127.0.0.1:9/" }\n`;
    await edit('opsledger.yaml', [
      ['  - name: local\n    type: local\n    target: ops-host\n', `${source('web')}${source('app')}`],
    ]);
    git(root, 'commit', '-qam', 'settings');
    return open(root);
  }

  it('is filled once, when it has opened', async () => {
    const session = await workspace();
    const first = await tick(session, { now: at(today, '09:30:00') });
    expect(first.collected?.record).toMatch(/^records\/inspection\//);
    expect(first.collected?.failed.map((f) => f.source)).toEqual(['web', 'app']);
    expect(await tick(session, { now: at(today, '23:59:59') })).toMatchObject({ collected: null, early: false });
  });

  it('opens at 09:00, or at any hour for a person who asks', async () => {
    const session = await workspace();
    expect(await tick(session, { now: at(today, '08:59:59') })).toMatchObject({ collected: null, early: true });
    expect((await tick(session, { now: at(today, '08:59:59'), anyHour: true })).collected).not.toBeNull();
    const other = await workspace();
    expect((await tick(other, { now: at(today, '09:00:00') })).collected).not.toBeNull();
  });

  it('is not filled by one of the sources that someone read, only by all of them', async () => {
    const session = await workspace();
    await collect(session, { trigger: 'command', sources: ['web'] });
    expect((await tick(session, { now: at(today, '09:30:00') })).collected).not.toBeNull();
    const other = await workspace();
    await collect(other, { trigger: 'command' });
    expect((await tick(other, { now: at(today, '09:30:00') })).collected).toBeNull();
  });

  it('a contract that is edited while it is collected is the one that documents are composed from', async () => {
    const session = await workspace(daysAgo(20));
    // The log of a day off is not due before the next working day.
    const last = Array.from({ length: 20 }, (_, n) => daysAgo(n + 1)).find((day) => session.workdays.isWorkingDay(day));
    const worked = last ?? '';
    await inspect(session, at(worked, '09:00:00'));
    const { root } = session.workspace;
    const file = join(root, 'contract/contract.yaml');
    let edited = '';
    const done = await tick(session, {
      now: at(today, '09:30:00'),
      // Called when the source has answered: the record is not saved yet.
      progress(_done, _total, what) {
        if (what !== 'web' || edited !== '') return;
        const text = readFileSync(file, 'utf8');
        edited = text.replace(/^project: .*$/m, 'project: 改过的项目名称');
        expect(edited).not.toBe(text);
        writeFileSync(file, edited);
      },
    });
    expect(done.issued.failed).toEqual([]);
    // What else is due depends on the hour: the tick composes as of the moment when the collection ended.
    const own = currentRevision((await readArchive(root)).documents, 'inspection-log', worked);
    const text = archivedText(join(root, own?.folder ?? ''));
    expect(text).toContain('改过的项目名称');
    const input = own?.manifest.inputs.find((one) => one.path === 'contract/contract.yaml');
    expect(input?.sha256).toBe(createHash('sha256').update(edited).digest('hex'));
    expect(git(root, 'show', `${own?.manifest.dataCommit}:contract/contract.yaml`)).toContain('改过的项目名称');
  });

  it('of another day is never filled: measurements are of now', async () => {
    const session = await workspace(Temporal.PlainDate.from(today).subtract({ days: 5 }).toString());
    const yesterday = Temporal.PlainDate.from(today).subtract({ days: 1 }).toString();
    expect((await tick(session, { now: at(yesterday, '12:00:00'), anyHour: true })).collected).toBeNull();
  });

  it('is not filled outside the service period', async () => {
    const tomorrow = Temporal.PlainDate.from(today).add({ days: 1 }).toString();
    const before = await workspace(tomorrow);
    expect((await tick(before, { now: machine(), anyHour: true })).collected).toBeNull();
  });
});
