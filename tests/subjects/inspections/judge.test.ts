import { describe, expect, test } from 'vitest';
import { outcomes, type outcomeWords } from '../../../src/states/outcome.ts';
import { judgeInspection } from '../../../src/subjects/inspections/judge/judge.ts';
import { compareInspections, countOutcomes } from '../../../src/subjects/inspections/judge/result.ts';
import { AS_OF, AT, asset, check, confirm, END, input, inspection, reading, run } from './_checks.ts';

const one = (over: Parameters<typeof input>[0]) => {
  const rows = judgeInspection(input(over));
  expect(rows).toHaveLength(1);
  return rows[0] as (typeof rows)[number];
};
const withReading = (over: Parameters<typeof reading>[0], checkOver = {}) =>
  one({ checks: [check(checkOver)], inspection: inspection({ readings: [reading(over)] }) });

describe('one automatic check', () => {
  test('a fresh value within the standard is 正常, printed with units', () => {
    const row = withReading({});
    expect(row).toMatchObject({
      outcome: 'normal',
      measured: '63.2 %',
      standard: '≤ 80 %',
      value: 63.2,
      reason: null,
      at: AT,
    });
    expect(row).toMatchObject({ assetName: '应用服务器 1', place: '云平台', contract: true, severity: 'major' });
  });

  test('limits are inclusive, and the printed number never contradicts the judgement', () => {
    expect(withReading({ value: 80 })).toMatchObject({ outcome: 'normal', measured: '80.0 %' });
    expect(withReading({ value: 80.04 })).toMatchObject({ outcome: 'abnormal', measured: '80.04 %' });
  });

  test('no source: 未配置; nothing collected at all: 未配置 too', () => {
    expect(one({ inspection: inspection({ runs: [] }) }).outcome).toBe('unconfigured');
    expect(one({ inspection: null })).toMatchObject({ outcome: 'unconfigured', at: null, value: null });
  });

  test('a failed source: 无法采集 with its reason where the value would stand', () => {
    const failed = run({ ok: false, reason: '超时（5 s）' });
    expect(one({ inspection: inspection({ runs: [failed] }) })).toMatchObject({
      outcome: 'unreachable',
      measured: '超时（5 s）',
      reason: '超时（5 s）',
    });
  });

  test('a source that runs but does not measure this is 未配置; one that measured it before is 无法采集', () => {
    expect(one({}).outcome).toBe('unconfigured');
    const previous = inspection({ readings: [reading()] });
    expect(one({ previous })).toMatchObject({ outcome: 'unreachable', reason: '数据源本次未给出该项（上次有）' });
  });

  test('a failed source known never to measure this leaves it 未配置', () => {
    const failed = inspection({ runs: [run({ ok: false, reason: '连接被拒绝' })] });
    expect(
      one({ inspection: failed, previous: inspection({ readings: [reading({ metric: 'cpu.used' })] }) }).outcome,
    ).toBe('unconfigured');
    expect(one({ inspection: failed, previous: inspection({ readings: [reading()] }) }).outcome).toBe('unreachable');
  });

  test.each([
    [{ value: null, problem: '权限不足' }, '权限不足'],
    [{ value: -5 }, '数值不可信（负值）'],
    [{ value: 130 }, '数值不可信（超过 100 %）'],
    [{ value: 'NaN' }, '数值不可信（不是数字）'],
    [{ value: true }, '数值不可信（不是数字）'],
    [{ dataAt: '2026-11-25T09:00:00+08:00' }, '数值不可信（数据时间 2026-11-25 09:00 在未来）'],
  ])('%j is 无法采集', (over, reason) => expect(withReading(over)).toMatchObject({ outcome: 'unreachable', reason }));

  test('a negative value is plausible only where the checklist says so', () => {
    const growth = { plausible: '-100..1000', limit: '5' };
    expect(withReading({ value: -2.5 }, growth)).toMatchObject({ outcome: 'normal', measured: '-2.5 %' });
    expect(withReading({ value: -101 }, growth).outcome).toBe('unreachable');
  });

  test('old data are 数据过期 even when the value would be fine', () => {
    const row = withReading({ dataAt: '2026-11-22T09:00:00+08:00' });
    expect(row).toMatchObject({ outcome: 'stale', measured: '63.2 %', reason: '数据时间 2026-11-22 09:00，已 2 天' });
    expect(withReading({ dataAt: '2026-11-24T08:50:00+08:00' }, { maxAgeMinutes: 10 }).outcome).toBe('stale');
  });

  test('Saturday’s readings are still fresh in the log that is issued on Monday', () => {
    expect(one({ asOf: '2026-11-26T10:00:00+08:00', inspection: inspection({ readings: [reading()] }) }).outcome).toBe(
      'normal',
    );
  });

  test('of two sources the readable one speaks, and of two readable ones the worse', () => {
    const judge = (a: object, b: object) =>
      one({ inspection: inspection({ readings: [reading(a), reading({ source: 's2', ...b })] }) });
    expect(judge({ value: null, problem: 'x' }, {})).toMatchObject({ outcome: 'normal' });
    expect(judge({ value: 95 }, { value: 10 })).toMatchObject({ outcome: 'abnormal', value: 95 });
  });
});

