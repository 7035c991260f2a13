import { describe, expect, test } from 'vitest';
import ledger from '../../reports/data-maintenance-ledger.ts';
import type { IssuedSummary } from '../../src/contract/calendar/occurrence.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import permitKind, { type PermitRecord } from '../../src/subjects/permits/kinds/permit.ts';
import kind, { type ServiceRequestRecord } from '../../src/subjects/requests/kinds/service-request.ts';
import { signedScan } from '../support/signed.ts';
import { documentOf, recordOf } from './_documents.ts';
import { t } from './_incidents.ts';
import { expectGolden, printed, rowsOf, sectionOf, tableOf } from './_printed.ts';

const report = (records: AnyRecord[], asOf = '2026-11-30 17:00:00', issued: IssuedSummary[] = []) =>
  documentOf({ deliverable: ledger, records, period: '2026-11', asOf: t(asOf), issued });

const october = (at: string): IssuedSummary => ({
  obligation: 'data-maintenance-ledger',
  period: '2026-10',
  revision: 1,
  number: 'HQSF-TZ-202610-r1',
  title: '数据维护与账号操作台账',
  dueAt: null,
  issuedAt: t(at),
  confirmedAt: null,
  late: false,
  fingerprint: '0'.repeat(64),
});

const permit = (id: string, more: Partial<PermitRecord>): PermitRecord =>
  recordOf(permitKind, {
    id,
    operations: ['account', 'data-modify', 'data-delete', 'data-export', 'configuration'],
    assets: undefined,
    reason: '账号与数据日常处理',
    scope: '按申请单逐项处理',
    conditions: undefined,
    ...more,
  });

const standing = permit('XK-20260901-001', {
  type: 'standing',
  at: t('2026-09-01 09:00:00'),
  enteredAt: t('2026-09-01 11:00:00'),
  grantedAt: t('2026-09-01 10:00:00'),
  validFrom: t('2026-09-01 10:00:00'),
  validTo: t('2026-11-20 23:59:59'),
});

const oral = (more: Partial<PermitRecord>): PermitRecord =>
  permit('XK-20261125-001', {
    type: 'emergency',
    channel: 'phone',
    number: undefined,
    at: t('2026-11-25 20:00:00'),
    grantedAt: t('2026-11-25 20:05:00'),
    enteredAt: t('2026-11-25 20:30:00'),
    validFrom: t('2026-11-25 20:05:00'),
    validTo: t('2026-11-25 23:00:00'),
    writtenDue: t('2026-11-26 18:00:00'),
    attachments: [signedScan(t('2026-11-25 20:05:00'))],
    ...more,
  });

/** One operation on a day from ten to a quarter past. */
const request = (day: string, n: number, more: Partial<ServiceRequestRecord> = {}): ServiceRequestRecord =>
  recordOf(kind, {
    id: `SQ-${day.replaceAll('-', '')}-${String(n).padStart(3, '0')}`,
    at: t(`${day} 09:30:00`),
    enteredAt: t(`${day} 11:00:00`),
    startedAt: t(`${day} 10:00:00`),
    finishedAt: t(`${day} 10:15:00`),
    reviewedAt: t(`${day} 10:30:00`),
    permit: standing.id,
    ...more,
  });

const account: Partial<ServiceRequestRecord> = {
  category: 'account',
  action: 'account-reset',
  subject: '重置账号密码 1 个',
  backup: undefined,
  backupNote: undefined,
  scriptSha256: undefined,
  affectedRows: undefined,
  reviewer: undefined,
  reviewedAt: undefined,
  rollback: undefined,
  resultNote: undefined,
};
const reconcile: Partial<ServiceRequestRecord> = {
  category: 'interface',
  action: 'interface-reconcile',
  asset: 'interface-gis',
  subject: 'GIS 地图接口补传点位 12 条',
  form: 'SQ-2026-0121',
  affectedRows: 12,
};

