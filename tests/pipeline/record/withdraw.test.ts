/** 作废 and corrections: nothing is erased, nothing that was taken back counts, and the next revision says so. */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { addRecord } from '../../../src/pipeline/record/add.ts';
import { attach } from '../../../src/pipeline/record/attach.ts';
import { recordLines } from '../../../src/pipeline/record/list.ts';
import { withdraw } from '../../../src/pipeline/record/withdraw.ts';
import { type ConfirmRequest, confirm } from '../../../src/pipeline/signoff/confirm.ts';
import { due } from '../../../src/pipeline/status/due.ts';
import { verify } from '../../../src/pipeline/verify/verify.ts';
import incidentKind, { type IncidentRecord } from '../../../src/subjects/incidents/kinds/incident.ts';
import permitKind from '../../../src/subjects/permits/kinds/permit.ts';
import type { NoteRecord } from '../../../src/subjects/work/kinds/note.ts';
import { tempFolder } from '../../support/at-end.ts';
import { draftOf } from '../../support/draft-of.ts';
import { pdfSaying } from '../../support/scans.ts';
import { DAY, inspect, makeWorkspace, note, noteDraft, open } from '../_workspace.ts';

const at = (time: string) => `${DAY}T${time}:00+08:00`;
const session = await open(await makeWorkspace());
const folder = await tempFolder('withdraw');
afterAll(() => session.close());

const notes = async () => (await session.workspace.records.list<NoteRecord>('note')).records.map(({ id }) => id);
const onFile = async <T>(id: string) => (await session.workspace.records.onFile(id))?.record as T;
const refused = async (work: Promise<unknown>, ...says: (string | RegExp)[]) => {
  const error: unknown = await work.then(
    () => undefined,
    (one: unknown) => one,
  );
  for (const text of says) expect(String(error)).toMatch(text);
};

