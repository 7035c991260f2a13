/** Instalments from the paper to 费用, 首页, `status`, reminders, desk and pack: what nobody shows is missing, by name. */
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { statusLines } from '../../src/cli/status-lines.ts';
import { paymentsOf } from '../../src/pack/make/chain.ts';
import { checkContract } from '../../src/pipeline/check/check.ts';
import { siteContent } from '../../src/pipeline/publish/model.ts';
import { remindFacts } from '../../src/pipeline/remind/reminder-facts.ts';
import type { Session } from '../../src/pipeline/session.ts';
import { status } from '../../src/pipeline/status/status.ts';
import { recount } from '../../src/recount/recount.ts';
import { signedScan } from '../support/signed.ts';
import { issued, makeWorkspace, open, record, rowsOf, textsOf } from './_contract.ts';

const TERMS = `
instalments:
  - id: first
    name: 首期款
    clauses: ["15.1"]
    percent: 30
    from: 2026-12-01
    condition: 周报按期
    documents:
      - { obligation: weekly, name: 2 份周报签收单, from: 2026-11-02, to: 2026-11-15, count: 2, proof: received }
    papers:
      - { id: invoice, name: 发票 }
      - { id: bond, name: 履约保函 }
  - { id: last, name: 尾款, clauses: ["15.1"], percent: 70, from: 2028-11-02, papers: [{ id: invoice, name: 发票 }] }
`;
/** The year's review, which tells of them on paper. */
const REVIEW = `
  - id: review
    code: ZJ
    name: 年度总结
    unit: service-review
    every: { unit: year }
    interval: service
    due: { before: year-end, workingDays: 20, time: "17:00", agreed: true }
    issueFrom: { before: year-end, workingDays: 40, time: "09:00" }
    clauses: ["14.1"]
    signature: plant
    file: plans/review.md
    sections: [overview, instalments]
`;
const PLAN = `---
schema: 1
document: review
title: 建设规划
prepared: 甲班长
reviewed: 甲班长
approved: 乙主任
---

## 方案

更换两台工控机。
`;
const NOW = '2026-11-20T09:00:00+08:00';

let root: string;
let session: Session;

beforeAll(async () => {
  root = await makeWorkspace({ like: 'blank', from: '2026-11-02', fixture: 'factory' });
  const file = join(root, 'contract/contract.yaml');
  await writeFile(file, `${await readFile(file, 'utf8')}${TERMS}`);
  const obligations = join(root, 'contract/obligations.yaml');
  await writeFile(obligations, `${(await readFile(obligations, 'utf8')).trimEnd()}${REVIEW}`);
  await mkdir(join(root, 'plans'), { recursive: true });
  await writeFile(join(root, 'plans/review.md'), PLAN);
  execFileSync('git', ['-C', root, 'add', '--all']);
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@localhost'];
  const when = '--date=2026-11-02T00:00:01+08:00';
  execFileSync('git', ['-C', root, ...who, 'commit', '--quiet', '--all', when, '--message=分期付款']);
  session = await open(root);
  await record(session, 'note', [
    { at: '2026-11-03T09:00:00+08:00', date: '2026-11-03', topic: 'other', person: '甲班长', text: '产线正常' },
    { at: '2026-11-10T09:00:00+08:00', date: '2026-11-10', topic: 'other', person: '甲班长', text: '产线正常' },
  ]);
  await issued(session, { obligation: 'weekly', period: '2026-W45', now: '2026-11-09T08:00:00+08:00' });
  await issued(session, { obligation: 'weekly', period: '2026-W46', now: '2026-11-16T08:00:00+08:00' });
  const act = (action: string, period: string, at: string, more: object = {}) => ({
    ...{ at, action, obligation: 'weekly', period, revision: 1, person: '乙主任', ...more },
  });
  const at = '2026-11-17T10:00:00+08:00';
  await record(session, 'signoff', [
    act('deliver', '2026-W45', at),
    act('receive', '2026-W45', at, { attachments: [signedScan(at)] }),
    act('deliver', '2026-W46', at),
    // Only the supplier tells of it.
    act('receive', '2026-W46', at),
  ]);
  const paper = (id: string, more: object = {}) => ({
    ...{ at: '2026-11-18T10:00:00+08:00', instalment: 'first', paper: id, handedOn: '2026-11-18', ...more },
  });
  await record(session, 'payment-paper', [
    paper('invoice', { number: '2531-1', attachments: [signedScan('2026-11-18T09:00:00+08:00')] }),
    paper('bond'),
  ]);
});

const MISSING = '2 份周报签收单：2026 年第 46 周（待确认）；履约保函：已登记，没有附件';

