/** 系统巡检日志: from nothing observed to everything, by golden documents and by what must never be said. */
import { describe, expect, test } from 'vitest';
import inspectionLog from '../../reports/inspection-log.ts';
import type { ContractBundle } from '../../src/contract/bundle/bundle.ts';
import type { Cadence } from '../../src/contract/terms/cadence.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import type { KeyFiguresBlock } from '../../src/report/block.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import type { InspectionRecord } from '../../src/subjects/inspections/kinds/inspection.ts';
import operationLog from '../../src/subjects/operation-logs/kinds/operation-log.ts';
import { allNormal, confirmation, DAY, daysBefore, inspectionOf, issuedAt, withValues } from './_daily.ts';
import { bundle, documentOf, recordOf } from './_documents.ts';
import { expectGolden, printed, rowsOf, sectionOf, tableOf } from './_printed.ts';

const logOf = (records: readonly AnyRecord[], more: Partial<Parameters<typeof documentOf>[0]> = {}) =>
  documentOf({ deliverable: inspectionLog, records, asOf: issuedAt('17:00'), period: DAY, ...more });

const figures = (document: ReportDocument) =>
  Object.fromEntries(
    (sectionOf(document, 'conclusion').blocks[0] as KeyFiguresBlock).items.map(({ label, value }) => [
      label,
      Number(value),
    ]),
  );

test('what failed in a collection that was withdrawn stands in the conclusion', () => {
  const disk = { target: 'app-server-1', metric: 'disk.used' };
  const own = allNormal(DAY);
  const bad = inspectionOf(DAY, {
    readings: own.map((one) =>
      one.target === disk.target && one.metric === disk.metric ? { ...one, value: 93 } : one,
    ),
  });
  const withdrawn = { by: '甲', at: issuedAt('10:00'), reason: '误采' };
  const stands = { ...inspectionOf(DAY), id: bad.id.replace(/\d{3}$/, '009') };
  const document = logOf([{ ...bad, withdrawn } as typeof bad, stands]);
  expect(printed(sectionOf(document, 'conclusion'))).toMatch(
    /已观测项未发现异常；已作废的采集中不合格 1 项：应用服务器 1 ?的磁盘使用率.* 93\.0 %/,
  );
});

const opsHostOnly = (date: string) =>
  inspectionOf(date, { readings: allNormal(date).filter((r) => r.target === 'ops-host'), manual: [] });

describe('who inspected', () => {
  const people = (document: ReportDocument) => {
    const facts = sectionOf(document, 'conclusion').blocks.find(({ type }) => type === 'facts');
    const items = facts?.type === 'facts' ? facts.items.map(({ label, value }) => [label, value]) : [];
    return Object.fromEntries(items) as Record<string, string>;
  };
  const signed = (document: ReportDocument) => JSON.stringify(sectionOf(document, 'signature'));

  test('is who looked, not who confirmed it later', () => {
    const seen = inspectionOf(DAY);
    const inspector = seen.manual[0]?.by ?? '';
    const document = logOf([seen], { confirm: confirmation({ measures: [], person: '确认人乙' }) });
    expect(people(document)).toMatchObject({ 巡检人: inspector, 确认时间: expect.stringMatching(/，确认人乙$/) });
    expect([document.frame.prepared, signed(document)]).toEqual(['确认人乙', expect.stringContaining(inspector)]);
    expect(signed(document)).not.toContain('确认人乙');
  });

  test('of a revision that nobody confirmed has no reviewer', () => {
    const confirm = confirmation({ measures: [], reviewer: '复核人丙' });
    const document = logOf([inspectionOf(DAY)], { confirm, revision: 2 });
    expect(people(document)).toMatchObject({ 复核人: '未登记', 确认时间: expect.stringContaining('本版未确认') });
    expect(JSON.stringify(document)).not.toContain('复核人丙');
  });
});

describe('the day before', () => {
  test('is compared with as its own log judged it, with what people saw of it', () => {
    const before = inspectionOf('2026-11-23', { manual: [] });
    const [row] = inspectionOf('2026-11-23').manual;
    const said = { ...confirmation({ measures: [] }), id: 'QS-20261123-001', period: '2026-11-23' };
    const bad = { ...said, manual: [{ ...row, result: 'abnormal' as const }] } as typeof said;
    const text = (records: AnyRecord[]) =>
      /恢复 \d+ 项/.exec(printed(logOf([before, inspectionOf(DAY), ...records])))?.[0];
    expect([text([]), text([said]), text([bad])]).toEqual(['恢复 0 项', '恢复 0 项', '恢复 1 项']);
  });

  test('nothing outside the contract is among what was not observed', () => {
    const document = logOf([inspectionOf(DAY)], { confirm: confirmation({ measures: [] }) });
    const unknown = ['无法采集', '数据过期', '未配置', '待人工'].reduce(
      (sum, one) => sum + (figures(document)[one] ?? 0),
      0,
    );
    const told = /未观测 (\d+) 项次/.exec(JSON.stringify(sectionOf(document, 'follow-up')))?.[1] ?? '0';
    expect(Number(told)).toBe(unknown);
  });
});

