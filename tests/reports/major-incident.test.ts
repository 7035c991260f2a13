import { describe, expect, test } from 'vitest';
import incidentAnalysis from '../../reports/incident-analysis.ts';
import majorIncident from '../../reports/major-incident.ts';
import type { ContractBundle } from '../../src/contract/bundle/bundle.ts';
import type { IssuedSummary } from '../../src/contract/calendar/occurrence.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import alertKind from '../../src/subjects/incidents/kinds/alert-proposal.ts';
import type { IncidentRecord } from '../../src/subjects/incidents/kinds/incident.ts';
import waiver from '../../src/subjects/signing/kinds/waiver.ts';
import { allOccurrences, confirming, documentOf, recordOf } from './_documents.ts';
import { incidentOf, levelRaised, onSiteAt60m, p1In2h00, p1In2h01, p2In3h, p5Agreed, t } from './_incidents.ts';
import { expectGolden, printed, rowsOf, sectionOf, tableOf } from './_printed.ts';

const report = (
  incident: IncidentRecord,
  suffix: string,
  asOf: string,
  more: { others?: AnyRecord[]; contract?: ContractBundle; issued?: IssuedSummary[] } = {},
): ReportDocument => {
  const { others = [], ...rest } = more;
  return documentOf({
    deliverable: majorIncident,
    records: [...others, incident],
    period: `${incident.id}-${suffix}`,
    asOf,
    ...rest,
  });
};

const issued = (incident: IncidentRecord, suffix: string, at: string): IssuedSummary => ({
  obligation: 'major-incident',
  period: `${incident.id}-${suffix}`,
  revision: 1,
  number: `HQSF-ZD-${incident.id.slice(3)}-${suffix}-r1`,
  title: '重大故障记录报告',
  dueAt: null,
  issuedAt: t(at),
  confirmedAt: null,
  late: false,
  fingerprint: '0'.repeat(64),
});

/** The database down from nine o'clock on, with what was done about it. */
const outage = incidentOf({
  id: 'GZ-20261123-001',
  level: 'P1',
  reported: '09:00:00',
  responded: '09:04:10',
  remote: '09:08:00',
  arrived: '09:41:00',
  restored: '12:20:30',
  confirmed: '12:31:00',
  closed: '16:00:00',
  more: {
    // Written down while it went on; what happened later was added.
    enteredAt: t('2026-11-23 09:10:00'),
    title: '数据库主从节点全部宕机',
    assets: ['mysql-primary', 'mysql-replica-1'],
    outage: 'whole',
    impact: '行政管理系统全部子系统不可用',
    affectedUsers: 412,
    affectedBusiness: '请假 37 笔、用车 9 笔未能提交，均已补录',
    responsibility: 'pending',
    purchaserOpinion: undefined,
    timeline: [
      { at: t('2026-11-23 09:04:10'), actor: '驻点运维工程师', action: '电话响应，核对现象' },
      { at: t('2026-11-23 09:08:00'), actor: '数据库工程师', action: '远程查看主库状态', result: '存储卷只读' },
      { at: t('2026-11-23 10:30:00'), actor: '数据库工程师', action: '向云平台申请恢复存储卷' },
      { at: t('2026-11-23 12:05:00'), actor: '云平台', action: '存储卷恢复读写' },
      { at: t('2026-11-23 12:20:30'), actor: '数据库工程师', action: '启动主从并核对数据', result: '逐表行数一致' },
    ],
  },
});

const before = [p1In2h00, p1In2h01, p2In3h, onSiteAt60m, p5Agreed];

test('分钟级时间线 begins with the alert at which the clocks start, with its source', () => {
  const alert = recordOf(alertKind, {
    firedAt: t('2026-11-23 08:59:15'),
    at: t('2026-11-23 08:59:15'),
    enteredAt: t('2026-11-23 08:59:20'),
    decision: 'incident',
    incident: outage.id,
  });
  const document = report({ ...outage, foundBy: 'monitoring' }, 'z', t('2026-11-24 10:00:00'), { others: [alert] });
  const [first] = sectionOf(document, 'timeline').blocks.flatMap((block) =>
    block.type === 'timeline' ? block.items.slice(0, 1) : [],
  );
  expect(first).toMatchObject({ time: '2026-11-23 08:59:15', who: alert.id });
  expect(first?.text).toContain('自此起算各时限');
});

