import { describe, expect, test } from 'vitest';
import operationLogAnalysis from '../../reports/operation-log-analysis.ts';
import type { IssuedSummary } from '../../src/contract/calendar/occurrence.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import kind, { type OperationLogRecord } from '../../src/subjects/operation-logs/kinds/operation-log.ts';
import { documentOf, recordOf } from './_documents.ts';
import { t } from './_incidents.ts';
import { expectGolden, printed, rowsOf, sectionOf, tableOf } from './_printed.ts';

type Log = Partial<OperationLogRecord>;

const log = (day: string, n: number, more: Log = {}): OperationLogRecord => {
  const next = Temporal.PlainDate.from(day).add({ days: 1 }).toString();
  return recordOf(kind, {
    id: `RZ-${day.replaceAll('-', '')}-${String(n).padStart(3, '0')}`,
    at: t(`${day} 23:59:59`),
    from: t(`${day} 00:00:00`),
    to: t(`${day} 23:59:59`),
    enteredAt: t(`${next} 01:40:00`),
    backedUpAt: t(`${next} 01:30:00`),
    earliest: t('2026-05-01 00:00:00'),
    anomalies: [],
    ...more,
  });
};

const report = (records: AnyRecord[], asOf = '2026-11-30 17:00:00', issued: IssuedSummary[] = [], period = '2026-11') =>
  documentOf({ deliverable: operationLogAnalysis, records, period, asOf: t(asOf), issued });

const issuedAt = (period: string, at: string): IssuedSummary => ({
  obligation: 'operation-log-analysis',
  period,
  revision: 1,
  number: `HQSF-RZ-${period.replace('-', '')}-r1`,
  title: '操作日志分析报告',
  dueAt: null,
  issuedAt: t(at),
  confirmedAt: null,
  late: false,
  fingerprint: '0'.repeat(64),
});

const hours = [8, 9, 10, 14, 15, 16, 20].map((hour, index) => ({ hour, count: 100 + index * 60 }));

const month = Array.from({ length: 29 }, (_, index) => {
  const day = `2026-11-${String(index + 1).padStart(2, '0')}`;
  const login = 900 + ((index * 137) % 700);
  return [
    log(day, 1, {
      total: login + 2100,
      categories: [
        { category: 'login', count: login },
        { category: 'query', count: 2000 },
        { category: 'export', count: 100 },
      ],
      hours,
      users: Array.from({ length: 12 }, (__, user) => ({ user: `用户 ${user + 1}`, count: 300 - user * 20 })),
    }),
    log(day, 2, {
      asset: 'subsystem-hr',
      total: 640,
      categories: [
        { category: 'submit', count: 420 },
        { category: 'modify', count: 220 },
      ],
      hours: undefined,
      users: undefined,
    }),
  ];
}).flat();

const anomalies: OperationLogRecord['anomalies'] = [
  {
    at: t('2026-11-12 23:41:00'),
    user: '人事处用户',
    type: 'bulk-export',
    detail: '23:41 导出人员档案 320 条',
    count: 1,
    judged: 'normal',
    handling: '已与用户核实，为年终统计',
  },
  {
    at: t('2026-11-12 02:10:00'),
    user: '未知',
    type: 'failed-login',
    detail: '同一来源登录失败',
    count: 46,
    judged: 'abnormal',
  },
  {
    at: t('2026-11-12 21:00:00'),
    user: '办公室用户',
    type: 'off-hours',
    detail: '休息日修改审批流程',
    count: 2,
    judged: 'pending',
  },
];

const full = [
  ...month.map((record) => (record.id === 'RZ-20261112-001' ? { ...record, anomalies } : record)),
  log('2026-10-29', 1),
  log('2026-10-30', 1),
  log('2026-10-31', 1, { total: 12, categories: [{ category: 'query', count: 12 }] }),
];

test('golden document', () => {
  expectGolden(
    'operation-log-analysis',
    report(full, '2026-11-30 17:00:00', [issuedAt('2026-10', '2026-10-30 17:00:00')]),
  );
});

test('compares with what the document before counted, wherever its cut lay', () => {
  const days = Array.from({ length: 91 }, (_, n) => Temporal.PlainDate.from('2026-09-01').add({ days: n }).toString());
  const records = days.map((day, n) => {
    const total = 1000 + 7 ** (n % 5) + n;
    return log(day, 1, { total, categories: [{ category: 'query', count: total }] });
  });
  for (const cuts of [
    ['2026-09-30 17:00:00', '2026-10-30 17:00:00', '2026-11-30 17:00:00'],
    ['2026-09-27 02:00:00', '2026-11-04 09:00:00', '2026-11-20 17:00:00'],
  ]) {
    const periods = ['2026-09', '2026-10', '2026-11'];
    const documents = periods.map((period, n) =>
      report(
        records,
        cuts[n],
        periods.slice(0, n).map((one, i) => issuedAt(one, cuts[i] ?? '')),
        period,
      ),
    );
    const totals = documents.map((one) => tableOf(one, '分类统计').totals?.[0]?.cells ?? {});
    expect(totals.map(({ before }) => before)).toEqual(['', totals[0]?.['count'], totals[1]?.['count']]);
    const sum = totals.reduce((all, { count }) => all + Number(count), 0);
    const known = records.filter(({ enteredAt }) => enteredAt <= t(cuts[2] ?? ''));
    expect(sum).toBe(known.reduce((all, { total }) => all + total, 0));
  }
});

