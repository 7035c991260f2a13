import { describe, expect, test } from 'vitest';
import { clockChart } from '../../reports/incident/clocks.ts';
import incidentAnalysis from '../../reports/incident-analysis.ts';
import majorIncident from '../../reports/major-incident.ts';
import type { ContractBundle } from '../../src/contract/bundle/bundle.ts';
import { toInstant, toText } from '../../src/contract/time.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import type { IncidentView } from '../../src/subjects/incidents/incident-view.ts';
import alertKind from '../../src/subjects/incidents/kinds/alert-proposal.ts';
import kind, { type IncidentRecord } from '../../src/subjects/incidents/kinds/incident.ts';
import remoteSession from '../../src/subjects/permits/kinds/remote-session.ts';
import { signedScan } from '../support/signed.ts';
import { confirming, documentOf, occurrenceOf, recordOf } from './_documents.ts';
import * as cases from './_incidents.ts';
import { expectGolden, printed, rowsOf, sectionOf, tableOf } from './_printed.ts';

/** Issued an hour after it was closed; of an open one, a day after it was reported. */
function analysis(
  incident: IncidentRecord,
  more: {
    records?: AnyRecord[];
    contract?: ContractBundle;
    asOf?: string;
    draft?: boolean;
    revision?: number;
    firstIssuedAt?: string;
  } = {},
): ReportDocument {
  const asOf = more.asOf ?? toText(toInstant(incident.closedAt ?? incident.discoveredAt).add({ hours: 1 }));
  const { records = [], ...rest } = more;
  return documentOf({
    deliverable: incidentAnalysis,
    records: [incident, ...records],
    period: incident.id,
    ...rest,
    asOf,
  });
}

const clock = (document: ReportDocument, label: string): Record<string, string> => {
  const row = rowsOf(tableOf(document, /^响应与恢复达成表/)).find(({ item }) => item?.startsWith(label));
  if (row === undefined) throw new Error(`no clock ${label}`);
  return row;
};

const options = (document: ReportDocument) => rowsOf(tableOf(document, '未确认口径的各选项结果'));
const option = (document: ReportDocument, label: string) => {
  const row = options(document).find((one) => one['option']?.startsWith(label));
  if (row === undefined) throw new Error(`no option ${label}`);
  return row;
};

const CONCLUDING = /未超过限额|超过限额|未达限额/;

describe('golden documents', () => {
  test('the full form, with the example of the record kind and its remote session', () => {
    const session = recordOf(remoteSession);
    expectGolden('incident-analysis', analysis(recordOf(kind), { records: [session] }));
  });

  test('the one-page form of P4', () => expectGolden('incident-analysis-p4', analysis(cases.p4)));
  test('the one-page form of P5 with an agreed date', () =>
    expectGolden('incident-analysis-p5', analysis(cases.p5Agreed)));
});

describe('the clocks at their boundaries, as documents print them', () => {
  test('a response in exactly 10 minutes is in time, one second more is not', () => {
    expect(clock(analysis(cases.responseAt10m00s), '响应')).toMatchObject({ used: '10 分', state: '达标' });
    const late = analysis(cases.responseAt10m01s);
    expect(clock(late, '响应')).toMatchObject({ used: '10 分 01 秒', limit: '10 分钟', state: '未达标' });
    expect(printed(sectionOf(late, 'overview'))).toContain('响应未达标');
  });

  test('on the spot in exactly 60 minutes is in time, and makes up for a missing remote start', () => {
    const document = analysis(cases.onSiteAt60m);
    expect(clock(document, '到场')).toMatchObject({ used: '1 小时', state: '达标' });
    expect(clock(document, '诊断启动')['state']).toBe('达标');
  });

  test('P1 in 2 h 00 meets its limit and still counts by the letter of 5.1.2; 2 h 01 misses it', () => {
    const exact = analysis(cases.p1In2h00);
    expect(clock(exact, '恢复')).toMatchObject({ used: '2 小时', limit: '2 小时', state: '达标' });
    expect(option(exact, '甲')['major']).toBe('是');
    expect(option(exact, '乙')['major']).toBe('是');
    expect(clock(analysis(cases.p1In2h01), '恢复')).toMatchObject({ used: '2 小时 01 分', state: '未达标' });
  });

  test('P2 in 3 h meets its limit of 4 h; major by one reading only, and nothing is concluded', () => {
    const document = analysis(cases.p2In3h);
    expect(clock(document, '恢复')).toMatchObject({ limit: '4 小时', state: '达标' });
    expect(option(document, '甲')['major']).toBe('否');
    expect(option(document, '乙')['major']).toBe('是');
    expect(printed(document)).toContain('是否属于重大故障因口径而异，口径未经双方确认，未下结论');
    expect(printed(document)).not.toMatch(CONCLUDING);
  });

  test('P5 by its agreed date, 待协商 without one; never among the faults', () => {
    const agreed = analysis(cases.p5Agreed);
    expect(clock(agreed, '恢复')['state']).toBe('达标');
    expect(printed(sectionOf(agreed, 'overview'))).toContain('2026-11-20');
    const open = analysis(cases.p5NotAgreed);
    expect(clock(open, '恢复')['state']).toBe('待协商');
    expect(open.marks.map((mark) => mark.text)).toContain('适用性调整：作为需求处理，不计入故障统计');
    expect(rowsOf(tableOf(open, /^响应与恢复达成表/)).map((row) => row['item'])).not.toContain('响应');
  });

  test('one open over the end of a month counts on from November into December', () => {
    expect(clock(analysis(cases.overMonthEnd), '恢复')).toMatchObject({
      used: '6 小时 30 分',
      limit: '8 小时',
      state: '达标',
    });
  });

  test('one over midnight on New Year keeps its seconds', () => {
    const document = analysis(cases.overNewYear);
    expect(clock(document, '恢复')).toMatchObject({ used: '1 小时 59 分 59 秒', state: '达标' });
    expect(clock(document, '远程启动')['end']).toBe('01-01 00:04:00');
    expect(option(document, '乙')['major']).toBe('否');
  });

  test('a change of level is a row of its own, and the document says which level was used', () => {
    const document = analysis(cases.levelRaised);
    expect(rowsOf(tableOf(document, '定级记录')).map((row) => row['level'])).toEqual(['P3 三级故障', 'P1 一级故障']);
    expect(printed(sectionOf(document, 'levels'))).toContain('时限按 P1（采购人已确认）判定。级别变更 1 次。');
    expect(clock(document, '　另列：按 P3')).toMatchObject({ limit: '8 小时', state: '达标' });
  });
});

