import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import type { IssuedDocument } from '../../../src/pipeline/issue/result.ts';
import { type ConfirmRequest, confirm } from '../../../src/pipeline/signoff/confirm.ts';
import { recordDelivery } from '../../../src/pipeline/signoff/deliver.ts';
import type { SignoffRecord } from '../../../src/subjects/signing/kinds/signoff.ts';
import { archivedText } from '../../support/archived.ts';
import { inspect, starterSession } from '../../support/starter-session.ts';

const DAY = '2026-11-24';
const LOG = { obligation: 'inspection-log', period: DAY };
const at = (time: string): string => `${DAY}T${time}:00+08:00`;
let told: string[];

function look(person: string, now: string, more: Partial<ConfirmRequest> = {}) {
  told = [];
  return confirm(session, { ...LOG, person, now, notice: (text) => told.push(text), ...more });
}

async function textOf(document: IssuedDocument | undefined) {
  const text = archivedText(join(session.workspace.root, document?.files.html ?? ''));
  return { text, ...(JSON.parse(text) as { frame: Record<string, string>; marks: { text: string }[] }) };
}

const newest = async () =>
  (await session.workspace.records.list<SignoffRecord>('signoff')).records.filter((s) => s.action === 'confirm').at(-1);

const session = await starterSession('2026-11-01');
await inspect(session, DAY);
const measure = { check: 'host-cpu', target: 'app-server-1', action: '已联系厂商' };
await look('驻点甲', at('16:00'), { measures: [measure], reviewer: '复核甲' });

describe('an issued log that nobody returned', () => {
  it('is confirmed again only with a reason, and only when something changed', async () => {
    const before = await session.workspace.git.head();
    await expect(look('驻点乙', at('16:10'))).rejects.toThrow(/已签发，不能再确认[\s\S]*--by 姓名 --reason 更正原因/);
    await expect(look('驻点乙', at('16:11'), { reason: '再看' })).rejects.toThrow('没有可修订的内容');
    expect(await session.workspace.git.head()).toBe(before);
  });

  it('revised without a confirmation says so, and names nobody as who compiled it', async () => {
    await inspect(session, DAY);
    const { issued } = await issue(session, { ...LOG, now: at('16:20'), reason: '补充采集' });
    expect(issued.map((one) => [one.revision, one.confirmedAt])).toEqual([[2, null]]);
    const { frame, marks, text } = await textOf(issued[0]);
    expect(marks.map((one) => one.text)).toContain('本版未经人工确认（第 1 版已确认）');
    expect([frame.prepared, frame.reviewed]).toEqual([undefined, undefined]);
    expect(frame.confirmed).toBe('本版未确认；第 1 版 2026-11-24 16:00');
    expect(text).toContain('已联系厂商');
  });

  it('that went out unseen is confirmed as the next revision, once', async () => {
    const { issue: result } = await look('驻点乙', at('16:22'), { reason: '事后确认' });
    expect(result.issued.map((one) => [one.revision, one.confirmedAt])).toEqual([[3, at('16:22')]]);
    expect((await textOf(result.issued[0])).text).toMatch(/上一版签发时间[^}]*，未经人工确认/);
    await expect(look('驻点乙', at('16:23'), { reason: '再次确认' })).rejects.toThrow('没有可修订的内容');
  });

  it('corrected and confirmed becomes a revision of its own, with what was said before', async () => {
    await inspect(session, DAY);
    const { issue: result } = await look('驻点乙', at('16:30'), { reason: '再次采集' });
    expect(result.issued.map((one) => [one.revision, one.reason])).toEqual([[4, '再次采集']]);
    const { frame, marks, text } = await textOf(result.issued[0]);
    expect([frame.prepared, frame.confirmed]).toEqual(['驻点乙', '2026-11-24 16:30']);
    expect(marks.map((one) => one.text).filter((one) => one.includes('未经人工确认'))).toEqual([]);
    expect(text).toContain('已联系厂商');
    expect(told).toContain('沿用上一次确认的处理措施 1 条');
    expect((await newest())?.measures?.map((one) => one.action)).toEqual(['已联系厂商']);
  });

  it('may be corrected by the confirmation itself', async () => {
    const last = await newest();
    const measures = (last?.measures ?? []).map((one) => ({ ...one, action: '已更换网线' }));
    const { issue: result } = await look('驻点乙', at('16:40'), { reason: '更正处理措施', measures });
    expect(result.issued.map((one) => one.revision)).toEqual([5]);
    const { text } = await textOf(result.issued[0]);
    expect(text).toContain('改写处理措施：应用服务器 1 CPU 使用率：原为“已联系厂商”，现为“已更换网线”');
    expect(text).not.toContain('未经人工确认');
  });
});