describe('ages, words and special values', () => {
  const age = { op: 'le', limit: '24', unit: '小时', standard: '24 小时内有数据' } as const;
  test('a data time is judged by its age', () => {
    expect(withReading({ value: '2026-11-24T05:40:13+08:00' }, age)).toMatchObject({
      outcome: 'normal',
      measured: '3 小时 20 分前',
    });
    expect(withReading({ value: '2026-11-22T05:00:00+08:00' }, age).outcome).toBe('abnormal');
    expect(withReading({ value: '2026-11-23' }, { ...age, unit: '天', limit: '7' })).toMatchObject({
      outcome: 'normal',
      measured: '1 天 9 小时前',
    });
    expect(withReading({ value: '2026-11-25T05:00:00+08:00' }, age)).toMatchObject({
      outcome: 'unreachable',
      reason: '数值不可信（数据时间在未来）',
    });
    expect(withReading({ value: '昨天' }, age).outcome).toBe('unreachable');
  });

  test('looked for and not there is 异常, never 正常, not even for 有数据即可', () => {
    expect(withReading({ value: 'none' }, age)).toMatchObject({ outcome: 'abnormal', measured: '无' });
    expect(withReading({ value: 'none' }, { op: 'present', unit: undefined }).outcome).toBe('abnormal');
    expect(withReading({ value: 'none' }, { op: 'ne', limit: 'failed', unit: undefined }).outcome).toBe('abnormal');
  });

  test('a code named in words fails a numeric check under its Chinese name', () => {
    const lag = { op: 'le', limit: '30', unit: 's', words: { stopped: '复制线程停止' } } as const;
    expect(withReading({ value: 'stopped' }, lag)).toMatchObject({ outcome: 'abnormal', measured: '复制线程停止' });
    expect(withReading({ value: 'weird' }, lag).outcome).toBe('unreachable');
    expect(withReading({ value: 7 }, lag)).toMatchObject({ outcome: 'normal', measured: '7 s' });
  });

  test('what the settings exclude is 不适用', () => {
    expect(withReading({ value: 'not-applicable' })).toMatchObject({ outcome: 'not-applicable', value: null });
  });

  test('booleans and text', () => {
    const ok = { op: 'eq', limit: 'true', unit: undefined, words: { true: '可访问', false: '不可访问' } } as const;
    expect(withReading({ value: true }, ok)).toMatchObject({
      outcome: 'normal',
      measured: '可访问',
      standard: '可访问',
    });
    expect(withReading({ value: false }, ok)).toMatchObject({ outcome: 'abnormal', measured: '不可访问' });
    expect(withReading({ value: '8.0' }, { op: 'one-of', limit: '8.0|8.4', unit: undefined })).toMatchObject({
      outcome: 'normal',
      standard: '8.0 / 8.4',
    });
    expect(withReading({ value: 15 }, { op: 'between', limit: '10..20', unit: 's' })).toMatchObject({
      outcome: 'normal',
      standard: '10 – 20 s',
    });
  });
});

describe('instances', () => {
  const perInstance = [check({ perInstance: true })];
  const disks = (...mounts: [string, number][]) => mounts.map(([instance, value]) => reading({ instance, value }));

  test('each mount point has its row, sorted', () => {
    const rows = judgeInspection(
      input({ checks: perInstance, inspection: inspection({ readings: disks(['/data', 86.4], ['/', 40]) }) }),
    );
    expect(rows.map((r) => [r.instance, r.outcome])).toEqual([
      ['/', 'normal'],
      ['/data', 'abnormal'],
    ]);
  });

  test('a mount point that was there before does not vanish', () => {
    const previous = inspection({ readings: disks(['/', 40], ['/data', 50]) });
    const rows = judgeInspection(
      input({ checks: perInstance, previous, inspection: inspection({ readings: disks(['/', 40]) }) }),
    );
    expect(rows.map((r) => [r.instance, r.outcome, r.reason])).toEqual([
      ['/', 'normal', null],
      ['/data', 'unreachable', '本次未见该实例（上次有）'],
    ]);
  });
});

