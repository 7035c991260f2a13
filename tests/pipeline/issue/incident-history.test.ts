import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { planAt } from '../../../src/pipeline/plan/plan.ts';
import { addRecord } from '../../../src/pipeline/record/add.ts';
import { planSource, type Session } from '../../../src/pipeline/session.ts';
import { confirm } from '../../../src/pipeline/signoff/confirm.ts';
import { recordDelivery } from '../../../src/pipeline/signoff/deliver.ts';
import { verify } from '../../../src/pipeline/verify/verify.ts';
import type { ReportDocument } from '../../../src/report/document.ts';
import incidentKind from '../../../src/subjects/incidents/kinds/incident.ts';
import { archivedDocument } from '../../support/archived.ts';
import { draftOf } from '../../support/draft-of.ts';
import { DAY, makeWorkspace, open, plainRenderer } from '../_workspace.ts';

let root: string;
let session: Session;
beforeEach(async () => {
  root = await makeWorkspace();
  session = await open(root, plainRenderer());
});

const NEXT = '2026-11-25';
const at = (time: string, day = DAY): string => `${day}T${time}+08:00`;

/** The example's P2, found at 10:04:10 and closed at 16:00, entered at some time. */
async function entered(now: string, more: object = {}): Promise<string> {
  const example = draftOf(incidentKind.example, 'source', 'enteredAt', 'permit', 'articles', 'attachments');
  const draft = { ...example, recordedAt: undefined, pauses: undefined, symptom: '登录返回 502', ...more };
  const value = JSON.parse(JSON.stringify(draft)) as object;
  return (await addRecord(session, value, '故障.yaml', { kind: 'incident', now })).id;
}

const documentAt = (obligation: string, period: string, revision: number): ReportDocument =>
  archivedDocument(join(root, 'archive', '2026', obligation, period, `r${revision}`));

it('tells the time of the first issue in a revision, whatever the record says by then', async () => {
  const id = await entered(at('16:05:00'));
  const own = { obligation: 'incident-analysis', period: id };
  expect((await issue(session, { ...own, now: at('16:45:00') })).failed).toEqual([]);
  const written = { id, recordedAt: at('16:10:00') };
  await addRecord(session, written, '故障.yaml', { kind: 'incident', now: at('17:00:00'), reason: '补登完成时间' });
  const again = await issue(session, { ...own, now: at('09:00:00', NEXT), reason: '补登完成时间' });
  expect(again.issued.map(({ number }) => number)).toEqual([`HQSF-GZ-${id.slice(3)}-r2`]);
  for (const revision of [1, 2]) {
    const text = JSON.stringify(documentAt('incident-analysis', id, revision));
    expect(text).toContain('分析处理记录：用时 45 分，时限 24 小时，达标（以第 1 版的签发时间为准）');
  }
  expect((await verify(session, { rerender: true })).problems).toEqual([]);
});

it('issues one late report of a major incident that was entered the next morning', async () => {
  const night = {
    levels: [{ ...incidentKind.example.levels[0], level: 'P1' }],
    outage: 'whole',
    restoredAt: at('23:30:00'),
    confirmedRestoredAt: at('23:30:00'),
    closedAt: at('01:00:00', NEXT),
    timeline: [],
  };
  const id = await entered(at('08:50:00', NEXT), night);
  const { issued, failed } = await issue(session, { now: at('09:00:00', NEXT) });
  expect(failed.filter((one) => one.obligation === 'major-incident')).toEqual([]);
  const reports = issued.filter((one) => one.obligation === 'major-incident').map(({ period }) => period);
  expect(reports).toEqual([`${id}-c-x6`]);
  const document = documentAt('major-incident', `${id}-c-x6`, 1);
  expect(document.marks.map(({ text }) => text)).toContainEqual(
    expect.stringMatching(/^合并补报：.*共 7 份合并为本报告$/),
  );
  expect((await issue(session, { now: at('09:01:00', NEXT) })).issued).toEqual([]);
  expect((await verify(session, { rerender: true })).problems).toEqual([]);
});

it('tells in 终报 of what goes out in the same round: 分析处理记录 and the earlier reports', async () => {
  const id = await entered(at('16:05:00'), {
    levels: [{ ...incidentKind.example.levels[0], level: 'P1' }],
    outage: 'whole',
  });
  const { failed, issued } = await issue(session, { now: at('18:00:00', '2026-11-30'), byPerson: true });
  expect(failed.filter(({ period }) => period.startsWith(id))).toEqual([]);
  expect(issued.map(({ period }) => period)).toEqual(expect.arrayContaining([id, `${id}-c`, `${id}-z`]));
  const text = JSON.stringify(documentAt('major-incident', `${id}-z`, 1));
  expect(text).not.toContain('未签发');
  expect(text).toMatch(/分析处理记录：用时[^"]*未达标/);
  expect((await verify(session, { rerender: true })).problems).toEqual([]);
  // What went out beside it before it came back is no answer to the return, though the next revision lists it.
  const own = { obligation: 'major-incident', period: `${id}-z` };
  const documents = [`${own.obligation}/${own.period}`];
  await recordDelivery(session, { action: 'deliver', documents, person: '甲', now: at('18:10:00', '2026-11-30') });
  const back = { action: 'return' as const, documents, person: '乙', reason: '缺五问' };
  await recordDelivery(session, { ...back, now: at('18:20:00', '2026-11-30') });
  const look = (now: string) => confirm(session, { ...own, person: '甲', now });
  await expect(look(at('18:30:00', '2026-11-30'))).rejects.toThrow('退回以来没有任何更正');
  const added = { id, prevention: '备用光模块' };
  await addRecord(session, added, '故障.yaml', { kind: 'incident', now: at('18:40:00', '2026-11-30'), reason: '补充' });
  const { issue: answered } = await look(at('18:50:00', '2026-11-30'));
  expect(answered.issued.map(({ revision }) => revision)).toEqual([2]);
});

it('issues what falls due within a minute as of that minute, and not late in the next', async () => {
  const id = await entered(at('16:05:00'), { closedAt: at('16:00:45'), timeline: [] });
  const own = (result: Awaited<ReturnType<typeof issue>>) =>
    result.issued.filter(({ period, obligation }) => period === id && obligation === 'incident-analysis');
  expect(own(await issue(session, { now: at('15:59:00', NEXT) }))).toEqual([]);
  expect(own(await issue(session, { now: at('16:00:00', NEXT) }))).toMatchObject([{ reason: null }]);
});

it('keeps the reports of an outage that turns out to have been short, and owes no more of them', async () => {
  const open = { restoredAt: undefined, confirmedRestoredAt: undefined, closedAt: undefined, timeline: [] };
  const id = await entered(at('10:40:00'), { ...open, measures: undefined, verification: undefined });
  const first = await issue(session, { now: at('13:05:00') });
  expect(first.issued.map(({ period }) => period)).toContain(`${id}-c`);
  const late = { id, restoredAt: at('11:20:45') };
  await addRecord(session, late, '故障.yaml', { kind: 'incident', now: at('14:00:00'), reason: '补登恢复时间' });
  const { items } = await planAt(planSource(session), at('20:00:00'));
  const reports = items.filter(({ obligation }) => obligation.id === 'major-incident');
  expect(reports).toMatchObject([
    { occurrence: { period: `${id}-c` }, state: 'on-time', issued: { manifest: { late: false } } },
  ]);
  expect((await verify(session, { rerender: true })).problems).toEqual([]);
});