describe('a returned log', () => {
  it('in which nothing changed is confirmed only with a word why not', async () => {
    const documents = ['HQSF-XJ-20261124-r5'];
    await recordDelivery(session, { action: 'deliver', documents, person: '驻点乙', now: at('16:50') });
    const reason = '处理措施不明确';
    await recordDelivery(session, { action: 'return', documents, person: '采购人经办人', now: at('16:55'), reason });
    const before = await session.workspace.git.head();
    await expect(look('驻点乙', at('16:59'))).rejects.toThrow(
      /退回以来没有任何更正[\s\S]*处理措施不明确[\s\S]*--reason/,
    );
    expect(await session.workspace.git.head()).toBe(before);
    const { issue: result } = await look('驻点乙', at('17:00'), { reason: '措施已电话说明' });
    expect(result.issued.map((one) => one.reason)).toEqual(['采购人退回：处理措施不明确；措施已电话说明']);
  });

  it('in which something changed needs no other word', async () => {
    const documents = ['HQSF-XJ-20261124-r6'];
    await recordDelivery(session, { action: 'deliver', documents, person: '驻点乙', now: at('17:10') });
    await recordDelivery(session, {
      action: 'return',
      documents,
      person: '采购人经办人',
      now: at('17:15'),
      reason: '缺',
    });
    await inspect(session, DAY);
    const { issue: result } = await look('驻点乙', at('17:20'));
    expect(result.issued.map((one) => one.revision)).toEqual([7]);
  });
});

it('a document that is asked for before its time goes out, and who asks is told', async () => {
  const heard: string[] = [];
  const early = { obligation: 'daily-maintenance', period: DAY, now: at('16:30') };
  await issue(session, { ...early, notice: (text) => heard.push(text) });
  expect(heard.filter((one) => one.includes('提前签发：早于 2026-11-24 17:00'))).toHaveLength(1);
});

it('a correction of one row leaves the others as they were confirmed', async () => {
  const measures = (await newest())?.measures?.map(({ action }) => action);
  const { checks, assets } = session.workspace.contract;
  const check = checks.find((one) => one.manual && one.aggregate === undefined);
  const targets = assets.filter(({ kind, id }) => check?.kinds?.includes(kind) || check?.assets?.includes(id));
  const seen = (n: number, result: 'normal' | 'abnormal') => ({
    ...{ check: check?.id ?? '', target: targets[n]?.id ?? '', result, by: '驻点乙', at: at('17:30') },
  });
  await look('驻点乙', at('17:40'), { reason: '补录', manual: [seen(0, 'normal'), seen(1, 'normal')] });
  await look('驻点乙', at('17:41'), { reason: '更正一项', manual: [seen(1, 'abnormal')], measures: [] });
  expect((await newest())?.manual?.map(({ target, result }) => [target, result])).toEqual([
    [targets[0]?.id, 'normal'],
    [targets[1]?.id, 'abnormal'],
  ]);
  expect(measures).toHaveLength(1);
  expect((await newest())?.measures?.map(({ action }) => action)).toEqual(measures);
  expect(told).toContain('沿用上一次确认的人工检查结果 1 条');
});