describe('an inspection log of another length', () => {
  const named = (id: string, cadence: Cadence) => {
    const daily = bundle.obligations.find((one) => one.id === 'inspection-log');
    const one = { ...daily, id, unit: 'inspection-log', every: undefined, ...cadence };
    const contract = { ...bundle, obligations: [daily, one] as ContractBundle['obligations'] };
    return { deliverable: { ...inspectionLog, id }, contract, asOf: '2026-11-30T10:00:00+08:00' };
  };
  const collected = ({ frame }: ReportDocument) => frame.collected;

  test('tells of the newest inspection of the week', () => {
    const records = ['2026-11-23', '2026-11-26', '2026-12-01'].map((day) => inspectionOf(day));
    const document = logOf(records, { ...named('weekly-inspection', { every: { unit: 'week' } }), period: '2026-W48' });
    expect(document.subtitle).toBe('2026 年第 48 周（2026-11-23 至 2026-11-29）');
    expect(document.number).toContain('-2026W48-');
    const [first] = records.filter(({ date }) => date === '2026-11-26');
    expect(JSON.stringify(sectionOf(document, 'evidence'))).toContain(first?.id);
    expect(collected(document)).toBe('09:00:12 – 09:00:41');
  });

  test('tells of the inspection of its own shift, over midnight', () => {
    const shifts = named('shift-inspection', { timesADay: ['08:00', '20:00'] });
    const at = (day: string, time: string, no: number) =>
      inspectionOf(day, {
        id: `XJ-${day.replaceAll('-', '')}-00${no}`,
        at: `${day}T${time}:00+08:00`,
        startedAt: `${day}T${time}:00+08:00`,
        finishedAt: `${day}T${time}:30+08:00`,
        enteredAt: `${day}T${time}:40+08:00`,
      });
    const records = [at('2026-11-24', '09:00', 1), at('2026-11-25', '02:00', 1), at('2026-11-25', '09:00', 2)];
    const first = logOf(records, { ...shifts, period: '2026-11-24-s1' });
    const night = logOf(records, { ...shifts, period: '2026-11-24-s2' });
    expect([collected(first), collected(night)]).toEqual(['09:00:00 – 09:00:30', '02:00:00 – 02:00:30']);
    expect(night.frame.periodText).toBe('2026 年 11 月 24 日第 2 班（20:00 至 次日 08:00）');
    expect(() => logOf(records.slice(0, 1), { ...shifts, period: '2026-11-24-s2' })).toThrow('没有可用的巡检记录');
  });

  test('by shifts compares with the day before as all its shifts were confirmed, whatever its own day says already', () => {
    const shifts = named('shift-inspection', { timesADay: ['08:00', '20:00'] });
    const night = inspectionOf(DAY, { startedAt: `${DAY}T20:10:00+08:00`, finishedAt: `${DAY}T20:11:00+08:00` });
    const [row] = inspectionOf('2026-11-23').manual;
    const said = (period: string, n: number, result: 'normal' | 'abnormal') => ({
      ...confirmation({ measures: [] }),
      ...{ id: `QS-${period.slice(0, 10).replaceAll('-', '')}-00${n}`, period, obligation: 'shift-inspection' },
      manual: row === undefined || result === 'normal' ? [] : [{ ...row, result }],
    });
    const before = inspectionOf('2026-11-23', { manual: [] });
    const recovered = (...signed: ReturnType<typeof said>[]) =>
      /恢复 \d+ 项/.exec(printed(logOf([before, night, ...signed], { ...shifts, period: '2026-11-24-s2' })))?.[0];
    const [bad, good] = [said('2026-11-23-s1', 1, 'abnormal'), said('2026-11-23-s2', 2, 'normal')];
    const own = said('2026-11-24-s1', 1, 'normal');
    expect([recovered(), recovered(good), recovered(bad), recovered(bad, good), recovered(bad, good, own)]).toEqual(
      [0, 0, 1, 1, 1].map((n) => `恢复 ${n} 项`),
    );
  });
});