const covered = [
  request('2026-11-03', 1),
  request('2026-11-04', 1, account),
  request('2026-11-05', 1, { ...account, action: 'account-create', subject: '新增账号 2 个' }),
  request('2026-11-10', 1, reconcile),
];
const without = request('2026-11-12', 1, {
  ...account,
  action: 'permission-change',
  subject: '临时增加审批权限',
  permit: undefined,
  withoutPermit: '节后审批积压，事后已向采购人报告',
});
const expired = request('2026-11-24', 1, { action: 'data-delete', subject: '删除重复排班 40 条', affectedRows: 40 });

test('golden document', () => {
  const open = request('2026-11-13', 1, {
    ...account,
    subject: '停用离职人员账号',
    action: 'account-disable',
    startedAt: undefined,
    finishedAt: undefined,
    executor: undefined,
    permit: undefined,
    result: 'open',
  });
  const before = request('2026-10-30', 1, { ...account, enteredAt: t('2026-10-30 18:00:00') });
  const issued = [october('2026-10-30 17:00:00')];
  const records = [standing, before, ...covered, without, open, expired];
  expectGolden('data-maintenance-ledger', report(records, '2026-11-30 17:00:00', issued));
});

describe('许可 (5.2.3)', () => {
  test('what was done outside any permit is the first section of all', () => {
    const document = report([standing, ...covered, without, expired]);
    expect(document.sections[0]?.id).toBe('breaches');
    expect(rowsOf(tableOf(document, '许可不符')).map(({ id, permit: named, why }) => [id, named, why])).toEqual([
      [without.id, '未取得', '未取得许可：节后审批积压，事后已向采购人报告'],
      [expired.id, standing.id, '许可已过期'],
    ]);
    expect(printed(sectionOf(document, 'breaches'))).toContain('已执行的 6 项操作中，2 项不符合 五（二）3');
  });

  test('the breach stands out in its own table too', () => {
    const document = report([standing, ...covered, expired]);
    const rows = tableOf(document, '数据后台处理').rows;
    expect(rows.map((row) => row.tone)).toEqual([undefined, 'abnormal']);
  });

  test('a permit named but not there is none', () => {
    const document = report([...covered]);
    expect(rowsOf(tableOf(document, '许可不符')).map(({ why }) => why)).toEqual(Array(4).fill('许可编号不存在'));
  });

  test('all covered is said; nothing done is not the same as all covered', () => {
    const { requires, ...plain } = standing;
    expect(requires).toBeDefined();
    expect(printed(sectionOf(report([plain, ...covered]), 'breaches'))).toContain('已执行的 4 项操作均有有效许可。');
    // A condition of which the records do not tell was not compared: nothing is proven of it.
    expect(printed(sectionOf(report([standing, ...covered]), 'breaches'))).toContain(
      '已执行的 4 项操作的种类、对象和时间与许可相符，其中 4 项的许可另有条件，记录不能说明是否满足，未核对。',
    );
    expect(printed(sectionOf(report([standing]), 'breaches'))).toContain('没有需要核对的许可');
  });

  test('valid to its last second', () => {
    const last = { ...standing, validTo: t('2026-11-03 10:15:00') };
    const breaches = (one: PermitRecord) =>
      printed(sectionOf(report([one, request('2026-11-03', 1)]), 'breaches')).includes('许可已过期');
    expect(breaches(last)).toBe(false);
    expect(breaches({ ...last, validTo: t('2026-11-03 10:14:59') })).toBe(true);
  });

  test('oral in an emergency: pending is no breach, late is', () => {
    const night = request('2026-11-25', 1, {
      at: t('2026-11-25 20:00:00'),
      startedAt: t('2026-11-25 20:10:00'),
      finishedAt: t('2026-11-25 20:20:00'),
      reviewedAt: t('2026-11-25 20:30:00'),
      enteredAt: t('2026-11-25 20:40:00'),
      permit: 'XK-20261125-001',
    });
    const pending = report([oral({}), night], '2026-11-26 12:00:00');
    expect(rowsOf(tableOf(pending, '数据后台处理'))[0]?.['permit']).toBe('XK-20261125-001（书面许可待补办）');
    expect(printed(sectionOf(pending, 'breaches'))).toContain('其中 1 项的书面许可待补办');
    const late = report([oral({ writtenAt: t('2026-11-27 09:00:00') }), night]);
    expect(rowsOf(tableOf(late, '许可不符'))[0]?.['why']).toBe('书面许可补办逾期');
    const never = report([oral({}), night]);
    expect(rowsOf(tableOf(never, '许可不符'))[0]?.['why']).toBe('书面许可逾期未补办');
  });
});

