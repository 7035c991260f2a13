/** 空缺与重叠: whether each post had somebody at every time of a month, as a row a post and as a list of what was off. Pure. */

import { opensOf } from '../../contract/calendar/named-days.ts';
import { requirementsOf } from '../../contract/terms/requirements.ts';
import { compareInstants, formatDateTime } from '../../contract/time.ts';
import type { DayCell, DaysBlock, TimelineBlock } from '../../report/site-model.ts';
import {
  type CoverInput,
  type DoubleShift,
  doubleShifts,
  type OffCount,
  offCounts,
  owedSpans,
} from '../../subjects/attendance/judge/shift-cover.ts';
import type { DutyRecord } from '../../subjects/attendance/kinds/duty.ts';
import type { SiteFacts } from '../parts/facts.ts';

/** How a day of a post was; no sign is one of a person's. */
const looks = {
  gap: { mark: '▲', tone: 'abnormal', text: '岗位有空缺' },
  more: { mark: '⊕', tone: 'attention', text: '岗位排班重叠（多于要求的人数）' },
  held: { mark: '✓', tone: 'normal', text: '岗位全时有人排班或在岗' },
} as const satisfies Record<string, Pick<DayCell, 'mark' | 'tone' | 'text'>>;

export interface MonthCover {
  rows: DaysBlock['rows'];
  legend: DaysBlock['legend'];
  /** What was off, by its hours; null: nothing is asked for that could be. */
  list: TimelineBlock | null;
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
  const rows = input.posts.flatMap((post): DaysBlock['rows'] => {
    const own = days.map((day): DayCell | null => {
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
  const both = doubles(duties, days);
  return {
    rows,
    legend: Object.entries(looks).flatMap(([look, one]) => (seen.has(look as keyof typeof looks) ? [one] : [])),
    list: rows.length + both.length === 0 ? null : offList(joined(off), both),
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

/** In order of time, each with the numbers of its records, which lead to them. */
function offList(off: readonly OffCount[], both: readonly DoubleShift[]): TimelineBlock {
  const idsOf = (duties: readonly DutyRecord[]) =>
    duties.length === 0 ? {} : { who: duties.map(({ id }) => id).join('、') };
  const lines = [
    ...off.map((one) => ({
      ...{ from: one.from, time: spanText(one), text: `${one.post.name}：${countText(one)}`, ...idsOf(one.duties) },
      tone: one.planned < one.owed ? ('abnormal' as const) : ('attention' as const),
    })),
    ...both.map((one) => ({
      ...{ from: one.from, time: spanText(one), text: `${one.person}：同一人同时在两个班次`, ...idsOf(one.duties) },
      tone: 'abnormal' as const,
    })),
  ];
  return {
    type: 'timeline',
    items: lines.toSorted((a, b) => compareInstants(a.from, b.from)).map(({ from: _, ...line }) => line),
    empty: '各岗位要求的时间都有人排班或在岗，没有空缺，也没有重叠。',
  };
}