describe('a record that is withdrawn', () => {
  it('leaves list, ids, look-up and plan, stays in its file, and is named by verify and the list', async () => {
    await inspect(session, at('09:00'));
    const [kept, wrong] = ['JS-20261124-001', 'JS-20261124-002'] as const;
    await note(session, noteDraft(at('09:10'), '巡视机房'));
    await note(session, noteDraft(at('09:11'), '巡视机房'));
    const before = await issue(session, { obligation: 'daily-maintenance', period: DAY, now: at('16:40') });
    expect(before.issued.map(({ revision }) => revision)).toEqual([1]);
    const result = await withdraw(session, { record: wrong, reason: '重复登记', by: '甲', now: at('17:10') });
    expect(result).toMatchObject({ what: `工作记事 ${wrong}`, documents: ['HQSF-RB-20261124-r1'] });
    const { records } = session.workspace;
    expect(await notes()).toEqual([kept]);
    expect(await records.ids('note')).toEqual([kept]);
    expect(await records.get(wrong)).toBeUndefined();
    expect(await onFile<NoteRecord>(wrong)).toMatchObject({
      text: '巡视机房',
      withdrawn: { by: '甲', at: at('17:10'), reason: '重复登记' },
    });
    const lines = await recordLines(session, 'note');
    expect(lines.map(({ id, withdrawn }) => [id, withdrawn])).toEqual([
      [wrong, '已作废 2026-11-24 17:10 甲：重复登记'],
      [kept, null],
    ]);
    const verified = await verify(session);
    expect(verified.problems).toEqual([]);
    expect(verified.notes).toContain(`事后改动 ${wrong}：已作废 2026-11-24 17:10 甲：重复登记`);
  });

  it('is marked in the next revision, which keeps its cut, and taken back by the next report', async () => {
    const now = at('17:20');
    const next = await issue(session, { obligation: 'daily-maintenance', period: DAY, now, reason: '重复登记的作废' });
    const [{ files, revision } = { files: { html: '' }, revision: 0 }] = next.issued;
    expect(revision).toBe(2);
    const page = async (path: string) => readFile(join(session.workspace.root, path), 'utf8');
    const document = await page(files.html);
    expect(document).toContain('作废　工作记事 JS-20261124-002：重复登记（甲，2026-11-24 17:10），作废晚于本期截止');
    expect(document).toContain('变更依据：工作记事 JS-20261124-002');
    expect(document).toContain('2026-11-24 09:11（已作废）');
    expect(document).not.toContain('2026-11-24 09:10（已作废）');
    await inspect(session, '2026-11-25T09:00:00+08:00');
    const after = { obligation: 'daily-maintenance', period: '2026-11-25', now: '2026-11-25T17:00:00+08:00' };
    const [{ files: later } = { files: { html: '' } }] = (await issue(session, after)).issued;
    const told = await page(later.html);
    expect(told).toMatch(/更正以前各期（作废）.*−1.*JS-20261124-002：重复登记/s);
    expect(told).toContain('作废　工作记事 JS-20261124-002：重复登记（甲，2026-11-24 17:10），不再计入');
  });

  it('is named with the records that still cite it', async () => {
    const permit = async (id: string) => {
      const { id: _, ...draft } = { ...permitKind.example, id, operations: ['account' as const], assets: [] };
      return (await session.workspace.change('许可', (c) => c.addRecord('permit', draft), { at: at('08:00') })).id;
    };
    const own = await permit('XK-20261120-002');
    const cited = await note(session, noteDraft(at('09:30'), '重置账号口令', { permit: own }));
    const gone = { reason: '许可登记有误', by: '甲', now: at('17:45') };
    await refused(withdraw(session, { ...gone, record: own }), '⟦供应商⟧不能单方作废', '--signed 扫描件');
    const scan = join(folder, '同意作废.pdf');
    await writeFile(scan, pdfSaying('同意作废'));
    const { citedBy } = await withdraw(session, { ...gone, record: own, signed: [scan] });
    expect(citedBy).toEqual([cited.split('/').at(-1)?.replace(/\..*$/, '')]);
    expect((await withdraw(session, { ...gone, record: String(citedBy[0]) })).citedBy).toEqual([]);
    const citing = { date: DAY, topic: 'operation', text: '重置账号口令', permit: own };
    await refused(
      addRecord(session, citing, 'x.yaml', { kind: 'note', now: at('17:46') }),
      '引用的记录已作废',
      `${own}，已作废 2026-11-24 17:45 甲：许可登记有误`,
    );
    let told: string | null = null;
    const askMeasures: ConfirmRequest['askMeasures'] = async (_rows, known) => {
      told = await known(own);
      return [];
    };
    await confirm(session, {
      obligation: 'inspection-log',
      period: DAY,
      person: '甲',
      now: at('17:47'),
      reason: '迟',
      askMeasures,
    });
    expect(told).toContain(`${own} 已作废 2026-11-24 17:45 甲：许可登记有误`);
  });

  it('takes the evidence of its day with it', async () => {
    const period = '2026-11-23';
    const missing = async () =>
      (await due(session, at('18:00'), at('18:00'))).items.find(
        (one) => one.obligation === 'inspection-log' && one.period === period,
      )?.state;
    const [path = ''] = await inspect(session, '2026-11-23T09:00:00+08:00');
    expect(await missing()).toBe('overdue');
    const id = path.split('/').at(-1)?.replace('.json', '') ?? '';
    await withdraw(session, { record: id, reason: '时钟有误', by: '甲', now: at('17:30') });
    expect(await missing()).toBe('missing');
  });

  it('is not withdrawn twice, nor corrected, nor named by others', async () => {
    const again = { record: 'JS-20261124-002', reason: '又', by: '甲', now: at('17:40') };
    await refused(withdraw(session, again), 'JS-20261124-002 已作废', '重复登记');
    const edit = { kind: 'note', now: at('17:41'), reason: '改' };
    await refused(addRecord(session, { id: again.record, text: '改' }, 'x.yaml', edit), '已作废');
    await refused(withdraw(session, { ...again, record: 'JS-20261124-099' }), '没有这条记录');
  });
});

