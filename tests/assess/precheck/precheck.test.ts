import { describe, expect, test } from 'vitest';
import type { PrecheckLine } from '../../../src/assess/precheck/line.ts';
import { precheck } from '../../../src/assess/precheck/precheck.ts';
import type { AnyRecord } from '../../../src/records/record.ts';
import { exampleOf, variant } from '../../records/_kinds.ts';

const T = (clock: string, day = '24'): string => `2026-11-${day}T${clock}:00+08:00`;
const asOf = '2026-12-31T12:00:00+08:00';
const isWorkingDay = (): boolean => true;

const record = (kind: string, patch: Readonly<Record<string, unknown>>): AnyRecord => variant(kind, patch) as never;
const check = (records: readonly AnyRecord[], rule: PrecheckLine['rule']) =>
  precheck({ logs: ['inspection-log'], records, asOf, isWorkingDay }).filter(
    // A line that only words speak of has a rule of its own, and is asked for with the others.
    (line) => line.rule === rule || line.rule === `${rule}-doubt`,
  );
const two = (n: number): string => String(n).padStart(2, '0');

describe('work that names a permit which did not hold', () => {
  // The example permit is valid on the 24th from 00:00 to 23:00.
  const permit = record('permit', {});
  const XK = permit.id;
  const told = (kind: string, patch: Readonly<Record<string, unknown>>, of = permit) =>
    check([record(kind, { permit: XK, ...patch }), of], 'permit').map((line) => line.text.split('（')[0]);

  test.for([
    ['a note within it', 'note', { at: T('23:00') }, []],
    ['a note after it', 'note', { at: T('23:01') }, ['2026-11-24 23:01 工作记事：许可已过期']],
    ['a note before it', 'note', { at: T('10:00', '23') }, ['2026-11-23 10:00 工作记事：早于许可有效期']],
    [
      'a note of a change without one',
      'note',
      { at: T('23:01'), permit: undefined },
      ['2026-11-24 23:01 工作记事：许可未登记：“清理应用服务器 1 临时文件”'],
    ],
    ['a note that changed nothing, without one', 'note', { permit: undefined, text: '查看错误日志，未重启服务' }, []],
    ['a note about something else', 'note', { asset: 'app-server-2' }, ['2026-11-24 10:30 工作记事：许可不含该对象']],
    [
      'a visit that lasted longer',
      'service-order',
      { arrivedAt: T('22:00'), leftAt: T('23:30'), assets: ['app-server-1'] },
      ['2026-11-24 22:00 现场服务：许可已过期'],
    ],
    [
      'a window that really ended in time',
      'maintenance-window',
      { from: T('20:00'), to: T('23:30'), actualFrom: T('20:00'), actualTo: T('22:50') },
      [],
    ],
    [
      'a window that was cancelled',
      'maintenance-window',
      { from: T('20:00'), to: T('23:30'), cancelled: 'yes', actualFrom: undefined, actualTo: undefined },
      [],
    ],
    ['a fault in part of it', 'incident', { closedAt: T('09:00', '25') }, []],
    [
      'a fault begun after it',
      'incident',
      { reportedAt: T('23:10'), closedAt: T('09:00', '25') },
      ['2026-11-24 23:10 故障处理：许可已过期'],
    ],
  ] as const)('%s', ([, kind, patch, lines]) => expect(told(kind, patch)).toEqual(lines));

  test('a measure of an inspection counts by the day and its confirmation', () => {
    const measure = { check: 'host-disk', target: 'app-server-1', action: '清理', permit: XK };
    const confirm = (day: string, clock: string) =>
      check(
        [record('signoff', { period: `2026-11-${day}`, at: T(clock, day), measures: [measure] }), permit],
        'permit',
      );
    expect(confirm('24', '09:27')).toEqual([]);
    expect(confirm('25', '09:27').map((line) => line.text)).toEqual([
      expect.stringContaining('巡检处理措施：许可已过期'),
    ]);
  });

  test('what the words of the record change under a permit to look', () => {
    const looking = record('permit', { operations: ['collect', 'remote'], access: 'read' });
    const measure = { check: 'host-disk', target: 'app-server-1', action: '清理临时文件 42 GB', permit: XK };
    const confirmed = record('signoff', { period: '2026-11-24', measures: [measure] });
    expect(told('note', {}, looking)).toEqual([
      '2026-11-24 10:30 工作记事：许可只限查看，文字写有改动，待核实：“清理应用服务器 1 临时文件”',
    ]);
    expect(told('note', { text: '查看磁盘占用，建议清理' }, looking)).toEqual([]);
    expect(told('incident', {}, looking)).toEqual([
      expect.stringMatching(/^2026-11-24 10:05 故障处理：许可只限查看，文字写有改动，待核实：“/),
    ]);
    expect(check([confirmed, looking], 'permit').map((line) => line.text)).toEqual([
      expect.stringContaining('巡检处理措施：许可只限查看，文字写有改动，待核实：“清理临时文件 42 GB”'),
    ]);
  });

  test('a permit that is nowhere, or was revoked', () => {
    expect(told('note', { permit: 'XK-20260101-009' })).toEqual(['2026-11-24 10:30 工作记事：许可编号不存在']);
    expect(told('note', { at: T('12:01') }, record('permit', { revokedAt: T('12:00') }))).toEqual([
      '2026-11-24 12:01 工作记事：许可已撤销',
    ]);
  });
});

