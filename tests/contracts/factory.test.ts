/** A factory with two shifts: three levels of its own, money with a cap, a score of 120; no yearly quota, no permits, no scans. */
import { describe, expect, test } from 'vitest';
import { checkContract } from '../../src/pipeline/check/check.ts';
import { recount } from '../../src/recount/recount.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import { inspectionDraft, reading } from '../pipeline/_workspace.ts';
import {
  contractText,
  everything,
  fault,
  firstContracts,
  issued,
  makeWorkspace,
  open,
  record,
  rowsOf,
  textsOf,
} from './_contract.ts';

const at = (text: string): string => `2026-11-${text.replace(' ', 'T')}:00+08:00`;

/** Two people a shift for a week; on the night of the fifth one of them is missing. */
function duties() {
  const crew = { day: ['甲班长', '丙'], night: ['丁', '戊'] };
  return [2, 3, 4, 5, 6, 7, 8].flatMap((day) => {
    const two = (n: number): string => String(n).padStart(2, '0');
    const shifts = [
      { people: crew.day, from: at(`${two(day)} 08:00`), to: at(`${two(day)} 20:00`) },
      { people: crew.night, from: at(`${two(day)} 20:00`), to: at(`${two(day + 1)} 08:00`) },
    ];
    return shifts.flatMap(({ people, from, to }) =>
      people.map((person) => {
        const planned = {
          at: from,
          date: from.slice(0, 10),
          person,
          post: 'resident',
          plannedFrom: from,
          plannedTo: to,
        };
        return person === '戊' && day === 5
          ? { ...planned, state: 'absent', reason: '未到岗，无人顶岗' }
          : { ...planned, state: 'present', signedInAt: from, signedOutAt: to, way: 'paper' };
      }),
    );
  });
}

const faults = [
  fault(
    'stop',
    { reported: '11-03 09:00', responded: '11-03 09:04', arrived: '11-03 09:18', restored: '11-03 10:20' },
    { title: '一号线急停不复位', assets: ['plc-1'], closedAt: at('03 11:00') },
  ),
  fault(
    'stop',
    { reported: '11-05 02:00', responded: '11-05 02:03', arrived: '11-05 02:25', restored: '11-05 04:15' },
    { title: '二号线控制器停机', assets: ['plc-2'] },
  ),
  fault(
    'slow',
    { reported: '11-06 13:00', arrived: '11-06 13:40', restored: '11-06 18:30' },
    { title: '工控机卡顿', assets: ['line-pc-3'] },
  ),
  fault('aux', { reported: '11-06 19:00', restored: '11-07 14:00' }, { title: '看板不显示', assets: ['line-pc-6'] }),
];

/** The recipes of a machine, restored for real. */
const restoreTest = {
  at: at('07 09:00'),
  enteredAt: at('07 10:10'),
  asset: 'line-pc-1',
  set: '配方库 11 月 6 日夜班备份',
  environment: '备用工控机，不接产线',
  method: '整库还原',
  startedAt: at('07 09:00'),
  restoredAt: at('07 09:40'),
  finishedAt: at('07 10:00'),
  result: 'passed',
  steps: [{ at: at('07 09:00'), step: '还原配方库', result: '成功' }],
  tables: [{ table: '配方', expectedRows: 320, actualRows: 320, result: 'same' }],
  operator: '丙',
};

const documents = new Map<string, ReportDocument>();
const documentOf = (code: string): ReportDocument => {
  const found = [...documents].find(([number]) => number.includes(`-${code}-`));
  if (found === undefined) throw new Error(`no ${code} among ${[...documents.keys()].join(', ')}`);
  return found[1];
};

const root = await makeWorkspace({ like: 'blank', from: '2026-11-02', fixture: 'factory' });
const session = await open(root);
await record(session, 'duty', duties());
await record(session, 'note', [
  { at: at('03 19:50'), date: '2026-11-03', topic: 'operation', text: '一号线急停回路已换继电器' },
]);
await record(session, 'incident', faults);
await record(session, 'restore-test', [restoreTest]);
const startedAt = at('04 09:00');
const values = [
  { target: 'plc-1', metric: 'plc.cycle', value: 22, unit: 'ms' },
  { target: 'plc-2', metric: 'plc.cycle', value: 55, unit: 'ms' },
  { target: 'ups-1', metric: 'ups.runtime', value: 31, unit: '分' },
];
await session.workspace.change(
  '点检',
  (change) =>
    change.addRecord(
      'inspection',
      inspectionDraft(startedAt, { readings: values.map((one) => reading({ ...one, at: startedAt })) }),
    ),
  { at: startedAt },
);
// 周报 is due on Monday at 9:00, and goes out on Tuesday.
const orders = [
  ['shift-log', '2026-11-03-s1', '03 20:30'],
  ['shift-log', '2026-11-05-s2', '06 08:30'],
  ['stop-analysis', 'GZ-20261105-001', '06 15:00'],
  ['line-check', '2026-W45', '09 08:00'],
  ['weekly', '2026-W45', '10 14:00'],
  ['restore-proof', '2026-Q4', '10 15:00'],
  ['half-year-score', '2026-H2', '10 15:00'],
  ['quarter-damages', '2026-Q4', '10 15:00'],
] as const;
for (const [obligation, period, now] of orders) {
  const made = await issued(session, { obligation, period, now: at(now), reason: '按期补交' });
  for (const [number, document] of made) documents.set(number, document);
}
const read = await everything(session, at('10 16:00'));

