/** What the engineer and the purchaser are shown of the same plan: due list, status, preview, and the site's content. */

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dueLines, provisionalLines } from '../../../src/cli/due-lines.ts';
import { statusLines } from '../../../src/cli/status-lines.ts';
import { allObligations } from '../../../src/contract/bundle/bundle.ts';
import { isDaily } from '../../../src/contract/terms/cadence.ts';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { preview } from '../../../src/pipeline/issue/preview.ts';
import { siteContent } from '../../../src/pipeline/publish/model.ts';
import { addRecord } from '../../../src/pipeline/record/add.ts';
import type { Session } from '../../../src/pipeline/session.ts';
import { confirm } from '../../../src/pipeline/signoff/confirm.ts';
import { due } from '../../../src/pipeline/status/due.ts';
import { status } from '../../../src/pipeline/status/status.ts';
import type { AnyRecord } from '../../../src/records/record.ts';
import { isInspectionAlone } from '../../../src/subjects/deliveries/judge/observed.ts';
import incidentKind from '../../../src/subjects/incidents/kinds/incident.ts';
import type { Draft } from '../../../src/workspace/change/change.ts';
import { draftOf } from '../../support/draft-of.ts';
import { DAY, git, inspect, makeWorkspace, open } from '../_workspace.ts';

const at = (time: string, day = DAY) => `${day}T${time}+08:00`;
let root: string;
let session: Session;

beforeEach(async () => {
  root = await makeWorkspace();
  session = await open(root);
});

const dailyOf = async (of: Session, now: string, until = now) =>
  (await due(of, now, until)).items
    .filter((i) => i.obligation === 'inspection-log' || i.obligation === 'daily-maintenance')
    .map((i) => [i.obligation, i.period, i.stateText, i.lacks.join(), i.command]);

