/** 日常维护报告: 17:00 to 17:00, from nothing entered to a full day. */
import { describe, expect, test } from 'vitest';
import dailyMaintenance from '../../reports/daily-maintenance.ts';
import type { IssuedSummary } from '../../src/contract/calendar/occurrence.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import duty from '../../src/subjects/attendance/kinds/duty.ts';
import change from '../../src/subjects/changes/kinds/change.ts';
import incident from '../../src/subjects/incidents/kinds/incident.ts';
import remoteSession from '../../src/subjects/permits/kinds/remote-session.ts';
import call from '../../src/subjects/requests/kinds/call.ts';
import consultation from '../../src/subjects/requests/kinds/consultation.ts';
import serviceRequest from '../../src/subjects/requests/kinds/service-request.ts';
import note, { type NoteRecord } from '../../src/subjects/work/kinds/note.ts';
import { allNormal, confirmation, DAY, inspectionOf, issuedAt, withValues } from './_daily.ts';
import { documentOf, recordOf } from './_documents.ts';
import { issuedFor } from './_periodic.ts';
import { expectGolden, printed, rowsOf, sectionOf, tableOf } from './_printed.ts';

const reportOf = (records: readonly AnyRecord[], more: Partial<Parameters<typeof documentOf>[0]> = {}) =>
  documentOf({ deliverable: dailyMaintenance, records, asOf: issuedAt('10:00', '2026-11-25'), period: DAY, ...more });

let serial = 0;
const noteOf = (at: string, text: string, changes: Partial<NoteRecord> = {}): NoteRecord => {
  serial += 1;
  const id = `JS-${at.slice(0, 10).replaceAll('-', '')}-${String(serial).padStart(3, '0')}`;
  return recordOf(note, { id, at, enteredAt: at, date: at.slice(0, 10), text, topic: 'operation', ...changes });
};

const abnormal = () =>
  inspectionOf(DAY, { readings: withValues(allNormal(DAY), { 'disk.used of app-server-3': 86.4 }) });
const measure = { check: 'host-disk', target: 'app-server-3', action: '清理临时文件 42 GB，复测 71.0 %' };

describe('issued by name', () => {
  const early = (document: ReturnType<typeof reportOf>) =>
    document.marks.map(({ text }) => text).filter((text) => text.startsWith('提前签发'));

  test('before its day of service is over it says so, to the minute', () => {
    const records = [inspectionOf(DAY)];
    expect(early(reportOf(records, { asOf: issuedAt('16:59') }))).toEqual([
      '提前签发：早于 2026-11-24 17:00，其后的情况列入下一期补充',
    ]);
    expect(early(reportOf(records, { asOf: issuedAt('17:00') }))).toEqual([]);
  });
});

describe('golden documents', () => {
  test('little data: an inspection, and nothing entered', () => {
    expectGolden(
      'daily-maintenance-little',
      reportOf([inspectionOf(DAY, { readings: allNormal(DAY).slice(0, 1), manual: [] })]),
    );
  });

  test('a full day', () => {
    const examples = [duty, call, incident, consultation, serviceRequest, change, remoteSession].map((kind) =>
      recordOf(kind as never),
    );
    serial = 0;
    const notes = [
      noteOf(`${DAY}T10:00:00+08:00`, '清理临时文件 42 GB', { asset: 'app-server-3' }),
      noteOf(`${DAY}T11:00:00+08:00`, '磁盘扩容待采购人批复', { topic: 'followup' }),
      noteOf(`${DAY}T16:00:00+08:00`, '3号考勤机偶发离线', { topic: 'open' }),
      noteOf(`${DAY}T16:30:00+08:00`, '更换 3号考勤机网线', { topic: 'plan' }),
    ];
    const document = reportOf([...examples, ...notes, abnormal(), confirmation({ measures: [measure] })]);
    expectGolden('daily-maintenance-full', document);
  });
});

