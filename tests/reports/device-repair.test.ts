import { describe, expect, test } from 'vitest';
import deviceRepair from '../../reports/device-repair.ts';
import type { AnyRecord, Attachment } from '../../src/records/record.ts';
import kind, { type DeviceRepairRecord } from '../../src/subjects/devices/kinds/device-repair.ts';
import expense from '../../src/subjects/expenses/kinds/expense.ts';
import serviceOrder from '../../src/subjects/requests/kinds/service-order.ts';
import { allOccurrences, documentOf, recordOf } from './_documents.ts';
import { t } from './_incidents.ts';
import { expectGolden, printed, rowsOf, sectionOf, tableOf } from './_printed.ts';

const report = (
  record: DeviceRepairRecord,
  part: 'y' | 'z',
  asOf: string,
  more: { records?: AnyRecord[]; draft?: boolean } = {},
) =>
  documentOf({
    deliverable: deviceRepair,
    records: [record, ...(more.records ?? [])],
    period: `${record.id}-${part}`,
    asOf,
    draft: more.draft ?? false,
  });

const picture = (subject: string, takenAt: string, more: Partial<Attachment> = {}): Attachment => ({
  sha256: '5'.repeat(64),
  name: 'photo.png',
  type: 'image/png',
  size: 1024,
  subject,
  takenAt: t(takenAt),
  place: '东楼一层',
  ...more,
});

const repaired = recordOf(kind, { attachments: [picture('3号考勤机屏幕', '2026-11-24 10:35:00')] });

const beyondRepair = recordOf(kind, {
  symptom: '进水后无法开机',
  cause: '清洁时进水，主板短路',
  solution: '主板无法修复，建议更换整机',
  steps: [{ at: t('2026-11-24 10:40:00'), action: '拆机检查，主板多处元件烧毁' }],
  repairedAt: undefined,
  irreparable: true,
  irreparableAt: t('2026-11-24 15:00:00'),
  damage: '主板进水，多处元件烧毁',
  testBasis: '主板供电对地短路，三路电压均为 0 V',
  replacement: '更换同系列考勤机一台，数据由后台下发',
  quoteBasis: '三家报价取中',
  costs: [
    { item: '考勤机', quantity: 1, unitPrice: 2380, amount: 2380 },
    { item: '安装调试', quantity: 2, unitPrice: 60.5, amount: 121 },
  ],
  closedAt: undefined,
  attachments: [picture('主板烧毁处', '2026-11-24 14:50:00')],
});

const decided = recordOf(kind, {
  ...beyondRepair,
  repairedAt: undefined,
  closedAt: undefined,
  writtenReportAt: t('2026-11-25 09:30:00'),
  decision: 'replace',
  decisionNote: '同意更换，费用由采购人承担',
  decidedBy: '采购人项目负责人',
  decidedAt: t('2026-11-26 10:00:00'),
  attachments: [
    picture('主板烧毁处', '2026-11-24 14:50:00'),
    picture('采购人签批', '2026-11-26 10:20:00', { sha256: '6'.repeat(64), name: 'decision.jpg' }),
    picture('采购人批复', '2026-11-26 10:30:00', { type: 'application/pdf', name: 'decision.pdf' }),
  ],
});

describe('golden documents', () => {
  test('原因及方案, with the visit and the spare part that name the repair', () => {
    const records = [
      recordOf(serviceOrder, { repair: repaired.id, incident: undefined }),
      recordOf(expense, { repair: repaired.id }),
    ];
    expectGolden('device-repair-y', report(repaired, 'y', t('2026-11-24 13:00:00'), { records }));
  });
  test('the written report, decided', () =>
    expectGolden('device-repair-z', report(decided, 'z', t('2026-11-27 09:00:00'))));
});

