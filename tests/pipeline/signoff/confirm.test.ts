/** 确认, 送达, 签收, 退回, 豁免 of documents of one workspace, in the order in which they happen. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dueLines } from '../../../src/cli/due-lines.ts';
import { statusLines } from '../../../src/cli/status-lines.ts';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { type DueItem, needsAttention } from '../../../src/pipeline/plan/due-items.ts';
import { planAt } from '../../../src/pipeline/plan/plan.ts';
import { siteContent } from '../../../src/pipeline/publish/model.ts';
import { planSource } from '../../../src/pipeline/session.ts';
import { confirm } from '../../../src/pipeline/signoff/confirm.ts';
import { type DeliveryRequest, recordDelivery } from '../../../src/pipeline/signoff/deliver.ts';
import { waive } from '../../../src/pipeline/signoff/waive.ts';
import { due } from '../../../src/pipeline/status/due.ts';
import { status } from '../../../src/pipeline/status/status.ts';
import type { SignoffRecord } from '../../../src/subjects/signing/kinds/signoff.ts';
import { tempFolder } from '../../support/at-end.ts';
import { pdfSaying } from '../../support/scans.ts';
import { inspect, starterSession } from '../../support/starter-session.ts';

const DAY = '2026-11-24';
const XJ = 'HQSF-XJ-20261124-r1';
const RB = 'HQSF-RB-20261124-r1';
const at = (time: string, day = DAY): string => `${day}T${time}:00+08:00`;
/** What the purchaser signed. */
/** Signed pages by what is signed on them: the receipts of a day, an approval. */
const sheets = new Map<string, string>();
const sheet = (of: string): string => sheets.get(of) ?? '';

const act = (
  action: DeliveryRequest['action'],
  documents: string[],
  now: string,
  more: Partial<DeliveryRequest> = {},
) =>
  recordDelivery(session, {
    action,
    documents,
    person: '采购人经办人',
    now,
    ...(action === 'deliver' ? {} : { scans: [sheet(now.slice(0, 10))] }),
    ...more,
  });
const signoffs = async () => (await session.workspace.records.list<SignoffRecord>('signoff')).records;
const commits = () => session.workspace.git.head();
const itemOf = async (obligation: string, now: string) =>
  (await planAt(planSource(session), now)).items.find(
    (one) => one.obligation.id === obligation && one.occurrence.period === DAY,
  );

const folder = await tempFolder('scan');
for (const name of [DAY, '2026-11-25', '工作联系单']) {
  sheets.set(name, join(folder, `${name}.pdf`));
  await writeFile(sheet(name), pdfSaying(name));
}
const session = await starterSession('2026-11-01');
await inspect(session, DAY);
const request = { period: DAY, person: '驻点运维工程师' };
// Opened before, and answered then.
const answered = { now: at('16:10'), clock: () => at('16:30') };
await confirm(session, { ...request, obligation: 'inspection-log', ...answered });
await confirm(session, { ...request, obligation: 'daily-maintenance', now: at('17:30') });

it('counts from when it is written down, however long the question stood open', async () => {
  const [first] = await signoffs();
  expect(first).toMatchObject({ action: 'confirm', at: at('16:30'), enteredAt: at('16:30') });
});

describe('综述', () => {
  const summary = '本月主库宕机一次，整改措施已定。';

  it('is refused where no first page would print it, and nothing is saved', async () => {
    const before = await commits();
    const request = { obligation: 'daily-maintenance', period: DAY, person: '项目经理', reason: '更正', summary };
    await expect(confirm(session, { ...request, now: at('17:50') })).rejects.toThrow('没有可印综述的首页');
    expect(await commits()).toBe(before);
  });

  it('stands in the confirmation of a report that has one', async () => {
    const request = { obligation: 'monthly-maintenance', period: '2026-11', person: '项目经理', summary };
    await confirm(session, { ...request, now: at('17:55') });
    expect((await signoffs()).at(-1)).toMatchObject({ action: 'confirm', person: '项目经理', summary });
  });
});