describe('due', () => {
  it('tells the next command of each, nearest first', async () => {
    await inspect(session, at('09:00:00', '2026-11-23'), at('09:00:00'));
    const person = { person: '工程师', now: at('17:00:00') };
    await confirm(session, { obligation: 'daily-maintenance', period: '2026-11-23', ...person, now: at('08:00:00') });
    expect(await dailyOf(session, at('17:00:00'), at('17:00:00', '2026-11-25'))).toEqual([
      [
        'inspection-log',
        '2026-11-23',
        '逾期未交',
        '确认',
        'opsledger confirm inspection-log 2026-11-23 --by 姓名 --reason 原因',
      ],
      ['inspection-log', DAY, '待交', '确认', `opsledger confirm inspection-log ${DAY} --by 姓名`],
      ['daily-maintenance', DAY, '待交', '确认', `opsledger confirm daily-maintenance ${DAY} --by 姓名`],
      ['inspection-log', '2026-11-25', '未到期', '', null],
    ]);
    const { items } = await due(session, at('10:00:00'), at('10:00:00'));
    expect(dueLines(items.filter((i) => i.obligation === 'inspection-log' && i.period === DAY))).toEqual([
      ['待交', `${DAY} 17:00`, '系统巡检日志', DAY, '缺 确认', expect.stringContaining('→ opsledger confirm')],
    ]);
  });

  it('says of a day that is over what can still be made of it, and what cannot', async () => {
    const now = at('09:00:00', '2026-11-25');
    const line = async (id: string) => {
      const { items } = await due(session, now, at('17:30:00', '2026-11-25'));
      return dueLines(items.filter((one) => one.obligation === id && one.period === DAY))[0]?.at(-1);
    };
    expect(await line('inspection-log')).toBe('（当日没有巡检，不能补采；有纸质巡检表的可纸质补录）');
    expect(await line('daily-maintenance')).toBe('（没有任何记录，登记工作记事后可编制）');
    const text = { topic: 'other', text: '说明', at: at('15:00:00') };
    await addRecord(session, text, '说明.yaml', { kind: 'note', now });
    expect(await line('inspection-log')).toBe('（当日没有巡检，不能补采；有纸质巡检表的可纸质补录）');
    expect(await line('daily-maintenance')).toContain(`→ opsledger confirm daily-maintenance ${DAY}`);
  });

  it('lists the documents of an open incident last, with what their due time waits for', async () => {
    const open = draftOf(incidentKind.example, 'permit', 'confirmedRestoredAt', 'closedAt', 'recordedAt');
    const { id } = await session.workspace.change('故障', (change) => change.addRecord('incident', open), {
      at: open.enteredAt,
    });
    const { items } = await due(session, at('17:00:00'), at('17:00:00'));
    const last = items.slice(-2);
    expect(last).toMatchObject([
      { obligation: 'incident-analysis', period: id, state: 'upcoming', dueAt: null, dueAfter: '处理完成（关闭）时间' },
      { obligation: 'rectification-plan', period: id, state: 'upcoming', dueAt: null },
    ]);
    const [state, time, , , lacks, command] = dueLines(last)[0] ?? [];
    expect([state, time]).toEqual(['未到期', '期限随处理完成（关闭）时间']);
    expect(lacks).toBe(`缺 处理完成（关闭）时间（${id}）`);
    expect(command).toContain('opsledger record incident --from 文件.yaml --reason 原因');
  });

  it('says of which reports an event has several, and marks times that no published holidays stand behind', async () => {
    const gone = ['permit', 'pauses', 'restoredAt', 'confirmedRestoredAt', 'closedAt', 'recordedAt'] as const;
    const open = draftOf(incidentKind.example, ...gone);
    const draft = { ...open, levels: [{ ...incidentKind.example.levels[0], level: 'P1' as const }] };
    await session.workspace.change('故障', (change) => change.addRecord('incident', draft as Draft<AnyRecord>), {
      at: draft.enteredAt,
    });
    const names = dueLines((await due(session, at('11:00:00'), at('11:00:00'))).items).map((line) => line[2]);
    expect(names).toContain('重大故障记录报告（初报）');
    const year = '2029';
    const far = (await due(session, at('10:00:00'), at('10:00:00', '2027-01-31'))).items;
    const next = far.map((one) =>
      one.dueAt?.startsWith('2027') ? { ...one, dueAt: one.dueAt.replace('2027', year) } : one,
    );
    // What stands behind a year is the pinned calendar, whose last year is 2026.
    expect(far.some((one) => one.provisional === true)).toBe(true);
    expect(provisionalLines(next.map((one) => ({ ...one, provisional: true as const }))).join()).toContain(
      `${year} 年的节假日`,
    );
    const published = far.filter((one) => one.dueAt?.startsWith('2026'));
    expect(published.length).toBeGreaterThan(0);
    expect(provisionalLines(published)).toEqual([]);
  });
});