describe('a correction', () => {
  const example = draftOf(incidentKind.example, 'source', 'enteredAt', 'enteredBy');
  const { attachments: _a, permit: _p, articles: _k, pauses: _pauses, ...given } = example;
  let id: string;
  const correct = (change: object, reason = '补充') =>
    addRecord(session, { id, ...change }, 'GZ.yaml', {
      kind: 'incident',
      now: '2026-11-26T09:00:00+08:00',
      by: '乙',
      reason,
    });
  const timeline = async () => (await onFile<IncidentRecord>(id)).timeline;
  beforeAll(async () => {
    const now = '2026-11-25T10:00:00+08:00';
    id = (await addRecord(session, { ...given, title: '请假提交报错' }, 'GZ.yaml', { kind: 'incident', now, by: '甲' }))
      .id;
  });

  it('adds a row in its place and erases none; the same rows again add nothing', async () => {
    expect((await timeline()).map((row) => row.id)).toEqual(['r1', 'r2', 'r3']);
    await correct({ timeline: [{ at: '2026-11-24 10:20', action: '抓取线程转储' }] });
    expect((await timeline()).map((row) => row.id)).toEqual(['r1', 'r2', 'r4', 'r3']);
    await correct({ timeline: [...given.timeline, { at: '2026-11-24 10:20', action: '抓取线程转储' }] });
    expect(await timeline()).toHaveLength(4);
    expect((await onFile<IncidentRecord>(id)).corrections).toEqual([
      {
        ...{ at: '2026-11-26T09:00:00+08:00', by: '乙', reason: '补充', what: '处理过程 r4 新增' },
        changes: [{ path: 'timeline.r4', label: '处理过程 r4', kind: 'added' }],
      },
    ]);
  });

  it('changes the row that it names, and says from what to what', async () => {
    await correct({ timeline: [{ id: 'r4', action: '抓取堆转储' }] }, '写错');
    expect((await timeline()).find((row) => row.id === 'r4')).toMatchObject({ action: '抓取堆转储', at: at('10:20') });
    expect((await onFile<IncidentRecord>(id)).corrections?.at(-1)).toMatchObject({
      reason: '写错',
      what: '处理过程 r4 操作 抓取线程转储 → 抓取堆转储',
      changes: [{ path: 'timeline.r4.action', kind: 'changed', from: '抓取线程转储', to: '抓取堆转储' }],
    });
  });

  it('withdraws a row with a reason, which stays in the file and counts nowhere', async () => {
    await correct({ timeline: [{ id: 'r4', withdrawn: '是另一起故障的' }] }, '写错故障');
    expect((await timeline()).find((row) => row.id === 'r4')?.withdrawn).toEqual({
      by: '乙',
      at: '2026-11-26T09:00:00+08:00',
      reason: '是另一起故障的',
    });
    const counted = (await session.workspace.records.get<IncidentRecord>(id))?.record;
    expect(counted?.timeline.map((row) => row.id)).toEqual(['r1', 'r2', 'r3']);
    expect(counted?.corrections?.at(-1)?.what).toBe('处理过程 r4 作废：是另一起故障的');
    await refused(correct({ timeline: [{ id: 'r4', action: '又' }] }), '这一行已作废');
    await refused(correct({ timeline: [{ id: 'r9', action: '又' }] }), '没有这一行', 'r1、r2');
  });

  it('cannot take away what the record must have', async () => {
    const request = { record: id, reason: '写错', by: '乙', now: '2026-11-26T09:10:00+08:00' };
    await withdraw(session, { ...request, row: 'levels.r2' });
    await refused(withdraw(session, { ...request, row: 'levels.r1' }), '至少一行定级记录');
    await refused(withdraw(session, { ...request, row: 'levels.r2' }), '没有这一行', 'levels.r1');
  });

  it('of an attachment takes the picture away, and the same file may be attached again', async () => {
    const file = join(folder, '确认单.pdf');
    await writeFile(file, pdfSaying('signed'));
    const request = { record: id, files: [file], now: '2026-11-26T09:20:00+08:00', proof: 'purchaser' as const };
    const count = async () => (await session.workspace.records.get(id))?.record.attachments?.length;
    await attach(session, request);
    expect(await count()).toBe(1);
    const attachment = {
      record: id,
      reason: '扫错',
      by: '乙',
      now: '2026-11-26T09:21:00+08:00',
      attachment: '确认单.pdf',
    };
    expect((await withdraw(session, attachment)).what).toContain('附件 确认单.pdf');
    expect(await count()).toBe(0);
    await attach(session, request);
    expect(await count()).toBe(1);
  });

  it('refuses a block that was pasted twice, and what only a command can say', async () => {
    const row = { at: '2026-11-24 10:21', action: '重启服务' };
    await refused(correct({ timeline: [row, row] }), '清单中有两行完全相同');
    await refused(correct({ withdrawn: { by: '乙', at: at('10:00'), reason: 'x' } }), '不能写在文件中', 'withdraw');
    await refused(correct({ attachments: [] }), '不能写在文件中', 'attach');
  });
});