describe('送达', () => {
  it('refuses a document that is not issued, naming what it wants, and saves nothing', async () => {
    const before = await commits();
    await expect(act('deliver', ['HQSF-XJ-20261123-r1'], at('18:00'))).rejects.toThrow('没有这份已签发的文档');
    await expect(act('deliver', [], at('18:00'))).rejects.toThrow('没有写明文档');
    expect(await commits()).toBe(before);
  });

  it('refuses a time before issuing, naming both times', async () => {
    const request = act('deliver', [XJ], at('18:00'), { happenedAt: at('16:00') });
    await expect(request).rejects.toThrow(/送达时间早于签发时间[\s\S]*16:00[\s\S]*16:30/);
    await expect(act('deliver', [XJ], at('18:00'), { happenedAt: at('19:00') })).rejects.toThrow(
      '送达时间晚于登记时间',
    );
  });

  it('refuses all when one of several is wrong', async () => {
    const before = (await signoffs()).length;
    await expect(act('deliver', [XJ, 'nonsense'], at('18:00'))).rejects.toThrow('没有这份已签发的文档');
    expect(await signoffs()).toHaveLength(before);
  });

  it('records several in one command and one commit, with the scan once', async () => {
    const scan = join(folder, '签收单.pdf');
    await writeFile(scan, pdfSaying('scan'));
    const result = await act('deliver', [RB, `inspection-log/${DAY}`], at('18:00'), {
      person: '驻点运维工程师',
      via: '现场递交',
      scans: [scan],
      happenedAt: at('17:45'),
    });
    expect(result.recorded.map((one) => one.number)).toEqual([RB, XJ]);
    const saved = (await signoffs()).filter((one) => one.action === 'deliver');
    expect(saved.map((one) => [one.at, one.enteredAt, one.via, one.person])).toEqual([
      [at('17:45'), at('18:00'), '现场递交', '驻点运维工程师'],
      [at('17:45'), at('18:00'), '现场递交', '驻点运维工程师'],
    ]);
    const sha = saved[0]?.attachments?.[0]?.sha256 ?? '';
    expect(saved[1]?.attachments?.[0]?.sha256).toBe(sha);
    expect(Buffer.from(await session.workspace.evidence.getEvidence(sha))).toEqual(pdfSaying('scan'));
  });

  it('is unchanged the second time', async () => {
    const before = await commits();
    const again = await act('deliver', [XJ], at('18:10'));
    expect([again.recorded, again.unchanged.map((one) => one.number)]).toEqual([[], [XJ]]);
    expect(await commits()).toBe(before);
  });
});