test('更正与作废 tells of this fault, and not of the others that are counted with it', () => {
  const correction = { at: t('2026-11-23 15:00:00'), by: '甲', reason: '写错', what: '影响 一 → 二' };
  const corrected = (one: IncidentRecord): IncidentRecord => ({ ...one, corrections: [correction] });
  const document = report(corrected(outage), 'z', t('2026-11-24 10:00:00'), { others: before.map(corrected) });
  const [block] = sectionOf(document, 'corrections').blocks;
  expect(block?.type === 'list' && block.items.map(({ text }) => text.split('：')[0])).toEqual([
    `更正　故障记录 ${outage.id}`,
  ]);
});

describe('golden documents', () => {
  test('初报', () =>
    expectGolden('major-incident-c', report(outage, 'c', t('2026-11-23 09:50:00'), { others: before })));
  test('续报', () =>
    expectGolden(
      'major-incident-x1',
      report(outage, 'x1', t('2026-11-23 11:45:00'), {
        others: before,
        issued: [issued(outage, 'c', '2026-11-23 09:50:00')],
      }),
    ));
  test('终报', () =>
    expectGolden(
      'major-incident-z',
      report(outage, 'z', t('2026-11-24 10:00:00'), {
        others: before,
        issued: [issued(outage, 'c', '2026-11-23 09:50:00'), issued(outage, 'x1', '2026-11-23 12:10:00')],
      }),
    ));
});