describe('unconfirmed 口径', () => {
  test('every option of each question that decides is a row; the defaults are marked', () => {
    const rows = options(analysis(cases.p1In2h01));
    expect(rows.map((row) => row['option'])).toEqual([
      '从严，一律 10 分钟（暂列）',
      '重大故障 30 分钟，其他 10 分钟',
      '甲、整体或核心业务中断且两小时及以上恢复',
      '乙、一级故障，或任何恢复用时两小时及以上的故障（暂列）',
      '自申报起算，监控先发现的自告警时间起算（暂列）',
      '自申报起算，监控先发现的自首个失败样本起算',
      '一律自申报起算',
      '有证据并经采购人确认的不计入（暂列）',
      '一律计入',
    ]);
  });

  test('the options differ where the incident makes them differ', () => {
    const late = { ...cases.p1In2h00, respondedAt: cases.t('2026-11-05 09:20:00') };
    const document = analysis(late);
    expect(option(document, '从严')['response']).toBe('未达标');
    expect(option(document, '重大故障 30 分钟')['response']).toBe('达标');
    const paused = {
      ...cases.p1In2h01,
      pauses: [
        {
          from: cases.t('2026-11-06 10:00:00'),
          to: cases.t('2026-11-06 10:10:00'),
          reason: 'permit' as const,
          evidence: '许可批复时间',
          confirmedBy: '采购人项目负责人',
          confirmedAt: cases.t('2026-11-06 10:30:00'),
        },
      ],
    };
    const both = analysis(paused);
    expect(option(both, '有证据')['restoration']).toBe('达标');
    expect(option(both, '一律计入')['restoration']).toBe('未达标');
    expect(printed(sectionOf(both, 'pauses'))).toContain('2 小时 01 分');
    expect(printed(sectionOf(both, 'pauses'))).toContain('1 小时 51 分');
  });

  test('once all are confirmed the table gives way to what was agreed', () => {
    const contract = confirming({ response: 'stricter', major: 'outage', clocks: 'alert', pauses: 'confirmed-only' });
    const document = analysis(cases.p2In3h, { contract });
    expect(() => tableOf(document, '未确认口径的各选项结果')).toThrow(/no table/);
    expect(printed(sectionOf(document, 'options'))).toContain('双方已确认');
    expect(printed(sectionOf(document, 'overview'))).not.toContain('重大故障');
  });

  test('on the one-page form options that agree are one sentence, those that disagree a table', () => {
    expect(printed(analysis(cases.p4))).toContain('未经双方确认的口径，各选项的结果相同。');
    const long = { ...cases.p4, restoredAt: cases.t('2026-11-17 16:30:00'), closedAt: cases.t('2026-11-17 17:00:00') };
    const { confirmedRestoredAt: _, ...unconfirmed } = long;
    expect(option(analysis(unconfirmed), '乙')['major']).toBe('是');
  });
});

