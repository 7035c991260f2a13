/** 备案人员与在岗人员: who was there without being filed is told, and no roster is a presence. */
import { describe, expect, it } from 'vitest';
import { writtenIn } from '../../../src/pipeline/publish/filed-people.ts';
import type { RichCell, TableBlock } from '../../../src/report/site-model.ts';
import { staffMatchNote } from '../../../src/sections/parts/staff-match.ts';
import records from '../../../src/sections/records.ts';
import { type FiledPeople, ownShiftOf, staffOf } from '../../../src/subjects/attendance/judge/staff.ts';
import dutyKind, { type DutyRecord } from '../../../src/subjects/attendance/kinds/duty.ts';
import { exampleRecords, pagesOf, siteFacts } from '../../support/site-parts.ts';

const { signedInAt: _, signedOutAt: __, ...bare } = dutyKind.example;
const duty = (n: number, more: Partial<DutyRecord>): DutyRecord => ({
  ...bare,
  id: `ZB-20261124-${String(n).padStart(3, '0')}`,
  ...more,
});
const signed = { signedInAt: '2026-11-24T09:00:00+08:00', signedOutAt: '2026-11-24T17:30:00+08:00' };
const filed: FiledPeople = {
  number: 'HQSF-BA-service-r1',
  people: [
    { name: '张一', role: '驻点' },
    { name: '李二', role: '值班' },
    { name: '王经办', role: '签收' },
  ],
  text: '顶岗人员：赵三',
};
const duties = [
  duty(1, { person: '张一', ...signed }),
  duty(2, { person: '张一', state: 'late', signedInAt: '2026-11-24T09:40:00+08:00' }),
  duty(3, { person: '李二', post: 'oncall', state: 'planned' }),
  duty(4, { person: '张一', state: 'leave', substitute: '赵三', reason: '年假' }),
  duty(5, { person: '钱四', ...signed }),
  duty(6, { person: '李二', state: 'absent', reason: '未到' }),
];
const byName = (list: readonly DutyRecord[], of: FiledPeople | null) =>
  Object.fromEntries(staffOf(list, of, new Set(['王经办'])).map((one) => [one.name, one]));

describe('staff', () => {
  it('are the filed people of the supplier and whoever was there, each with shifts, hours and the newest record', () => {
    const made = byName(duties, filed);
    expect(Object.keys(made)).toEqual(['张一', '李二', '赵三', '钱四']);
    expect(made['张一']).toMatchObject({
      filed: 'list',
      role: '驻点',
      shifts: 3,
      there: 2,
      odd: { late: [{ id: duties[1]?.id }], leave: [{ id: duties[3]?.id }], absent: [], stood: [] },
    });
    expect(made['张一']).toMatchObject({ seconds: 8.5 * 3600, unsigned: 1 });
    expect(made['李二']).toMatchObject({ filed: 'list', shifts: 2, there: 0, odd: { absent: [{}] }, seconds: 0 });
    expect(made['赵三']).toMatchObject({ filed: 'text', odd: { stood: [{}] }, last: { id: duties[3]?.id } });
    expect(made['钱四']).toMatchObject({ filed: 'none', there: 1 });
  });

  it('are not filed as long as no filing was issued', () => {
    expect(Object.values(byName(duties, null)).map((one) => one.filed)).toEqual([null, null, null, null].slice(0, 4));
  });
});

describe('whether they match', () => {
  const said = (list: readonly DutyRecord[], of: FiledPeople | null = filed) =>
    staffMatchNote(staffOf(list, of, new Set(['王经办'])));

  it('is answered by who was there, worst first, and who was only rostered or never is told beside it', () => {
    expect(said(duties)).toEqual({
      type: 'note',
      tone: 'abnormal',
      text: '与备案表核对：不一致。有到岗登记的 3 人中，1 人（钱四）备案表没有，1 人（赵三）只在备案表正文写明，是否合其条件须与班次对照。另有：有排班而没有签到的 1 人（李二），是否在岗无从对照。',
    });
    expect(said([duties[0] as DutyRecord])).toMatchObject({
      tone: 'normal',
      text: '与备案表核对：一致。有到岗登记的 1 人中，没有备案表以外的人。另有：已备案而没有班次记录的 1 人（李二）。',
    });
  });

  it('is no match while somebody is known by the text alone, was rostered unfiled, or nobody was seen', () => {
    const inText = said(duties.slice(0, 4));
    expect(inText?.tone).toBe('attention');
    expect(inText?.text).not.toContain('：一致');
    const rostered = said([duties[0] as DutyRecord, duty(7, { person: '孙六', post: 'oncall', state: 'planned' })]);
    expect(rostered).toMatchObject({ tone: 'abnormal', text: expect.stringContaining('备案表没有的 1 人（孙六）') });
    expect(rostered?.text).not.toContain('：一致');
    expect(said([duties[2] as DutyRecord])?.text).toContain('没有到岗登记，无从对照');
    expect(said(duties, null)).toBeNull();
  });
});