describe('due of a workspace in which nothing was entered', () => {
  let session: Session;
  beforeAll(async () => {
    session = await open(await makeWorkspace());
  });
  const daily = (now: string, until = now) => dailyOf(session, now, until);

  it('offers the inspection to the daily report, too, and says when the day is over', async () => {
    const now = at('17:30:00', '2026-11-30');
    const { items } = await due(session, now, at('17:30:00', '2026-12-01'));
    const report = (day: string) => items.find((i) => i.obligation === 'daily-maintenance' && i.period === day);
    expect(report('2026-11-30')).toMatchObject({ lacks: ['证据'], command: 'opsledger collect' });
    const past = (await due(session, at('09:00:00', '2026-11-25'), now)).items.find(
      (i) => i.obligation === 'daily-maintenance' && i.period === DAY,
    );
    expect(past).toMatchObject({ state: 'due', command: null, over: true });
  });

  it('knows which documents of a day rest on its inspection alone', () => {
    const daily = allObligations(session.workspace.contract).filter(isDaily);
    expect(daily.map(({ id }) => id)).toEqual(expect.arrayContaining(['inspection-log', 'daily-maintenance']));
    for (const one of daily)
      expect(
        session.deliverables.get(one.id)?.evidence.every((kind) => kind === 'inspection'),
        one.id,
      ).toBe(isInspectionAlone(one));
  });

  it('offers the inspection of today before its log may be issued, and after its time as long as the day lasts', async () => {
    for (const [time, state] of [
      ['08:00:00', '待交'],
      ['20:00:00', '缺失'],
    ] as const) {
      const log = (await daily(at(time), at('23:00:00'))).find(
        ([id, period]) => id === 'inspection-log' && period === DAY,
      );
      expect(log, time).toEqual(['inspection-log', DAY, state, '证据', 'opsledger collect']);
    }
    const report = (await daily(at('08:00:00'), at('12:00:00', '2026-11-25'))).find(
      ([id, period]) => id === 'daily-maintenance' && period === DAY,
    );
    expect(report?.[4]).toBe('opsledger collect');
    const tomorrow = (await daily(at('08:00:00'), at('18:00:00', '2026-11-25'))).find(([, p]) => p === '2026-11-25');
    expect(tomorrow?.[4]).toBe(null);
  });

  it('offers nothing for what was never observed', async () => {
    const rows = await daily(at('10:01:00', '2026-11-25'));
    expect(rows.filter((r) => r[2] === '缺失')).toHaveLength(4);
    for (const [, , state, lacks, command] of rows) {
      if (state === '缺失') expect([lacks, command]).toEqual(['证据', null]);
    }
  });

  it('offers no collecting for a day that is over', async () => {
    // Saturday's log is due on Monday at 10:00: open, and yet nothing can be done about it any more.
    const rows = await daily(at('09:00:00', '2026-11-30'), at('18:00:00', '2026-11-30'));
    const logs = rows.filter(([id, , state]) => id === 'inspection-log' && state === '待交');
    expect(logs.map(([, period, , , command]) => [period, command])).toEqual([
      ['2026-11-28', null],
      ['2026-11-29', null],
      ['2026-11-30', 'opsledger collect'],
    ]);
  });

  it('asks for the drill before its report is due', async () => {
    const { items } = await due(session, at('10:00:00', '2027-08-20'), at('10:00:00', '2027-08-23'));
    expect(items.find((one) => one.obligation === 'recovery-drill')).toMatchObject({
      stateText: '未到期',
      lacks: ['恢复演练记录 1 条：2026-11-23 至 2027-11-22 要求 1 条，已登记 0 条'],
      command: 'opsledger record drill',
    });
  });
});

it('preview and status a preview is a marked draft that leaves the workspace alone, without what cannot be read; status agrees with the plan', async () => {
  await inspect(session, at('09:00:00'));
  const head = git(root, 'rev-parse', 'HEAD');
  const out = await mkdtemp(join(tmpdir(), 'opsledger-preview-'));
  const log = { obligation: 'inspection-log', out };
  const made = await preview(session, { ...log, now: at('10:00:00') });
  expect((await readdir(out)).sort()).toEqual(['html', 'pdf', 'xlsx'].map((e) => `${made.number}-草稿.${e}`));
  expect(git(root, 'rev-parse', 'HEAD')).toBe(head);
  expect(git(root, 'status', '--porcelain')).toBe('');
  await expect(preview(session, { ...log, period: '2026-11-23', now: at('10:00:00') })).rejects.toThrow('没有证据');

  const said = { topic: 'other', text: '说明' };
  const note = await addRecord(session, said, '说明.yaml', { kind: 'note', now: at('09:30:00') });
  await writeFile(join(root, note.path), 'schema: 1\nbroken: true\n');
  const lacking = await preview(session, { obligation: 'daily-maintenance', out, now: at('18:00:00') });
  expect(lacking.problems.map((one) => one.path)).toEqual([note.path]);
  expect(await readFile(lacking.files[0] ?? '', 'utf8')).toContain('证据不可读');
  expect((await preview(session, { ...log, now: at('18:00:00') })).problems).toEqual([]);
  await rm(out, { recursive: true });

  git(root, 'checkout', '--', note.path);
  await issue(session, { obligation: 'inspection-log', period: DAY, now: at('10:00:00') });
  await writeFile(join(root, 'plans', 'draft.md'), '# 草稿\n');
  const found = await status(session, at('10:00:00'));
  expect(found).toMatchObject({ documents: 1, uncommitted: ['plans/draft.md'], problems: [] });
  expect(found.states['missing']).toBeGreaterThan(0);
  expect(found.verdict.tone).toBe('abnormal');
  const lines = statusLines(found);
  expect(lines[0]).toBe(found.verdict.text);
  expect(lines.join('\n')).toMatch(/归档　　文档 1 份[\s\S]*未提交　1 个文件/);
  expect(lines.length).toBeLessThan(24);
});

