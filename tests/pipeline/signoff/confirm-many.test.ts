/** A month confirmed at once: first what differs in each, then each as it was looked at. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { lookedLines } from '../../../src/cli/confirm-many.ts';
import { preview } from '../../../src/pipeline/issue/preview.ts';
import { planWithRequests } from '../../../src/pipeline/plan/on-request.ts';
import { aboutToSign } from '../../../src/pipeline/signoff/about-to-sign.ts';
import { confirmMany, lookAtMany } from '../../../src/pipeline/signoff/confirm-many.ts';
import { inspect, makeWorkspace, newFolder, note, noteDraft, open } from '../_workspace.ts';

const DAY = '2026-11-24';
const NOW = `${DAY}T16:50:00+08:00`;
const LATER = '2026-11-25T16:50:00+08:00';

const session = await open(await makeWorkspace());
await inspect(session, `${DAY}T09:00:00+08:00`, '2026-11-25T09:00:00+08:00');

const waiting = async (now: string) =>
  (await lookAtMany(session, { now })).map((one) => `${one.obligation} ${one.period}`);

describe('before it is confirmed', () => {
  it('each document that waits and may go out is listed with what differs, nothing else', async () => {
    const looked = await lookAtMany(session, { month: '2026-11', now: NOW });
    expect(looked.map(({ obligation, period }) => `${obligation} ${period}`)).toEqual([`inspection-log ${DAY}`]);
    const lines = lookedLines(looked);
    expect(lines[0]).toBe('系统巡检日志 2026 年 11 月 24 日');
    expect(lines.join('\n')).toMatch(/没有做完：还有 \d+ 项人工检查没有登记/);
    expect(lines.slice(-2)).toEqual([expect.stringContaining('没有做完的 1 份'), '将确认 1 份']);
    await expect(lookAtMany(session, { month: '2026-10', now: NOW })).rejects.toThrow('没有待确认的文档');
  });

  it('a draft shows what is about to be signed, and keeps nothing', async () => {
    const out = await newFolder();
    const before = await session.workspace.git.head();
    const rows = (await lookAtMany(session, { now: NOW }))[0];
    const confirmation = aboutToSign({ person: '将签字的人', shown: '处理措施.yaml', now: NOW });
    const { files } = await preview(session, {
      obligation: 'inspection-log',
      period: DAY,
      out,
      now: NOW,
      confirmation,
    });
    expect(rows?.period).toBe(DAY);
    expect(await readFile(files[0] ?? '', 'utf8')).toContain('将签字的人');
    expect(await session.workspace.git.head()).toBe(before);
    const wrong = aboutToSign({
      ...{ shown: '处理措施.yaml', now: NOW },
      measures: [{ check: 'no-such-check', target: 'no-such-asset', action: '更换' }],
    });
    await expect(
      preview(session, { obligation: 'inspection-log', period: DAY, out, now: NOW, confirmation: wrong }),
    ).rejects.toThrow('处理措施.yaml');
  });
});

describe('confirmed together', () => {
  it('nothing is kept while something is late and nobody says why', async () => {
    const before = await session.workspace.git.head();
    const looked = await lookAtMany(session, { now: LATER });
    expect(looked.filter(({ late }) => late).length).toBeGreaterThan(0);
    await expect(confirmMany(session, looked, { person: '甲', now: LATER })).rejects.toThrow(
      /已过期限，没有写明补报原因/,
    );
    expect(await session.workspace.git.head()).toBe(before);
  });

  it('each is issued as it was looked at; what changed meanwhile is left and named', async () => {
    const looked = await lookAtMany(session, { now: LATER });
    await note(session, noteDraft('2026-11-24T10:00:00+08:00', '看过之后补记', { enteredAt: LATER }));
    const request = { person: '甲', reason: '集中办理', now: LATER };
    // Whoever does not say that they know what is not done confirms none of those.
    const unknowing = await confirmMany(session, looked.slice(0, 1), {
      ...request,
      unfinished: () => Promise.resolve(false),
    });
    expect(unknowing.confirmed).toEqual([]);
    expect(unknowing.left[0]?.reason).toMatch(/还有 \d+ 项人工检查没有登记.*，没有确认/);
    const result = await confirmMany(session, looked, { ...request, unfinished: () => Promise.resolve(true) });
    const done = result.confirmed.map(({ obligation, period }) => `${obligation} ${period}`);
    expect(done).toContain(`inspection-log ${DAY}`);
    expect(result.left.map(({ reason }) => reason).join()).toContain('查看之后有变化');
    const plan = await planWithRequests(session, LATER);
    const log = plan.items.find((one) => one.obligation.id === 'inspection-log' && one.occurrence.period === DAY);
    expect([log?.issued?.manifest.times.confirmed, log?.issued?.manifest.late]).toEqual([LATER, true]);
    const left = result.left.map(({ obligation, period }) => `${obligation} ${period}`);
    expect(await waiting(LATER)).toEqual(left);
  });
});
