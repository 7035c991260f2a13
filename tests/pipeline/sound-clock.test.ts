/** A clock that nobody should believe issues, misses and signs nothing, and nothing that people do is written down by one that went back. */
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseEntry } from '../../src/archive/log/entry.ts';
import { readFrom, readLog } from '../../src/archive/log/log-folder.ts';
import { sealOf } from '../../src/archive/log/seal.ts';
import { secondsBetween, toInstant, toText } from '../../src/contract/time.ts';
import { documentLines } from '../../src/desk/documents/lines.ts';
import { keptPlan } from '../../src/desk/kept-plan.ts';
import { machineNow } from '../../src/pipeline/clock.ts';
import { countedFromEntry, enteredLate } from '../../src/pipeline/entered-late.ts';
import { schedulerState } from '../../src/pipeline/heartbeat.ts';
import { issue } from '../../src/pipeline/issue/issue.ts';
import { acceptClock } from '../../src/pipeline/log/accept-clock.ts';
import { signRound } from '../../src/pipeline/log/round.ts';
import { signLog } from '../../src/pipeline/log/sign.ts';
import { pack } from '../../src/pipeline/pack/pack.ts';
import { siteContent } from '../../src/pipeline/publish/model.ts';
import { addRecord } from '../../src/pipeline/record/add.ts';
import { withdraw } from '../../src/pipeline/record/withdraw.ts';
import { tick } from '../../src/pipeline/run/tick.ts';
import type { Session } from '../../src/pipeline/session.ts';
import { confirm } from '../../src/pipeline/signoff/confirm.ts';
import { clockFault, judgeClock, soundClock, thisMachinesClock } from '../../src/pipeline/sound-clock.ts';
import { status } from '../../src/pipeline/status/status.ts';
import { verify } from '../../src/pipeline/verify/verify.ts';
import { isBackfilled } from '../../src/records/record.ts';
import { heartbeatNotice } from '../../src/site/client/heartbeat-notice.ts';
import type { Seal } from '../../src/workspace/change/journal.ts';
import { openStaging } from '../../src/workspace/change/staging.ts';
import { entryClock } from '../../src/workspace/git/commit-changes.ts';
import type { Heartbeat } from '../../src/workspace/store/heartbeat.ts';
import { runs } from '../support/runs.ts';
import { pdfSaying } from '../support/scans.ts';
import { inspect, makeWorkspace, open } from './_workspace.ts';

const DAY = 86_400;
let root: string;
let session: Session;
beforeEach(async () => {
  root = await makeWorkspace();
  session = await open(root);
});
afterEach(async () => {
  vi.restoreAllMocks();
  entryClock.believed = false;
  await session.close();
});

/** The machine's clock from here on; the counter since its start goes on as it is, or began anew. */
function clockIs(seconds: number, boot?: string): string {
  const now = () => toText(Temporal.Now.instant().add({ seconds }));
  vi.spyOn(thisMachinesClock, 'now').mockImplementation(now);
  if (boot !== undefined) vi.spyOn(thisMachinesClock, 'uptime').mockReturnValue({ boot, seconds: 5 });
  return now();
}
const head = () => execFileSync('git', ['-C', root, 'rev-parse', 'HEAD'], { encoding: 'utf8' });
const note = (now: string) =>
  addRecord(session, { topic: 'other', text: '巡视机房' }, '记事.yaml', { kind: 'note', now });