test('the page of costs lists what is there, and names what is not', async () => {
  const { model } = await siteContent(session, NOW);
  const page = model.sections.find(({ id }) => id === 'expenses')?.pages[0];
  const section = page?.sections.find(({ id }) => id === 'instalments');
  const [table, proofs] = section?.blocks ?? [];
  if (table?.type !== 'table' || proofs?.type !== 'table') throw new Error('no table');
  const rows = table.rows.map(({ cells }) => Object.values(cells).map((cell) => (cell as { text: string }).text));
  expect(rows).toEqual([
    ['首期款', '30 %', '2026-12-01 起', '周报按期', '4 份', '2 份', MISSING, '资料未齐'],
    ['尾款', '70 %', '2028-11-02 起', '没有写明', '1 份', '0 份', '发票：没有登记', '未到准备期'],
  ]);
  expect(textsOf(proofs.rows)).toContain('LINE-WK-2026W45-r1');
  expect(model.verdict.reasons).toContainEqual(
    expect.objectContaining({ tone: 'attention', text: `付款资料未齐：首期款（2026-12-01 起可付款）缺 ${MISSING}` }),
  );
});

test('status tells of it from 30 days before, and nothing of what is far', async () => {
  const told = async (now: string) => statusLines(await status(session, now)).filter((line) => line.includes('可付款'));
  expect(await told('2026-10-31T09:00:00+08:00')).toEqual([]);
  expect(await told(NOW)).toEqual([`  · 付款资料未齐：首期款（2026-12-01 起可付款）缺 ${MISSING}`]);
});

test('reminders tell of the first day while something is missing, and of no day that has passed', async () => {
  const days = async (now: string) =>
    (await remindFacts(session, now)).expiries.map(({ kind, on, noticeDays }) => [kind, on, noticeDays]);
  expect(await days(NOW)).toEqual([
    ['首期款付款资料', '2026-12-01', 30],
    ['尾款付款资料', '2028-11-02', 30],
  ]);
  expect(await days('2026-12-02T09:00:00+08:00')).toEqual([['尾款付款资料', '2028-11-02', 30]]);
});

test('a pack finds the documents of an instalment by its name', () => {
  const { contract } = session.workspace.contract;
  const of = (obligation: string, to: string) => paymentsOf({ obligation, to }, contract);
  expect([of('weekly', '2026-11-15'), of('weekly', '2026-11-22'), of('line-check', '2026-11-15')]).toEqual([
    ['首期款'],
    [],
    [],
  ]);
});

test('with the receipt and the bond it is complete, and nothing is told any more', async () => {
  const at = '2026-11-21T10:00:00+08:00';
  await record(session, 'signoff', [
    {
      ...{ at, action: 'receive', obligation: 'weekly', period: '2026-W46', revision: 1, person: '乙主任' },
      attachments: [signedScan(at)],
    },
  ]);
  await record(session, 'payment-paper', [
    { at, instalment: 'first', paper: 'bond', handedOn: '2026-11-21', attachments: [signedScan(at)] },
  ]);
  const lines = statusLines(await status(session, '2026-11-22T09:00:00+08:00'));
  expect(lines.filter((line) => line.includes('可付款'))).toEqual([]);
  const { expiries } = await remindFacts(session, '2026-11-22T09:00:00+08:00');
  expect(expiries.map(({ kind }) => kind)).toEqual(['尾款付款资料']);
});

test('the review of the year prints them, and they are counted again', async () => {
  const now = '2027-10-10T09:00:00+08:00';
  const [review] = [...(await issued(session, { obligation: 'review', period: '2026', now })).values()];
  if (review === undefined) throw new Error('no review');
  expect(rowsOf(review, 'instalments')).toEqual([
    '首期款 | 30 % | 2026-12-01 起 | 周报按期 | 4 | 4 | 无 | 资料齐备',
    '尾款 | 70 % | 2028-11-02 起 | 没有写明 | 1 | 0 | 发票：没有登记 | 未到准备期',
    '首期款 | 2 份周报签收单 | 已签收 | 2/2 | LINE-WK-2026W45-r1、LINE-WK-2026W46-r1',
    expect.stringMatching(/^首期款 \| 发票 \| 附件 \| 1\/1 \| FK-/),
    expect.stringMatching(/^首期款 \| 履约保函 \| 附件 \| 1\/1 \| FK-/),
    '尾款 | 发票 | 附件 | 0/1 | 没有',
  ]);
  const { differences, compared } = recount(root);
  expect(differences).toEqual([]);
  expect(compared).toBeGreaterThan(10);
});

test('what check refuses: an obligation, a clause and a share that are not there, more than the whole price', async () => {
  const file = join(root, 'contract/contract.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(
    file,
    text
      .replace('obligation: weekly, name: 2', 'obligation: week, name: 2')
      .replace('percent: 70, from: 2028-11-02', 'percent: 80, amount: 5, from: 2028-11-02, to: 2028-11-01')
      .replace('{ id: bond,', '{ id: invoice,'),
  );
  const { causes } = await checkContract(root);
  await writeFile(file, text);
  const told = JSON.stringify(causes);
  for (const key of ['[0].documents[0].obligation', '[0].papers[1].id', '[1].percent', '[1].to'])
    expect(told).toContain(`instalments${key}`);
  expect(told).toContain('30 + 80');
});
