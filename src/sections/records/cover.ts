/** 空缺与重叠: whether each post had somebody at every time of a month, as a row a post and as a list of what was off. Pure. */
import {
  type CoverInput,
  type DoubleShift,
  doubleShifts,
  type OffCount,
  offCounts,
  owedSpans,
} from '../../assess/service/shift-cover.ts';
import { opensOf } from '../../contract/calendar/named-days.ts';
import { requirementsOf } from '../../contract/terms/requirements.ts';
import { compareInstants, formatDateTime } from '../../contract/time.ts';
import dutyKind, { type DutyRecord } from '../../records/kinds/duty.ts';
import type { SiteDay, SiteDays, SiteTable } from '../../report/site-model.ts';
import type { SiteFacts } from '../parts/facts.ts';
import { marks } from '../parts/links.ts';
import { placeOf } from '../parts/places.ts';

/** How a day of a post was; no sign is one of a person's. */
const looks = {
  gap: { mark: '▲', tone: 'abnormal', text: '岗位有空缺' },
  more: { mark: '⊕', tone: 'attention', text: '岗位排班重叠（多于要求的人数）' },
  held: { mark: '✓', tone: 'normal', text: '岗位全时有人排班或在岗' },
} as const satisfies Record<string, Pick<SiteDay, 'mark' | 'tone' | 'text'>>;

export interface MonthCover {
  rows: SiteDays['rows'];
  legend: SiteDays['legend'];
  table: SiteTable | null;
}

/** @param duties not withdrawn, of the month and of the day before @param days all of the month */
export function monthCover(facts: SiteFacts, duties: readonly DutyRecord[], days: readonly string[]): MonthCover {
  const { contract } = facts.contract;
  const { from, to } = contract.servicePeriod;
  const isWorkingDay = (day: string): boolean => facts.isWorkingDay(day);
  const input: CoverInput = {
    ...{ posts: requirementsOf(contract).posts, duties, until: facts.now, source: contract, isWorkingDay },
    opens: opensOf(contract, { isWorkingDay }),
  };
  const judged = days.filter((day) => day >= from && day <= to && day <= facts.today);
  const off = judged.flatMap((day) => offCounts(input, day));
  const seen = new Set<keyof typeof looks>();
  const rows = input.posts.flatMap((post): SiteDays['rows'] => {
    const own = days.map((day): SiteDay | null => {
      const spans = judged.includes(day) ? owedSpans(post, day, input) : null;
      if (spans === null || spans.length === 0) return null;
      const found = off.filter((one) => one.post === post && one.day === day);
      const look = found.some(({ planned, owed }) => planned < owed) ? 'gap' : found.length > 0 ? 'more' : 'held';
      seen.add(look);
      const { mark, tone, text } = looks[look];
      const said = found.map((one) => `${clockText(one)} ${countText(one)}`).join('；');
      return { mark, tone, text: `${day}：${said === '' ? text : said}` };
    });
    return own.some((day) => day !== null) ? [{ head: `岗位：${post.name}`, days: own }] : [];
  });
  return {
    rows,
    legend: Object.entries(looks).flatMap(([look, one]) => (seen.has(look as keyof typeof looks) ? [one] : [])),
    table: rows.length === 0 ? null : offTable(facts, joined(off), doubles(duties, days)),
  };
}

const doubles = (duties: readonly DutyRecord[], days: readonly string[]) =>
  doubleShifts(duties).filter(({ duties: both }) => both.some(({ date }) => days.includes(date)));

/** Of a post that is watched day and night what goes on over midnight is one line. */
function joined(off: readonly OffCount[]): OffCount[] {
  return [...Map.groupBy(off, ({ post }) => post).values()].flatMap((own) => {
    const lines: OffCount[] = [];
    for (const one of own) {
      const before = lines.at(-1);
      if (before === undefined || before.to !== one.from || before.planned !== one.planned) lines.push(one);
      else lines[lines.length - 1] = { ...before, to: one.to, duties: [...new Set([...before.duties, ...one.duties])] };
    }
    return lines;
  });
}

/** `00:00 至 09:00`, `20:00 至次日 08:00`: within the day of the cell. */
const clockText = ({ from, to, day }: OffCount): string =>
  `${from.slice(11, 16)} 至${to.slice(0, 10) === day ? '' : '次日'} ${to.slice(11, 16)}`;

const spanText = ({ from, to }: { from: string; to: string }): string =>
  `${formatDateTime(from)} 至 ${from.slice(0, 10) === to.slice(0, 10) ? to.slice(11, 16) : formatDateTime(to)}`;

const countText = ({ planned, owed }: { planned: number; owed: number }): string =>
  planned < owed ? `空缺：排班 ${planned} 人，要求至少 ${owed} 人` : `重叠：排班 ${planned} 人，要求至少 ${owed} 人`;

function offTable(facts: SiteFacts, off: readonly OffCount[], both: readonly DoubleShift[]): SiteTable {
  const recordOf = (duties: readonly DutyRecord[]) => {
    const [first] = duties;
    const ids = duties.map(({ id }) => id).join('、');
    return first === undefined ? '—' : { text: ids, href: placeOf(facts, dutyKind.id, first.id) };
  };
  const lines = [
    ...off.map((one) => ({
      ...{ from: one.from, when: spanText(one), who: one.post.name, what: countText(one) },
      ...{
        record: recordOf(one.duties),
        tone: one.planned < one.owed ? ('abnormal' as const) : ('attention' as const),
      },
    })),
    ...both.map((one) => ({
      ...{ from: one.from, when: spanText(one), who: one.person, what: '同一人同时在两个班次' },
      ...{ record: recordOf(one.duties), tone: 'abnormal' as const },
    })),
  ];
  return {
    type: 'table',
    caption: '空缺与重叠',
    columns: [
      { key: 'when', label: '时段', title: true },
      { key: 'who', label: '岗位或人员' },
      { key: 'what', label: '情况', state: true },
      { key: 'record', label: '记录' },
    ],
    rows: lines
      .toSorted((a, b) => compareInstants(a.from, b.from))
      .map(({ when, who, what, record, tone }) => ({
        cells: { when, who, what: { text: what, tone, mark: marks[tone] }, record },
      })),
    empty: '各岗位要求的时间都有人排班或在岗，没有空缺，也没有重叠。',
  };
}
