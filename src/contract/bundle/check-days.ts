/** Cross-checks of days that are named by a calendar: the calendar exists, has the terms that it rests on, and no circle. Pure. */
import { ABSENT } from '../error.ts';
import { builtInCalendars, type Calendar, isBuiltIn, type LeftOut } from '../terms/calendars.ts';
import type { Contract } from '../terms/contract.ts';
import { bundleFiles } from './bundle-parts.ts';
import { type Found, known, when } from './check-known.ts';

type Dated = Pick<Contract, 'calendars' | 'terms'>;

const WHAT = '时间表（contract.yaml 的 calendars，或内置的）';

const namesIn = ({ calendars = [] }: Dated): { id: string; name: string }[] => [
  ...calendars,
  ...Object.entries(builtInCalendars)
    .filter(([id]) => !calendars.some((one) => one.id === id))
    .map(([id, name]) => ({ id, name })),
];

/** A calendar that is named: one of the contract or a built-in one, with the terms that it rests on. */
export function calendarKnown(name: string | undefined, at: string, contract: Dated): Found[] {
  if (name === undefined) return [];
  return [...known(name, at, namesIn(contract), WHAT), ...termsThere(isBuiltIn(name) ? name : '', at, contract)];
}

/** What is left out: a span the right way round, or a calendar, and not both. */
export function leftOutKnown(list: readonly LeftOut[] | undefined, at: string, contract: Dated): Found[] {
  return (list ?? []).flatMap(({ from, to, calendar }, n) => {
    const place = `${at}[${n}]`;
    const isSpan = from !== undefined || to !== undefined;
    const said = `from 和 to，或 calendar（${namesIn(contract)
      .map(({ id }) => id)
      .join('、')}）`;
    return [
      ...when(!isSpan && calendar === undefined, place, ABSENT, said),
      ...when(isSpan && calendar !== undefined, `${place}.calendar`, calendar ?? '', 'from、to 和 calendar 只写一种'),
      ...when(isSpan && from === undefined, `${place}.from`, ABSENT, '起始日'),
      ...when(isSpan && to === undefined, `${place}.to`, ABSENT, '结束日，只一天的与起始日相同'),
      ...when(from !== undefined && to !== undefined && from > to, `${place}.to`, to ?? '', `不早于 ${from}`),
      ...calendarKnown(calendar, `${place}.calendar`, contract),
    ];
  });
}

/** The office hours: from and to, or a calendar, and not both. */
export function checkOfficeHours({ officeHours, ...contract }: Dated & Pick<Contract, 'officeHours'>): Found[] {
  const { from, to, calendar } = officeHours;
  const isSpan = from !== undefined || to !== undefined;
  return [
    ...when(!isSpan && calendar === undefined, 'officeHours', ABSENT, 'from 和 to，或 calendar'),
    ...when(isSpan && calendar !== undefined, 'officeHours.calendar', calendar ?? '', 'from、to 和 calendar 只写一种'),
    ...when(isSpan && from === undefined, 'officeHours.from', ABSENT, '上班时刻，例如 "09:00"'),
    ...when(isSpan && to === undefined, 'officeHours.to', ABSENT, '下班时刻，例如 "17:30"'),
    ...calendarKnown(calendar, 'officeHours.calendar', contract),
  ];
}

/** The days of one calendar of the contract. @param n which of `calendars` */
export function checkDays(contract: Dated, n: number): Found[] {
  const calendars = contract.calendars ?? [];
  const calendar = calendars[n];
  if (calendar === undefined) return [];
  const at = `calendars[${n}]`;
  const circle = circleOf(calendar, calendars);
  return [
    ...termsThere(calendar.days, `${at}.days`, contract),
    ...when(
      calendar.days !== 'weekdays' && calendar.weekdays !== undefined,
      `${at}.weekdays`,
      calendar.days,
      '只用于 days: weekdays',
    ),
    ...when(
      calendar.days === 'listed' && (calendar.extra ?? []).length === 0,
      `${at}.extra`,
      ABSENT,
      'days: listed 的时间表只有 extra 所列的日期，至少一段',
    ),
    ...calendarKnown(calendar.only, `${at}.only`, contract),
    ...leftOutKnown(calendar.except, `${at}.except`, contract),
    ...(calendar.extra ?? []).flatMap(({ from, to }, k) =>
      when(from > to, `${at}.extra[${k}].to`, to, `不早于 ${from}`),
    ),
    ...when(circle !== null, at, circle ?? '', '时间表的 only、except 不能绕回自身'),
  ];
}

/** A built-in name or kind of days that rests on terms, in a contract without. */
function termsThere(days: string, at: string, { terms = [] }: Dated): Found[] {
  return when(
    (days === 'terms' || days === 'vacations') && terms.length === 0,
    at,
    days,
    `${bundleFiles.contract} 中列出学期的 terms，例如 - { id: 2026-T1, name: 第一学期, from: 2026-09-01, to: 2027-01-31 }`,
  );
}

/** `a → b → a` of a calendar that names itself by way of others; null of any other. */
function circleOf(start: Calendar, calendars: readonly Calendar[]): string | null {
  const seen = new Set<string>();
  const walk = (one: Calendar, path: readonly string[]): string | null => {
    const names = [one.only, ...(one.except ?? []).map(({ calendar }) => calendar)];
    for (const name of names) {
      if (name === undefined || isBuiltIn(name)) continue;
      if (name === start.id) return [...path, name].join(' → ');
      const next = calendars.find(({ id }) => id === name);
      if (next === undefined || seen.has(name)) continue;
      seen.add(name);
      const found = walk(next, [...path, name]);
      if (found !== null) return found;
    }
    return null;
  };
  return walk(start, [start.id]);
}