describe('people', () => {
  const manual = [check({ id: 'login', metric: undefined, op: 'observed', manual: true, unit: undefined })];
  const seen = (over = {}) => ({
    check: 'login',
    target: 'app-server-1',
    result: 'normal' as const,
    by: '甲',
    at: END,
    ...over,
  });

  test('待人工 until a result exists; the later one counts', () => {
    expect(one({ checks: manual })).toMatchObject({
      outcome: 'manual-pending',
      measured: '待检查',
      standard: '人工查看',
    });
    const inspected = inspection({ manual: [seen()] });
    expect(one({ checks: manual, inspection: inspected })).toMatchObject({ outcome: 'normal', measured: '正常' });
    const later = confirm({
      manual: [seen({ result: 'abnormal', value: '登录报错', at: '2026-11-24T09:20:00+08:00' })],
    });
    expect(one({ checks: manual, inspection: inspected, confirm: later })).toMatchObject({
      outcome: 'abnormal',
      measured: '登录报错',
    });
  });

  test('a person stands in for no machine: neither where its source failed, nor where nothing is set up, nor for a value', () => {
    const manual = [seen({ check: 'host-disk', value: '62 %' })];
    const failed = inspection({ runs: [run({ ok: false, reason: '连接被拒绝' })], manual });
    const told = { outcome: 'unreachable', value: null, method: '读取磁盘容量', reason: '连接被拒绝' };
    expect(one({ inspection: failed })).toMatchObject(told);
    expect(one({ inspection: inspection({ manual }) })).toMatchObject({ outcome: 'unconfigured', value: null });
    const measured = inspection({ readings: [reading({ value: 95 })], manual: [seen({ check: 'host-disk' })] });
    expect(one({ inspection: measured })).toMatchObject({ outcome: 'abnormal', method: '读取磁盘容量' });
  });

  test('measures go to their row: the same instance first, else one without instance', () => {
    const measures = [
      { check: 'host-disk', target: 'app-server-1', action: '全部清理' },
      {
        check: 'host-disk',
        target: 'app-server-1',
        instance: '/data',
        action: '清理 /data',
        permit: 'XK-20261120-002',
      },
    ];
    const readings = [reading({ instance: '/' }), reading({ instance: '/data', value: 90 })];
    const rows = judgeInspection(
      input({
        checks: [check({ perInstance: true })],
        inspection: inspection({ readings }),
        confirm: confirm({ measures }),
      }),
    );
    expect(rows.map((r) => [r.action, r.permit])).toEqual([
      ['全部清理', null],
      ['清理 /data', 'XK-20261120-002'],
    ]);
  });
});

