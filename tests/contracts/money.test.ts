/** Deductions in money month after month: each sheet goes by what the one before it took, and the year's cap holds. */
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Session } from '../../src/pipeline/session.ts';
import { recount } from '../../src/recount/recount.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import { fault, issued, makeWorkspace, open, record, rowsOf, textsOf } from './_contract.ts';

const TERMS = `
fees:
  - {id: monthly, name: 云平台月服务费, clauses: ["2.2"], per: month, amount: 10000}
deductionCaps:
  - {id: year, name: 全年扣款上限, clauses: ["2.2"], per: year, over: [fines, credits], percent: 1, fees: [monthly]}
`;
const FINES = `
  - id: fines
    name: 违约金
    clauses: ["3.1"]
    measure: money
    period: month
    rules:
      - {id: late, label: 恢复超时, clauses: ["3.1"], on: over-limit, topics: [restoration], per: incident, amount: 600}
`;

let root: string;
let session: Session;
const sheets: ReportDocument[] = [];

const late = (day: string) =>
  fault(
    'outage',
    { reported: `${day} 10:00`, responded: `${day} 10:06`, restored: `${day} 15:40` },
    {
      title: '控制台不可用',
      assets: ['platform'],
      outage: 'whole',
      diagnosis: 'remote',
      closedAt: `2026-${day}T16:00:00+08:00`,
    },
  );

/** @param change of the contract's file */
async function workspaceWith(change: (text: string) => string): Promise<string> {
  const made = await makeWorkspace({ like: 'cloud', from: '2026-09-01' });
  const file = join(made, 'contract/contract.yaml');
  await writeFile(file, change(await readFile(file, 'utf8')));
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@localhost'];
  const when = '--date=2026-09-01T00:00:01+08:00';
  execFileSync('git', ['-C', made, ...who, 'commit', '--quiet', '--all', when, '--message=服务费']);
  return made;
}

beforeAll(async () => {
  root = await workspaceWith(
    (text) =>
      `${text.replace('    measure: percent\n', '    measure: percent\n    fees: [monthly]\n')}${FINES}${TERMS}`,
  );
  session = await open(root);
  await record(session, 'incident', ['09-03', '10-08', '10-21', '11-11'].map(late));
  for (const [period, now] of [
    ['2026-09', '2026-10-01T09:00:00+08:00'],
    ['2026-10', '2026-11-01T09:00:00+08:00'],
    ['2026-11', '2026-12-01T09:00:00+08:00'],
  ] as const)
    sheets.push(...(await issued(session, { obligation: 'assessment-score', period, now })).values());
});

test('the sheets of a year take no more than its cap: 600, 600 of 1,200, nothing', () => {
  const caps = sheets.map((one) => rowsOf(one, 'deductions').find((row) => row.startsWith('全年扣款上限')));
  expect(caps).toEqual([
    '全年扣款上限 | 二、2.2 | 本服务年度 | 1,200.00（服务费的 1 %） | 0.00 | 600.00 至 3,600.00 | 600.00 至 1,200.00',
    expect.stringContaining('| 600.00 至 1,200.00 | 1,200.00 至 4,200.00 | 0.00 至 600.00'),
    expect.stringContaining('| 600.00 至 1,800.00 |'),
  ]);
});

test('what nobody observed leaves a range, and concludes nothing', () => {
  expect(textsOf(sheets[0])).toContainEqual(
    expect.stringMatching(/^暂计：扣款合计 600\.00 至 1,200\.00 元；.*不下结论。$/),
  );
});

/** One rule a ground on which something can wait, each of an amount of its own. */
const WAITING = `
  - id: waiting
    name: 违约金
    clauses: ["3.1"]
    measure: money
    period: month
    rules:
      - {id: late, label: 恢复超时, clauses: ["3.1"], on: over-limit, topics: [restoration], per: incident, amount: 1000}
      - {id: again, label: 重复故障, clauses: ["3.1"], on: repeat, withinDays: 7, per: occurrence, amount: 100}
      - {id: many, label: 中断次数, clauses: ["3.1"], on: quota, quotas: [few], per: occurrence, amount: 10}
      - {id: said, label: 评定, clauses: ["3.1"], on: assessed, per: occurrence}
      - {id: post, label: 缺岗, clauses: ["3.1"], on: attendance, per: day, amount: 0.1}
quotas:
  - {id: few, name: 月度中断, clause: "3.1", per: calendar-month, limit: 1}
`;
const POSTS = `
  posts:
    - {id: desk, name: 驻点, post: resident, headcount: 2, days: all, clauses: ["3.1"]}
`;

test('what still waits for a decision, a confirmation or an entry is in what a scheme takes at most, and counted again', async () => {
  const folder = await workspaceWith(
    (text) => `${text.replace('\nrequirements:\n', () => `\nrequirements:${POSTS}`)}${WAITING}`,
  );
  const own = await open(folder);
  // The second was late, and who answers for it is open: late by 1,000, the same fault again by 100, one too many by 10.
  await record(own, 'incident', [late('09-03'), { ...late('09-05'), responsibility: 'pending', closedAt: undefined }]);
  const assessment = {
    date: '2026-09-20',
    scheme: 'waiting',
    rule: 'said',
    amount: 1,
    reason: '答复迟缓',
    basis: '回访',
  };
  await record(own, 'assessment', [{ at: '2026-09-20T10:00:00+08:00', assessedBy: '乙主任', ...assessment }]);
  const now = '2026-10-01T09:00:00+08:00';
  const [sheet] = (await issued(own, { obligation: 'assessment-score', period: '2026-09', now })).values();
  // Thirty days of which nobody wrote down who was there: each once, however many were owed.
  expect(rowsOf(sheet as ReportDocument, 'deductions')).toContain('违约金 | 1,000.00 | 2,114.00');
  expect(recount(folder).differences).toEqual([]);
});

test('they are counted again without a difference', () => {
  const { differences, compared } = recount(root);
  expect(differences).toEqual([]);
  expect(compared).toBeGreaterThan(10);
});