describe('the content of the site', () => {
  it('has the drafts of what is open, and issued documents with names for people', async () => {
    await inspect(session, at('09:00:00', '2026-11-23'), at('09:00:00'));
    await issue(session, { obligation: 'inspection-log', period: '2026-11-23', now: at('10:00:00') });
    const { model, files, beside } = await siteContent(session, at('10:00:00'));
    const logs = model.documents.filter((d) => d.obligation === 'inspection-log');
    expect(logs.map((d) => [d.period, d.status, d.downloads.pdf])).toEqual([
      ['2026-11-23', 'issued', '20261123_系统巡检日志_第1版.pdf'],
      [DAY, 'draft', null],
    ]);
    expect(model.dueFeed).toBe('/due.ics');
    const feed = (await beside((value) => value)).find(({ url }) => url === '/due.ics')?.from as { bytes: Buffer };
    expect(feed.bytes.toString('utf8')).toContain('SUMMARY:（已交）系统巡检日志 2026-11-23 期限');
    for (const draft of model.documents.filter((d) => d.status === 'draft')) {
      expect(files.map((f) => f.url)).toContain(draft.files.html);
    }
    expect([model.problems, model.hasDesk]).toEqual([[], false]);
  });

  it('has of what is owed what `due` shows: what each waits for, and edits that cannot be read; of the drafts only the one that fails is missing', async () => {
    await inspect(session, at('09:00:00'));
    const example = draftOf(incidentKind.example, 'permit');
    const draft = { ...example, measures: [] };
    const { id } = await session.workspace.change('故障', (change) => change.addRecord('incident', draft), {
      at: draft.enteredAt,
    });
    const { items } = await due(session, at('17:00:00'), at('17:00:00', '2026-11-30'));
    const of = (obligation: string) => items.find((one) => one.obligation === obligation && one.period === id);
    expect(of('rectification-plan')).toMatchObject({
      lacks: [`整改措施（${id}）`],
      command: 'opsledger record incident --from 文件.yaml --reason 原因',
    });
    expect(of('incident-analysis')).toMatchObject({
      lacks: ['确认'],
      command: `opsledger confirm incident-analysis ${id} --by 姓名`,
    });
    const note = await addRecord(session, { topic: 'other', text: '说明' }, '说明.yaml', {
      kind: 'note',
      now: at('17:00:00'),
    });
    await writeFile(join(root, note.path), 'schema: 1\nbroken: true\n');
    const now = at('10:00:00', '2026-12-10');
    const [list, site] = [await due(session, now, now), await siteContent(failingAt('inspection-log'), now)];
    const keys = site.due.map((one) => `${one.obligation} ${one.period}`);
    expect(site.due).toEqual(list.items.filter((one) => keys.includes(`${one.obligation} ${one.period}`)));
    const plan = site.due.find((one) => one.obligation === 'rectification-plan');
    expect(plan?.lacks).toEqual([`整改措施（${id}）`]);
    expect(list.problems).toHaveLength(1);
    const told = site.model.problems.map(({ file, message }) => `${file}：${message}`);
    expect(told).toEqual([...list.problems, `系统巡检日志 ${DAY}：草稿未生成：编制失败`]);
    const drafts = site.model.documents.filter((d) => d.status === 'draft').map((d) => d.obligation);
    expect(drafts).toContain('daily-maintenance');
    expect(drafts).not.toContain('inspection-log');
  });

  /** The session with a deliverable that cannot be composed. */
  const failingAt = (failing: string): Session => {
    const compose = () => {
      throw new Error('编制失败');
    };
    const broken = [...session.deliverables].map(([id, one]) => {
      const whole = async () => ({ ...(await one.whole()), compose });
      return [id, id === failing ? { ...one, whole } : one] as const;
    });
    return { ...session, deliverables: new Map(broken) };
  };
});
