import { describe, expect, it } from 'vitest';
import { periodsText } from '../../reports/deliveries/lists.ts';
import deliverable from '../../reports/monthly-maintenance.ts';
import type { TableBlock } from '../../src/report/block.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import duty, { type DutyRecord } from '../../src/subjects/attendance/kinds/duty.ts';
import type { MaintenanceWindowRecord } from '../../src/subjects/availability/kinds/maintenance-window.ts';
import change from '../../src/subjects/changes/kinds/change.ts';
import inspection from '../../src/subjects/inspections/kinds/inspection.ts';
import type { ProbeRecord } from '../../src/subjects/inspections/kinds/probe.ts';
import signoff from '../../src/subjects/signing/kinds/signoff.ts';
import waiver from '../../src/subjects/signing/kinds/waiver.ts';
import note, { type NoteRecord } from '../../src/subjects/work/kinds/note.ts';
import { signedScan } from '../support/signed.ts';
import { confirming, recordOf } from './_documents.ts';
import { incidentOf, t } from './_incidents.ts';
import { AS_OF, issuedUntil, MISSING_DAY, november24, records } from './_month.ts';
import { issuedFor, periodicDocument } from './_periodic.ts';
import { expectGolden, printed, rowsOf, sectionOf, tableOf } from './_printed.ts';

const november = { deliverable, records, period: '2026-11', asOf: AS_OF, issued: issuedUntil(AS_OF) };
const whole = periodicDocument(november);
const empty = periodicDocument({ ...november, records: [], issued: [] });

/** Texts of the deliverable's own sections, without the frame's. */
const own = (doc: ReportDocument): string => doc.sections.map(printed).join('\n');
const charts = (doc: ReportDocument, id: string) =>
  sectionOf(doc, id).blocks.flatMap((block) => (block.type === 'chart' ? [block] : []));

it('monthly-maintenance is the golden document of a month', () => expectGolden('monthly-maintenance', whole));

it('优化前后 names the change of each effect, whose row has a number of its own', () => {
  const one = recordOf(change, { effects: [{ id: 'r1', item: '查询耗时', before: '3 s', after: '1 s' }] });
  const others = records.filter(({ kind }) => kind !== change.id);
  const rows = rowsOf(tableOf(periodicDocument({ ...november, records: [...others, one] }), '优化前后'));
  expect(rows).toMatchObject([{ id: one.id, item: '查询耗时' }]);
});