describe('the three sections', () => {
  const document = report([standing, ...covered]);

  test('each with its form, people, result and safeguards', () => {
    expect(rowsOf(tableOf(document, '接口维护'))[0]).toMatchObject({
      form: 'SQ-2026-0121',
      applicant: '人事处用户（人事处）',
      executor: '驻点运维工程师',
      reviewer: '数据库工程师',
      result: '已完成',
    });
    expect(rowsOf(tableOf(document, '数据后台处理：备份、脚本与回退'))[0]).toMatchObject({
      backup: 'BF-20261124-002：导出受影响的 3 行到 before.csv',
      rows: '3',
      rollback: '按 before.csv 恢复原值',
    });
    const accounts = tableOf(document, '账号操作：备份、脚本与回退');
    expect(rowsOf(accounts)[0]).toMatchObject({ backup: '未登记' });
    // Nobody changes accounts by script: there is no column of 未登记 then.
    expect(accounts.columns.map(({ key }) => key)).not.toContain('script');
  });

  test('the figures count each once', () => {
    const [figures] = sectionOf(document, 'overview').blocks;
    expect(figures?.type === 'key-figures' ? figures.items.map(({ label, value }) => `${label}${value}`) : []).toEqual([
      '账号操作2',
      '数据后台处理1',
      '接口维护1',
      '未完成0',
      '影响数据15',
    ]);
  });
});

test('a month without operations is issued and says so', () => {
  const document = report([]);
  const text = printed(document);
  expect(text).toContain('统计区间内没有登记账号操作、数据后台处理或接口维护。');
  for (const title of ['账号操作', '数据后台处理', '接口维护']) expect(text).toContain(`统计区间内没有登记${title}。`);
  for (const section of document.sections) expect(printed(section)).not.toMatch(/^无$/m);
});

describe('上期转入', () => {
  const asked = request('2026-10-29', 1, {
    ...account,
    enteredAt: t('2026-10-29 10:00:00'),
    startedAt: t('2026-11-02 09:00:00'),
    finishedAt: t('2026-11-02 09:10:00'),
    permit: undefined,
    withoutPermit: '未及办理许可',
  });

  test('asked for in October, done in November without permission: judged here', () => {
    const document = report([standing, { ...asked, enteredAt: t('2026-10-29 10:00:00') }], '2026-11-30 17:00:00', [
      october('2026-10-30 17:00:00'),
    ]);
    expect(rowsOf(tableOf(document, '上期转入中的许可不符')).map(({ id }) => id)).toEqual([asked.id]);
    expect(rowsOf(tableOf(document, '上期转入：账号操作')).map(({ id }) => id)).toHaveLength(1);
  });

  test('done before the last ledger was issued: no second time', () => {
    const done = request('2026-10-29', 1, account);
    const ids = report([standing, done], '2026-11-30 17:00:00', [october('2026-10-30 17:00:00')]).sections.map(
      ({ id }) => id,
    );
    expect(ids).not.toContain('carried');
  });

  test('the last ledger was not issued: its own period will have to say it', () => {
    const done = request('2026-10-29', 1, account);
    const document = report([standing, done]);
    expect(printed(sectionOf(document, 'supplement'))).toContain('的内容以该期补报为准');
    expect(() => tableOf(document, '上期转入：账号操作')).toThrow(/no table/);
  });
});