describe('a clock that jumped ahead', () => {
  it.each([
    [400 * DAY, 'other boot'],
    [10 * DAY, undefined],
  ])('by %i seconds collects alone, until a person says why', async (seconds, boot) => {
    expect(await soundClock(session.workspace)).toBeNull();
    const now = clockIs(seconds, boot);
    const before = head();
    const round = await tick(session, { now });
    expect(round.issued).toMatchObject({
      issued: [],
      failed: [{ reason: expect.stringMatching(/只采集，不签发.*clock accept/) }],
    });
    expect((await signRound(session, now)).problems).toEqual([
      expect.objectContaining({ message: expect.stringContaining('没有签名') }),
    ]);
    await expect(signLog(session, now)).rejects.toThrow('本机时钟可疑');
    await expect(issue(session, { obligation: 'service-plan', now })).rejects.toThrow('本机时钟可疑');
    await expect(confirm(session, { obligation: 'service-plan', person: '甲', now })).rejects.toThrow('本机时钟可疑');
    expect((await status(session, now)).clock?.text).toContain('等人确认');
    expect(head()).toBe(before);
    await expect(acceptClock(session, { by: '甲', reason: ' ' })).rejects.toThrow('须写明');
    await acceptClock(session, { by: '甲', reason: '停机检修' });
    expect(await clockFault(session.workspace)).toBeNull();
    await expect(acceptClock(session, { by: '甲', reason: '再次' })).rejects.toThrow('没有疑问');
    await signLog(session, now);
    vi.restoreAllMocks();
    // Set right again, it stands before what was signed.
    await expect(note(machineNow())).rejects.toThrow(/早于上一轮的/);
    await acceptClock(session, { by: '甲', reason: '曾调快，已校正' });
    await note(machineNow());
  });

  it('is held against what was before even when what it collected is saved, and nothing else is known', async () => {
    await rm(join(root, '.opsledger', 'clock.json'), { force: true });
    clockIs(400 * DAY, 'other');
    expect(await soundClock(session.workspace)).toMatchObject({ kind: 'ahead' });
    await session.workspace.change('采集', (change) => change.writeState('probe', 1), {
      at: machineNow(),
      of: 'measured',
    });
    clockIs(400 * DAY + 60, 'other');
    expect(await soundClock(session.workspace)).toMatchObject({ kind: 'ahead' });
    vi.restoreAllMocks();
    expect(await soundClock(session.workspace)).toBeNull();
  });
});