describe('the table', () => {
  const table = (of: FiledPeople | null | undefined): TableBlock | undefined => {
    const given = { ...exampleRecords(), duty: duties };
    const page = pagesOf(records, siteFacts({ records: given, filed: of })).find(({ path }) => path === 'duty');
    const blocks = page?.sections.find(({ id }) => id === 'staff')?.blocks ?? [];
    return blocks.find((block) => block.type === 'table');
  };

  it('marks who was there without being filed, and says of a roster that it is one', () => {
    const rows = Object.fromEntries((table(filed)?.rows ?? []).map((row) => [JSON.stringify(row.cells['name']), row]));
    const of = (name: string) => Object.entries(rows).find(([key]) => key.includes(name))?.[1];
    expect(of('钱四')).toMatchObject({ tone: 'abnormal', cells: { filed: { text: '备案表没有此人' } } });
    expect(of('李二')?.cells['hours']).toBe('只有排班');
    expect(of('张一')?.cells['hours']).toMatchObject({ text: '8.5 小时', sub: expect.stringContaining('1 次') });
    expect(of('张一')?.cells['last']).toHaveProperty('href');
  });

  it('says of each mark beside the filing what it means: no two people with one text have two marks', () => {
    const idle = { ...filed, people: [...(filed?.people ?? []), { name: '周八', role: '后端' }] } as FiledPeople;
    const cells = (table(idle)?.rows ?? []).map(({ cells: { filed: cell } }) => cell as RichCell);
    expect(cells.some(({ sub }) => sub?.includes('没有班次记录'))).toBe(true);
    const marksOf = Map.groupBy(cells, ({ text, sub }) => `${text} ${sub}`);
    for (const own of marksOf.values()) expect(new Set(own.map(({ mark }) => mark)).size).toBe(1);
  });

  it('opens for each count of shifts that were not as planned exactly the shifts that it counts', () => {
    const given = { ...exampleRecords(), duty: duties };
    const page = pagesOf(records, siteFacts({ records: given, filed })).find(({ path }) => path === 'duty');
    const listed = page?.sections.find(({ id }) => id === 'odd-shifts')?.blocks[0] as TableBlock;
    let told = 0;
    for (const { cells } of table(filed)?.rows ?? [])
      for (const key of ['late', 'leave', 'absent', 'stood']) {
        const { text, href } = cells[key] as { text: string; href?: string };
        if (text === '0') {
          expect(href).toBeUndefined();
          continue;
        }
        const asked = new URL(href ?? '', 'http://site');
        expect(asked.pathname + asked.hash).toBe('/records/duty#odd-shifts');
        const name = (cells['name'] as { text: string }).text ?? cells['name'];
        const same = listed.rows.filter((row) => row.cells['name'] === name && row.filter?.['what'] === key);
        expect(Object.fromEntries(asked.searchParams)).toEqual(same[0]?.filter);
        expect(same).toHaveLength(Number(text));
        told += same.length;
      }
    expect(told).toBe(listed.rows.length);
    expect(told).toBe(4);
  });

  it('has of who stood in their own record with its hours, leads to that of who was away, and says where there is none', () => {
    const stood = (more: readonly DutyRecord[]) => {
      const given = { ...exampleRecords(), duty: [...duties, ...more] };
      const page = pagesOf(records, siteFacts({ records: given, filed })).find(({ path }) => path === 'duty');
      const listed = page?.sections.find(({ id }) => id === 'odd-shifts')?.blocks[0] as TableBlock;
      return listed.rows.find(({ filter }) => filter?.['what'] === 'stood')?.cells ?? {};
    };
    const leave = duties[3] as DutyRecord;
    const own = duty(7, { person: '赵三', ...signed });
    expect(stood([own])).toMatchObject({
      day: { sub: own.id, href: expect.stringContaining(own.id) },
      signed: { text: expect.stringMatching(/^2026-11-24 09:00，签退 2026-11-24 17:30$/), sub: '在岗 8 小时 30 分' },
      reason: { text: '年假', sub: `请假记录 ${leave.id}`, href: expect.stringContaining(leave.id) },
    });
    expect(stood([])).toMatchObject({ day: { sub: leave.id }, signed: { text: '没有本人的值班记录' } });
    const otherPost = duty(7, { person: '赵三', post: 'oncall', ...signed });
    expect(stood([otherPost])).toMatchObject({ day: { sub: leave.id } });
    expect(ownShiftOf(leave, [duty(8, { person: '赵三', state: 'planned' }), own])).toBe(own);
  });

  it('opens for the days of paperwork without a shift exactly those of the person', () => {
    const [example] = exampleRecords()['signoff'] ?? [];
    const confirmed = (n: number, person: string) =>
      ({ ...example, id: `QS-20261123-00${n}`, action: 'confirm', person, at: '2026-11-23T17:00:00+08:00' }) as never;
    const given = { ...exampleRecords(), duty: duties, signoff: [confirmed(1, '张一'), confirmed(2, '李二')] };
    const pages = pagesOf(records, siteFacts({ records: given, filed }));
    const listed = pages.find(({ path }) => path === 'duty/off-shift')?.sections[0]?.blocks[0] as TableBlock;
    const staff = pages.find(({ path }) => path === 'duty')?.sections.find(({ id }) => id === 'staff');
    const { rows } = (staff?.blocks ?? []).find(({ type }) => type === 'table') as TableBlock;
    let told = 0;
    for (const { cells } of rows) {
      const { text, more = [] } = cells['name'] as RichCell;
      for (const link of more) {
        const count = Number(/另有 (\d+) 日/.exec(link.text)?.[1]);
        expect(new URL(link.href, 'http://site').searchParams.get('name')).toBe(text);
        expect(listed.rows.filter(({ filter }) => filter?.['name'] === text)).toHaveLength(count);
        told += count;
      }
    }
    expect(told).toBe(listed.rows.length);
    expect(JSON.stringify(listed)).toContain('确认 ');
  });

  it('chooses the days of paperwork by what was done and by the kind of day, and says how many each choice has', () => {
    const [example] = exampleRecords()['signoff'] ?? [];
    const confirmed = (n: number, day: string, people: object) => ({
      ...example,
      ...{ id: `QS-${day.replaceAll('-', '')}-00${n}`, action: 'confirm', at: `${day}T17:00:00+08:00`, ...people },
    });
    // A Saturday and a Monday; who looks over is another than who confirms.
    const signoff = [
      confirmed(1, '2026-11-21', { person: '钱四', reviewer: '周八' }),
      confirmed(2, '2026-11-23', { person: '某人', reviewer: '李二' }),
    ] as never[];
    const idle = { ...filed, people: [...filed.people, { name: '周八', role: '后端' }] };
    const given = { ...exampleRecords(), duty: duties, signoff };
    const page = pagesOf(records, siteFacts({ records: given, filed: idle })).find(
      ({ path }) => path === 'duty/off-shift',
    );
    const listed = page?.sections[0]?.blocks[0] as TableBlock;
    expect(listed.rows.map(({ filter }) => filter)).toEqual([
      { name: '李二', acts: 'review', days: 'working' },
      { name: '钱四', acts: 'work', days: 'off' },
      { name: '周八', acts: 'review', days: 'off' },
    ]);
    const texts = new Map(listed.filters?.flatMap(({ options }) => options.map(({ value, text }) => [value, text])));
    for (const key of ['acts', 'days'])
      for (const [value, rows] of Map.groupBy(listed.rows, ({ filter }) => filter?.[key] ?? ''))
        expect(page?.description).toContain(`${texts.get(value)}的 ${rows.length} 行`);
    expect(page?.description).toContain('没有排过班的人员（周八）1 行');
  });

  it('is not there where the contract wants no filing, and says so where none was issued', () => {
    expect(table(undefined)).toBeUndefined();
    expect(JSON.stringify(table(null))).toContain('备案表尚未签发');
  });
});

it('reads the other text of a filing, and no name from where it is signed', () => {
  const text = writtenIn([
    { id: 'text-1', title: '顶岗', blocks: [{ type: 'note', text: '赵三' }] },
    { id: 'signature', title: '签字', blocks: [{ type: 'note', text: '钱四' }] },
  ]);
  expect(text).toContain('赵三');
  expect(text).not.toContain('钱四');
});