describe('the two reports', () => {
  test('only one beyond repair owes the written one, within 24 h and before the purchaser decides', () => {
    const due = (record: DeviceRepairRecord) =>
      allOccurrences({ deliverable: deviceRepair, records: [record], asOf: t('2026-11-28 09:00:00') }).map(
        ({ part, dueAt }) => [part?.name, dueAt],
      );
    expect(due(repaired)).toEqual([['原因及方案', t('2026-11-25 10:05:30')]]);
    expect(due(beyondRepair)).toEqual([
      ['原因及方案', t('2026-11-25 10:05:30')],
      ['无法维修书面报告', t('2026-11-25 15:00:00')],
    ]);
    const early = { ...decided, decidedAt: t('2026-11-25 11:00:00') };
    expect(due(early)[1]).toEqual(['无法维修书面报告', t('2026-11-25 11:00:00')]);
  });

  test('before the decision there are boxes to tick; after it what was decided and its scans', () => {
    const open = printed(sectionOf(report(beyondRepair, 'z', t('2026-11-25 09:00:00')), 'decision'));
    expect(open).toContain('□ 更换');
    expect(open).toContain('截至本报告未登记采购人决定。');
    const closed = sectionOf(report(decided, 'z', t('2026-11-27 09:00:00')), 'decision');
    expect(printed(closed)).toContain('同意更换，费用由采购人承担');
    expect(closed.blocks.filter((block) => block.type === 'image')).toHaveLength(1);
    expect(printed(closed)).toContain('扫描件：采购人批复（decision.pdf）');
    const photos = sectionOf(report(decided, 'z', t('2026-11-27 09:00:00')), 'photos');
    expect(photos.blocks.filter((block) => block.type === 'image')).toHaveLength(1);
  });

  test('costs add up, to the cent', () => {
    const table = tableOf(report(beyondRepair, 'z', t('2026-11-25 09:00:00')), '费用清单');
    expect(rowsOf(table).map(({ amount }) => amount)).toEqual(['2,380.00', '121.00']);
    expect(table.totals?.[0]?.cells['amount']).toMatchObject({ text: '2,501.00', value: 2501 });
  });
});

describe('响应与时限', () => {
  const states = (record: DeviceRepairRecord, part: 'y' | 'z', asOf: string, draft = false) =>
    Object.fromEntries(
      rowsOf(tableOf(report(record, part, asOf, { draft }), '响应与时限')).map(({ item, state }) => [item, state]),
    );

  test('response, arrival and 原因及方案 at their limits and one second past', () => {
    const at = (responded: string, arrived: string, diagnosed: string) =>
      states(
        {
          ...repaired,
          respondedAt: t(responded),
          arrivedAt: t(arrived),
          diagnosedAt: t(diagnosed),
          repairedAt: undefined,
          closedAt: undefined,
        },
        'y',
        t('2026-11-26 09:00:00'),
      );
    expect(at('2026-11-24 10:15:30', '2026-11-24 11:05:30', '2026-11-25 10:05:30')).toEqual({
      响应: '达标',
      到场: '达标',
      原因及方案: '达标',
    });
    expect(at('2026-11-24 10:15:31', '2026-11-24 11:05:31', '2026-11-25 10:05:31')).toEqual({
      响应: '未达标',
      到场: '未达标',
      原因及方案: '未达标',
    });
  });

  test('the written report by its first issue: in time, late, and after the decision', () => {
    expect(states(beyondRepair, 'z', t('2026-11-25 15:00:00'))).toMatchObject({
      书面报告: '达标',
      书面报告先于采购人决定: '达标',
    });
    expect(states(beyondRepair, 'z', t('2026-11-25 15:00:01'))['书面报告']).toBe('未达标');
    expect(states(decided, 'z', t('2026-11-27 09:00:00'))['书面报告先于采购人决定']).toBe('未达标');
    const drafted = states(decided, 'z', t('2026-11-27 09:00:00'), true);
    expect(drafted).toMatchObject({ 书面报告: '达标', 书面报告先于采购人决定: '达标' });
  });

  test('a repair that is over without a recorded response is 未登记', () => {
    const silent = { ...repaired, respondedAt: undefined, arrivedAt: undefined };
    expect(states(silent, 'y', t('2026-11-26 09:00:00'))).toMatchObject({ 响应: '未登记', 到场: '未登记' });
  });
});

test('with little written down each section says so', () => {
  const bare = recordOf(kind, {
    serial: undefined,
    respondedAt: undefined,
    arrivedAt: undefined,
    cause: undefined,
    solution: undefined,
    diagnosedAt: undefined,
    steps: undefined,
    repairedAt: undefined,
    costs: undefined,
    closedAt: undefined,
  });
  const text = printed(report(bare, 'y', t('2026-11-24 10:10:00')));
  for (const line of [
    '未登记故障原因。',
    '未登记解决方案。',
    '未登记现场照片。',
    '未登记维修步骤。',
    '未登记费用清单。',
  ]) {
    expect(text).toContain(line);
  }
  expect(text).toContain('截至 2026-11-24 10:10:00 尚未修复。');
});