describe('rows over a kind', () => {
  const signs = ['1', '2', '3'].map((n) =>
    asset({
      id: `desk-sign-${n}`,
      name: `${n}号电子桌牌`,
      kind: 'desk-sign',
      kindName: '电子桌牌',
      place: `东楼 20${n}`,
    }),
  );
  const data = check({
    id: 'sign-data',
    group: 'device',
    kinds: ['desk-sign'],
    metric: 'device.last-data',
    op: 'le',
    limit: '24',
    unit: '小时',
    aggregate: 'count',
  });
  const at = (n: string, value: string | null, over = {}) =>
    reading({ target: `desk-sign-${n}`, metric: 'device.last-data', value, unit: undefined, ...over });
  const runs = [run({ target: 'desk-sign' })];

  test('all online: one row', () => {
    const readings = ['1', '2', '3'].map((n) => at(n, '2026-11-24T08:00:00+08:00'));
    const row = one({ checks: [data], assets: signs, inspection: inspection({ runs, readings }) });
    expect(row).toMatchObject({
      asset: 'desk-sign',
      assetName: '电子桌牌（3 台）',
      outcome: 'normal',
      measured: '3/3 台',
      value: 3,
    });
    expect(row.members).toHaveLength(3);
  });

  test('what need not be looked at is told beside the share: 3 台 stands beside 2/2', () => {
    const readings = [
      at('1', '2026-11-24T08:00:00+08:00'),
      at('2', '2026-11-24T08:00:00+08:00'),
      at('3', 'not-applicable'),
    ];
    const row = one({ checks: [data], assets: signs, inspection: inspection({ runs, readings }) });
    expect(row).toMatchObject({ assetName: '电子桌牌（3 台）', measured: '2/2 台（另 1 台不适用）' });
  });

  test('silent ones are named with place; the row takes the worst outcome', () => {
    const readings = [at('1', '2026-11-24T08:00:00+08:00'), at('2', 'none'), at('3', null, { problem: '查询失败' })];
    const row = one({ checks: [data], assets: signs, inspection: inspection({ runs, readings }) });
    expect(row).toMatchObject({ outcome: 'abnormal', measured: '1/3 台' });
    expect(row.reason).toBe('异常：2号电子桌牌（东楼 202，无）；无法采集：3号电子桌牌（东楼 203，查询失败）');
  });

  test('one without a source keeps the whole row from being 正常', () => {
    const row = one({
      checks: [data],
      assets: signs,
      inspection: inspection({ readings: [at('1', '2026-11-24T08:00:00+08:00')] }),
    });
    expect(row.outcome).toBe('unconfigured');
    expect(one({ checks: [data], assets: signs })).toMatchObject({ measured: '未接入', reason: '未配置：全部 3 台' });
  });

  test('a source for the kind that fails makes all of it 无法采集', () => {
    const failed = inspection({ runs: [run({ target: 'desk-sign', ok: false, reason: '连接被拒绝' })] });
    expect(one({ checks: [data], assets: signs, inspection: failed })).toMatchObject({
      outcome: 'unreachable',
      measured: '无法采集',
    });
  });

  test('silent days: idle signs on days off are no fault, and a weekend does not age data', () => {
    const idle = signs.map((s) => ({ ...s, silentDays: 'non-working-days' as const }));
    const friday = '2026-11-20T17:00:00+08:00';
    const judge = (when: string, isWorkingDay?: (d: string) => boolean) => {
      const stamped = inspection({
        runs,
        finishedAt: when,
        readings: ['1', '2', '3'].map((n) => at(n, friday, { at: when })),
      });
      return one({
        checks: [data],
        assets: idle,
        inspection: stamped,
        asOf: when,
        ...(isWorkingDay && { isWorkingDay }),
      });
    };
    const weekdays = (d: string) => Temporal.PlainDate.from(d).dayOfWeek < 6;
    expect(judge('2026-11-23T09:00:00+08:00', weekdays).outcome).toBe('normal');
    expect(judge('2026-11-23T09:00:00+08:00').outcome).toBe('abnormal');
    expect(judge('2026-11-22T09:00:00+08:00', () => false)).toMatchObject({ outcome: 'normal' });
    expect(judge('2026-11-25T09:00:00+08:00', weekdays).outcome).toBe('abnormal');
    // Four days on the clock are never printed as two: working time says that it is.
    expect(judge('2026-11-24T09:00:00+08:00', weekdays).members?.[0]?.measured).toBe(
      '3 天 16 小时前（计工作时间 1 天 16 小时）',
    );
    const parked = signs.map((s) => ({ ...s, silentDays: 'any' as const }));
    const readings = ['1', '2', '3'].map((n) => at(n, 'none'));
    const row = one({ checks: [data], assets: parked, inspection: inspection({ runs, readings }) });
    expect(row).toMatchObject({ outcome: 'not-applicable', measured: '不适用' });
  });

  test('days of a calendar of the contract on which a device may be silent, such as a vacation', () => {
    const idle = signs.map((s) => ({ ...s, silentOn: 'holiday' }));
    const holiday = { id: 'holiday', name: '停课日', days: 'vacations' as const };
    const calendars = {
      calendars: [holiday],
      terms: [{ id: '2026-T1', name: '', from: '2026-09-01', to: '2026-11-20' }],
    };
    const readings = ['1', '2', '3'].map((n) => at(n, 'none'));
    const judged = (asOf: string) =>
      one({
        checks: [data],
        assets: idle,
        inspection: inspection({ runs, readings, finishedAt: asOf }),
        ...{ asOf, isWorkingDay: () => true, calendars },
      });
    expect(judged('2026-11-24T09:00:00+08:00')).toMatchObject({ outcome: 'not-applicable' });
    expect(judged('2026-11-24T09:00:00+08:00').members?.[0]?.reason).toBe('停课日，静默不计故障');
    expect(judged('2026-11-20T23:00:00+08:00').outcome).not.toBe('not-applicable');
  });

  test('silent days age nothing over years either', () => {
    const idle = signs.map((s) => ({ ...s, silentOn: 'holiday' }));
    const calendars = {
      calendars: [{ id: 'holiday', name: '停课日', days: 'vacations' as const }],
      terms: [{ id: '2026-T1', name: '', from: '2026-11-23', to: '2026-12-31' }],
    };
    const asOf = '2026-11-23T09:00:00+08:00';
    const judged = (since: string) => {
      const readings = ['1', '2', '3'].map((n) => at(n, since, { at: asOf }));
      const stamped = inspection({ runs, readings, finishedAt: asOf });
      return one({ checks: [data], assets: idle, inspection: stamped, asOf, isWorkingDay: () => true, calendars });
    };
    for (const since of ['2026-11-22T17:00:00+08:00', '2026-01-05T17:00:00+08:00', '2024-11-22T17:00:00+08:00'])
      expect(judged(since).outcome, since).toBe('normal');
  });

  test('an asset with several instances counts once, by its worst', () => {
    const hosts = [asset(), asset({ id: 'app-server-2', name: '应用服务器 2' })];
    const readings = [
      reading({ instance: '/', value: 10 }),
      reading({ instance: '/data', value: 95 }),
      reading({ target: 'app-server-2', instance: '/', value: 20 }),
    ];
    const state = inspection({ runs: [run(), run({ target: 'app-server-2' })], readings });
    const row = one({ checks: [check({ aggregate: 'worst', perInstance: true })], assets: hosts, inspection: state });
    expect(row).toMatchObject({ outcome: 'abnormal', measured: '95.0 %（应用服务器 1），1/2 台' });
    expect(row.reason).toBe('异常：应用服务器 1（云平台，/data，95.0 %）');
    expect(row.members).toHaveLength(3);
  });

  test('worst and sum', () => {
    const hosts = [asset(), asset({ id: 'app-server-2', name: '应用服务器 2' })];
    const readings = [reading({ value: 10 }), reading({ value: 40, target: 'app-server-2' })];
    const state = inspection({ runs: [run(), run({ target: 'app-server-2' })], readings });
    expect(one({ checks: [check({ aggregate: 'worst' })], assets: hosts, inspection: state }).measured).toBe(
      '40.0 %（应用服务器 2），2/2 台',
    );
    expect(one({ checks: [check({ aggregate: 'sum', unit: '次' })], assets: hosts, inspection: state }).measured).toBe(
      '50 次，2/2 台',
    );
  });
});