describe('deliverables of the month', () => {
  it('gives the cause that was written down of a missing day, and no other note for one', () => {
    const told = (topic: NoteRecord['topic']) => {
      const id = `JS-${MISSING_DAY.replaceAll('-', '')}-009`;
      const one = recordOf(note, {
        id,
        date: MISSING_DAY,
        at: t(`${MISSING_DAY} 18:00`),
        topic,
        text: '运维工作站断电',
      });
      const made = periodicDocument({ ...november, records: [...records, one] });
      return rowsOf(tableOf(made, '未按期交付清单（按签发）'))[0]?.['reason'];
    };
    expect(told('missed')).toContain(`运维工作站断电（JS-${MISSING_DAY.replaceAll('-', '')}-009）`);
    expect(told('other')).toContain('原因未登记');
  });

  it('names the deadline that a late document prints, where it is due by another now', () => {
    const late = (dueThen: (dueAt: string) => string) => {
      const issued = november.issued.map((one) =>
        one.dueAt === null || one.obligation !== 'inspection-log' || one.period !== '2026-11-11'
          ? one
          : { ...one, issuedAt: t('2026-11-20 10:00'), dueAt: dueThen(one.dueAt) },
      );
      const rows = rowsOf(tableOf(periodicDocument({ ...november, issued }), '未按期交付清单（按签发）'));
      return String(rows.find((row) => row['name'] === '系统巡检日志 2026-11-11')?.['due']);
    };
    expect(late((dueAt) => dueAt)).not.toContain('签发时为');
    expect(late(() => t('2026-11-12 09:00'))).toContain('（签发时为 2026-11-12 09:00，其后口径或记录有变）');
  });

  it('calls a day with an inspection and without a document 逾期未交, not 缺失', () => {
    const issued = november.issued.filter(
      (one) => !(one.obligation === 'inspection-log' && one.period === '2026-11-10'),
    );
    const gaps = rowsOf(tableOf(periodicDocument({ ...november, issued }), '未按期交付清单（按签发）'));
    expect(gaps.find((row) => row['name'] === '系统巡检日志 2026-11-10')).toMatchObject({
      state: '逾期未交',
      reason: '有记录，尚未签发',
    });
  });

  it('concludes nothing about 按期 while the reading is unconfirmed, and names the confirmed one', () => {
    expect(own(whole)).toContain('口径未经双方确认，两个结果都不作为结论');
    const doc = periodicDocument({ ...november, contract: confirming({ 'on-time': 'delivered' }) });
    expect(own(doc)).toContain('“按期”以双方确认的口径判定：以送达时间为准，站点发布不算送达');
  });

  it('lists a return until its revision is issued', () => {
    expect(rowsOf(tableOf(whole, '退回与修订'))[0]).toMatchObject({
      reason: '3号考勤机位置写错',
      next: '尚未签发修订版',
    });
    const [log] = november.issued.filter((one) => one.obligation === 'inspection-log' && one.period === '2026-11-03');
    const revised = {
      ...log,
      revision: 2,
      number: 'HQSF-XJ-20261103-r2',
      issuedAt: t('2026-11-05 15:00:00'),
    } as typeof log;
    const doc = periodicDocument({
      ...november,
      issued: [...november.issued, ...(revised === undefined ? [] : [revised])],
    });
    expect(rowsOf(tableOf(doc, '退回与修订'))[0]?.['next']).toContain('HQSF-XJ-20261103-r2');
  });

  it('says of the words of a return by the supplier alone that they are', () => {
    const told = (doc: ReportDocument) => printed(sectionOf(doc, 'opinion'));
    expect(told(whole)).toMatch(/3号考勤机位置写错(?!（)/);
    const records = november.records.map((one) => (one.kind === 'signoff' ? { ...one, attachments: [] } : one));
    expect(told(periodicDocument({ ...november, records }))).toContain('3号考勤机位置写错（供应商登记，待采购人确认）');
  });

  it('takes a waived document out of what is owed and says who waived it', () => {
    const waived = recordOf(waiver, {
      id: 'HM-20261114-001',
      at: t('2026-11-14 10:00'),
      enteredAt: t('2026-11-14 11:00'),
      period: MISSING_DAY,
    });
    const doc = periodicDocument({ ...november, records: [...records, waived] });
    expect(rowsOf(tableOf(doc, '交付物完成表')).find((row) => row['name'] === '系统巡检日志')).toMatchObject({
      owed: '29',
      missing: '0',
      waived: '1',
    });
    expect(rowsOf(tableOf(doc, '已豁免的交付物'))[0]).toMatchObject({ by: '采购人项目负责人', period: MISSING_DAY });
  });

  it('joins days that follow each other', () => {
    expect(periodsText(['2026-10-31', '2026-11-01', '2026-11-02', '2026-11-04', '2026 年 11 月'])).toBe(
      '2026-10-31 至 2026-11-02、2026-11-04、2026 年 11 月',
    );
  });
});

describe('hours that the month does not know yet', () => {
  it('does not miss a resident on a day that is not over, only because the night roster is written', () => {
    const last = '2026-11-30';
    const roster = { ...recordOf(duty), id: 'ZB-20261130-009', date: last, post: 'oncall', at: t(`${last} 07:50:00`) };
    const others = records.filter((one) => one.kind !== 'duty' || (one as DutyRecord).date !== last);
    const doc = periodicDocument({ ...november, records: [...others, roster as DutyRecord] });
    expect(own(doc)).not.toContain(`未登记：${last}`);
    // One day of the month names a substitute who did not sign in; the last one is not over, and that of the cut before is.
    expect(own(doc)).toContain('工作日 21 日（2026-10-30 至 2026-11-29），驻点到岗（含顶岗）95.24 %');
  });

  it('covers the whole month when issued after it', () => {
    const doc = periodicDocument({ ...november, asOf: t('2026-12-02 09:00:00') });
    expect(own(doc)).toContain('统计区间 2026-10-30 16:00 至 2026-12-01 00:00');
    expect(own(doc)).toContain('2026-10-30 至 2026-11-30');
  });

  it('says so when the month before was never issued', () => {
    const issued = november.issued.filter((one) => one.obligation !== 'monthly-maintenance');
    expect(printed(sectionOf(periodicDocument({ ...november, issued }), 'supplement'))).toContain('未签发');
  });

  it('has nothing from before in the first month of service', () => {
    const doc = periodicDocument({ ...november, period: '2026-09', asOf: t('2026-09-30 17:00:00') });
    const origins = rowsOf(tableOf(doc, '各类记录的归属')).map((row) => row['from']);
    expect(origins.filter((one) => one !== '本期')).toEqual([]);
  });
});