describe('evidence that is folded into one line', () => {
  const photo = (sha256: string) => [
    { sha256, name: 'x.jpg', type: 'image/jpeg', size: 1, subject: '现场', takenAt: `${DAY}T10:00:00+08:00` },
  ];
  const notesWith = (sha256: (n: number) => string): NoteRecord[] =>
    Array.from({ length: 10 }, (_, n) =>
      noteOf(`${DAY}T10:00:00+08:00`, `巡视 ${n}`, { attachments: photo(sha256(n).repeat(64)) }),
    );
  const titles = (records: readonly AnyRecord[]): string =>
    reportOf([inspectionOf(DAY), ...records])
      .sections.flatMap(({ blocks }) => blocks)
      .flatMap((block) => (block.type === 'evidence' ? block.items.map(({ title }) => title) : []))
      .join('；');

  test('tells what was used before, by record and file, and nothing of the others', () => {
    const used = noteOf('2026-11-23T20:00:00+08:00', '夜间巡视', { attachments: photo('3'.repeat(64)) });
    const notes = notesWith((n) => n.toString(16));
    expect(titles([...notes, used])).toMatch(/11 份（附件 11 件）/);
    expect(titles([...notes, used])).toContain(`${notes[3]?.id}“现场”与 ${used.id} 的附件是同一文件`);
    expect(titles(notes)).not.toContain('同一文件');
  });
});

test('次日计划 are the plans of the day for the day after it, of the evening too', () => {
  const plan = (at: string, text: string, more: Partial<NoteRecord> = {}) =>
    noteOf(at, text, { topic: 'plan', ...more });
  const records = [
    inspectionOf(DAY),
    plan('2026-11-23T17:40:00+08:00', '昨日傍晚的计划'),
    plan(`${DAY}T16:30:00+08:00`, '当日的计划'),
    plan(`${DAY}T17:40:00+08:00`, '当日傍晚的计划'),
    plan('2026-11-22T18:00:00+08:00', '补登的计划', { enteredAt: `${DAY}T09:00:00+08:00` }),
  ];
  const issued = ['2026-11-22', '2026-11-23'].map((day) =>
    issuedFor('daily-maintenance', day, `${day === '2026-11-22' ? '2026-11-23' : DAY}T08:00:00+08:00`),
  );
  const [list] = sectionOf(reportOf(records, { issued }), 'plan').blocks;
  expect(list?.type === 'list' ? list.items.map(({ text }) => text) : []).toEqual([
    `当日的计划（${DAY} 16:30）`,
    `当日傍晚的计划（${DAY} 17:40）`,
    '补登的计划（2026-11-22 18:00），补登的 2026-11-22 的次日计划',
  ]);
});

describe('what nobody wrote down', () => {
  test('is 未登记, never 无', () => {
    const text = printed(reportOf([inspectionOf(DAY)]));
    for (const word of [
      '在岗情况',
      '维护操作',
      '来电',
      '故障',
      '咨询',
      '账号或数据处理',
      '变更',
      '远程诊断会话',
      '处置进展',
      '遗留问题',
      '次日计划',
    ]) {
      expect(text, word).toContain(`未登记${word}`);
    }
    expect(text).not.toMatch(/无(?:维护操作|来电|故障|遗留问题)/);
  });

  test('an inspection that was not made is not taken for a good one', () => {
    const text = printed(sectionOf(reportOf([noteOf(`${DAY}T10:00:00+08:00`, '巡视机房')]), 'overview'));
    expect(text).toContain('统计区间内没有巡检记录');
    expect(text).not.toContain('正常');
  });

  test.each([
    ['no inspection', [noteOf(`${DAY}T10:00:00+08:00`, '巡视机房')], '没有巡检记录，未观测，不能判断是否有异常。'],
    ['one that saw nothing', [inspectionOf(DAY, { readings: [], manual: [] })], '不能判断'],
    ['one that saw little', [inspectionOf(DAY, { readings: allNormal(DAY).slice(0, 1), manual: [] })], '不能判断'],
  ])('%s is none without abnormal results', (_, records, said) => {
    const text = printed(sectionOf(reportOf(records), 'progress'));
    expect(text).toContain(said);
    expect(text).not.toMatch(/^当日巡检没有需要处置的异常。$/m);
  });

  test('a day without work says how it was covered', () => {
    const sunday = reportOf([inspectionOf('2026-11-22')], { period: '2026-11-22' });
    expect(printed(sectionOf(sunday, 'duty'))).toContain('非工作日');
    expect(printed(sectionOf(reportOf([inspectionOf(DAY)]), 'duty'))).toContain('当日为工作日');
  });
});