describe('golden documents', () => {
  test('little data: a fresh clone that reads only its own machine', () => {
    expectGolden('inspection-log-little', logOf([opsHostOnly(DAY)], { draft: true }));
  });

  test('full data, all normal, confirmed', () => {
    const document = logOf([inspectionOf('2026-11-23'), inspectionOf(DAY)], {
      confirm: confirmation({ measures: [] }),
    });
    expectGolden('inspection-log-full', document);
  });

  test('many abnormal rows, some of them dealt with', () => {
    const bad = {
      'disk.used of app-server-3': 86.4,
      'cpu.used of app-server-1': 97.2,
      'redis.replica.state of redis-2': 'down',
      'http.ok of subsystem-attendance': false,
      'tls.days-left of subsystem-attendance': 3,
      'mysql.slow-rate of mysql-primary': null,
    };
    const readings = withValues(allNormal(DAY), bad).map((r) =>
      r.value === null ? { ...r, problem: '连接超时（5 s）' } : r,
    );
    const confirm = confirmation({
      measures: [
        {
          check: 'host-disk',
          target: 'app-server-3',
          action: '清理临时文件 42 GB，复测 71.0 %',
          permit: 'XK-20261101-001',
        },
      ],
      reviewer: '项目负责人',
    });
    const records = [inspectionOf('2026-11-23'), inspectionOf(DAY, { readings }), recordOf(operationLog, {})];
    const document = logOf(records, { confirm });
    expectGolden('inspection-log-abnormal', document);
  });

  test('a month of trend', () => {
    const days = [...daysBefore(DAY, 30), DAY];
    const records = days.map((date, n) =>
      inspectionOf(date, { readings: withValues(allNormal(date), { 'disk.used of app-server-3': 50 + n }) }),
    );
    const document = logOf(records);
    expectGolden('inspection-log-month', {
      ...document,
      sections: document.sections.filter((s) => s.id === 'trend' || s.id === 'evidence'),
    });
  });
});

describe('what was not observed', () => {
  test('this machine counts apart, whatever it says', () => {
    const readings = withValues(allNormal(DAY), { 'disk.used of ops-host': 99 });
    const document = logOf([inspectionOf(DAY, { readings })]);
    expect(figures(document)).toMatchObject({ 异常: 0 });
    expect(rowsOf(tableOf(document, '运维工作站')).map((r) => r['outcome'])).toContain('异常');
    expect(rowsOf(tableOf(document, '逐项明细')).map((r) => r['asset'])).not.toContain('运维工作站');
  });

  test('an operation log that nobody read is 未登记, not without anomalies', () => {
    const text = (records: AnyRecord[]) => printed(sectionOf(logOf([inspectionOf(DAY), ...records]), 'operation-log'));
    expect(text([])).toContain('未登记当日操作日志');
    expect(text([recordOf(operationLog, { anomalies: [] })])).toContain('没有发现异常');
  });

  test('without an inspection there is no log, and the message is for people', () => {
    expect(() => logOf([inspectionOf('2026-11-23')])).toThrow(/系统巡检日志 2026-11-24 没有可用的巡检记录/);
  });
});

test.each(['2026-11-24', '2026-11-22'])(
  'manual checks that nobody did are said beside the confirmation and in the conclusion, on %s',
  (day) => {
    const confirm = confirmation({ period: day, measures: [], manual: [] });
    const document = logOf([inspectionOf(day, { manual: [] })], { confirm, period: day, asOf: issuedAt('17:00', day) });
    const count = figures(document)['待人工'] ?? 0;
    expect(count).toBeGreaterThan(0);
    const said = printed(sectionOf(document, 'conclusion'));
    expect(said).toContain(`${count} 项人工检查没有结果，未观测`);
    expect(said).toMatch(new RegExp(`确认时间\\n.*；人工检查 ${count} 项没有结果`));
    expect(document.marks.map(({ text }) => text)).toContain(`人工检查 ${count} 项没有结果，不在确认之内`);
  },
);