describe('counting and comparing', () => {
  const row = (outcome: keyof typeof outcomeWords, instance: string) => ({ ...withReading({}), outcome, instance });
  test('counts name every outcome', () => {
    expect(countOutcomes([row('normal', 'a'), row('stale', 'b')])).toEqual({
      normal: 1,
      abnormal: 0,
      unreachable: 0,
      stale: 1,
      unconfigured: 0,
      'manual-pending': 0,
      'not-applicable': 0,
      total: 2,
    });
    const marked = Object.values(outcomes).filter(({ mark }) => mark !== '');
    expect(marked.map(({ mark }) => mark).join('')).toBe('▲◇△–○');
  });

  test('what can no longer be read has not recovered', () => {
    const compared = compareInspections(
      [row('abnormal', 'a'), row('normal', 'b'), row('unreachable', 'c'), row('abnormal', 'd')],
      [row('normal', 'a'), row('abnormal', 'b'), row('abnormal', 'c'), row('abnormal', 'd')],
    );
    expect(compared.appeared.map((r) => r.instance)).toEqual(['a']);
    expect(compared.recovered.map((r) => r.instance)).toEqual(['b']);
  });

  test('rows follow the groups, and this machine keeps apart', () => {
    const rows = judgeInspection(
      input({
        checks: [check(), check({ id: 'z', group: 'protection', aggregate: 'count', kinds: ['linux'] })],
        assets: [asset(), asset({ id: 'app-server-2' }), asset({ id: 'own', contract: false })],
        asOf: AS_OF,
      }),
    );
    expect(rows.map((r) => [r.check, r.asset, r.contract])).toEqual([
      ['host-disk', 'app-server-1', true],
      ['host-disk', 'app-server-2', true],
      ['host-disk', 'own', false],
      ['z', 'linux', true],
      ['z', 'own', false],
    ]);
  });
});