describe('a report that is made late', () => {
  const late = incidentOf({
    id: 'GZ-20261203-001',
    level: 'P1',
    reported: '09:00:00',
    responded: '09:05:00',
    remote: '09:06:00',
    arrived: '09:40:00',
    restored: '12:00:00',
    closed: '13:00:00',
    more: { outage: 'whole' },
  });

  it('tells nothing of what began after its period', () => {
    const doc = periodicDocument({ ...november, records: [...records, late], asOf: t('2026-12-20 09:00:00') });
    expect(own({ ...doc, sections: doc.sections.filter((section) => section.id !== 'evidence') })).not.toContain(
      late.id,
    );
  });
});

describe('incidents of the month', () => {
  it('shows what each option would give while a reading is open, and nothing once confirmed', () => {
    expect(rowsOf(tableOf(whole, '未确认口径的各选项结果'))).toHaveLength(7);
    const contract = confirming({ response: 'stricter', clocks: 'alert', pauses: 'none' });
    const settled = periodicDocument({ ...november, contract });
    expect(() => tableOf(settled, '未确认口径的各选项结果')).toThrow();
  });

  it('counts under each option of an open reading the clocks that the table counts, those of carried incidents too', () => {
    const carried = incidentOf({
      id: 'GZ-20261030-009',
      level: 'P3',
      reported: '16:00:00',
      responded: '16:05:00',
      remote: '16:06:00',
      restored: '20:00:00',
      closed: '21:00:00',
      more: { enteredAt: t('2026-10-30 16:10:00') },
    });
    const doc = periodicDocument({ ...november, records: [...records, carried] });
    const restored = rowsOf(tableOf(doc, '各项时限达成情况')).find((row) => row['label'] === '恢复');
    const options = rowsOf(tableOf(doc, '未确认口径的各选项结果'));
    const standing = options.filter((row) => String(row['option']).endsWith('（暂列）'));
    expect(rowsOf(tableOf(doc, '逐项达成')).map((row) => row['id'])).toContain(carried.id);
    expect(standing.map((row) => row['restoration'])).toEqual(standing.map(() => restored?.['rate']));
  });

  it('says of every length what was deducted from it for pauses, as the page of the fault does', () => {
    const [from, to] = [t('2026-11-20 17:00:00'), t('2026-11-20 18:00:00')];
    const pause = {
      ...{ id: 'r1', from, to, reason: 'permit' as const, evidence: '许可批复时间' },
      ...{ confirmedBy: '采购人项目负责人', confirmedAt: t('2026-11-20 18:30:00') },
    };
    const paused = incidentOf({
      ...{ id: 'GZ-20261120-009', level: 'P3', reported: '16:00:00', responded: '16:05:00' },
      ...{ remote: '16:06:00', restored: '20:00:00', closed: '21:00:00' },
      more: { enteredAt: t('2026-11-20 16:10:00'), pauses: [pause] },
    });
    const doc = periodicDocument({ ...november, records: [...records, paused] });
    const used = (of: typeof doc) => rowsOf(tableOf(of, '故障明细')).map((row) => [row['id'], String(row['used'])]);
    expect(Object.fromEntries(used(doc))[paused.id]).toBe('3 小时（扣除暂停 1 小时）');
    expect(used(doc).filter(([, text]) => text?.includes('扣除')).length).toBe(
      used(whole).filter(([, text]) => text?.includes('扣除')).length + 1,
    );
    expect(printed(sectionOf(doc, 'incidents'))).toMatch(/\d 起扣除暂停/);
  });

  it('concludes nothing against the quota while 口径 major is open', () => {
    expect(printed(sectionOf(whole, 'quota'))).toContain('口径未经双方确认，不就限额下结论');
    const doc = periodicDocument({ ...november, contract: confirming({ major: 'letter' }) });
    expect(printed(sectionOf(doc, 'quota'))).toContain('未超过限额');
  });

  it('counts two majors of the year as too many, also when one lies in an earlier month', () => {
    const october = incidentOf({
      id: 'GZ-20261012-001',
      level: 'P1',
      reported: '09:00:00',
      responded: '09:05:00',
      remote: '09:06:00',
      arrived: '09:40:00',
      restored: '11:00:01',
      closed: '12:00:00',
      more: { outage: 'whole' },
    });
    const doc = periodicDocument({
      ...november,
      records: [...records, october],
      contract: confirming({ major: 'outage' }),
    });
    expect(printed(sectionOf(doc, 'quota'))).toContain('超过限额');
  });

  it('counts an incident of the evening after the cut in the next month, once', () => {
    const october = periodicDocument({ ...november, period: '2026-10', asOf: t('2026-10-30 21:00:00') });
    expect(printed(sectionOf(october, 'incidents'))).not.toContain('GZ-20261030-001');
    const late = periodicDocument({ ...november, period: '2026-10', asOf: t('2026-11-03 10:00:00') });
    expect(rowsOf(tableOf(late, '故障明细')).map((row) => row['id'])).toEqual(['GZ-20261030-001']);
    const row = rowsOf(tableOf(whole, '故障明细')).find((one) => one['id'] === 'GZ-20261030-001');
    expect(row).toMatchObject({ from: '上期截止后' });
  });

  it('judges each clock in the month in which it ends: one that runs at the cut is listed, and judged in the next', () => {
    const evening = incidentOf({
      id: 'GZ-20261130-001',
      level: 'P3',
      reported: '16:00:00',
      responded: '16:05:00',
      remote: '16:06:00',
      restored: '20:00:00',
      closed: '21:00:00',
      more: {
        ...{ enteredAt: t('2026-11-30 16:10:00'), confirmedRestoredAt: t('2026-11-30 20:10:00'), confirmer: '经办人' },
        attachments: [signedScan(t('2026-11-30 20:20:00'))],
      },
    });
    const all = [...records, evening];
    const each = (doc: ReportDocument) => rowsOf(tableOf(doc, '逐项达成')).find((row) => row['id'] === evening.id);
    expect(each(periodicDocument({ ...november, records: all }))).toMatchObject({
      response: '达标',
      restoration: '进行中',
    });
    const december = periodicDocument({
      ...november,
      records: all,
      period: '2026-12',
      asOf: t('2026-12-31 16:30:00'),
      issued: [...november.issued, issuedFor('monthly-maintenance', '2026-11', AS_OF)],
    });
    expect(each(december)).toMatchObject({ response: '不在本期判定', restoration: '达标' });
    // Restored when the purchaser said so: the time and the length of a row are of the same moment.
    expect(rowsOf(tableOf(december, '上期转入的故障'))).toMatchObject([
      { id: evening.id, restored: '2026-11-30 20:10', used: '4 小时 10 分' },
    ]);
  });

  it('corrects as a signed row what an earlier month counted otherwise', () => {
    const counted = { [`${november24.id} level`]: { P3: 1 }, [`${november24.id} response`]: { met: 1 } };
    const issued = [...november.issued, issuedFor('monthly-maintenance', '2026-11', AS_OF, { cut: AS_OF, counted })];
    const doc = periodicDocument({ ...november, period: '2026-12', asOf: t('2026-12-31 16:30:00'), issued });
    const rows = rowsOf(tableOf(doc, '更正以前各期')).map((row) => [row['what'], row['value'], row['count']]);
    expect(rows).toEqual([
      ['级别', 'P3', '−1'],
      ['级别', 'P2', '+1'],
      ['响应时限', '达标', '−1'],
      ['响应时限', '未达标', '+1'],
    ]);
    const clock = rowsOf(tableOf(doc, '各项时限达成情况')).find((row) => row['label'] === '响应（更正以前各期）');
    expect(clock).toMatchObject({ met: '−1', missed: '+1' });
  });

  it('says of the total below a correction that it is without it', () => {
    const counted = { [`due inspection-log ${MISSING_DAY}`]: { 'missing false false': 1 } };
    const before = issuedFor('monthly-maintenance', '2026-11', AS_OF, { cut: AS_OF, counted });
    const late = issuedFor('inspection-log', MISSING_DAY, t('2026-12-02 10:00'));
    const december = { ...november, period: '2026-12', asOf: t('2026-12-31 16:30:00') };
    const deliveries = (issued: (typeof before)[]) =>
      tableOf(periodicDocument({ ...december, issued: [...november.issued, ...issued] }), '交付物完成表');
    const names = ({ rows, totals = [] }: TableBlock) => [rows.at(-1), ...totals].map((row) => row?.cells['name']);
    expect(names(deliveries([before, late]))).toEqual(['更正以前各期', '合计（不含更正）']);
    expect(names(deliveries([]))[1]).toBe('合计');
  });

  it('lists a requirement apart from the incidents', () => {
    const p5 = incidentOf({ id: 'GZ-20261118-001', level: 'P5', reported: '09:00:00' });
    const doc = periodicDocument({ ...november, records: [...records, p5] });
    expect(printed(sectionOf(doc, 'incidents'))).toContain('登记故障 3 起；另有适用性调整（五级）1 项');
  });
});