test('its data can be used as they are, and switch off what the paper does not ask for', async () => {
  const { usable, causes, off } = await checkContract(root);
  expect(usable).toBe(true);
  // What reads the controllers hands its values in by a file.
  expect(causes.map(({ cause }) => cause)).toEqual(['source']);
  const topics = off?.map(({ topic }) => topic);
  for (const topic of ['quota', 'permit', 'scan', 'phone', 'knowledge'] as const) expect(topics).toContain(topic);
  for (const topic of ['response', 'restore-test', 'attendance', 'score'] as const) expect(topics).not.toContain(topic);
});

describe('the verdicts are those of the paper', () => {
  const columns = (code: string, section: string, ...numbers: number[]): string[] =>
    rowsOf(documentOf(code), section).map((row) => {
      const cells = row.split(' | ');
      return numbers.map((n) => cells[n]).join(' ');
    });

  test('a shift log has the records of its shift alone', () => {
    const [early, late] = [...documents.values()];
    expect(early?.number).toBe('LINE-JB-20261103s1-r1');
    expect(rowsOf(early as ReportDocument, 'table-1').map((row) => row.split(' | ')[1])).toEqual(['甲班长', '丙']);
    expect(rowsOf(early as ReportDocument, 'table-2')).toEqual(['1 | 2026-11-03 19:50 | 一号线急停回路已换继电器']);
    expect(rowsOf(late as ReportDocument, 'table-1').map((row) => row.split(' | ').at(-1))).toEqual(['在岗', '缺勤']);
    expect(textsOf(early).join()).not.toContain('整日统计');
  });

  test('of limits: by the level, and of small faults by the hours of the day shift', () => {
    expect(columns('TX', 'clocks', 0, 5, 6)).toEqual([
      '响应 5 分钟 达标',
      '到场 20 分钟 未达标',
      '恢复 90 分钟 未达标',
    ]);
    const met = columns('WK', 'clocks', 0, 2, 3).slice(0, 3);
    expect(met).toEqual(['响应 2 0', '到场 2 1', '恢复 3 1']);
  });

  test('of attendance: persons by shift', () => {
    expect(columns('WK', 'attendance', 0, 2, 3, 7)).toEqual([
      '驻厂保障白班 14 14 0',
      '驻厂保障夜班 14 13 1',
      '合计 28 27 1',
    ]);
  });

  test('of inspections: one a week is what is owed', () => {
    const text = textsOf(documentOf('WK').sections.find(({ id }) => id === 'inspections')?.blocks)[1];
    expect(text).toContain('应巡检 1 次，已巡检 1 次');
    expect(text).toContain('没有缺失');
    expect(columns('DJ', 'follow-up', 0, 1, 2)).toEqual(['2 号线控制器 扫描周期 异常']);
  });

  test('of the score: 120 less 6 and 9', () => {
    expect(textsOf(documentOf('BN')).find((one) => one.startsWith('半年考核：'))).toContain(
      '扣分 15 分，得 105 分；低于 108 分：扣除当期保障费的 4%',
    );
  });

  test('of the money: two steps, one person, one day, and no more than the cap', () => {
    expect(columns('WY', 'damages-rules', 0, 4, 5).slice(0, 3)).toEqual([
      '停线恢复超时 2 1,000.00',
      '缺岗 1 200.00',
      '周报迟交 1 100.00',
    ]);
    expect(textsOf(documentOf('WY')).find((one) => one.startsWith('季度违约金：'))).toContain('1,250.00 元');
  });

  test('of the restore test: one a quarter, done', () => {
    const text = textsOf(documentOf('HY')).join('\n');
    expect(text).toContain('恢复测试通过：产线工控机 1 由备份恢复成功');
  });

  test('nothing is asked that no clause asks for', () => {
    for (const document of documents.values())
      expect(textsOf(document).filter((one) => /许可|漏洞|限额/.test(one))).toEqual([]);
  });
});

test('nothing says a word of the first contract', () => expect(firstContracts(read, contractText(root))).toEqual([]));

test('its parties and its kinds of duty are called as its paper calls them', () => {
  const told = [...read].flatMap(([place, all]) => all.map((text) => `${place}: ${text}`));
  expect(told.filter((text) => /采购人|供应商|⟦|⟧/.test(text))).toEqual([]);
  expect(textsOf(documentOf('WK')).join('\n')).toContain('驻厂出勤');
  expect(documentOf('TX').frame.called).toEqual({ purchaser: '甲方', supplier: '乙方' });
  expect(textsOf(documentOf('TX').sections).join('\n')).toContain('甲方');
});

test('its documents are counted again without a difference', () => expect(recount(root).differences).toEqual([]));
