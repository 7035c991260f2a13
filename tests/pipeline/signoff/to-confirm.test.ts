/** What a confirmation is of, and what it says before it issues anything. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PlannedOccurrence } from '../../../src/pipeline/plan/planned.ts';
import { attach } from '../../../src/pipeline/record/attach.ts';
import type { Session } from '../../../src/pipeline/session.ts';
import { type ConfirmRequest, confirm } from '../../../src/pipeline/signoff/confirm.ts';
import { earlierReports, emptyParts } from '../../../src/pipeline/signoff/to-confirm.ts';
import type { ManualResult } from '../../../src/records/reading.ts';
import type { Block } from '../../../src/report/block.ts';
import { noFacts } from '../../../src/subjects/deliveries/judge/delivery-facts.ts';
import { archivedText } from '../../support/archived.ts';
import { pdfSaying, photoPng } from '../../support/scans.ts';
import { DAY, inspectionDraft, makeWorkspace, newFolder, open, reading } from '../_workspace.ts';

const LOG = 'inspection-log';
const BEFORE = '2026-11-23';
const at = (time: string, day = DAY): string => `${day}T${time}:00+08:00`;
const hot = (day: string) => {
  const when = at('09:00', day);
  const readings = [reading({ at: when, target: 'app-server-1', metric: 'cpu.used', value: 99, unit: '%' })];
  const run = { source: 'local', type: 'local', target: 'app-server-1', ok: true, reason: null };
  const runs = [{ ...run, startedAt: when, finishedAt: when }];
  return inspectionDraft(when, { readings, runs });
};
const answer = (time: string, day = DAY): ManualResult => ({
  check: 'subsystem-login',
  target: 'subsystem-attendance',
  result: 'normal',
  by: '甲',
  at: at(time, day),
});

describe('a confirmation', () => {
  let session: Session;
  const ask = (more: Partial<ConfirmRequest> = {}) =>
    confirm(session, { obligation: LOG, person: '甲', now: at('10:00'), ...more });

  beforeAll(async () => {
    session = await open(await makeWorkspace());
    for (const day of [BEFORE]) {
      await session.workspace.change('巡检', (change) => change.addRecord('inspection', hot(day)), {
        at: at('09:00', day),
      });
    }
  });

  it('without a period is of no other day than today', async () => {
    await expect(ask()).rejects.toThrow(/2026-11-24（今日）没有证据[\s\S]*写明期次；待确认的有 2026-11-23/);
    await session.workspace.change('巡检', (change) => change.addRecord('inspection', hot(DAY)), { at: at('09:00') });
    const told: string[] = [];
    const done = await ask({ notice: (text) => told.push(text) });
    expect(done.period).toBe(DAY);
    expect(told).toContainEqual(
      expect.stringMatching(/^将确认 系统巡检日志 .*（第 1 版）：巡检 \d+ 项，.*异常 1、.*待人工 \d+/),
    );
    expect(told).toContainEqual(expect.stringMatching(/^没有处理措施的 1 项：应用服务器 1 CPU 使用率$/));
    expect(told).toContainEqual(expect.stringMatching(/^没有结果的人工检查 \d+ 项：/));
  });

  it('asks for no measure of a row over a kind whose open members have one', async () => {
    const told: string[] = [];
    const bad = { check: 'device-appearance', result: 'abnormal', by: '甲', at: at('09:30') } as const;
    const manual: ManualResult[] = ['attendance-2', 'attendance-3'].map((target) => ({ ...bad, target }));
    const measures = manual.map(({ check, target }) => ({ check, target, action: '更换电源' }));
    const said = async (given: typeof measures) => {
      told.length = 0;
      const more = { manual, measures: given, reason: '复核', notice: (text: string) => void told.push(text) };
      await ask({ period: DAY, ...more });
      return told.find((text) => text.startsWith('没有处理措施'));
    };
    expect(await said(measures.slice(1))).toMatch(/2 项：.*考勤机（\d+ 台） 外观与供电/);
    expect(await said(measures)).toBe('没有处理措施的 1 项：应用服务器 1 CPU 使用率');
  });

  it('takes nothing into a log that was seen on another day, or is still to come', async () => {
    const manual = [answer('09:30')];
    await expect(ask({ period: BEFORE, manual })).rejects.toThrow(
      /不能写入这一天的日志[\s\S]*2026-11-24 09:30[\s\S]*2026-11-23 当日的时间/,
    );
    const past = ask({ period: DAY, manual: [answer('09:30', BEFORE)], reason: '补记' });
    await expect(past).rejects.toThrow(
      /2026-11-23 做的检查写入该日的日志，该日已过，须附纸质巡检表：.*inspection-log 2026-11-23 .*--sheet/,
    );
    const future = ask({ period: DAY, manual: [answer('09:30', '2026-11-25')], reason: '补记' });
    await expect(future).rejects.toThrow('改正时间后再确认');
    await expect(ask({ period: BEFORE, manual: [answer('12:00', BEFORE)], now: at('11:00', BEFORE) })).rejects.toThrow(
      '人工检查的时间晚于现在',
    );
  });

  it('what was seen on a day that is over wants the sheet of paper, and a revision keeps it', async () => {
    const late = { period: BEFORE, manual: [answer('09:30', BEFORE)], now: at('11:00'), reason: '补报' };
    await expect(ask(late)).rejects.toThrow(/事后录入的人工检查没有纸质巡检表的扫描件[\s\S]*--sheet/);
    const file = join(await newFolder(), '巡检表.pdf');
    await writeFile(file, pdfSaying('sheet'));
    const sheet = [expect.objectContaining({ name: '巡检表.pdf', proof: 'paper-sheet' })];
    const proofOf = async (id: string) => (await session.workspace.records.get(id))?.record.attachments;
    expect(await proofOf((await ask({ ...late, sheets: [file] })).id)).toEqual(sheet);
    const archived = join(session.workspace.root, 'archive/2026', LOG, BEFORE, 'r1');
    const page = archivedText(archived);
    expect(page).toContain('含纸质补录 1 项，依据纸质巡检表扫描件');
    expect(await proofOf((await ask({ period: BEFORE, remark: '复核', now: at('11:30'), reason: '复核' })).id)).toEqual(
      sheet,
    );
  });

  it('of a daily report says which of its parts are empty', async () => {
    const told: string[] = [];
    await confirm(session, {
      obligation: 'daily-maintenance',
      person: '甲',
      now: at('17:10'),
      notice: (text) => told.push(text),
    });
    expect(told.join()).toMatch(/没有内容的部分，将照此印出：驻点在岗情况、维护操作、.*遗留问题、次日计划/);
  });

  it('a photo of the future is refused', async () => {
    const file = join(await newFolder(), '机房.png');
    await writeFile(file, photoPng());
    const record = 'XJ-20261124-001';
    const request = { record, files: [file], takenAt: at('23:00'), now: at('10:00') };
    await expect(attach(session, request)).rejects.toThrow(/拍摄时间在未来[\s\S]*2026-11-24 23:00/);
  });
});

describe('what is told before a report is confirmed', () => {
  const facts = (value: string): Block => ({ type: 'facts', items: [{ label: '直接原因', value }] });
  const whys: Block = { type: 'list', items: [], empty: '未登记五问分析。' };
  const parts = (...blocks: Block[]) => emptyParts({ sections: [{ id: 'cause', title: '原因', blocks }] });

  it('names a part as empty only when all of it is', () => {
    expect(parts(whys)).toEqual(['原因']);
    expect(parts(facts('未登记'), whys)).toEqual(['原因']);
    expect(parts(facts('光模块故障'), whys)).toEqual(['原因（未登记五问分析）']);
    expect(parts(facts('光模块故障'))).toEqual([]);
  });

  it('says which reports of the same event were due before it and are still open', () => {
    const report = (suffix: string, due: string, more: object = {}) =>
      ({
        obligation: { id: 'major-incident', name: '重大故障记录报告' },
        occurrence: { event: 'GZ-1', period: `GZ-1-${suffix}`, dueAt: at(due), part: { name: suffix } },
        state: 'overdue',
        issued: null,
        delivery: noFacts,
        ...more,
      }) as unknown as PlannedOccurrence;
    const last = report('z', '16:00');
    const items = [report('c', '10:00'), report('x1', '11:00', { state: 'waived' }), last, report('y', '17:00')];
    expect(earlierReports({ items }, last)).toEqual([expect.stringContaining('尚未签发：c（GZ-1-c）；')]);
    expect(earlierReports({ items }, items[0] as PlannedOccurrence)).toEqual([]);
  });
});