describe('the same free text on several days', () => {
  const note = (day: number, text: string, more = {}) =>
    record('note', { id: `JS-202611${two(day)}-001`, date: `2026-11-${two(day)}`, text, ...more });

  test('three days with the same words give one line with all records', () => {
    const lines = check(
      [
        note(1, '巡查机房，各设备运行正常。'),
        note(2, '巡查机房，各设备运行正常'),
        note(5, '巡查机房 各设备运行正常。'),
      ],
      'repeated-text',
    );
    expect(lines).toEqual([
      {
        rule: 'repeated-text',
        records: ['JS-20261101-001', 'JS-20261102-001', 'JS-20261105-001'],
        text: '内容“巡查机房，各设备运行正常。”在 2026-11-01 至 2026-11-05 共 3 天中完全相同',
      },
    ]);
  });

  test.for([
    ['two days', [1, 2], '巡查机房，各设备运行正常', {}],
    ['three on one day', [1, 1, 1], '巡查机房，各设备运行正常', {}],
    ['short words', [1, 2, 3], '已完成', {}],
    ['open points, which stay', [1, 2, 3], '等待采购人答复的接口参数', { topic: 'open' }],
  ] as const)('not for %s', ([, days, text, more]) => {
    expect(
      check(
        days.map((day) => note(day, text, more)),
        'repeated-text',
      ),
    ).toEqual([]);
  });

  test('one digit more is another text', () => {
    expect(
      check(
        [1, 2, 3].map((day) => note(day, `清理临时文件 ${day} GB，复测正常`)),
        'repeated-text',
      ),
    ).toEqual([]);
  });

  test('measures of the inspection are read too', () => {
    const signoff = (day: number) =>
      record('signoff', {
        id: `QS-202611${two(day)}-001`,
        at: T('10:00', two(day)),
        measures: [{ check: 'host-disk', target: 'app-server-1', action: '清理临时文件 42 GB' }],
      });
    expect(check([signoff(1), signoff(2), signoff(3)], 'repeated-text')).toHaveLength(1);
  });
});

describe('values frozen to the digit', () => {
  const inspection = (day: number, value: unknown, metric = 'cpu.used') =>
    record('inspection', {
      id: `XJ-202611${two(day)}-001`,
      date: `2026-11-${two(day)}`,
      readings: [{ source: 's', target: 'app-server-1', metric, value, unit: '%', at: T('09:00', two(day)) }],
      enteredAt: T('10:00', two(day)),
    });
  const days = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

  test('five days with the same decimals', () => {
    const lines = check(
      days(5).map((day) => inspection(day, 37.2)),
      'frozen-value',
    );
    expect(lines).toMatchObject([
      { text: 'app-server-1 的 cpu.used 在 2026-11-01 至 2026-11-05 共 5 天中都是 37.2 %' },
    ]);
    expect(lines[0]?.records).toHaveLength(5);
  });

  test.for([
    ['four days', days(4).map((day) => inspection(day, 37.2))],
    ['whole numbers', days(8).map((day) => inspection(day, 0))],
    ['text', days(8).map((day) => inspection(day, '1.10'))],
    ['a break in between', [1, 2, 3, 4, 5, 6].map((day) => inspection(day, day === 3 ? 37.3 : 37.2))],
    ['a day without the value', [1, 2, 3, 4, 5, 6].map((day) => inspection(day, day === 3 ? null : 37.2))],
    ['a disk for five days', days(5).map((day) => inspection(day, 63.2, 'disk.used'))],
  ] as const)('not for %s', ([, list]) => expect(check(list, 'frozen-value')).toEqual([]));

  test('a run that ended is told too; a disk after ten days; a running time that stands still at once', () => {
    expect(check([...days(5).map((day) => inspection(day, 37.2)), inspection(6, 40.1)], 'frozen-value')).toHaveLength(
      1,
    );
    expect(
      check(
        days(10).map((day) => inspection(day, 63.2, 'disk.used')),
        'frozen-value',
      ),
    ).toHaveLength(1);
    expect(
      check(
        days(2).map((day) => inspection(day, 864000, 'uptime')),
        'frozen-value',
      ),
    ).toHaveLength(1);
  });

  test('of several inspections of a day the last counts', () => {
    const again = { ...inspection(3, 41.8), id: 'XJ-20261103-002' };
    expect(check([...days(5).map((day) => inspection(day, 37.2)), again], 'frozen-value')).toEqual([]);
  });
});