describe('availability, trends and forecast', () => {
  it('tells an outage that was marked as planned, with it and without it, once the purchaser agreed', () => {
    const [example] = records.filter((one): one is MaintenanceWindowRecord => one.kind === 'maintenance-window');
    const states: Record<string, string> = { '2026-11-10': 'u1380 d60' };
    const probes = records.map((one) => {
      const own = one.kind === 'probe' ? states[(one as ProbeRecord).date] : undefined;
      return own === undefined ? one : { ...one, series: [{ target: 'mysql-primary', probe: 'sql', states: own }] };
    });
    const marked = {
      ...{ ...example, id: 'WH-20261111-001', assets: ['mysql-primary'], afterwards: 'yes', permit: undefined },
      ...{ change: undefined, actualFrom: undefined, actualTo: undefined, purpose: '更换内存' },
      ...{ from: t('2026-11-10 23:00:00'), to: t('2026-11-11 00:00:00'), at: t('2026-11-11 09:00:00') },
      ...{ approvedAt: t('2026-11-11 10:00:00'), enteredAt: t('2026-11-11 11:00:00') },
      attachments: [signedScan(t('2026-11-11 10:30:00'))],
    } as MaintenanceWindowRecord;
    const rowIn = (doc: ReportDocument) =>
      rowsOf(tableOf(doc, '各对象可用率')).find((row) => row['planned'] === '1 小时' || row['down'] === '1 小时');
    const doc = periodicDocument({ ...november, records: [...probes, marked] });
    expect(rowIn(doc)).toMatchObject({ availability: '100.00 %', times: '0', planned: '1 小时' });
    expect(Number.parseFloat(rowIn(doc)?.['included'] ?? '')).toBeLessThan(100);
    expect(printed(doc)).toContain('可用率（计入计划维护）');
    expect(rowsOf(tableOf(doc, '计划维护')).at(0)).toMatchObject({
      ...{ down: '1 小时', agreed: '2026-11-11 10:00（事后认定）', window: 'WH-20261111-001' },
    });
    const claimed = { ...marked, attachments: undefined };
    const counted = periodicDocument({ ...november, records: [...probes, claimed] });
    expect(rowIn(counted)).toMatchObject({ down: '1 小时', times: '1' });
    expect(printed(counted)).toContain('中断 WH-20261111-001 由供应商登记为计划维护，待采购人确认');
    expect(printed(counted)).not.toContain('可用率（计入计划维护）');
    // Agreed to a month later: that month tells of it, and the one that was issued stays as it is.
    const later = {
      ...{ ...marked, at: t('2026-12-02 09:00:00'), approvedAt: t('2026-12-02 10:00:00') },
      ...{ enteredAt: t('2026-12-02 11:00:00'), attachments: [signedScan(t('2026-12-02 10:30:00'))] },
    };
    const december = { ...november, period: '2026-12', asOf: t('2026-12-31 16:30:00') };
    expect(printed(periodicDocument({ ...december, records: [...probes, later] }))).toContain(
      '本期事后认定的以前各日计划维护：WH-20261111-001',
    );
  });

  it('counts an outage over the midnight of the cut where it began, and says that its seconds go on', () => {
    const states: Record<string, string> = { '2026-10-29': 'u1430 d10', '2026-10-30': 'd5 u1435' };
    const changed = records.map((one) => {
      const own = one.kind === 'probe' ? states[(one as ProbeRecord).date] : undefined;
      return own === undefined ? one : { ...one, series: [{ target: 'mysql-primary', probe: 'sql', states: own }] };
    });
    const doc = periodicDocument({ ...november, records: changed });
    const rows = rowsOf(tableOf(doc, '各对象可用率'));
    const at = rows.findIndex(({ times, down }) => times === '0' && down === '5 分');
    expect(rows[at + 1]).toMatchObject({ target: '另有上期延续 1 次（次数计入上期，时长已含在上行）', down: '5 分' });
    expect(rowsOf(tableOf(doc, '中断记录')).map(({ from }) => from)).toContain('2026-10-30 00:00（上期延续）');
    const october = periodicDocument({
      ...november,
      records: changed,
      ...{ period: '2026-10', asOf: t('2026-10-30 16:30'), issued: [] },
    });
    expect(rowsOf(tableOf(october, '各对象可用率')).map(({ times, down }) => [times, down])).toContainEqual([
      '1',
      '10 分',
    ]);
  });

  it('foretells nothing from fewer than fourteen days', () => {
    const few = records.filter((one) => one.kind !== 'inspection' || one.id >= 'XJ-20261118');
    const doc = periodicDocument({ ...november, records: few });
    expect(rowsOf(tableOf(doc, '容量预测')).every((row) => row['reaches'] === '观测不足 14 日，不作预测')).toBe(true);
    expect(charts(doc, 'database').map((chart) => chart.title)).toEqual(['累计耗时最长的语句']);
  });
});