test.each([
  ['2026-11-23T16:59:59+08:00', false],
  ['2026-11-23T17:00:00+08:00', true],
  ['2026-11-24T16:59:59+08:00', true],
  ['2026-11-24T17:00:00+08:00', false],
])('the day from 17:00 to 17:00 a note of %s: %s', (at, inside) => {
  const rows = rowsOf(tableOf(reportOf([inspectionOf(DAY), noteOf(at, '巡视机房')]), '维护操作'));
  expect(rows.map((r) => r['text'])).toEqual(inside ? ['巡视机房'] : []);
});

describe('the log of the same day', () => {
  const progress = (records: AnyRecord[]) => rowsOf(tableOf(reportOf(records), '巡检异常'));

  test('decides what was done about an abnormal row', () => {
    expect(progress([abnormal(), confirmation({ measures: [measure] })]).map((r) => r['action'])).toEqual([
      measure.action,
    ]);
    expect(progress([abnormal()]).map((r) => r['action'])).toEqual(['未登记处理措施']);
  });

  test('is that of the day, and no other signoff is an input', () => {
    const other = confirmation({ id: 'QS-20261124-002', period: '2026-11-23', measures: [measure] });
    const delivered = confirmation({ id: 'QS-20261124-003', action: 'deliver', measures: [] });
    const own = confirmation({ id: 'QS-20261124-004', obligation: 'daily-maintenance', measures: [measure] });
    expect(progress([abnormal(), other, delivered, own]).map((r) => r['action'])).toEqual(['未登记处理措施']);
    const before = reportOf([abnormal()]);
    expect(reportOf([abnormal(), delivered, own]).fingerprint).toBe(before.fingerprint);
  });
});

test('only open incidents stand out', () => {
  const open = recordOf(incident, {
    id: 'GZ-20261124-009',
    restoredAt: undefined,
    confirmedRestoredAt: undefined,
    recordedAt: undefined,
    closedAt: undefined,
  } as never);
  const table = tableOf(reportOf([inspectionOf(DAY), recordOf(incident), open]), '故障与事件');
  expect(table.rows.map((r) => r.tone)).toEqual([undefined, 'abnormal']);
});

test('a day on which no machine ran has its report from what people wrote down', () => {
  expect(dailyMaintenance.evidence).toEqual(expect.arrayContaining(['inspection', 'note', 'call', 'incident']));
  const made = reportOf([noteOf(`${DAY}T10:00:00+08:00`, '巡视机房')]);
  expect(rowsOf(tableOf(made, '维护操作')).map((r) => r['text'])).toEqual(['巡视机房']);
  expect(printed(sectionOf(made, 'overview'))).toContain('当日情况未观测；以下按已登记的记录编制');
});