describe('impossible times', () => {
  const visit = (id: string, from: string, to: string, place: string, more = {}) =>
    record('service-order', { id, arrivedAt: T(from), leftAt: T(to), place, departedAt: undefined, ...more });

  test('written down before it happened; of a draft, which is judged at 数据截至, not what was entered since', () => {
    const lines = check(
      [record('call', { enteredAt: T('22:00') }), record('note', { enteredAt: '2027-01-01T00:00:00+08:00' })],
      'impossible-time',
    );
    expect(lines.map((line) => line.records)).toEqual([['LD-20261124-001']]);
  });

  test('one engineer in two places', () => {
    const lines = check(
      [visit('FW-20261124-001', '10:00', '12:00', '东楼一层'), visit('FW-20261124-002', '11:59', '13:00', '西楼')],
      'impossible-time',
    );
    expect(lines).toMatchObject([{ records: ['FW-20261124-001', 'FW-20261124-002'] }]);
  });

  test.for([
    ['one after the other', visit('FW-20261124-002', '12:00', '13:00', '西楼')],
    ['the same place', visit('FW-20261124-002', '11:00', '13:00', '东楼一层')],
    ['somebody else', visit('FW-20261124-002', '11:00', '13:00', '西楼', { engineer: '后备工程师' })],
  ] as const)('not for %s', ([, other]) => {
    expect(check([visit('FW-20261124-001', '10:00', '12:00', '东楼一层'), other], 'impossible-time')).toEqual([]);
  });

  test('work by a person who was on leave that day', () => {
    const leave = record('duty', {
      state: 'leave',
      signedInAt: undefined,
      signedOutAt: undefined,
      substitute: '后备工程师',
    });
    const request = exampleOf<AnyRecord>('service-request');
    expect(check([leave, request], 'impossible-time')).toMatchObject([{ records: [request.id, leave.id] }]);
    expect(check([{ ...leave, date: '2026-11-23' } as never, request], 'impossible-time')).toEqual([]);
  });
});

describe('inspections before their data', () => {
  test('written down before the last value was read', () => {
    const early = record('inspection', { enteredAt: '2026-11-24T09:00:12+08:00' });
    expect(check([early], 'before-data')).toMatchObject([{ records: ['XJ-20261124-001'] }]);
    expect(check([exampleOf('inspection')], 'before-data')).toEqual([]);
  });

  test('data from after the reading, beyond what clocks may differ', () => {
    const reading = { source: 's', target: 'gps-01', metric: 'data.age', value: 1.5, at: T('09:00') };
    const of = (dataAt: string) => check([record('inspection', { readings: [{ ...reading, dataAt }] })], 'before-data');
    expect(of(T('09:05'))).toEqual([]);
    expect(of('2026-11-24T09:05:01+08:00')).toHaveLength(1);
  });

  test('confirmed before the first inspection of that day had ended', () => {
    const confirm = (at: string) => record('signoff', { at, enteredAt: at });
    const inspection = exampleOf<AnyRecord>('inspection');
    expect(check([inspection, confirm(T('09:00'))], 'before-data')).toMatchObject([
      { records: ['QS-20261124-001', inspection.id] },
    ]);
    expect(check([inspection, confirm('2026-11-24T09:00:41+08:00')], 'before-data')).toEqual([]);
    expect(check([confirm(T('09:00'))], 'before-data')).toEqual([]);
  });
});