describe('inspections, backups and permits', () => {
  it('uses the last inspection of a day and the manual results of its confirmation', () => {
    const [first] = records.filter((one) => one.kind === 'inspection' && one.id === 'XJ-20261103-001');
    const again = recordOf(inspection, {
      ...(first as typeof inspection.example),
      id: 'XJ-20261103-002',
      readings: [],
    });
    const doc = periodicDocument({ ...november, records: [...records, again] });
    const row = rowsOf(tableOf(doc, '逐日巡检结果')).find((one) => one['date'] === '11-03');
    expect(row).toMatchObject({ normal: '0', confirmed: '已确认' });
  });

  it('lists operations without a valid permit first, and joins routine ones', () => {
    const doc = periodicDocument({ ...november, records: records.filter((one) => one.id !== 'XK-20260901-001') });
    const rows = rowsOf(tableOf(doc, '许可不符（五（二）3）'));
    expect(rows.find((row) => row['operation'] === '只读采集')).toMatchObject({ count: '30', state: '未取得许可' });
  });
});

describe('a month without data', () => {
  it('is issued all the same and says of every section what was not registered', () => {
    const text = own(empty);
    for (const sentence of [
      '没有驻点签到登记',
      '统计区间内没有登记故障，没有需要判定的时限',
      '统计区间内没有可用性探测记录，不能给出可用率',
      '统计区间内没有监控记录',
      '统计区间内没有巡检记录',
      '没有登记备份，不能说明备份是否正常',
      '统计区间内没有登记漏洞扫描',
      '统计区间内没有登记变更',
      '统计区间内没有采集到耗时语句',
      '没有采集到磁盘使用率或数据库容量，不作容量预测',
      '未登记到期事项',
      '统计区间内没有登记须经许可的操作',
      '统计区间内没有登记满意度评价',
      '统计区间内没有登记费用与备件',
    ]) {
      expect(text).toContain(sentence);
    }
    expect(text).not.toMatch(/^无$/m);
    expect(text).not.toMatch(/undefined|NaN|Infinity/);
  });

  it('never calls it normal: nothing was observed', () => {
    expect(text(empty, 'first-page')).toContain('是否到岗无从判断');
    expect(text(empty, 'first-page')).not.toMatch(/其余|没有需要/);
    expect(text(empty, 'deliveries')).toContain('缺失');
  });

  it('is composed before the period has begun without inventing anything', () => {
    const doc = periodicDocument({ ...november, records: [], issued: [], asOf: t('2026-10-20 09:00:00') });
    expect(own(doc)).not.toMatch(/undefined|NaN|Infinity/);
  });
});

it('confirmations are counted for the days of the log only', () => {
  const other = recordOf(signoff, {
    id: 'QS-20261110-001',
    at: t('2026-11-10 09:00'),
    enteredAt: t('2026-11-10 09:00'),
    obligation: 'daily-maintenance',
    period: '2026-11-09',
    measures: undefined,
  });
  const doc = periodicDocument({ ...november, records: [...records, other] });
  expect(text(doc, 'inspections')).toContain('其中人工确认 1 日');
});

const text = (doc: ReportDocument, id: string): string => printed(sectionOf(doc, id));