test('a restoration that only the supplier says was confirmed is printed as that, in every place', () => {
  const claimed = {
    ...cases.p1In2h00,
    attachments: undefined,
    restoredAt: cases.t('2026-11-05 10:00:00'),
    confirmedRestoredAt: cases.t('2026-11-05 12:00:00'),
    closedAt: cases.t('2026-11-05 13:00:00'),
  };
  const document = analysis(claimed);
  const steps = rowsOf(tableOf(document, '时间节点'));
  const row = (step: string) => steps.find((one) => one['step'] === step);
  expect(row('恢复（供应商）')?.['at']).toContain('10:00:00');
  expect(row('采购人确认恢复')?.['at']).toContain('12:00:00');
  expect(row('采购人确认恢复')?.['note']).toContain('供应商登记，待采购人确认，恢复用时算到此时');
  expect(printed(document)).not.toContain('以供应商恢复时间为准');
});

describe('a P1 that is decided by its alert', () => {
  // Restored 2 h 00 after a typed 发现 that lies 45 s after the alert.
  const found = {
    ...cases.p1In2h00,
    foundBy: 'monitoring' as const,
    discoveredAt: cases.t('2026-11-05 09:00:45'),
    at: cases.t('2026-11-05 09:00:45'),
    reportedAt: cases.t('2026-11-05 09:05:00'),
    restoredAt: cases.t('2026-11-05 11:00:45'),
    confirmedRestoredAt: cases.t('2026-11-05 11:00:45'),
  };
  const alert = recordOf(alertKind, {
    id: 'GJ-20261105-001',
    at: cases.t('2026-11-05 09:00:00'),
    firedAt: cases.t('2026-11-05 09:00:00'),
    resolvedAt: undefined,
    enteredAt: cases.t('2026-11-05 09:10:00'),
    decidedAt: cases.t('2026-11-05 09:02:00'),
    decision: 'incident',
    incident: found.id,
  });

  test('unconfirmed, both readings are printed and nothing is concluded', () => {
    const document = analysis(found, { records: [alert] });
    expect(clock(document, '恢复')).toMatchObject({ start: '11-05 09:00:00', state: '口径未定' });
    const readings = rowsOf(tableOf(document, /^响应与恢复达成表/)).filter(({ item }) => /起算/.test(item ?? ''));
    expect(
      readings.filter(({ limit }) => limit === '2 小时').map(({ start, used, state }) => [start, used, state]),
    ).toEqual([
      ['11-05 09:00:00', '2 小时 00 分 45 秒', '未达标'],
      ['11-05 09:05:00', '1 小时 55 分 45 秒', '达标'],
      ['11-05 09:00:45', '2 小时', '达标'],
    ]);
    expect(printed(sectionOf(document, 'overview'))).toContain('恢复口径未定');
    expect(rowsOf(tableOf(document, '计时起点的监控证据'))).toMatchObject([{ kind: '监控告警', record: alert.id }]);
    expect(printed(document)).toContain('登记的发现时间 2026-11-05 09:00:45 晚于监控记录 GJ-20261105-001');
  });

  test('confirmed, the reading that was agreed on decides alone', () => {
    const of = (clocks: string) => analysis(found, { records: [alert], contract: confirming({ clocks }) });
    expect(clock(of('alert'), '恢复')).toMatchObject({ used: '2 小时 00 分 45 秒', state: '未达标' });
    expect(clock(of('report'), '恢复')).toMatchObject({ used: '1 小时 55 分 45 秒', state: '达标' });
  });
});

test('采购人意见 without the purchaser’s hand on it is what the supplier tells of', () => {
  const { attachments: _scan, ...told } = { ...cases.p1In2h00, purchaserOpinion: '同意处理结果' };
  const opinionIn = (incident: IncidentRecord) => printed(sectionOf(analysis(incident), 'opinion'));
  expect(opinionIn(told)).toContain('同意处理结果（供应商登记，待采购人确认）');
  const signed = { ...told, attachments: [signedScan(cases.t('2026-12-01 16:00:00'))] };
  expect(opinionIn(signed)).toMatch(/同意处理结果(?!（)/);
});

