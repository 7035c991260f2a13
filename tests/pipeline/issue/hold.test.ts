/** Nothing goes out in the name of an unfilled contract unless a person names it. Clauses: every deliverable. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { initialise } from '../../../src/pipeline/init.ts';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import type { Session } from '../../../src/pipeline/session.ts';
import { confirm } from '../../../src/pipeline/signoff/confirm.ts';
import { due } from '../../../src/pipeline/status/due.ts';
import { status } from '../../../src/pipeline/status/status.ts';
import { NO_REASON } from '../../../src/subjects/deliveries/judge/late-reason.ts';
import { fillIn } from '../../support/fill-in.ts';
import { DAY, git, inspect, makeUnfilledWorkspace, makeWorkspace, newFolder, open } from '../_workspace.ts';

const at = (time: string, day = DAY): string => `${day}T${time}:00+08:00`;
const LOG = 'inspection-log';
const CONTRACT = '合同编号、采购人、供应商（contract/contract.yaml）';

describe('while the contract is not filled in', () => {
  let root: string;
  let session: Session;
  beforeEach(async () => {
    root = await makeUnfilledWorkspace();
    session = await open(root);
    await inspect(session, at('09:00'));
  });

  it('the schedule holds what is due and says what to fill in; `due` says it too', async () => {
    const done = await issue(session, { now: at('20:00') });
    expect(done).toMatchObject({ issued: [], failed: [], unfilled: [] });
    expect(done.held).toContainEqual({ obligation: LOG, period: DAY, lacks: [CONTRACT] });
    const { items } = await due(session, at('20:00'), at('20:00'));
    const own = items.find((one) => one.obligation === LOG && one.period === DAY);
    expect(own?.lacks).toEqual([`填写 ${CONTRACT}`, '确认']);
  });

  it('a confirmation is kept, and issues nothing', async () => {
    const done = await confirm(session, { obligation: LOG, period: DAY, person: '甲', now: at('10:00') });
    expect(done.issue).toMatchObject({ issued: [], held: [{ obligation: LOG, period: DAY }] });
    expect((await session.workspace.records.get(done.id))?.kind).toBe('signoff');
  });

  it('a person issues one by its name, and the answer says that it has blanks', async () => {
    const done = await issue(session, { obligation: LOG, period: DAY, now: at('16:00'), byPerson: true });
    expect([done.issued.map(({ number }) => number), done.unfilled]).toEqual([
      ['HQSF-XJ-20261124-r1'],
      ['HQSF-XJ-20261124-r1'],
    ]);
  });

  it('one that went out with blanks stays 待补正 until a revision has none', async () => {
    await issue(session, { obligation: LOG, period: DAY, now: at('16:00') });
    const next = '2026-11-27';
    const told = async (now: string) => {
      const opened = await open(root);
      const { items } = await due(opened, now, now);
      const { unfilled, verdict } = await status(opened, now);
      return { due: items.find((one) => one.obligation === LOG && one.period === DAY), unfilled, verdict };
    };
    const before = await told(at('16:00', next));
    expect(before.due).toMatchObject({ stateText: '待补正', lacks: [`填写 ${CONTRACT}`, '修订'] });
    expect(before.unfilled).toMatchObject([{ number: 'HQSF-XJ-20261124-r1', command: before.due?.command }]);
    expect(before.verdict.reasons.map(({ text }) => text)).toContainEqual(expect.stringMatching(/^待补正 1 份：/));
    await fillIn(root, at('16:30', next));
    expect((await told(at('16:31', next))).due).toMatchObject({ stateText: '待补正', lacks: ['修订'] });
    const filled = await open(root);
    // What is proposed is looked at, and not only printed anew.
    expect(before.due?.command).toBe(`opsledger confirm ${LOG} ${DAY} --by 姓名 --reason 补正未填的内容`);
    const named = { obligation: LOG, period: DAY, person: '甲', reason: '补正未填的内容' };
    const amended = await confirm(filled, { ...named, now: at('17:00', next) });
    expect(amended.issue.issued).toMatchObject([{ revision: 2, reason: '补正未填的内容' }]);
    const after = await told(at('17:01', next));
    expect([after.due, after.unfilled]).toEqual([undefined, []]);
  });

  it('filled in later, it goes out by itself, and that is why it is late', async () => {
    await fillIn(root, at('18:00'));
    const { issued, held } = await issue(await open(root), { now: at('18:01'), runningSince: at('09:00') });
    expect(held).toEqual([]);
    const own = issued.find((one) => one.obligation === LOG);
    expect(own?.reason).toBe('到期时合同或正文尚有未填的内容，填写后补报');
    // Its own reason is no blank of it.
    const { unfilled } = await status(await open(root), at('18:02'));
    expect(unfilled.filter((one) => one.obligation === LOG)).toEqual([]);
  });
});

it.each(['emergency-plan', 'service-review'])('%s is held alone while its text has a blank', async (id) => {
  const root = await makeWorkspace();
  const file = join(root, `plans/${id}.md`);
  await writeFile(file, `${await readFile(file, 'utf8')}\n观察期：待填写\n`);
  git(root, 'commit', '--quiet', '--all', '--message=x');
  const session = await open(root);
  const { items } = await due(session, at('20:00', '2027-11-01'), at('20:00', '2027-11-01'));
  const named = items.filter(({ lacks }) => lacks.some((one) => one.startsWith('填写'))).map((one) => one.obligation);
  expect([...new Set(named)]).toEqual([id]);
});

it('the blanks of a text are one figure on its first page, in its manifest and in `due`; those of its head are told apart', async () => {
  const root = await makeWorkspace();
  const plan = join(root, 'plans/emergency-plan.md');
  const text = (await readFile(plan, 'utf8')).replace(/^reviewed: .*$/m, 'reviewed: 待填写');
  await writeFile(plan, `${text}\n观察期：待填写，联系人：待填写。\n`);
  await issue(await open(root), { obligation: 'emergency-plan', period: 'service', now: at('16:00') });
  const path = join(root, 'archive/2026/emergency-plan/service/r1/manifest.json');
  const { marks, blanks } = JSON.parse(await readFile(path, 'utf8')) as { marks: string[]; blanks: number };
  const { items } = await due(await open(root), at('16:01'), at('16:01', '2026-12-20'));
  const lacks = items.find((one) => one.obligation === 'emergency-plan')?.lacks;
  expect([marks, blanks, lacks]).toEqual([
    expect.arrayContaining(['正文尚有 2 处“待填写”']),
    2,
    expect.arrayContaining(['填写 正文 2 处、文件头 1 处“待填写”（plans/emergency-plan.md）']),
  ]);
});

it('what fell due before the workspace was made is left to a person, who says why it is late', async () => {
  const root = join(await newFolder(), 'w');
  await initialise(root, { now: at('20:00'), from: DAY });
  await fillIn(root, at('20:01'));
  const session = await open(root);
  await inspect(session, at('20:05'));
  expect(await issue(session, { now: at('20:10') })).toMatchObject({ issued: [], held: [] });
  const { issued } = await issue(session, { now: at('20:10'), byPerson: true });
  expect(issued.map((one) => [one.obligation, one.reason])).toEqual([[LOG, NO_REASON]]);
});
