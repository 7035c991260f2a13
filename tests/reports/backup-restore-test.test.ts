import { describe, expect, test } from 'vitest';
import deliverable from '../../reports/backup-restore-test.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import type { FactsBlock } from '../../src/report/block.ts';
import backupKind, { type BackupRecord } from '../../src/subjects/recovery/kinds/backup.ts';
import restoreKind, { type RestoreTestRecord } from '../../src/subjects/recovery/kinds/restore-test.ts';
import { documentOf, recordOf } from './_documents.ts';
import { expectGolden, printed, rowsOf, sectionOf, tableOf } from './_printed.ts';

/** The first quarter of the service: September to November. */
const request = { deliverable, period: '2026-Q3', asOf: '2026-11-30T17:00:00+08:00' };
const make = (records: readonly AnyRecord[]) => documentOf({ ...request, records });

const backupOn = (date: string, changes: Partial<BackupRecord> = {}): BackupRecord =>
  recordOf<BackupRecord>(backupKind, {
    id: `BF-${date.replaceAll('-', '')}-001`,
    set: `mysql-${date.replaceAll('-', '')}-0200`,
    at: `${date}T02:00:00+08:00`,
    startedAt: `${date}T02:00:00+08:00`,
    finishedAt: `${date}T02:14:31+08:00`,
    verifiedAt: `${date}T02:20:00+08:00`,
    enteredAt: `${date}T02:20:05+08:00`,
    ...changes,
  });

const failed = (date: string): BackupRecord =>
  backupOn(date, {
    result: 'failed',
    reason: '备份盘空间不足',
    finishedAt: undefined,
    size: undefined,
    sha256: undefined,
    location: undefined,
    offsite: undefined,
    tables: undefined,
    verified: 'not-checked',
    verifiedAt: undefined,
    verifyNote: undefined,
  });

const tested = (changes: Partial<RestoreTestRecord> = {}): RestoreTestRecord => recordOf(restoreKind, changes);

const different: Partial<RestoreTestRecord> = {
  result: 'failed',
  failure: '表 oa.attendance 行数不一致',
  tables: [{ table: 'oa.attendance', expectedRows: 402118, actualRows: 402117, result: 'different' }],
};

describe('a quarter with backups and a test', () => {
  const backups = ['2026-11-20', '2026-11-21'].map((date, i) => backupOn(date, { size: 1024 ** 3 * (1 + i) }));
  const made = make([...backups, failed('2026-11-22'), tested()]);

  test('is as the golden file', () => expectGolden('backup-restore-test', made));

  test('a plan that runs once a week has no gap while it runs each week', () => {
    const weeks = ['2026-11-01', '2026-11-08', '2026-11-15', '2026-11-22', '2026-11-29'];
    const rowFor = (dates: readonly string[]) =>
      rowsOf(tableOf(make(dates.map((date) => backupOn(date))), '备份计划'))[0];
    expect(rowFor(weeks)).toMatchObject({ owed: '5/5', gap: '没有间断' });
    const lacking = rowFor(weeks.filter((day) => day !== '2026-11-15'));
    expect(lacking).toMatchObject({ owed: '4/5', missing: '11-15' });
    expect(lacking?.['gap']).not.toBe('没有间断');
  });

  test('it is said where sets are counted by moments, and what was owed by whole days, and the two differ', () => {
    const last = ['2026-11-27', '2026-11-28', '2026-11-29', '2026-11-30'];
    const told = (dates: readonly string[]): string =>
      printed(sectionOf(make(dates.map((date) => backupOn(date))), 'strategy'));
    expect(told(last)).toContain('成功 4：按计划应有且已有的 3，加 2026-09-01 至 2026-11-29 以外的 1。');
    expect(told(last.slice(0, 3))).not.toContain('应有而已有');
  });
});

describe('results', () => {
  test('exactly the target is met, one second more is not', () => {
    const states = (rtoActual: number) =>
      rowsOf(tableOf(make([tested({ rtoTarget: 26, rtoActual })]), 'RTO/RPO 目标与实际'))[0]?.['state'];
    expect([states(1560), states(1561)]).toEqual(['达标，在目标之内', '未达标，超出目标 1 秒']);
  });

  test('a missing figure is not passing', () => {
    const made = make([tested({ rtoActual: undefined })]);
    expect(rowsOf(tableOf(made, 'RTO/RPO 目标与实际'))[0]?.['state']).toBe('未登记实际值，不能判定');
  });

  test('of tables that differ the test has failed', () => {
    const made = make([backupOn('2026-11-20'), tested(different)]);
    expect(printed(sectionOf(made, 'conclusion'))).toContain('恢复测试不通过：MySQL 主库');
    expect(printed(sectionOf(made, 'problems'))).toContain('表 oa.attendance 行数不一致');
  });

  test('a later test that passes mends an earlier one that did not, and both are told', () => {
    const again = tested({
      id: 'HF-20261125-001',
      at: '2026-11-25T14:00:00+08:00',
      startedAt: '2026-11-25T14:00:00+08:00',
      restoredAt: '2026-11-25T14:20:00+08:00',
      finishedAt: '2026-11-25T14:40:00+08:00',
      cleanedAt: '2026-11-25T14:45:00+08:00',
      enteredAt: '2026-11-25T15:00:00+08:00',
      steps: [],
    });
    const text = printed(sectionOf(make([tested(different), again]), 'conclusion'));
    expect(text).toContain('恢复测试通过：MySQL 主库由备份恢复成功。MySQL 主库曾未通过，复测通过。');
  });

  test('test data that nobody cleared away stand out', () => {
    const made = make([tested({ cleanedAt: undefined, cleanup: undefined })]);
    expect(tableOf(made, '测试数据清除记录').rows[0]?.tone).toBe('abnormal');
  });

  test('a test without a permit says so', () => {
    const made = make([tested({ permit: undefined, withoutPermit: '未取得许可' })]);
    const facts = sectionOf(made, 'test-HF-20261124-001').blocks.find(
      (block): block is FactsBlock => block.type === 'facts',
    );
    expect(facts?.items.find((item) => item.label === '许可编号')).toEqual({
      label: '许可编号',
      value: '无许可：未取得许可',
      tone: 'abnormal',
    });
  });
});

describe('with little or nothing', () => {
  test('no record: nothing is claimed', () => {
    const made = make([]);
    const text = printed(sectionOf(made, 'conclusion'));
    expect(text).toContain('没有登记恢复测试，不能说明备份可以恢复');
    expect(text).toContain('没有登记备份，不能说明备份是否正常');
    expect(made.marks.map((mark) => mark.text)).toContain('统计区间内没有登记恢复测试');
  });

  test('many sets: the newest on paper, all in the workbook', () => {
    const all = Array.from({ length: 80 }, (_, i) => {
      const day = new Date(Date.UTC(2026, 8, 1 + i)).toISOString().slice(0, 10);
      return backupOn(day);
    });
    const table = tableOf(make(all), '备份集清单');
    expect(table.rows).toHaveLength(80);
    expect(table.printedRows).toBe(60);
    expect(rowsOf(table)[0]?.['set']).toBe('mysql-20261119-0200');
  });
});