describe('what a wrong clock left', () => {
  /** A commit whose machine was ten days ahead. */
  const ahead = async () => {
    const at = toText(Temporal.Now.instant().add({ hours: 240 }));
    await writeFile(join(root, 'plans', 'x.md'), '# 计划\n');
    const env = { ...process.env, GIT_COMMITTER_DATE: at, GIT_AUTHOR_DATE: at };
    const who = ['-c', 'user.name=OpsLedger', '-c', 'user.email=opsledger@localhost'];
    execFileSync('git', ['-C', root, 'add', 'plans'], { env });
    execFileSync('git', ['-C', root, ...who, 'commit', '-qm', '采集'], { env });
  };
  const told = async () => {
    const { problems, notes } = await verify(session);
    const about = (text: string) => text.includes('提交时间倒退');
    return [problems.map(({ message }) => message).filter(about), notes.filter(about)];
  };

  it('is told as declared once both sides signed for it, and for what one side says as before', async () => {
    await ahead();
    await expect(note(machineNow())).rejects.toThrow('早于最近一次保存的');
    await acceptClock(session, { by: '甲', reason: '曾调快，已校正' });
    expect(await told()).toEqual([[expect.stringContaining('甲 于 ')], []]);
    const signed = join(root, '..', '说明.pdf');
    await writeFile(signed, pdfSaying('双方签字'));
    await acceptClock(session, { by: '甲', reason: '双方核对', signed });
    expect(await told()).toEqual([[], [expect.stringContaining('双方核对，有双方签字的扫描件')]]);
  });

  it('is told as declared where documents and omissions are listed, and an omission is entered anew when it is one', async () => {
    const later = (hours: number) => toText(Temporal.Now.instant().add({ hours }));
    await inspect(session, '2026-11-24T09:00:00+08:00');
    const order = { obligation: 'inspection-log', period: '2026-11-24', reason: '补报', now: later(240) };
    const { issued } = await issue(session, order);
    await signLog(session, later(240));
    const of = async (type: string) => {
      const log = await readLog(readFrom(root));
      const entries = log === undefined || 'fault' in log ? [] : log.entries.map(parseEntry);
      return entries.filter((one) => one?.type === type).length;
    };
    const wrong = await of('MISSED');
    await ahead();
    const signed = join(root, '..', '时钟说明.pdf');
    await writeFile(signed, pdfSaying('双方签字'));
    const { wrote } = await acceptClock(session, { by: '甲', reason: '曾调快', signed });
    expect([issued.length, wrong > 0, wrote]).toEqual([
      ...[1, true],
      { documents: issued.map(({ number }) => number), missed: expect.objectContaining({ length: wrong }) },
    ]);
    const text = expect.stringContaining('本机时钟不准时写下，双方已书面说明');
    const { notes } = await verify(session);
    expect(notes.filter((one) => one.startsWith('时间有误的'))).toEqual([text, text]);
    const file = join(root, '..', '查验包.zip');
    const { missing } = await pack(session, { file, now: later(241), all: true });
    expect(missing).toContainEqual({ what: issued[0]?.number, why: text });
    const { model } = await siteContent(session, later(241));
    expect(model.documents.find(({ number }) => number === issued[0]?.number)?.marks).toContainEqual(text);
    const { clockWords } = await status(session, later(241));
    expect(clockWords.at(-1)?.text).toMatch(
      new RegExp(
        `甲 说明：曾调快.*有双方签字的扫描件；时间有误的签发 1 项：${issued[0]?.number}；.*缺失登记 ${wrong} 项`,
      ),
    );
    const lines = await documentLines(session, later(241), keptPlan);
    expect(lines.filter((one) => one.issued?.number === issued[0]?.number).map(({ declared }) => declared)).toEqual([
      [text],
    ]);
    expect(lines.filter(({ declared }) => declared.some((one) => one.startsWith('缺失登记：')))).toHaveLength(wrong);
    await signLog(session, later(265));
    const again = await of('MISSED');
    expect(again).toBeGreaterThanOrEqual(2 * wrong);
    await signLog(session, later(266));
    expect(await of('MISSED')).toBe(again);
  });

  it('is no record of the day that it names: one that was put there by hand is named, whatever time its commit was given', async () => {
    entryClock.believed = true;
    const { id, path } = await note(machineNow());
    const own = await readFile(join(root, path), 'utf8');
    const old = own
      .replaceAll(/(at|enteredAt|date): 20\d\d-\d\d-\d\d/gi, '$1: 2026-11-24')
      .replace(id, 'JS-20261124-009');
    const put = 'records/note/2026/11/JS-20261124-009.yaml';
    await mkdir(join(root, put, '..'), { recursive: true });
    await writeFile(join(root, put), old);
    const who = ['-c', 'user.name=OpsLedger', '-c', 'user.email=opsledger@localhost'];
    // By the door of the program it does not come in at all.
    const { refused, committed } = await session.workspace.handEdits({ at: machineNow() });
    expect([committed, refused]).toEqual([
      [],
      [{ path: put, message: expect.stringContaining('手工放入的记录写了过去的录入时间') }],
    ]);
    execFileSync('git', ['-C', root, 'add', put]);
    execFileSync('git', ['-C', root, ...who, 'commit', '-qm', '登记'], {
      env: { ...process.env, GIT_AUTHOR_DATE: '2026-11-24T09:00:00+08:00' },
    });
    const { problems } = await verify(session);
    const named = problems.filter((one) => one.path.endsWith('.yaml'));
    expect(named).toEqual([
      expect.objectContaining({
        path: put,
        message: expect.stringMatching(/录入时间写的是 2026-11-24.*首次进入版本库是在/),
      }),
    ]);
    const message = named[0]?.message;
    const now = machineNow();
    expect((await status(session, now)).edited).toEqual([{ path: put, message }]);
    // By the later of the two dates that its commit has, whoever counts.
    const { workspace } = await countedFromEntry(session);
    const counted = (await workspace.records.list('note')).records.find((one) => one.id === 'JS-20261124-009');
    const made = execFileSync('git', ['-C', root, 'log', '-1', '--format=%ct', '--', put], { encoding: 'utf8' });
    expect(Date.parse(counted?.enteredAt ?? '')).toBe(Number(made) * 1000);
    expect(counted !== undefined && isBackfilled(counted)).toBe(true);
    await withdraw(session, { record: 'JS-20261124-009', by: '甲', reason: '不是当日登记的', now: machineNow() });
    expect((await status(session, machineNow())).edited).toEqual([]);
    expect((await verify(session)).problems.filter((one) => one.path === put)).toEqual([]);
  });

  it('is no record of half an hour ago either, by the door of the program or past it', async () => {
    entryClock.believed = true;
    const { id, path } = await note(machineNow());
    const ago = toText(Temporal.Now.instant().subtract({ minutes: 30 }));
    const own = (await readFile(join(root, path), 'utf8')).replaceAll(/(at|enteredAt): 20\S+/gi, `$1: ${ago}`);
    const put = path.replace(id, `${id.slice(0, -3)}009`);
    await writeFile(join(root, put), own.replace(id, `${id.slice(0, -3)}009`));
    expect((await session.workspace.handEdits({ at: machineNow() })).refused.map((one) => one.path)).toEqual([put]);
    execFileSync('git', ['-C', root, 'add', put]);
    const who = ['-c', 'user.name=OpsLedger', '-c', 'user.email=opsledger@localhost'];
    execFileSync('git', ['-C', root, ...who, 'commit', '-qm', '登记工作记事']);
    expect((await status(session, machineNow())).edited.map((one) => one.path)).toEqual([put]);
    expect((await verify(session)).problems.map((one) => one.path)).toEqual([put]);
  });

  it('is no record of before a signing that does not hold it, whatever both dates of its commit say; of before the last one it may be', async () => {
    entryClock.believed = true;
    const minutesAgo = (minutes: number) => toText(Temporal.Now.instant().subtract({ minutes }));
    const { id, path } = await note(machineNow());
    await signLog(session, machineNow());
    const text = await readFile(join(root, path), 'utf8');
    const commit = (at: string, ...words: string[]) =>
      execFileSync('git', ['-C', root, '-c', 'user.name=OpsLedger', '-c', 'user.email=opsledger@localhost', ...words], {
        env: { ...process.env, GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at },
      });
    const put = async (serial: string, at: string): Promise<string> => {
      const own = path.replace(id, `${id.slice(0, -3)}${serial}`);
      const said = text.replaceAll(/(at|enteredAt): 20\S+/gi, `$1: ${at}`).replace(id, `${id.slice(0, -3)}${serial}`);
      await writeFile(join(root, own), said);
      commit(at, 'add', own);
      commit(at, 'commit', '-qm', '登记工作记事');
      return own;
    };
    const early = await put('009', minutesAgo(40));
    await put('010', machineNow());
    const late = await enteredLate(session.workspace);
    expect(late).toEqual([
      expect.objectContaining({
        path: early,
        message: expect.stringMatching(/^录入时间写的是 .*，而 .* 签名的存证日志里还没有它（提交 /),
      }),
    ]);
    // From that signing on it counts.
    expect(secondsBetween(late[0]?.sound.enteredAt ?? '', machineNow())).toBeLessThan(60);
    expect((await verify(session)).problems.map(({ path: where }) => where)).toEqual(['.git', early]);
    expect((await status(session, machineNow())).edited.map((one) => one.path)).toEqual([early]);
  });
});