describe('arrivals without a sign-in', () => {
  const incident = exampleOf<AnyRecord>('incident');
  const order = (patch: Readonly<Record<string, unknown>>) => record('service-order', { repair: undefined, ...patch });

  test('an arrival that nothing proves', () => {
    expect(check([incident], 'no-sign-in')).toMatchObject([{ records: [incident.id] }]);
    expect(check([exampleOf('device-repair')], 'no-sign-in')).toHaveLength(1);
  });

  test('the resident engineer on the spot, where the response is the arrival', () => {
    const spot = record('incident', { residentOnSpot: true, arrivedAt: undefined });
    expect(check([spot], 'no-sign-in')).toMatchObject([{ text: expect.stringContaining('2026-11-24 10:09') }]);
    expect(check([spot, exampleOf('duty')], 'no-sign-in')).toEqual([]);
    expect(check([record('incident', { arrivedAt: undefined })], 'no-sign-in')).toEqual([]);
  });

  test.for([
    ['a signed visit that names it', order({ incident: 'GZ-20261124-001', arrivedAt: T('13:00') }), 0],
    ['a signed visit at that time', order({ arrivedAt: T('11:01') }), 0],
    ['a signed visit at another time', order({ arrivedAt: T('11:02') }), 1],
    ['a visit on another day that names it', order({ incident: 'GZ-20261124-001', arrivedAt: T('10:31', '25') }), 1],
    ['a visit that nobody signed', order({ arrivedAt: T('10:31'), signedBy: undefined, signedAt: undefined }), 1],
    ['the resident signed in', exampleOf<AnyRecord>('duty'), 0],
    ['the resident had left', record('duty', { signedOutAt: T('10:30') }), 1],
    ['the resident came later', record('duty', { signedInAt: T('10:32') }), 1],
    ['signed in, not out', record('duty', { signedOutAt: undefined }), 0],
    ['on another day, not out', record('duty', { signedInAt: T('08:56', '23'), signedOutAt: undefined }), 1],
  ] as const)('%s', ([, proof, lines]) => expect(check([incident, proof], 'no-sign-in')).toHaveLength(lines));
});

test('work under an expired permit names both records', () => {
  const session = record('remote-session', {
    permit: 'XK-20261120-002',
    startedAt: T('10:00', '25'),
    endedAt: T('11:00', '25'),
  });
  const permit = record('permit', { operations: ['remote'], assets: ['mysql-primary'] });
  expect(check([session, permit], 'permit')).toMatchObject([{ records: [session.id, permit.id] }]);
  expect(check([session, permit], 'permit')[0]?.text).toContain('许可已过期');
  expect(check([record('remote-session', { permit: permit.id }), permit], 'permit')).toEqual([]);
});

test('records in order give no line, and nothing gives none', () => {
  const { attachments = [] } = exampleOf('permit') as AnyRecord;
  const paper = (digit: string) => ({ attachments: attachments.map((one) => ({ ...one, sha256: digit.repeat(64) })) });
  const standing = record('permit', {
    ...paper('1'),
    id: 'XK-20260901-001',
    type: 'standing',
    operations: ['collect'],
    assets: undefined,
    validFrom: '2026-09-01T00:00:00+08:00',
    validTo: '2027-08-31T23:59:59+08:00',
  });
  const ofFault = record('permit', { id: 'XK-20261124-001' });
  const ofCleaning = record('permit', {
    ...paper('2'),
    id: 'XK-20261124-002',
    operations: ['data-delete'],
    assets: undefined,
  });
  const permitted = { permit: ofCleaning.id };
  const measures = (exampleOf('signoff') as unknown as { measures: object[] }).measures;
  const clean = [
    ...['inspection', 'call', 'duty', 'incident', 'consultation'].map((kind) => exampleOf(kind)),
    record('note', permitted),
    record('signoff', { measures: measures.map((one) => ({ ...one, ...permitted })) }),
  ];
  expect(
    precheck({ logs: ['inspection-log'], records: [...clean, standing, ofFault, ofCleaning], asOf, isWorkingDay }),
  ).toEqual([]);
  expect(precheck({ logs: ['inspection-log'], records: [], asOf, isWorkingDay })).toEqual([]);
});
