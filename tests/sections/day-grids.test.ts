/** Grids of days: nothing that was not obtained looks like what was found well, and each person's day leads to its record. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnyRecord } from '../../src/records/record.ts';
import type { DaysBlock, SitePage } from '../../src/report/site-model.ts';
import { dayLooks, lookOfDay } from '../../src/sections/records/inspections.ts';
import records from '../../src/sections/records.ts';
import { type Outcome, outcomeWords, unknownOutcomes } from '../../src/states/outcome.ts';
import dutyKind, { type DutyRecord } from '../../src/subjects/attendance/kinds/duty.ts';
import orderKind from '../../src/subjects/requests/kinds/service-order.ts';
import { runs } from '../support/runs.ts';
import { exampleRecords, pagesOf, siteFacts } from '../support/site-parts.ts';

const outcomes = Object.keys(outcomeWords) as Outcome[];
const none = Object.fromEntries(outcomes.map((one) => [one, 0])) as Record<Outcome, number>;
const counts = (some: Partial<Record<Outcome, number>>) => ({ ...none, ...some, total: 0 });
const anyCounts = fc.record(Object.fromEntries(outcomes.map((one) => [one, fc.nat(3)]))) as fc.Arbitrary<
  Record<Outcome, number>
>;

describe('the look of an inspected day', () => {
  it('is 正常 only where something was found well, nothing badly and nothing was left unknown', () => {
    fc.assert(
      fc.property(anyCounts, fc.constantFrom('owed', 'waived', undefined), (given, log) => {
        const unknown = unknownOutcomes.some((one) => given[one] > 0);
        const look = lookOfDay(given, log);
        expect(look === 'normal').toBe(given.normal > 0 && given.abnormal === 0 && !unknown);
        expect(dayLooks[look].mark.includes('▲')).toBe(given.abnormal > 0);
        expect(dayLooks[look].mark.includes('◇')).toBe(unknown || (given.abnormal === 0 && given.normal === 0));
      }),
    );
  });

  it('tells a day without an inspection by whether one was owed, and no two looks share a sign', () => {
    expect((['owed', 'waived', undefined] as const).map((log) => lookOfDay(null, log))).toEqual([
      'missing',
      'waived',
      'none',
    ]);
    const signs = Object.values(dayLooks).map(({ mark }) => mark);
    expect(new Set(signs).size).toBe(signs.length);
  });
});

const gridOf = (page: SitePage | undefined): DaysBlock | undefined =>
  page?.sections.flatMap(({ blocks }) => blocks).find((block) => block.type === 'days');

describe('逐日结果', () => {
  const day = (date: string, some: Partial<Record<Outcome, number>>) => ({
    ...{ date, record: `XJ-${date.replaceAll('-', '')}-001`, confirmed: false, counts: counts(some), apart: null },
  });
  const facts = siteFacts({
    ids: new Map([['inspection', ['XJ-20261120-001', 'XJ-20261121-001']]]),
    inspected: {
      days: [day('2026-11-20', { normal: 4 }), day('2026-11-21', { normal: 3, abnormal: 1, stale: 2 })],
      logs: new Map([
        ['2026-11-20', 'owed'],
        ['2026-11-21', 'owed'],
        ['2026-11-22', 'owed'],
        ['2026-11-23', 'waived'],
      ]),
    },
  });
  const page = pagesOf(records, facts).find(({ path }) => path === 'inspection');
  const grid = gridOf(page);

  it('has a cell a day from the first to today, each with its counts in words and the record', () => {
    const days = grid?.rows[0]?.days ?? [];
    expect(days.slice(0, 19)).toEqual(Array.from({ length: 19 }, () => null));
    expect(days.slice(19, 25).map((one) => one?.mark)).toEqual(['●', '▲◇', '×', '○', '–', '–']);
    expect(days[20]).toMatchObject({
      text: '2026-11-21：正常 3 项，异常 1 项，数据过期 2 项；日志未确认',
      href: '/records/inspection/2026-11#XJ-20261121-001',
    });
    expect(days.slice(25)).toEqual([null, null, null, null, null]);
  });

  it('names what was not as it should be above the grid, each day leading where its cell leads', () => {
    const facts = page?.sections.flatMap(({ blocks }) => blocks).find(({ type }) => type === 'facts');
    const days = grid?.rows[0]?.days ?? [];
    expect(facts).toMatchObject({
      items: [
        {
          label: '× 应巡检，没有巡检（1 天）',
          value: [{ text: '2026-11-22', href: '/deliverables/due/2026-11?day=2026-11-22' }],
        },
        { label: '▲◇ 有异常，也有未取得结果的（1 天）', value: [{ text: '2026-11-21', href: days[20]?.href }] },
      ],
    });
    expect(days[21]?.href).toBe('/deliverables/due/2026-11?day=2026-11-22');
    expect(days.map((one) => one?.today)).toEqual(days.map((_, n) => (n === 24 ? true : undefined)));
  });

  it('looks the same whatever is outside the contract, and says below that and how often that was not well', () => {
    fc.assert(
      fc.property(fc.array(fc.option(anyCounts), { minLength: 2, maxLength: 2 }), (given) => {
        const days = facts.inspected.days.map((one, n) => {
          const outside = given[n] ?? null;
          return { ...one, apart: outside && { name: '运维工作站', counts: { ...outside, total: 0 } } };
        });
        const pages = pagesOf(records, { ...facts, inspected: { ...facts.inspected, days } });
        const own = pages.find(({ path }) => path === 'inspection');
        expect(gridOf(own)).toEqual(grid);
        const bad = given.filter((one) => one !== null && one.abnormal > 0).length;
        const blind = given.filter((one) => one !== null && unknownOutcomes.some((outcome) => one[outcome] > 0)).length;
        const told = JSON.stringify(own?.sections.find(({ id }) => id === 'calendar'));
        const some = given.some((one) => one !== null);
        expect(told.includes('运维工作站（合同外）不计')).toBe(some);
        expect(told.includes(`有异常的 ${bad} 天`)).toBe(bad > 0);
        expect(told.includes(`有未取得结果的 ${blind} 天`)).toBe(blind > 0);
      }),
      { numRuns: runs(5) },
    );
  });

  it('has in its legend what occurs, and nothing else', () => {
    expect(grid?.legend.map(({ mark }) => mark)).toEqual(['×', '▲◇', '●', '○', '–']);
  });
});

describe('逐日在岗', () => {
  const { signedInAt: _, signedOutAt: __, ...bare } = dutyKind.example;
  const duty = (n: number, more: Partial<DutyRecord>): DutyRecord => ({ ...bare, id: `ZB-20261124-00${n}`, ...more });
  const duties = [
    duty(1, { person: '张一', signedInAt: '2026-11-24T08:56:00+08:00' }),
    duty(2, { person: '张一', post: 'oncall', state: 'planned' }),
    duty(3, { person: '李二', state: 'leave', substitute: '赵三', reason: '年假' }),
    duty(4, { person: '钱四', state: 'absent', reason: '未到' }),
  ];
  const given = { ...exampleRecords(), duty: duties };
  const pages = pagesOf(records, siteFacts({ records: given }));

  it.each(['duty', 'duty/2026-11'])('stands on %s, people by days, each cell leading to its record', (path) => {
    const grid = gridOf(pages.find((page) => page.path === path));
    const people = (grid?.rows ?? []).filter(({ head }) => !String(head).startsWith('岗位：'));
    const on24 = Object.fromEntries(people.map(({ head, days }) => [head, days[23]]));
    expect(Object.keys(on24).sort()).toEqual(['张一', '李二', '赵三', '钱四'].sort());
    expect(on24['张一']).toMatchObject({ mark: '●', href: '/records/duty/2026-11#ZB-20261124-001' });
    expect(on24['张一']?.text).toBe('2026-11-24：⟦现场⟧ 在岗，签到 08:56；⟦值班⟧ 已排班');
    expect(on24['李二']).toMatchObject({ mark: '○' });
    expect(on24['赵三']).toMatchObject({ mark: '◆', text: '2026-11-24：⟦现场⟧ 顶岗（替 李二）' });
    expect(on24['钱四']).toMatchObject({ mark: '×', tone: 'abnormal' });
    expect(grid?.legend.map(({ text }) => text)).toEqual([
      '缺勤',
      '请假（已顶岗）',
      '顶岗',
      '在岗',
      '已排班',
      '岗位有空缺',
      '没有记录',
    ]);
  });

  const gridWith = (own: DutyRecord[], more: Record<string, AnyRecord[]> = {}) => {
    const facts = siteFacts({ records: { ...exampleRecords(), ...more, duty: own }, filed: null });
    const of = (path: string) => pagesOf(records, facts).find((page) => page.path === path);
    const page = of('duty/2026-11');
    const staff = of('duty')?.sections.find(({ id }) => id === 'staff');
    return { grid: gridOf(page), text: JSON.stringify(page?.sections[0]), staff: JSON.stringify(staff) };
  };
  const call = (n: number, day: string, next: string, person: string): DutyRecord => ({
    ...duty(n, { person, post: 'oncall', state: 'planned', date: day, id: `ZB-${day.replaceAll('-', '')}-001` }),
    ...{ plannedFrom: `${day}T09:00:00+08:00`, plannedTo: `${next}T09:00:00+08:00` },
  });

  it('shows the shift that runs into the next morning with its person, and no gap where the next takes over', () => {
    const turns = [call(1, '2026-11-22', '2026-11-23', '张一'), call(2, '2026-11-23', '2026-11-24', '李二')];
    const { grid, text } = gridWith(turns);
    const on23 = Object.fromEntries((grid?.rows ?? []).map(({ head, days }) => [JSON.stringify(head), days[22]]));
    expect(on23['"张一"']).toMatchObject({
      mark: '‹',
      text: '2026-11-23：⟦值班⟧ 接前一日的班，至 2026-11-23 09:00',
      href: '/records/duty/2026-11#ZB-20261122-001',
    });
    const row = (grid?.rows ?? []).find(({ head }) => head === '岗位：电话值班');
    expect(row?.days.slice(21, 25).map((day) => day?.mark)).toEqual(['▲', '✓', '▲', '▲']);
    // What goes on over midnight is one line.
    expect(text).toContain('2026-11-01 00:00 至 2026-11-22 09:00');
    expect(text).toContain('2026-11-24 09:00 至 2026-11-25 18:00');
    expect(text).not.toMatch(/2026-11-2[23]：?00:00 至 2026-11-23/);
  });

  it('flags who was away by the duty record and at work by another, with both records', () => {
    const away = duty(3, { person: '李二', state: 'leave', substitute: '赵三', reason: '年假' });
    const visit = { ...orderKind.example, engineer: '李二', id: 'FW-20261124-009' };
    const { grid, text, staff } = gridWith([away], { 'service-order': [visit] });
    expect(staff).toContain('请假 1 次当日另有工作记录');
    expect(gridWith([away]).staff).not.toContain('另有工作记录');
    const own = grid?.rows.find(({ head }) => head === '李二');
    expect(own?.days[23]).toMatchObject({ mark: '‼', tone: 'attention' });
    expect(own?.days[23]?.text).toContain('FW-20261124-009');
    expect(text).toContain('与其他记录矛盾，待核实');
    expect(gridWith([away]).text).not.toContain('与其他记录矛盾');
  });

  it('names one person in two shifts at once', () => {
    const [first, second] = [
      duty(1, { person: '张一' }),
      duty(2, { person: '张一', post: 'oncall', state: 'planned' }),
    ];
    expect(gridWith([first, second]).text).toContain('同一人同时在两个班次');
  });
});