describe('a change that a power cut kept out of the history for three hours', () => {
  /** @param seal by which the journal vouches for it */
  async function interrupted(seal?: Seal): Promise<string> {
    entryClock.believed = true;
    const { id, path } = await note(machineNow());
    await signLog(session, machineNow());
    const ago = toText(Temporal.Now.instant().subtract({ hours: 3 }));
    const put = path.replace(id, `${id.slice(0, -3)}009`);
    const own = (await readFile(join(root, path), 'utf8')).replaceAll(/(at|enteredAt): 20\S+/gi, `$1: ${ago}`);
    // git never gets as far as its commit.
    const git = { ...session.workspace.git, commitPaths: () => new Promise<string>(() => undefined) };
    const staging = openStaging(root, git, seal);
    await staging.stage(put, Buffer.from(own.replace(id, `${id.slice(0, -3)}009`)));
    await new Promise<void>((durable) => {
      void staging.apply('登记工作记事', '', ago, durable);
    });
    await session.close();
    session = await open(root);
    expect(session.workspace.interrupted.recovery?.settled?.outcome).toBe('finished');
    return put;
  }

  it('was written when it says so, by the seal of then, and is told as finished late', async () => {
    await interrupted(sealOf(root));
    const { problems, notes } = await verify(session);
    expect([problems, await enteredLate(session.workspace)]).toEqual([[], []]);
    expect(notes).toContainEqual(expect.stringMatching(/^补写：提交 .* 的文件写入于 .*，中断后于 .* 完成提交/));
  });

  it.each([
    ['without a seal', undefined],
    ['with a seal of something else', () => sealOf(root)('别的')],
    ['with what is no seal', () => Promise.resolve('AAAA')],
  ])('is named as put there when the journal is %s', async (_, seal) => {
    const put = await interrupted(seal);
    const { problems, notes } = await verify(session);
    expect(problems.map(({ path }) => path)).toEqual([put]);
    expect(notes.filter((one) => one.startsWith('补写'))).toEqual([]);
    expect((await enteredLate(session.workspace)).map(({ path }) => path)).toEqual([put]);
  });
});