describe('what each report knows', () => {
  test('a 续报 begins with what was done since the last report', () => {
    const following = report(outage, 'x1', t('2026-11-23 12:10:00'), {
      issued: [issued(outage, 'c', '2026-11-23 09:50:00')],
    });
    const progress = printed(sectionOf(following, 'progress'));
    expect(progress).toContain('存储卷恢复读写');
    expect(progress).not.toContain('远程查看主库状态');
  });

  test('nothing done since is said, not left out', () => {
    const following = report(outage, 'x1', t('2026-11-23 11:59:00'), {
      issued: [issued(outage, 'c', '2026-11-23 11:00:00')],
    });
    expect(printed(sectionOf(following, 'progress'))).toContain('上次报告以来未登记处理过程。');
  });

  test('the 终报 holds every section of the incident analysis', () => {
    const final = report(outage, 'z', t('2026-11-24 10:00:00'));
    const analysis = documentOf({
      deliverable: incidentAnalysis,
      records: [outage],
      period: outage.id,
      asOf: t('2026-11-24 10:00:00'),
    });
    const ids = final.sections.map((section) => section.id);
    expect(ids).toEqual(expect.arrayContaining(analysis.sections.map((section) => section.id)));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('the timeline merges facts, levels and steps in order of time', () => {
    const timeline = sectionOf(report(levelRaised, 'z', t('2026-11-17 09:00:00')), 'timeline').blocks[0];
    const times = timeline?.type === 'timeline' ? timeline.items.map((item) => item.time) : [];
    expect(times).toEqual(times.toSorted());
    expect(printed(sectionOf(report(levelRaised, 'z', t('2026-11-17 09:00:00')), 'timeline'))).toContain('定为 P1');
  });
});

describe('the yearly quota', () => {
  const counts = (document: ReportDocument) => rowsOf(tableOf(document, '重大故障累计次数'));
  const CONCLUDING = /[；。](未超过限额|超过限额)/;

  test('two majors in a year: both counts stand there, and nothing is concluded', () => {
    const second = report(p1In2h01, 'z', t('2026-11-07 09:00:00'), { others: [p1In2h00] });
    expect(counts(second).map(({ supplier, limit, own }) => ({ supplier, limit, own }))).toEqual([
      { supplier: '2', limit: '1', own: '第 2 次' },
      { supplier: '2', limit: '1', own: '第 2 次' },
    ]);
    expect(printed(sectionOf(second, 'quota'))).toContain('口径未经双方确认，不就限额下结论');
    expect(printed(second)).not.toMatch(CONCLUDING);
  });

  test('P2 in 3 h counts by 乙 alone, and owes its reports from the second hour on', () => {
    const own = report(p2In3h, 'c', t('2026-11-09 11:30:00'));
    expect(counts(own).map(({ own: place }) => place)).toEqual(['不计', '待定']);
    expect(rowsOf(tableOf(own, '是否属于重大故障'))).toMatchObject([
      { major: '否' },
      { major: '是', since: '2026-11-09 11:00:00' },
    ]);
  });

  test('once both sides have confirmed a reading it is concluded by that one', () => {
    const contract = confirming({ major: 'letter' });
    const second = report(p1In2h01, 'z', t('2026-11-07 09:00:00'), { others: [p1In2h00], contract });
    expect(printed(sectionOf(second, 'quota'))).toContain('超过限额');
    expect(counts(second)).toHaveLength(1);
  });

  test('an incident whose cause lies with others is listed apart, one still open to 责任 stays open', () => {
    const cloud = { ...p1In2h00, responsibility: 'cloud' as const, responsibilityBasis: '云平台故障通报' };
    const document = report(outage, 'z', t('2026-11-24 10:00:00'), { others: [cloud] });
    expect(counts(document)[0]).toMatchObject({ supplier: '0', pending: '1', others: '1', own: '待定' });
  });

  test('an incident later than this report is not known to it', () => {
    const document = report(p1In2h00, 'z', t('2026-11-05 18:00:00'), { others: [p1In2h01] });
    expect(counts(document)[0]).toMatchObject({ supplier: '1' });
  });
});

describe('报告安排与提交情况', () => {
  const rows = (document: ReportDocument) => rowsOf(tableOf(document, '报告安排与提交情况'));

  test('初报 within 1 h of being known, then every 2 h until restoration, 终报 within 24 h of 处理完成', () => {
    const final = report(outage, 'z', t('2026-11-24 10:00:00'), {
      issued: [issued(outage, 'c', '2026-11-23 09:50:00'), issued(outage, 'x1', '2026-11-23 12:00:01')],
    });
    expect(rows(final).map(({ name, due, state }) => [name, due, state])).toEqual([
      ['初报', '2026-11-23 10:00:00', '按期'],
      ['续报1', '2026-11-23 12:00:00', '补报'],
      ['终报', '2026-11-24 16:00:00', '本报告'],
    ]);
  });

  test('a waived report is 已豁免', () => {
    const free = recordOf(waiver, {
      obligation: 'major-incident',
      period: `${outage.id}-x1`,
      at: t('2026-11-23 11:50:00'),
      enteredAt: t('2026-11-23 11:55:00'),
    });
    const final = report(outage, 'z', t('2026-11-24 10:00:00'), { others: [free] });
    expect(rows(final).find(({ name }) => name === '续报1')?.['state']).toBe('已豁免');
  });

  test('entered the next morning: one report, which says which it combines and is late from the first of them on', () => {
    const late = { ...outage, enteredAt: t('2026-11-24 09:00:00'), restoredAt: t('2026-11-23 23:30:00') };
    const closed = { ...late, confirmedRestoredAt: late.restoredAt, closedAt: t('2026-11-24 08:00:00') };
    const document = report(closed, 'c-x6', t('2026-11-24 09:10:00'));
    expect(document.title).toBe('重大故障记录报告（初报至续报6合并补报）');
    expect(document.number).toBe('HQSF-ZD-20261123-001-c-x6-r1');
    expect(document.marks.map(({ text }) => text)).toContain(
      '合并补报：故障于 2026-11-24 09:00 登记，此前已到期的初报、续报1、续报2、续报3、续报4、续报5、续报6共 7 份合并为本报告',
    );
    const listed = rows(document);
    expect(listed[0]).toMatchObject({ due: '2026-11-23 10:00:00', state: '本报告' });
    expect(listed.slice(1).map(({ name, state }) => [name, state])).toEqual([
      ...['初报', ...[1, 2, 3, 4, 5, 6].map((n) => `续报${n}`)].map((name) => [`　其中：${name}`, '并入合并补报']),
      ['终报', '待交'],
    ]);
  });

  test('without the major reading there is nothing to report', () => {
    const due = allOccurrences({
      deliverable: majorIncident,
      records: [p2In3h],
      asOf: t('2026-11-10 09:00:00'),
      contract: confirming({ major: 'outage' }),
    });
    expect(due).toEqual([]);
  });
});
