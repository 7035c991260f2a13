/** A record that a machine wrote and somebody edited or deleted: seen by confirm, issue and verify, and in no document. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { alteredUnder } from '../../../src/pipeline/issue/altered.ts';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { requireSound } from '../../../src/pipeline/issue/sound-records.ts';
import { planWithRequests } from '../../../src/pipeline/plan/on-request.ts';
import { siteContent } from '../../../src/pipeline/publish/model.ts';
import { remembering, type Session } from '../../../src/pipeline/session.ts';
import { confirm } from '../../../src/pipeline/signoff/confirm.ts';
import { due } from '../../../src/pipeline/status/due.ts';
import { status } from '../../../src/pipeline/status/status.ts';
import { verify } from '../../../src/pipeline/verify/verify.ts';
import { madeMonth } from '../../support/demo-month.ts';
import { DAY, git, inspect, makeWorkspace, note, noteDraft, open } from '../_workspace.ts';

const at = (time: string) => `${DAY}T${time}:00+08:00`;
let session: Session;
let root: string;
let path: string;
beforeEach(async () => {
  session = await open(await makeWorkspace());
  root = session.workspace.root;
  [path = ''] = await inspect(session, at('09:00'));
});

const edit = async () => {
  const file = join(root, path);
  await writeFile(file, (await readFile(file, 'utf8')).replace('"value":63.2', '"value":8'));
};
const confirming = () =>
  confirm(session, {
    obligation: 'inspection-log',
    period: DAY,
    person: '甲',
    now: at('09:30'),
    seen: () => Promise.resolve(true),
  });
const signoffs = async () => (await session.workspace.records.list('signoff')).records;
const truth = async () => (await verify(session)).problems.filter(({ property }) => property === '真实性');

describe('an edited measurement', () => {
  it('is refused at confirm, and nothing is kept or issued', async () => {
    await edit();
    await expect(confirming()).rejects.toThrow(/记录被手工改动，未签发[\s\S]*程序采集或导入的内容被手工修改/);
    expect(await signoffs()).toEqual([]);
    const all = await issue(session, { now: at('18:00') });
    expect(all.issued.filter(({ obligation }) => obligation === 'inspection-log')).toEqual([]);
    expect(all.failed.map(({ obligation }) => obligation)).toContain('inspection-log');
    expect(await truth()).toMatchObject([{ path, message: expect.stringContaining('首次写入的版本在版本库中') }]);
  });

  it.each([
    ['taken up as 手工修改 by an earlier program', '手工修改 1 个文件', []],
    ['committed with git by somebody', '小修', ['-c', 'user.name=x', '-c', 'user.email=x@x']],
  ])('%s is named by verify and in no document, until it is put right', async (_how, subject, who) => {
    const first = await readFile(join(root, path), 'utf8');
    await edit();
    git(root, ...who, 'commit', '--quiet', '-am', subject);
    expect(await truth()).toMatchObject([
      { path, message: expect.stringMatching(/采集记录在写入之后被手工修改：readings/) },
    ]);
    await expect(confirming()).rejects.toThrow('记录被手工改动，未签发');
    await writeFile(join(root, path), first);
    git(root, ...who, 'commit', '--quiet', '-am', '改回');
    expect(await truth()).toEqual([]);
    expect((await confirming()).obligation).toBe('inspection-log');
  });

  it('of what people may fill in, and what the program writes anew, is none', async () => {
    await note(session, noteDraft(at('09:10'), '巡视'));
    const file = join(root, 'records/note/2026/11/JS-20261124-001.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replace('巡视', '巡视机房'));
    expect((await session.workspace.handEdits({ at: at('10:00') })).refused).toEqual([]);
    expect(await truth()).toEqual([]);
  });
});

describe('a deleted record', () => {
  it('keeps back what would have held it, and that alone', async () => {
    await inspect(session, '2026-11-23T09:00:00+08:00');
    await rm(join(root, path));
    const work = issue(session, { obligation: 'inspection-log', period: DAY, now: at('10:00') });
    await expect(work).rejects.toThrow();
    const other = await issue(session, {
      obligation: 'inspection-log',
      period: '2026-11-23',
      now: at('10:01'),
      reason: '补报',
    });
    expect(other.issued.map(({ period }) => period)).toEqual(['2026-11-23']);
    expect(await truth()).toMatchObject([{ path, message: expect.stringContaining('文件被删除') }]);
  });

  it('of a note keeps back the day’s report, also when git was told', async () => {
    const deleted = await note(session, noteDraft(at('09:10'), '巡视'));
    const report = () => issue(session, { obligation: 'daily-maintenance', period: DAY, now: at('16:40') });
    await rm(join(root, deleted));
    await expect(report()).rejects.toThrow(/记录被手工改动，未签发[\s\S]*记录不能删除/);
    git(root, 'commit', '--quiet', '-am', '清理');
    await expect(report()).rejects.toThrow(/记录被手工改动，未签发[\s\S]*记录被删除/);
    expect(await truth()).toMatchObject([{ path: deleted, message: expect.stringContaining('记录被删除') }]);
  });
});

describe('whoever tells how things stand', () => {
  const told = async () => {
    const { edited, uncommitted, verdict } = await status(session, at('10:00'));
    expect((await due(session, at('10:00'), at('10:00'))).edited).toEqual(
      edited.map((one) => `${one.path}：${one.message}`),
    );
    return { edited, uncommitted, tone: verdict.tone };
  };

  it('names what was edited or deleted as confirm, issue and verify do, and not as merely uncommitted', async () => {
    expect(await told()).toMatchObject({ edited: [], uncommitted: [] });
    const first = await readFile(join(root, path), 'utf8');
    for (const spoil of [edit, () => rm(join(root, path))]) {
      await spoil();
      const { edited, uncommitted, tone } = await told();
      expect({ edited, uncommitted, tone }).toMatchObject({ edited: [{ path }], uncommitted: [], tone: 'abnormal' });
      const message = edited[0]?.message ?? '';
      expect((await truth())[0]?.message).toContain(message);
      const { failed } = await issue(session, { now: at('10:00') });
      expect(failed.map(({ reason }) => reason)).toContainEqual(`${path}：${message}`);
      await writeFile(join(root, path), first);
    }
    await rm(join(root, path));
    git(root, 'commit', '--quiet', '-am', '清理');
    expect((await told()).edited).toEqual((await truth()).map(({ path, message }) => ({ path, message })));
  });
});

it('a record that an editor put there is none of a machine, and says nothing of what the purchaser did', async () => {
  const machine = path.replace('-001', '-002');
  await writeFile(join(root, machine), (await readFile(join(root, path), 'utf8')).replace('-001', '-002'));
  const receipt = 'records/signoff/2026/11/QS-20261124-001.yaml';
  const text = `schema: 2\nkind: signoff\nid: QS-20261124-001\nsource: manual\nat: ${at('09:00')}\nenteredAt: ${at('09:00')}\naction: receive\nobligation: inspection-log\nperiod: ${DAY}\nrevision: 1\nperson: 经办人\n`;
  await (await import('node:fs/promises')).mkdir(join(root, 'records/signoff/2026/11'), { recursive: true });
  await writeFile(join(root, receipt), text);
  const { committed, refused } = await session.workspace.handEdits({ at: at('10:00') });
  expect(committed).toEqual([]);
  expect(Object.fromEntries(refused.map((one) => [one.path, one.message]))).toEqual({
    [machine]: expect.stringContaining('程序采集或导入的记录不能手工添加'),
    [receipt]: expect.stringContaining('不能手工写入'),
  });
});

it.each([
  ['edited', edit],
  ['deleted', () => rm(join(root, path))],
])(
  'site, status, due and verify say the same of a record that a commit has %s, and go on with what was measured',
  async (_, tamper) => {
    const before = await siteContent(remembering(session), at('10:00'));
    await tamper();
    git(root, '-c', 'user.name=OpsLedger', '-c', 'user.email=opsledger@localhost', 'commit', '--quiet', '-am', '登记');
    const after = await siteContent(remembering(session), at('10:00'));
    const told = (reasons: readonly { text: string }[]) =>
      reasons.map(({ text }) => text).filter((text) => text.includes(path));
    expect(told(after.model.verdict.reasons)).toHaveLength(1);
    expect(told((await status(session, at('10:00'))).verdict.reasons)).toEqual(told(after.model.verdict.reasons));
    const [problem] = (await verify(session)).problems.filter((one) => one.path === path);
    expect((await due(session, at('10:00'), at('18:00'))).edited).toEqual([`${path}：${problem?.message}`]);
    expect(after.model.inspection).toEqual(before.model.inspection);
    expect(JSON.stringify(after.model.sections.find(({ id }) => id === 'assets'))).toBe(
      JSON.stringify(before.model.sections.find(({ id }) => id === 'assets')),
    );
  },
);

it('a record of whatever kind that was edited keeps each document that rests on it from being issued, and its draft says so', async () => {
  // Nothing changes between the looks: each file is read once for all of them.
  const month = remembering(await open(join(await madeMonth(), 'w')));
  const now = '2025-12-31T20:00:00+08:00';
  const { items, documents } = await planWithRequests(month, now);
  const seen = { units: new Set<string>(), kinds: new Set<string>() };
  for (const [obligation, own] of Map.groupBy(documents, ({ manifest }) => manifest.obligation)) {
    for (const { manifest } of own.slice(-1)) {
      const item = items.find((one) => one.obligation.id === obligation && one.occurrence.period === manifest.period);
      const paths = manifest.inputs.map((one) => one.path).filter((one) => one.startsWith('records/'));
      for (const [kind, [one = '']] of Map.groupBy(paths, (input) => input.split('/')[1] ?? '')) {
        const { record } = await month.workspace.records.readFile(one);
        // What was withdrawn since stands in it no more.
        if (item === undefined || record.withdrawn !== undefined) continue;
        const unsound = [{ path: one, message: '被手工改动', record, sound: record }];
        const place = `${obligation} ${manifest.period} ${one}`;
        await expect(requireSound(month, item, now, unsound), place).rejects.toThrow(/被手工改动，未签发/);
        const told = await alteredUnder(month, item, now, { terms: [], unsound });
        expect(told, place).toEqual([expect.stringContaining(one)]);
        seen.units.add(obligation);
        seen.kinds.add(kind);
      }
    }
  }
  await month.close();
  expect([seen.units.size > 8, seen.kinds.size > 8], [...seen.units, ...seen.kinds].join()).toEqual([true, true]);
});
