/** Under a contract that asks for trainings and stock-takings: a register of them delivers nothing that did not happen. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dueLines } from '../../src/cli/due-lines.ts';
import { dueAt, issue } from '../../src/pipeline/issue/issue.ts';
import { planAt } from '../../src/pipeline/plan/plan.ts';
import { withdraw } from '../../src/pipeline/record/withdraw.ts';
import { planSource } from '../../src/pipeline/session.ts';
import { waive } from '../../src/pipeline/signoff/waive.ts';
import { due } from '../../src/pipeline/status/due.ts';
import { recount } from '../../src/recount/recount.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import { issued, makeWorkspace, open, record, rowsOf, textsOf } from './_contract.ts';

const at = (day: string, time = '09:00'): string => `2026-${day}T${time}:00+08:00`;

/** A register of one activity: three months of each half-year to do it, and any day to hand it in. */
const register = (id: string, code: string, name: string, activity: string, cadence: string): string => `
  - id: ${id}
    code: ${code}
    name: ${name}
    ${cadence}
    interval: service
    due: { after: period-start, months: 3, time: "17:00", agreed: true }
    issueFrom: { after: period-start, days: 0, time: "00:00" }
    clauses: ["6"]
    signature: full
    kind: activity
    where: [{ field: activity, in: [${activity}] }]
    columns: [{ field: at }, { field: title }]
    emptyText: 本期没有登记${name}
`;

const monthly = `
  - id: month
    code: YB
    name: 服务月报
    unit: period-report
    sections: [deliveries]
    every: { unit: month }
    due: { after: period-end, days: 5, time: "17:00", agreed: true }
    issueFrom: { after: period-end, days: 1, time: "00:00" }
    clauses: ["5.1"]
    signature: full
`;

const lateDocument = `
      - { id: papers, label: 登记表迟交或缺失, clauses: ["7.1"], on: document, obligations: [training, stock], per: occurrence, amount: 2 }`;

async function append(root: string, file: string, change: (text: string) => string): Promise<void> {
  const path = join(root, 'contract', file);
  await writeFile(path, change(await readFile(path, 'utf8')));
}

const stateOf = async (obligation: string, period: string, now: string) => {
  const { items } = await planAt(planSource(session), now);
  return items.find((one) => one.obligation.id === obligation && one.occurrence.period === period)?.state;
};

const activity = (id: string, at: string, more: Record<string, unknown> = {}) => ({
  ...{ at, enteredAt: at, date: at.slice(0, 10), activity: id, title: '按合同开展', organiser: '某单位' },
  ...{ content: '按合同', result: '完成', ...more },
});

/** The document of a month, five days after it. */
async function month(period: string, now: string): Promise<ReportDocument> {
  const [document] = [...(await issued(session, { obligation: 'month', period, now })).values()];
  if (document === undefined) throw new Error(`no ${period}`);
  return document;
}

const gaps = (document: ReportDocument): string[] =>
  rowsOf(document, 'deliveries').filter((row) => row.includes('2026'));

