import { describe, expect, test } from 'vitest';
import monthly from '../../reports/monthly-maintenance.ts';
import registers from '../../reports/register.ts';
import type { IssuedSummary } from '../../src/contract/calendar/occurrence.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import type { KeyFiguresBlock, TableBlock } from '../../src/report/block.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import type { DutyRecord } from '../../src/subjects/attendance/kinds/duty.ts';
import type { ExpenseRecord } from '../../src/subjects/expenses/kinds/expense.ts';
import type { ProbeRecord } from '../../src/subjects/inspections/kinds/probe.ts';
import type { RemoteSessionRecord } from '../../src/subjects/permits/kinds/remote-session.ts';
import type { RenewalRecord } from '../../src/subjects/renewals/kinds/renewal.ts';
import type { CallRecord } from '../../src/subjects/requests/kinds/call.ts';
import type { ProtectionRecord } from '../../src/subjects/security/kinds/protection.ts';
import { kindOf, kinds } from '../records/_kinds.ts';
import { bundle, documentOf, recordOf } from './_documents.ts';
import { expectGolden, printed, rowsOf, sectionOf, tableOf, textOf } from './_printed.ts';

const units = new Map(registers(bundle).map((one) => [one.id, one]));
const issuedAt = '2026-11-30T17:00:00+08:00';
const quarter = '2026-Q4';

function make<T extends AnyRecord>(kind: string, changes: Partial<T> & { id?: string } = {}): T {
  return recordOf(kindOf(kind) as never, changes as never) as unknown as T;
}

function registerOf(id: string, records: readonly AnyRecord[], more: Partial<Parameters<typeof documentOf>[0]> = {}) {
  const deliverable = units.get(id);
  if (deliverable === undefined) throw new Error(`no register ${id}`);
  const period = id === 'asset-register' ? quarter : '2026-11';
  return documentOf({ deliverable, records, asOf: issuedAt, period, kinds, ...more });
}

const figures = (document: ReportDocument) =>
  (sectionOf(document, 'overview').blocks[0] as KeyFiguresBlock).items.map(({ label, value }) => `${label} ${value}`);

/** One example of every kind, as the registers would find them at the end of November. */
const examples = kinds.filter((kind) => kind.example.at < '2026-12').map((kind) => recordOf(kind));

const document = (changes: Partial<IssuedSummary>): IssuedSummary => ({
  obligation: 'inspection-log',
  period: '2026-11-24',
  revision: 1,
  number: 'HQSF-XJ-20261124-r1',
  title: '系统巡检日志',
  dueAt: '2026-11-24T17:00:00+08:00',
  issuedAt: '2026-11-24T16:40:00+08:00',
  confirmedAt: '2026-11-24T16:30:00+08:00',
  late: false,
  fingerprint: '0'.repeat(64),
  ...changes,
});

const issued = [
  document({}),
  document({
    period: '2026-11-25',
    number: 'HQSF-XJ-20261125-r1',
    dueAt: '2026-11-25T17:00:00+08:00',
    issuedAt: '2026-11-26T09:00:00+08:00',
    confirmedAt: null,
    late: true,
  }),
];