describe('little is known', () => {
  const bare = cases.incidentOf({
    id: 'GZ-20261118-001',
    level: 'P3',
    reported: '09:00:00',
    more: {
      reporter: undefined,
      reporterUnit: undefined,
      affectedUsers: undefined,
      affectedBusiness: undefined,
      causeCategory: undefined,
      directCause: undefined,
      rootCause: undefined,
      whys: undefined,
      verification: undefined,
      prevention: undefined,
      articles: undefined,
      measures: undefined,
      purchaserOpinion: undefined,
      confirmer: undefined,
      timeline: [],
    },
  });
  // Its calendar occurrence exists from the first hour, and a preview must be readable by then.
  const document = analysis(bare, { asOf: cases.t('2026-11-18 20:00:00') });

  test('what nobody wrote down is 未登记, never 无', () => {
    for (const text of [
      '未登记处理过程。',
      '未登记五问分析。',
      '未登记预防措施。',
      '未登记知识条目。',
      '未登记采购人意见。',
    ]) {
      expect(printed(document)).toContain(text);
    }
    expect(printed(document).split('\n')).not.toContain('无');
  });

  test('still open: 已超时 past the limit, 进行中 before it', () => {
    expect(clock(document, '恢复')).toMatchObject({ used: '11 小时', state: '已超时' });
    expect(clock(analysis(bare, { asOf: cases.t('2026-11-18 16:59:59') }), '恢复')['state']).toBe('进行中');
  });

  test('the record within 24 h: by issuing it, and not begun anew by a revision', () => {
    const inTime = analysis(cases.p2In3h);
    expect(clock(inTime, '分析处理记录')).toMatchObject({ used: '1 小时', state: '达标' });
    const late = analysis(cases.p2In3h, { asOf: cases.t('2026-11-10 15:00:01') });
    expect(clock(late, '分析处理记录')['state']).toBe('未达标');
  });

  test('every revision, and the 终报, tell the time of the first issue, whatever the record says', () => {
    const firstIssuedAt = cases.t('2026-11-09 15:45:00');
    const own = { ...cases.p2In3h, recordedAt: cases.t('2026-11-09 15:10:00') };
    const first = analysis(own, { asOf: firstIssuedAt });
    const later = [2, 3].map((revision) =>
      analysis(own, { asOf: cases.t(`2026-12-0${revision} 15:00:01`), revision, firstIssuedAt }),
    );
    const summary = {
      ...{ obligation: 'incident-analysis', period: own.id, number: 'HQSF-GZ-20261109-001', title: '故障分析处理记录' },
      ...{ dueAt: null, confirmedAt: null, late: false, fingerprint: '0'.repeat(64) },
    };
    const final = documentOf({
      deliverable: majorIncident,
      records: [own],
      period: `${own.id}-z`,
      asOf: cases.t('2026-12-03 16:00:00'),
      issued: [
        { ...summary, revision: 2, issuedAt: cases.t('2026-12-02 15:00:01') },
        { ...summary, revision: 1, issuedAt: firstIssuedAt },
      ],
    });
    for (const document of [first, ...later, final])
      expect(clock(document, '分析处理记录')).toMatchObject({ used: '45 分', state: '达标' });
  });

  test('a draft knows all that its record tells', () => {
    const draft = analysis(cases.p2In3h, { draft: true });
    expect(clock(draft, '恢复')).toMatchObject({ used: '3 小时', state: '达标' });
  });
});

test('due 24 hours after 处理完成, one for each incident whatever its level', () => {
  const request = { deliverable: incidentAnalysis, records: [cases.p4], asOf: cases.t('2026-11-17 16:00:00') };
  expect(occurrenceOf({ ...request, period: cases.p4.id }).dueAt).toBe(cases.t('2026-11-18 15:40:00'));
});

test('what a workbook holds has the unit that it prints', () => {
  const rows = tableOf(analysis(cases.p2In3h), '响应与恢复达成表').rows.map(({ cells }) => cells);
  const of = (item: string) => rows.find((cells) => cells['item'] === item);
  expect(of('恢复')).toMatchObject({
    used: { text: '3 小时', value: 180 },
    limit: { text: '4 小时', value: 4 },
  });
  expect(of('响应')).toMatchObject({ used: { value: 5 }, limit: { text: '10 分钟', value: 10 } });
  const quick = analysis({ ...cases.p2In3h, respondedAt: cases.t('2026-11-09 09:00:58') });
  expect(clock(quick, '响应')['used']).toBe('58 秒');
});

test('a limit that was missed by a second is one that was missed, whatever its share rounds to', () => {
  const clocks = [
    { label: '响应', seconds: 300, limitSeconds: 600 },
    { label: '恢复', seconds: 86_401, limitSeconds: 86_400 },
  ];
  const [chart] = clockChart({ judged: { requirement: false, clocks } } as unknown as IncidentView);
  expect(chart?.series[0]?.values).toEqual([50, 100]);
  expect(chart?.summary).toBe('恢复用时为时限的 100.0 %，超过时限。');
});

test('a share of which readings decide differently concludes nothing in the words of the chart', () => {
  const clocks = [
    { label: '响应', seconds: 900, limitSeconds: 600, state: 'missed' },
    { label: '恢复', seconds: 14_400, limitSeconds: 7200, state: 'undecided' },
  ];
  const [chart] = clockChart({ judged: { requirement: false, clocks } } as unknown as IncidentView);
  expect(chart?.summary).toBe('响应用时为时限的 150.0 %，超过时限；恢复用时为时限的 200.0 %，口径未定，不下结论。');
});