describe('what a report did not know', () => {
  const TODAY = '2026-11-24';
  const YESTERDAY = '2026-11-23';
  const before: IssuedSummary = {
    obligation: 'daily-maintenance',
    period: YESTERDAY,
    revision: 1,
    number: 'HQSF-RB-20261123-r1',
    title: '日常维护报告',
    dueAt: issuedAt('10:00', TODAY),
    issuedAt: issuedAt('17:00', YESTERDAY),
    confirmedAt: issuedAt('17:00', YESTERDAY),
    late: false,
    fingerprint: '',
  };
  const marks = (document: ReturnType<typeof reportOf>) => document.marks.map(({ text }) => text).join();
  const outage = (at: string, enteredAt: string) =>
    recordOf(incident, {
      id: 'GZ-20261123-001',
      title: '全系统瘫痪',
      at,
      enteredAt,
      occurredAt: at,
      discoveredAt: at,
    } as never);

  test('a log that nobody has confirmed yet is said on top', () => {
    expect(marks(reportOf([inspectionOf(DAY)]))).toContain('当日系统巡检日志在编制时尚未确认');
    expect(marks(reportOf([inspectionOf(DAY), confirmation({ measures: [] })]))).not.toContain('尚未确认');
  });

  test('a log that was confirmed in the evening, before the report was issued, is known to it', () => {
    const at = issuedAt('20:38');
    const evening = confirmation({ at, enteredAt: at, measures: [] });
    expect(marks(reportOf([inspectionOf(DAY), evening]))).not.toContain('尚未确认');
  });

  test('an outage of the day stands beside what the inspection found', () => {
    const text = printed(
      sectionOf(reportOf([inspectionOf(DAY), outage(`${DAY}T10:01:00+08:00`, `${DAY}T10:10:00+08:00`)]), 'overview'),
    );
    expect(text).toMatch(/登记故障 1 起.*全系统瘫痪。巡检结果只说明巡检之时/);
  });

  test('is corrected by the next one: a fault that was entered later, a log that was confirmed later', () => {
    const late = outage(`${YESTERDAY}T16:00:00+08:00`, `${YESTERDAY}T18:00:00+08:00`);
    const pending = inspectionOf(YESTERDAY, { manual: [] });
    const seen = { check: 'subsystem-login', target: 'subsystem-attendance', result: 'abnormal', by: '甲' } as const;
    const confirm = confirmation({
      id: 'QS-20261123-001',
      period: YESTERDAY,
      at: `${YESTERDAY}T18:05:00+08:00`,
      enteredAt: `${YESTERDAY}T18:05:00+08:00`,
      measures: [],
      manual: [{ ...seen, at: `${YESTERDAY}T16:20:00+08:00` }],
    });
    const made = reportOf([pending, inspectionOf(DAY), late, confirm], { issued: [before] });
    expect(rowsOf(tableOf(made, '上期更正')).map((r) => [r['of'], r['text']])).toEqual([
      [
        `系统巡检日志 ${YESTERDAY}`,
        expect.stringMatching(/18:05 由 .* 确认.*确认后新增异常 1 项：值班考勤子系统 登录/),
      ],
      ['GZ-20261123-001', expect.stringMatching(/全系统瘫痪：2026-11-23 16:00 发生，2026-11-23 18:00 登记/)],
    ]);
    expect(marks(made)).toContain('更正上期 2 项');
    // The report of its day was closed: it is counted here, and said to be of the day before.
    expect(rowsOf(tableOf(made, '故障与事件')).map((r) => r['id'])).toEqual(['GZ-20261123-001']);
    const origin = rowsOf(tableOf(made, '各类记录的归属')).filter((r) => r['kind'] === '故障记录');
    expect(origin.map((r) => [r['from'], r['count'], r['ids']])).toEqual([
      ['本期', '0', ''],
      ['以前各期补登', '1', 'GZ-20261123-001'],
      ['合计', '1', ''],
    ]);
  });

  test('what was known then is corrected by none', () => {
    const known = outage(`${YESTERDAY}T10:00:00+08:00`, `${YESTERDAY}T16:00:00+08:00`);
    expect(printed(reportOf([inspectionOf(DAY), known], { issued: [before] }))).not.toContain('上期更正');
  });
});

describe('what was written down after the report of its day', () => {
  const issued = [issuedFor('daily-maintenance', '2026-11-23', '2026-11-24T09:00:00+08:00')];
  const before = noteOf('2026-11-23T15:00:00+08:00', '更换电源', { enteredAt: '2026-11-24T11:00:00+08:00' });
  const weekend = noteOf('2026-11-22T15:00:00+08:00', '周日处置告警', { enteredAt: '2026-11-24T12:00:00+08:00' });
  const sunday = issuedFor('daily-maintenance', '2026-11-22', '2026-11-23T10:00:00+08:00');

  test('is in the next one, in a row of its own, and in no other', () => {
    const records = [inspectionOf(DAY), before, weekend];
    const document = reportOf(records, { issued: [...issued, sunday] });
    const rows = rowsOf(tableOf(document, '各类记录的归属')).filter((row) => row['kind'] === '工作记事');
    expect(rows.map((row) => [row['from'], row['count']])).toEqual([
      ['本期', '0'],
      ['以前各期补登', '2'],
      ['合计', '2'],
    ]);
    expect(printed(sectionOf(document, 'operations'))).toContain('更换电源');
    const next = reportOf([inspectionOf('2026-11-25'), before, weekend], {
      period: '2026-11-25',
      asOf: issuedAt('10:00', '2026-11-26'),
      issued: [...issued, sunday, issuedFor('daily-maintenance', DAY, '2026-11-25T10:00:00+08:00')],
    });
    expect(printed(sectionOf(next, 'operations'))).not.toContain('更换电源');
  });

  test('waits for the report of its own day while that is still to come', () => {
    const document = reportOf([inspectionOf(DAY), before], { issued: [] });
    expect(printed(sectionOf(document, 'operations'))).not.toContain('更换电源');
  });
});