describe('which inspection', () => {
  /** Read at `time` of the day, with one value that is not as it should be. */
  const collected = (time: string, no: number, cpu: number, more: Partial<InspectionRecord> = {}) => {
    const at = `${DAY}T${time}+08:00`;
    const readings = withValues(allNormal(DAY), { 'cpu.used of app-server-1': cpu }).map((one) => ({ ...one, at }));
    const { runs } = inspectionOf(DAY, { readings });
    const own = runs.map((run) => ({ ...run, startedAt: at, finishedAt: at }));
    return inspectionOf(DAY, {
      id: `XJ-${DAY.replaceAll('-', '')}-00${no}`,
      ...{ at, startedAt: at, finishedAt: at },
      readings,
      runs: own,
      ...more,
    });
  };

  test('every one of the day counts, whichever was last, and one of the next day does not', () => {
    const bad = collected('09:00:00', 1, 97);
    for (const records of [
      [bad, collected('09:01:00', 2, 20)],
      [collected('08:59:00', 1, 20), { ...bad, id: 'XJ-20261124-002' }],
    ])
      expect(figures(logOf(records))).toMatchObject({ 异常: 1 });
    const next = inspectionOf('2026-11-25', { readings: bad.readings });
    expect(figures(logOf([inspectionOf(DAY), next]))).toMatchObject({ 异常: 0 });
  });

  test('collected until green: the log names what failed, when it was normal again, and that nobody said why', () => {
    const again = (why?: string) => ({ trigger: 'command' as const, ...(why === undefined ? {} : { why }) });
    const of = (why?: string) => logOf([collected('09:00:00', 1, 97), collected('09:01:00', 2, 20, again(why))]);
    expect(printed(sectionOf(of(), 'follow-up'))).toContain('09:00 97.0 %，标准 ≤ 85 %；09:01 复采 20.0 %，恢复正常');
    const conclusion = (why?: string) => printed(sectionOf(of(why), 'conclusion'));
    expect(conclusion()).not.toContain('未发现异常');
    expect(conclusion()).toContain('2 次：09:00 定时；09:01 人工发起，未说明原因');
    expect(conclusion('清理后复核')).toContain('09:01 人工发起（清理后复核）');
    expect(printed(sectionOf(logOf([collected('09:00:00', 1, 20)]), 'conclusion'))).not.toContain('定时');
  });

  test('with none before there is nothing to compare with, and it says so', () => {
    expect(printed(sectionOf(logOf([inspectionOf(DAY)]), 'conclusion'))).toContain('没有可比较的前次巡检');
  });

  test('the day before is judged as its own log was: a device that may be silent on a day off did not recover on Monday', () => {
    const [sunday, monday] = ['2026-11-22', '2026-11-23'];
    const friday = '2026-11-20T18:00:00+08:00';
    const last = (date: string, value: string) =>
      inspectionOf(date, {
        readings: allNormal(date).map((one) =>
          one.metric === 'device.last-data' && one.target.startsWith('attendance') ? { ...one, value } : one,
        ),
      });
    const records = [last(sunday, friday), last(monday, `${monday}T08:30:00+08:00`)];
    const of = (day: string) =>
      logOf(
        records.filter(({ date }) => date <= day),
        { period: day, asOf: issuedAt('17:00', day) },
      );
    expect(figures(of(sunday))).toMatchObject({ 异常: 0 });
    expect(printed(sectionOf(of(monday), 'conclusion'))).toContain('新增异常 0 项，恢复 0 项');
  });

  test('two days make no trend', () => {
    const records = [...daysBefore(DAY, 1), DAY].map((date) => inspectionOf(date));
    expect(logOf(records).sections.map((s) => s.id)).not.toContain('trend');
  });
});

describe('the frame', () => {
  test('a draft says that it is one and bears no time of issue', () => {
    const draft = logOf([inspectionOf(DAY)], { draft: true });
    expect(draft.watermark).toBe('草稿');
    expect(draft.frame.issued).toBe('未签发');
    expect(draft.marks.map((m) => m.text)).toContain('草稿，未签发');
  });

  test('unconfirmed says so, confirmed names who and when', () => {
    expect(logOf([inspectionOf(DAY)]).marks.map((m) => m.text)).toContain('自动生成，未经人工确认');
    const confirmed = logOf([inspectionOf(DAY)], { confirm: confirmation({ reviewer: '项目负责人' }) });
    expect(confirmed.marks).toEqual([]);
    expect(confirmed.frame).toMatchObject({
      confirmed: '2026-11-24 09:27',
      prepared: '驻点运维工程师',
      reviewed: '项目负责人',
    });
  });

  test('people and things by their names, ids nowhere in the rows', () => {
    const rows = rowsOf(tableOf(logOf([inspectionOf(DAY)]), '逐项明细'));
    for (const row of rows) expect(`${row['asset']} ${row['check']} ${row['outcome']}`).not.toMatch(/[a-z]+-[a-z]+/);
  });
});