const root = await makeWorkspace({ like: 'campus', from: '2026-01-01' });
const { n1, n2 } = { n1: 'atLeast: { n: 1, per: half-year }', n2: 'atLeast: { n: 2, per: half-year }' };
await append(root, 'registers.yaml', (text) =>
  [
    text,
    register('training', 'PX', '培训登记表', 'training', n1),
    register('stock', 'PD', '盘点登记表', 'stock-taking', n2),
  ].join(''),
);
await append(root, 'obligations.yaml', (text) => text + monthly);
await append(root, 'contract.yaml', (text) => text.replace(/(\n {6}- \{ id: general-late.*)/, `$1${lateDocument}`));
const session = await open(root);

test('one stock-taking of two in time, and no training: the others are not made, and stand as missing', async () => {
  const now = at('04-02');
  await record(session, 'activity', [activity('stock-taking', at('03-10'))]);
  expect(await stateOf('training', '2026-H1', at('03-20'))).toBe('due');
  const { items } = await due(session, at('03-20'), at('04-30'));
  const training = items.find((one) => one.obligation === 'training');
  expect(training).toMatchObject({
    lacks: ['专项活动（事项 使用培训）1 条：2026-01-01 至 2026-06-30 要求 1 条，已登记 0 条'],
    command: 'opsledger record activity',
  });
  const made = await issued(session, { obligation: 'stock', period: '2026-H1-n1', now: at('03-20') });
  expect([...made.keys()]).toEqual(['CAMPUS-PD-2026H1n1-r1']);
  for (const [obligation, period] of [
    ['training', '2026-H1'],
    ['stock', '2026-H1-n2'],
  ] as const) {
    expect(await stateOf(obligation, period, now)).toBe('missing');
    const named = issue(session, { obligation, period, now, reason: '补交' });
    await expect(named).rejects.toThrow(/没有发生的事，不能以文档交付/);
  }
  const offered = dueAt(await planAt(planSource(session), now), now).map(({ obligation }) => obligation.id);
  expect(offered).not.toContain('training');
  expect(offered).not.toContain('stock');
  expect(await stateOf('stock', '2026-H1-n1', now)).toBe('on-time');
});

test('what is only written down of another thing, or of another half-year, is no evidence', async () => {
  await record(session, 'activity', [activity('stock-taking', at('07-02'))]);
  expect(await stateOf('training', '2026-H1', at('07-02', '10:00'))).toBe('missing');
  expect(await stateOf('stock', '2026-H1-n2', at('07-02', '10:00'))).toBe('missing');
});

test('the month and the score say the same', async () => {
  const document = await month('2026-03', at('04-04'));
  expect(gaps(document).filter((row) => /^(培训|盘点)登记表.*缺失/.test(row))).toEqual([
    expect.stringMatching(/培训登记表.*未签发.*缺失.*没有登记所依据的记录/),
    expect.stringMatching(/盘点登记表.*未签发.*缺失.*没有登记所依据的记录/),
  ]);
  const score = await issued(session, { obligation: 'assessment-score', period: '2026-H1', now: at('07-03') });
  const [sheet] = [...score.values()];
  expect(textsOf(sheet).join('\n')).toContain('培训登记表 2026-H1：期限 2026-03-31，到期未签发');
  expect(textsOf(sheet).join('\n')).toContain('盘点登记表 2026-H1-n2：期限 2026-03-31，到期未签发');
});

test('a training after the due time makes the register late, and tells when; withdrawn it is missing again', async () => {
  await month('2026-09', at('10-04'));
  const [id = ''] = await record(session, 'activity', [activity('training', at('11-05'))]);
  const { items } = await due(session, at('11-06'), at('11-06'));
  const line = dueLines(items.filter((one) => one.obligation === 'training' && one.period === '2026-H2'))[0];
  expect(line?.join(' ')).toContain('所依据的事项 2026-11-05 才发生，晚于期限');
  await issued(session, { obligation: 'training', period: '2026-H2', now: at('11-06'), reason: '培训推迟' });
  expect(await stateOf('training', '2026-H2', at('11-06', '10:00'))).toBe('late');
  const november = await month('2026-11', at('12-04'));
  expect(textsOf(november).join('\n')).toContain('更正');
  await withdraw(session, { record: id, reason: '未举办', by: '某单位', now: at('12-10') });
  expect(await stateOf('training', '2026-H2', at('12-11'))).toBe('missing');
  // The last month takes back what the one before had learned.
  const december = await issued(session, { obligation: 'month', period: '2026-12', now: '2027-01-04T09:00:00+08:00' });
  expect(textsOf([...december.values()]).join('\n')).toContain('更正');
  const last = await due(session, at('12-11'), at('12-11'));
  expect(last.items.find((one) => one.obligation === 'training' && one.period === '2026-H2')).toMatchObject({
    state: 'missing',
    command: 'opsledger record activity',
  });
  const asked = { obligation: 'training', periods: ['2026-H2'], person: '某单位', reason: '改为下年举办' };
  const waived = await waive(session, { ...asked, side: 'purchaser', now: '2027-01-05T09:00:00+08:00' });
  expect(waived.recorded).toHaveLength(1);
});

test('its documents are counted again without a difference', () => expect(recount(root).differences).toEqual([]));