describe('every register of the starter', () => {
  test('is one deliverable of its own', () => {
    expect([...units.keys()]).toEqual(bundle.registers.map((one) => one.id));
    expect([...units.values()].every((one) => one.evidence.length === 0)).toBe(true);
  });

  test.each(bundle.registers.map((one) => one.id))('%s prints one of everything', (id) => {
    const made = registerOf(id, examples, { issued });
    expectGolden(`register-${id}`, made);
    const tables = made.sections.flatMap(({ blocks }) => blocks.filter((block) => block.type === 'table'));
    for (const table of tables) {
      expect(table.columns.every((column) => column.label !== '')).toBe(true);
      expect(new Set(table.columns.map((column) => column.key)).size).toBe(table.columns.length);
      // 序号 numbers rows, and a sum is none.
      expect((table.totals ?? []).map(({ cells }) => textOf(cells['no']))).toEqual((table.totals ?? []).map(() => ''));
    }
    expect(printed(made)).not.toMatch(/undefined|\[object|NaN/);
  });

  test.each(bundle.registers.filter((one) => one.kind !== 'asset'))('$id says that nothing was written down', (one) => {
    const made = registerOf(one.id, []);
    expect(printed(sectionOf(made, 'overview'))).toContain(one.emptyText);
    expect(printed(sectionOf(made, 'table-1'))).toContain(one.emptyText);
    expect(made.sections.some((section) => section.id === 'corrections')).toBe(false);
  });
});

describe('what an earlier register counted and is different now', () => {
  const september = '2026-09-30T17:00:00+08:00';
  const spent = (changes: Partial<ExpenseRecord>) =>
    make<ExpenseRecord>('expense', {
      id: 'FY-20260915-001',
      at: '2026-09-15T10:00:00+08:00',
      enteredAt: '2026-09-15T10:05:00+08:00',
      type: 'purchase',
      quantity: 1,
      unitPrice: changes.amount ?? 300,
      amount: 300,
      ...changes,
    });
  const before = (counted: NonNullable<IssuedSummary['counted']>) =>
    document({
      obligation: 'expense-register',
      period: '2026-09',
      number: 'HQSF-FY-2026-09-r1',
      issuedAt: september,
      cut: september,
      counted,
    });
  const counted = { 'FY-20260915-001 amount': { 'supplier.spent 300': 1 } };
  const october = (record: ExpenseRecord) =>
    registerOf('expense-register', [record], {
      issued: [before(counted)],
      period: '2026-10',
      asOf: '2026-10-30T17:00:00+08:00',
    });
  const withdrawn = { by: '甲', at: '2026-10-12T09:00:00+08:00', reason: '重复登记' };

  test('is taken back with its amount, in a register that has no line of its own', () => {
    const made = october(spent({ withdrawn } as never));
    expect(figures(made)).toEqual(['费用与备件台账 −1', expect.stringContaining('−300.00')]);
    const lines = tableOf(made, '费用与备件台账');
    expect(lines.rows).toEqual([]);
    expect(lines.totals?.map(({ cells }) => [textOf(Object.values(cells)[0]), cells['amount']])).toEqual([
      ['更正以前各期', -300],
      ['合计', -300],
    ]);
    expect(rowsOf(tableOf(made, '费用与备件台账：更正以前各期')).map((row) => [row['what'], row['count']])).toEqual([
      ['作废：重复登记', '−1 条'],
      [expect.stringContaining('供应商'), '−1 × 300 元'],
    ]);
  });

  test('is corrected by the difference when an amount was typed wrongly', () => {
    const fixed = { at: '2026-10-12T09:00:00+08:00', by: '乙', reason: '写错', what: '金额 300 → 280' };
    const made = october(spent({ amount: 280, corrections: [fixed] } as never));
    expect(figures(made)).toEqual(['费用与备件台账 0', expect.stringContaining('−20.00')]);
    expect(tableOf(made, '费用与备件台账').totals?.at(-1)?.cells['amount']).toBe(-20);
  });
});

describe('attendance', () => {
  const day = (date: string, changes: Partial<DutyRecord> = {}) =>
    make<DutyRecord>('duty', {
      id: `ZB-${date.replaceAll('-', '')}-001`,
      date,
      at: `${date}T08:56:10+08:00`,
      enteredAt: `${date}T17:40:00+08:00`,
      plannedFrom: `${date}T09:00:00+08:00`,
      plannedTo: `${date}T17:30:00+08:00`,
      signedInAt: `${date}T08:56:10+08:00`,
      signedOutAt: `${date}T17:34:02+08:00`,
      ...changes,
    });
  const absent: Partial<DutyRecord> = {
    state: 'leave',
    signedInAt: undefined,
    signedOutAt: undefined,
    way: undefined,
    substitute: '后备工程师',
    reason: '年假，已书面报备',
  };
  const records = [
    day('2026-11-25', absent),
    day('2026-11-24'),
    day('2026-11-26', { enteredAt: '2026-11-28T09:00:00+08:00' }),
    make<DutyRecord>('duty', { id: 'ZB-20261124-002', post: 'oncall', way: undefined }),
  ];
  const made = registerOf('attendance-register', records);

  test('takes only the resident posts, in order of time', () => {
    expect(rowsOf(tableOf(made, '驻点考勤签到表')).map((row) => row['date'])).toEqual([
      '2026-11-24',
      '2026-11-25',
      '2026-11-26',
    ]);
  });

  test('counts days as the monthly report does, with the same table', () => {
    const [row] = tableOf(made, '驻点出勤（5×8）').rows;
    expect(row?.figures?.['rate']).toMatchObject({ id: 'attendance.rate', value: 10, numerator: 2, denominator: 20 });
    const report = documentOf({ deliverable: monthly, records, asOf: issuedAt, period: '2026-11' });
    expect(tableOf(report, '驻点出勤（5×8）')).toEqual(tableOf(made, '驻点出勤（5×8）'));
    expect(tableOf(made, '驻点出勤（5×8）').rows[0]?.cells['rate']).toMatchObject({ text: '10.00 %' });
  });

  test('says what a dash is, and which lines were written down late', () => {
    const row = tableOf(made, '驻点考勤签到表').rows[1];
    expect(row?.cells['signedInAt']).toBeNull();
    expect(printed(sectionOf(made, 'table-1'))).toContain('“—”为未登记');
    expect(printed(sectionOf(made, 'table-1'))).toContain('补录 1 条（录入比发生晚 24 小时以上）：序号 3。');
  });
});

describe('sums', () => {
  const expense = (n: number, changes: Partial<ExpenseRecord>) =>
    make<ExpenseRecord>('expense', {
      id: `FY-20261124-00${n}`,
      quantity: 1,
      unitPrice: changes.amount ?? 0,
      approvedBy: '采购人项目负责人',
      ...changes,
    });
  const records = [
    expense(1, { type: 'purchase', amount: 100, payer: 'purchaser' }),
    expense(2, { type: 'repair', amount: 20.5, payer: 'supplier' }),
    expense(3, { type: 'spare-out', amount: 45, payer: 'supplier' }),
    expense(4, { type: 'spare-in', amount: 90, payer: 'supplier' }),
    expense(5, { type: 'other', amount: 0.1, payer: 'purchaser' }),
  ];

  test('of the register mix neither payers nor stock with use', () => {
    const made = registerOf('expense-register', records);
    expect(figures(made)).toEqual([
      '费用与备件台账 5',
      '金额合计（采购人，支出） 100.10',
      '金额合计（供应商，支出） 20.50',
      '金额合计（供应商，备件入库） 90.00',
      '金额合计（供应商，备件领用） 45.00',
    ]);
    const totals = tableOf(made, '费用与备件台账').totals?.map(({ cells }) => [
      cells['payer'],
      cells['type'],
      cells['amount'],
    ]);
    expect(totals?.[0]).toEqual(['采购人', '支出', 100.1]);
    expect(totals).toHaveLength(4);
  });

  test('of the monthly report are those of the register, and there is none over them', () => {
    const report = documentOf({ deliverable: monthly, records, asOf: issuedAt, period: '2026-11' });
    const table = tableOf(report, '按承担方');
    expect(rowsOf(table).map(({ payer, flow, amount }) => `${payer} ${flow} ${amount}`)).toEqual([
      '采购人 支出 100.1',
      '供应商 支出 20.5',
      '供应商 备件入库 90',
      '供应商 备件领用 45',
    ]);
    expect(table.totals).toBeUndefined();
  });
});

describe('outages', () => {
  const probe = (date: string, states: string, failures: ProbeRecord['failures']) =>
    make<ProbeRecord>('probe', {
      id: `TC-${date.replaceAll('-', '')}-001`,
      date,
      at: `${date}T23:55:00+08:00`,
      enteredAt: `${date}T23:59:00+08:00`,
      interval: 300,
      series: [{ target: 'interface-sms', probe: 'http', states }],
      failures,
    });
  const told = (from: string, to: string) => ({ target: 'interface-sms', from, to, reason: '连接超时', failed: 3 });
  const records = [
    probe('2026-11-10', 'u192 d2 u94', [told('2026-11-10T16:02:00+08:00', '2026-11-10T16:09:00+08:00')]),
    probe('2026-11-11', 'u286 d2', [told('2026-11-11T23:50:00+08:00', '2026-11-12T00:00:00+08:00')]),
    probe('2026-11-12', 'd1 u287', [told('2026-11-12T00:00:00+08:00', '2026-11-12T00:05:00+08:00')]),
  ];
  const spans = (table: TableBlock, from: string, to: string) =>
    rowsOf(table)
      .map((row) => `${row[from]} ${row[to]}`)
      .sort();

  test('end in the register when they end in the monthly report, and one over midnight is one', () => {
    const report = documentOf({ deliverable: monthly, records, asOf: issuedAt, period: '2026-11' });
    const expected = ['2026-11-10 16:00 2026-11-10 16:10', '2026-11-11 23:50 2026-11-12 00:05'];
    expect(spans(tableOf(report, '中断记录'), 'from', 'to')).toEqual(expected);
    for (const [id, title] of [
      ['monitoring-register', '探测失败'],
      ['interface-register', '接口探测失败'],
    ] as const) {
      const table = tableOf(registerOf(id, records), title);
      expect(spans(table, 'failures.from', 'failures.to')).toEqual(expected);
      expect(rowsOf(table).map((row) => row['failures.failed'])).toEqual(['2', '3']);
    }
  });
});

describe('an outage over the midnight of the cut', () => {
  const probe = (date: string, states: string) =>
    make<ProbeRecord>('probe', {
      ...{ id: `TC-${date.replaceAll('-', '')}-001`, date, interval: 300, failures: [] },
      ...{ at: `${date}T23:55:00+08:00`, enteredAt: `${date}T23:59:00+08:00` },
      series: [{ target: 'interface-sms', probe: 'http', states }],
    });
  const records = [probe('2026-11-29', 'u286 d2'), probe('2026-11-30', 'd1 u287')];
  const before = document({ obligation: 'monitoring-register', period: '2026-11', issuedAt, number: 'r1' });

  test('is a line of the register in which it begins, and of no other', () => {
    const own = registerOf('monitoring-register', records);
    const next = registerOf('monitoring-register', records, {
      ...{ period: '2026-12', asOf: '2026-12-31T17:00:00+08:00' },
      issued: [before],
    });
    const lines = [own, next].map((made) => rowsOf(tableOf(made, '探测失败')).map((row) => row['failures.from']));
    expect(lines).toEqual([['2026-11-29 23:50'], []]);
  });
});

describe('what falls between two registers', () => {
  const late = make('call', {
    id: 'DH-20261130-001',
    at: '2026-11-30T22:10:00+08:00',
    answeredAt: '2026-11-30T22:10:08+08:00',
    enteredAt: '2026-11-30T22:30:00+08:00',
    incident: undefined,
  } as never);
  const request = { period: '2026-12', asOf: '2026-12-31T17:00:00+08:00' };
  const own = (at: string) =>
    document({
      obligation: 'call-register',
      period: '2026-11',
      title: '登记表',
      issuedAt: at,
      number: 'HQSF-DH-202611-r1',
    });

  test('stands in the next one, counted there, and says where it comes from', () => {
    const made = registerOf('call-register', [late], { ...request, issued: [own(issuedAt)] });
    expect(rowsOf(tableOf(made, '电话受理'))[0]).toMatchObject({ at: '2026-11-30 22:10', origin: '上期截止后' });
    expect(figures(made)).toEqual(['电话受理 1', '10 分钟内接听或回拨 100.00', '值班安排 0']);
  });

  test('does not when the register before came after it, or was not issued: it stands there', () => {
    const after = registerOf('call-register', [late], { ...request, issued: [own('2026-12-01T09:00:00+08:00')] });
    const never = registerOf('call-register', [late], { ...request, issued: [] });
    expect([after, never].map((one) => figures(one)[0])).toEqual(['电话受理 0', '电话受理 0']);
  });

  test('documents issued after it are on the next delivery list', () => {
    const before = document({
      obligation: 'delivery-register',
      period: '2026-11',
      issuedAt,
      number: 'HQSF-JF-202611-r1',
    });
    const evening = document({ number: 'HQSF-YB-202611-r1', title: '月报', issuedAt: '2026-11-30T18:00:00+08:00' });
    const made = registerOf('delivery-register', [], { ...request, issued: [before, evening] });
    // The register itself was issued at its own cut: it cannot have listed itself.
    expect(rowsOf(tableOf(made, '本期签发的文档')).map((row) => row['number'])).toEqual([
      'HQSF-JF-202611-r1',
      'HQSF-YB-202611-r1',
    ]);
  });
});

describe('sums, lists within records, and filters', () => {
  test('totals are sums of the printed column', () => {
    const protection = [
      make<ProtectionRecord>('protection', { kills: 2, blocked: 30, events: undefined }),
      make<ProtectionRecord>('protection', { id: 'FH-20261123-001', kills: 1, blocked: 7, events: undefined }),
    ];
    const made = registerOf('protection-register', protection);
    const total = tableOf(made, '每日防护情况').totals?.[0];
    expect(total?.cells).toMatchObject({ date: '合计', kills: 3, blocked: 37 });
    expect(figures(made)).toContain('查杀合计 3');
  });

  test('one line for each row of a list', () => {
    const events = [
      { at: '2026-11-24T03:12:40+08:00', type: 'abnormal-login', event: '非常用地区登录' },
      { at: '2026-11-24T01:02:00+08:00', type: 'virus', event: '发现木马', asset: 'app-server-1' },
    ] as NonNullable<ProtectionRecord['events']>;
    const made = registerOf('protection-register', [make<ProtectionRecord>('protection', { events })]);
    expect(rowsOf(tableOf(made, '安全事件')).map((row) => [row['events.type'], row['events.asset']])).toEqual([
      ['病毒木马', '应用服务器 1'],
      ['异常登录', ''],
    ]);
  });

  test('an interface that was never probed is listed with nought, not left out', () => {
    const probe = make<ProbeRecord>('probe', {
      series: [{ target: 'interface-sms', probe: 'http', states: 'u1440' }],
      failures: [],
    });
    const counts = rowsOf(tableOf(registerOf('interface-register', [probe]), '接口探测天数：统计'));
    const interfaces = bundle.assets.filter((asset) => asset.kind === 'interface');
    expect(counts).toHaveLength(interfaces.length);
    expect(counts.find((row) => row['label'] === '短信接口')).toMatchObject({ count: '1', days: '1' });
    expect(counts.filter((row) => row['count'] === '0')).toHaveLength(interfaces.length - 1);
  });

  test('monitoring lists what was not probed at all', () => {
    const made = registerOf('monitoring-register', [make<ProbeRecord>('probe')]);
    const table = tableOf(made, '监控覆盖（各对象有探测记录的天数）：统计');
    const never = table.rows.find((row) => textOf(row.cells['label']) === '应用服务器 1');
    expect(never).toMatchObject({ tone: 'attention', cells: { count: 0, days: 0 } });
  });

  test('an operation outside any permit stands out', () => {
    const session = make<RemoteSessionRecord>('remote-session', {
      permit: undefined,
      withoutPermit: '未取得许可，事后已向采购人报告',
    });
    const made = registerOf('permit-register', [session]);
    expect(tableOf(made, '远程维护').rows[0]?.tone).toBe('abnormal');
    expect(printed(sectionOf(made, 'table-2'))).toContain('1 条没有许可编号，操作前未取得许可（五（二）3）');
  });

  test('what a remote session changed is told beside its permit', () => {
    const sessions = (['read', 'change'] as const).map((access, n) =>
      make<RemoteSessionRecord>('remote-session', { id: `YC-20261124-00${n + 1}`, access }),
    );
    const listed = tableOf(registerOf('permit-register', sessions), '远程维护');
    expect(listed.columns.find(({ key }) => key === 'access')?.label).toBe('查看或改动');
    expect(rowsOf(listed).map((row) => row['access'])).toEqual(['只查看', '有改动']);
  });

  test('a table of the whole service keeps what was written down before, and says what is new', () => {
    const old = make<RenewalRecord>('renewal', {
      id: 'DQ-20260910-001',
      at: '2026-09-10T10:00:00+08:00',
      enteredAt: '2026-09-10T10:10:00+08:00',
      cost: 100.1,
    });
    const now = make<RenewalRecord>('renewal', {
      id: 'DQ-20261124-009',
      at: '2026-11-24T10:00:00+08:00',
      enteredAt: '2026-11-24T10:10:00+08:00',
      cost: 0.2,
    });
    const made = registerOf('renewal-register', [old, now]);
    expect(printed(sectionOf(made, 'table-1'))).toContain('登记 2 条，其中本期登记 1 条，全部列出');
    expect(tableOf(made, tableTitle('renewal-register')).totals?.[0]?.cells['cost']).toBe(100.3);
  });
});

const tableTitle = (id: string): string => {
  const found = bundle.registers.find((one) => one.id === id);
  return found?.title ?? found?.name ?? '';
};

describe('a register that lists the whole service', () => {
  test('leaves what came after its period to the next one, also when it is revised later', () => {
    const at = (day: string) =>
      make('permit', {
        id: `XK-${day.replaceAll('-', '')}-001`,
        at: `${day}T09:10:00+08:00`,
        enteredAt: `${day}T18:00:00+08:00`,
        grantedAt: `${day}T10:00:00+08:00`,
        validFrom: `${day}T12:00:00+08:00`,
        validTo: `${day}T20:00:00+08:00`,
      } as Partial<AnyRecord>);
    const records = [at('2026-10-20'), at('2026-11-20'), at('2026-12-03')];
    const late = registerOf('permit-register', records, { asOf: '2026-12-20T10:00:00+08:00' });
    // The one of October ended then: it stands in the workbook alone.
    expect(rowsOf(tableOf(late, '操作许可')).map(({ id }) => id)).toEqual(['XK-20261120-001', 'XK-20261020-001']);
    expect(tableOf(late, '操作许可').printedRows).toBe(1);
    expect(JSON.stringify(sectionOf(late, 'table-1'))).toContain('登记 2 条，其中本期登记 1 条。');
  });

  test('prints what is new, named or in force in the interval, and counts the rest: every line is one of both', () => {
    const permit = (id: string, day: string, until: string) =>
      make('permit', {
        id,
        at: `${day}T09:10:00+08:00`,
        enteredAt: `${day}T18:00:00+08:00`,
        grantedAt: `${day}T10:00:00+08:00`,
        validFrom: `${day}T12:00:00+08:00`,
        validTo: `${until}T20:00:00+08:00`,
      } as Partial<AnyRecord>);
    const records = [
      permit('XK-20261001-001', '2026-10-01', '2026-10-01'),
      permit('XK-20261002-001', '2026-10-02', '2027-09-30'),
      permit('XK-20261003-001', '2026-10-03', '2026-10-04'),
      permit('XK-20261112-001', '2026-11-12', '2026-11-12'),
      make<RemoteSessionRecord>('remote-session', { permit: 'XK-20261003-001', withoutPermit: undefined }),
    ];
    const made = registerOf('permit-register', records);
    const { rows, printedRows = 0 } = tableOf(made, '操作许可');
    const ids = rows.map(({ cells }) => textOf(cells['id']));
    expect(ids.slice(0, printedRows)).toEqual(['XK-20261002-001', 'XK-20261003-001', 'XK-20261112-001']);
    expect(ids.slice(printedRows)).toEqual(['XK-20261001-001']);
    expect(printed(sectionOf(made, 'table-1'))).toContain('的 3 条，其余 1 条');
  });
});

describe('registers that hold what their name says', () => {
  const call = (changes: Partial<CallRecord>) => make<CallRecord>('call', { incident: undefined, ...changes });
  const at = '2026-11-24T22:00:00+08:00';

  test('of calls: how many were answered or called back within the limit of the contract, a missed one is none of them', () => {
    const calls = [
      call({ at, answeredAt: '2026-11-24T22:10:00+08:00' }),
      call({ id: 'LD-20261124-002', at, answeredAt: '2026-11-24T22:10:01+08:00' }),
      call({ id: 'LD-20261124-003', at, outcome: 'missed', answeredAt: undefined }),
    ];
    const [, item] = (sectionOf(registerOf('call-register', calls), 'overview').blocks[0] as KeyFiguresBlock).items;
    expect(item).toMatchObject({
      value: '33.33',
      unit: '%',
      note: '1/3',
      tone: 'abnormal',
      figure: { id: 'calls.in-time' },
    });
    expect(figures(registerOf('call-register', []))).toEqual(['电话受理 0', '值班安排 0']);
  });

  test('of duty: a roster alone is not said to be kept; a call taken in its hours shows that somebody was there', () => {
    const roster = (id: string, date: string): DutyRecord =>
      make<DutyRecord>('duty', {
        id,
        date,
        post: 'oncall',
        state: 'planned',
        person: '夜间值班工程师',
        plannedFrom: `${date}T18:00:00+08:00`,
        plannedTo: `${date}T23:59:00+08:00`,
        signedInAt: undefined,
        signedOutAt: undefined,
      });
    const made = registerOf('call-register', [
      roster('ZB-20261124-001', '2026-11-24'),
      roster('ZB-20261125-001', '2026-11-25'),
      call({ at, answeredAt: '2026-11-24T22:00:10+08:00', handler: '夜间值班工程师' }),
    ]);
    expect(rowsOf(tableOf(made, '值班安排')).map(({ held }) => held)).toEqual([
      '受理来电 1 次',
      '只有排班，没有到岗登记',
    ]);
  });

  test('of interfaces: what the inspection read of their reconciliation, each interface each day', () => {
    const inspection = make('inspection', {
      readings: [
        {
          source: 's',
          target: 'interface-gis',
          metric: 'interface.missing',
          value: 0.4,
          unit: '%',
          at: '2026-11-24T09:00:13+08:00',
        },
        { source: 's', target: 'interface-gis', metric: 'http.ok', value: true, at: '2026-11-24T09:00:13+08:00' },
      ],
    } as never);
    const rows = rowsOf(tableOf(registerOf('interface-register', [inspection]), '数据对账（对账差异）'));
    expect(rows).toMatchObject([{ 'readings.target': 'GIS 地图接口', 'readings.value': '0.4', 'readings.unit': '%' }]);
  });
});