describe('签收与退回', () => {
  it('asks for the reason of a return', async () => {
    await expect(act('return', [XJ], at('18:20'))).rejects.toThrow('退回须写明原因');
  });

  it('is none while only the supplier tells of it: told apart, and open for the signed page', async () => {
    const claimed = await act('receive', [RB], at('18:15'), { scans: [] });
    expect(claimed.recorded).toMatchObject([{ number: RB, claimed: true }]);
    const facts = (await itemOf('daily-maintenance', at('18:16')))?.delivery;
    expect([facts?.received, facts?.claimedReceipt?.id]).toEqual([null, claimed.recorded[0]?.id]);
    expect((await act('receive', [RB], at('18:17'), { scans: [] })).unchanged).toHaveLength(1);
    const now = await status(session, at('18:18'));
    expect(now.claimed).toContainEqual({
      obligation: 'daily-maintenance',
      period: DAY,
      text: '签收为供应商登记，待采购人确认',
    });
    expect(statusLines(now).join('\n')).toMatch(/待确认　daily-maintenance 2026-11-24 .*attach 记录编号 文件 --signed/);
    expect(now.verdict.reasons.map(({ text }) => text).join()).toContain('签收或豁免 1 项为供应商登记，待采购人确认');
  });

  it('does not change what was issued: the same document is unchanged after it was received', async () => {
    await act('receive', [RB], at('18:20'));
    const again = await issue(session, {
      obligation: 'daily-maintenance',
      period: DAY,
      now: at('18:25'),
      reason: '试',
    });
    expect([again.issued, again.unchanged[0]?.revision]).toEqual([[], 1]);
    await expect(act('return', [RB], at('18:26'), { reason: '晚了' })).rejects.toThrow('已签收，不能再退回');
  });

  it('makes a returned document appear in the list of what is due', async () => {
    await act('return', [XJ], at('18:30'), { reason: '处理措施不明确' });
    const { items } = await due(session, at('18:35'), at('18:35'));
    const own = items.find((one) => one.obligation === 'inspection-log' && one.period === DAY);
    expect([own?.lacks, own?.command]).toEqual([['修订'], `opsledger confirm inspection-log ${DAY} --by 姓名`]);
    expect(own).toMatchObject({
      state: 'on-time',
      stateText: '退回待修订',
      returned: { at: at('18:30'), reason: '处理措施不明确' },
    });
    expect(needsAttention(own as DueItem)).toBe(true);
    const line = dueLines([own as DueItem])[0] ?? [];
    expect([line[0], line[4]]).toEqual(['退回待修订', '缺 修订（退回原因：处理措施不明确）']);
    await expect(act('receive', [XJ], at('18:40'))).rejects.toThrow('已退回，不能再签收');
  });

  it('becomes the next revision when it is confirmed, with the reason of the return, and the earlier one stays', async () => {
    const result = await confirm(session, {
      obligation: 'inspection-log',
      period: DAY,
      person: '驻点运维工程师',
      remark: '措施已核对',
      now: at('18:45'),
    });
    expect(result.issue.issued.map((one) => one.number)).toEqual(['HQSF-XJ-20261124-r2']);
    const item = await itemOf('inspection-log', at('18:50'));
    expect(item?.issued?.manifest).toMatchObject({
      revision: 2,
      supersedes: XJ,
      reason: '采购人退回：处理措施不明确',
      late: false,
    });
    expect(item?.delivery).toEqual({
      answer: null,
      delivered: null,
      received: null,
      returned: null,
      claimedReceipt: null,
      annulled: null,
    });
    expect(item?.state).toBe('on-time');
    await expect(act('deliver', [XJ], at('18:55'))).rejects.toThrow('不是当前版次');
  });

  it('delivers and receives a whole month at once, what is open only', async () => {
    const month = { month: '2026-11' };
    const delivered = await recordDelivery(session, { action: 'deliver', person: '甲', now: at('19:00'), ...month });
    expect(delivered.recorded.map((one) => one.number)).toEqual(['HQSF-XJ-20261124-r2']);
    const received = await recordDelivery(session, {
      action: 'receive',
      person: '乙',
      now: at('19:05'),
      scans: [sheet(DAY)],
      ...month,
    });
    expect(received.recorded.map((one) => one.number)).toEqual(['HQSF-XJ-20261124-r2']);
    await expect(
      recordDelivery(session, {
        action: 'receive',
        person: '乙',
        now: at('19:06'),
        ...month,
        obligations: ['nonsense'],
      }),
    ).rejects.toThrow('没有这种交付物');
  });
});

it('several documents of which none can be sent back are all named at once, with what to do', async () => {
  const both = act('return', [RB, 'HQSF-XJ-20261124-r2'], at('19:07'), { reason: '晚了' });
  await expect(both).rejects.toThrow(
    /2 份文档不能退回，全部没有登记[\s\S]*RB-20261124-r1 已签收[\s\S]*XJ-20261124-r2 已签收/,
  );
  await expect(act('return', [RB], at('19:07'), { reason: '晚了' })).rejects.toThrow(
    /处理：已签收的不再退回；.*opsledger issue daily-maintenance 2026-11-24 --reason/,
  );
});