it('what a person writes never says that it was written long before, whoever asks for it', async () => {
  entryClock.believed = true;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: -40 * DAY, max: 0 }), async (seconds) => {
      const [now, before] = [machineNow(), head()];
      const saved = await note(toText(toInstant(now).add({ seconds }))).catch((error: Error) => error);
      if (seconds < -2 * 3600) {
        expect(String(saved)).toContain('开始办理已过了太久，没有保存');
        expect(head()).toBe(before);
      } else {
        expect(saved).toMatchObject({ id: expect.stringMatching(/^JS-/) });
        const stored = await session.workspace.records.get((saved as { id: string }).id);
        // Within what a command takes it counts from its beginning; of longer ago than that, from when it is saved.
        expect(Date.parse(stored?.record.enteredAt ?? '') - Date.parse(now)).toBeGreaterThanOrEqual(-61_000);
      }
    }),
    { numRuns: runs(12), examples: [[-2 * 3600 - 1], [-3600]] },
  );
});

it('a clock that went back writes down nothing, whoever asks, measured or not', async () => {
  await soundClock(session.workspace);
  const before = head();
  const now = clockIs(-3 * DAY);
  await expect(note(now)).rejects.toThrow(/本机时钟可疑[\s\S]*早于/);
  const measured = session.workspace.change('采集', (c) => c.writeState('x', 1), { at: now, of: 'measured' });
  await expect(measured).rejects.toThrow('本机时钟可疑');
  expect(head()).toBe(before);
});

it('is judged alike wherever the evidence lies: no jump without a fault, and none where nothing speaks against it', () => {
  const base = '2026-11-24T09:00:00+08:00';
  fc.assert(
    fc.property(
      fc.integer({ min: -500 * DAY, max: 500 * DAY }),
      fc.integer({ min: 0, max: 500 * DAY }),
      fc.boolean(),
      (wall, ran, same) => {
        const now = toText(toInstant(base).add({ seconds: wall }));
        const fault = judgeClock({
          ...{ now, lived: undefined, saved: [{ what: '保存', at: base }], heard: [], accepted: [] },
          uptime: { boot: same ? 'a' : 'b', seconds: 100 + ran },
          trusted: { schema: 1, at: base, boot: 'a', seconds: 100 },
        });
        const expected =
          wall < -600 ? 'back' : (same ? Math.abs(wall - ran) > 600 : wall > 31 * DAY) ? 'ahead' : undefined;
        expect(fault?.kind).toBe(expected);
      },
    ),
    { numRuns: runs(200) },
  );
});

it('is held against the time of sources, which speak for it only from elsewhere', () => {
  const evidence = (heard: { host: string; seconds: number }[]) =>
    judgeClock({
      ...{ now: '2026-11-24T09:00:00+08:00', lived: undefined, saved: [], accepted: [], trusted: undefined, heard },
      uptime: { boot: '', seconds: 0 },
    })?.kind;
  expect(evidence([{ host: 'prom.internal', seconds: -10 * DAY }])).toBe('ahead');
  expect(evidence([{ host: 'prom.internal', seconds: 10 * DAY }])).toBe('back');
  expect(
    evidence([
      { host: 'a', seconds: -10 * DAY },
      { host: 'b', seconds: 3 },
    ]),
  ).toBeUndefined();
  expect(
    evidence([
      { host: 'a', seconds: -10 * DAY },
      { host: '127.0.0.1', seconds: 0 },
    ]),
  ).toBe('ahead');
  expect(evidence([{ host: 'a', seconds: 900 }])).toBeUndefined();
});

it('a heartbeat from the future is no life, at the terminal and on the site', () => {
  const livedAt = '2028-01-06T09:00:00+08:00';
  const beat: Heartbeat = {
    schema: 1,
    by: 'start',
    ...{ startedAt: livedAt, livedAt, roundSeconds: 60, siteSeconds: 3600, stoppedAt: null },
    ...{ running: [], ended: null, failed: [], said: [], gap: null, unreached: null },
  };
  const now = '2026-12-02T09:00:00+08:00';
  const state = schedulerState(beat, now);
  expect(state).toMatchObject({ state: 'dead', text: expect.stringContaining('不作数') });
  const told = { livedAt, staleAfter: '2028-01-06T09:03:00+08:00', stoppedAt: null };
  expect(heartbeatNotice(told, null, Date.parse(now))).toContain('不作数');
  expect(heartbeatNotice(told, null, Date.parse(livedAt))).toBeNull();
});