test('统计 coverage per system up to the moment of judging, and the systems without any log by name', () => {
  // The log of a day is written down an hour after it: at the cut the hour after midnight is not covered.
  const document = report(full, '2026-11-30 02:00:00');
  expect(rowsOf(tableOf(document, '各系统操作日志')).map(({ covered }) => covered)).toEqual(['99.7 %', '99.7 %']);
  const half = report(
    full.filter(({ id }) => id < 'RZ-20261115'),
    '2026-11-29 00:00:00',
  );
  expect(rowsOf(tableOf(half, '各系统操作日志'))[0]).toMatchObject({ days: '14', covered: '50.0 %' });
  expect(printed(sectionOf(half, 'systems'))).toContain('未登记不等于没有操作');
  expect(printed(sectionOf(half, 'systems'))).toContain('案件管理子系统');
});

describe('备份与留存', () => {
  // The service of the fixtures began on 1 September.
  const state = (more: Log): string | undefined => {
    const record = log('2026-11-24', 1, more);
    const document = report([record], '2026-11-30 17:00:00');
    return rowsOf(tableOf(document, '备份与留存'))[0]?.['state'];
  };

  test('exactly six months are enough, a day less is not', () => {
    expect(state({ earliest: t('2026-05-24 08:00:00') })).toBe('不少于六个月');
    expect(state({ earliest: t('2026-10-01 00:00:00') })).toBe('不足六个月');
  });

  test('kept since before the service began, which is not yet six months ago', () => {
    expect(state({ earliest: t('2026-09-01 00:00:00') })).toBe('自服务期起留存，未满六个月');
    expect(state({ earliest: t('2026-05-25 00:00:00') })).toBe('自服务期起留存，未满六个月');
  });

  test('nobody wrote it down: 未登记, and the backups that are missing are counted', () => {
    expect(state({ earliest: undefined })).toBe('未登记');
    const document = report([log('2026-11-23', 1), log('2026-11-24', 1, { backedUpAt: undefined })]);
    expect(rowsOf(tableOf(document, '备份与留存'))[0]).toMatchObject({
      missing: '1 / 2 份',
      backup: '2026-11-24 01:30',
    });
  });
});

describe('little or nothing', () => {
  test('a month without any log is issued and says that nothing can be said', () => {
    const document = report([]);
    expect(printed(document)).toContain('统计区间内没有登记操作日志，不能判断操作是否正常。');
    expect(printed(sectionOf(document, 'anomalies'))).toContain('未做异常分析');
    expect(printed(document)).not.toContain('没有列出异常');
    for (const section of document.sections) expect(printed(section)).not.toMatch(/^无$/m);
  });

  test('one log without hours and users', () => {
    const document = report([log('2026-11-24', 1, { hours: undefined, users: undefined })]);
    expect(printed(sectionOf(document, 'hours'))).toContain('未登记时段分布。');
    expect(printed(sectionOf(document, 'hours'))).toContain('未登记用户分布。');
    expect(printed(sectionOf(document, 'anomalies'))).toContain('日志分析没有列出异常。');
  });
});

describe('各条日志的归属', () => {
  test('what came in after the month before was issued is counted here, in a row of its own', () => {
    const document = report(full, '2026-11-30 17:00:00', [issuedAt('2026-10', '2026-10-31 02:00:00')]);
    const rows = rowsOf(tableOf(document, '各类记录的归属')).filter(({ from }) => from?.includes('上期截止后'));
    expect(rows.map(({ ids }) => ids)).toEqual(['RZ-20261031-001']);
  });

  test('nothing came in: the period alone; the month before not issued: said', () => {
    const document = report(full, '2026-11-30 17:00:00', [issuedAt('2026-10', '2026-11-02 10:00:00')]);
    expect(rowsOf(tableOf(document, '各类记录的归属')).map(({ from }) => from)).toEqual(['本期']);
    expect(
      printed(
        sectionOf(report(full, '2026-11-30 17:00:00', [issuedAt('2026-09', '2026-09-30 17:00:00')]), 'supplement'),
      ),
    ).toContain('未签发的以前各期（2026-10）的内容以该期补报为准');
  });
});