describe('豁免', () => {
  const request = {
    obligation: 'inspection-log',
    reason: '停电检修',
    person: '采购人项目负责人',
    side: 'purchaser' as const,
  };

  it('refuses a period that is none, or was issued', async () => {
    await expect(waive(session, { ...request, periods: ['2027-11-24'], now: at('19:10') })).rejects.toThrow(
      '没有这一期',
    );
    await expect(waive(session, { ...request, periods: [DAY], now: at('19:10') })).rejects.toThrow('已签发，不能豁免');
  });

  it('waives several periods once, and they are owed no more', async () => {
    const periods = ['2026-11-22', '2026-11-23'];
    const told = await waive(session, { ...request, periods, now: at('19:05') });
    expect(told.recorded.map((one) => one.claimed)).toEqual([true, true]);
    const open = (await due(session, at('19:06'), at('19:06'))).items.find(({ period }) => period === '2026-11-23');
    expect(open).toMatchObject({ state: 'missing', claimed: '豁免为供应商登记，待采购人确认' });
    const paper = { document: '工作联系单', scans: [sheet('工作联系单')] };
    const first = await waive(session, { ...request, periods, now: at('19:10'), ...paper });
    expect(first.recorded.map((one) => [one.period, one.claimed])).toEqual(periods.map((period) => [period, false]));
    const again = await waive(session, { ...request, periods, now: at('19:15') });
    expect([again.recorded, again.unchanged]).toEqual([[], periods]);
    const plan = await planAt(planSource(session), at('19:20'));
    const states = plan.items
      .filter((one) => periods.includes(one.occurrence.period))
      .map((one) => [one.obligation.id, one.state]);
    expect(states).toContainEqual(['inspection-log', 'waived']);
    expect(states.filter(([id]) => id === 'inspection-log').every(([, state]) => state === 'waived')).toBe(true);
  });
});

describe('按需编制的合同履约对照表', () => {
  const LY = 'HQSF-LY-service20261124-r1';
  const make = (period: string, now: string) => issue(session, { obligation: 'compliance-statement', period, now });
  const on = (time: string) => at(time, '2026-11-25');

  it('is delivered, returned, and becomes the next revision like any other document', async () => {
    await make('service-20261124', on('09:00'));
    await act('deliver', [LY], on('09:10'));
    await act('return', ['compliance-statement/service-20261124'], on('09:20'), { reason: '缺少附件' });
    const listed = (await due(session, on('09:30'), on('09:30'))).items;
    expect(listed.find((one) => one.period === 'service-20261124')).toMatchObject({
      lacks: ['修订'],
      command: 'opsledger confirm compliance-statement service-20261124 --by 姓名',
    });
    const told = await status(session, on('09:30'));
    expect(told.returned.map((one) => one.number)).toContain(LY);
    const site = await siteContent(session, on('09:30'));
    expect(site.due.find((one) => one.period === 'service-20261124')?.stateText).toBe('退回待修订');
    expect(site.model.verdict).toEqual(told.verdict);
    await expect(make('service-20261124', on('09:35'))).rejects.toThrow('修订版须先经人确认');
    const asked = { obligation: 'compliance-statement', period: 'service-20261124', person: '驻点运维工程师' };
    const { issue: next } = await confirm(session, { ...asked, remark: '附件已补', now: on('09:40') });
    expect(next.issued.map((one) => one.number)).toEqual([LY.replace('r1', 'r2')]);
    await act('deliver', [LY.replace('r1', 'r2')], on('09:50'));
    await act('receive', [LY.replace('r1', 'r2')], on('09:55'));
    await expect(confirm(session, { ...asked, now: on('10:00') })).rejects.toThrow('已签发，不能再确认');
  });

  it.each(['service-20261031', 'service-20261126', 'service-20261340', 'service-20260230'])(
    'is not made up to a day that is none, or lies outside the service so far: %s',
    (period) => expect(make(period, on('09:00'))).rejects.toThrow(/截止日期不对[\s\S]*2026-11-01 至 2026-11-25 之间/),
  );
});
