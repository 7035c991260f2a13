/** 逐日结果: a year of inspections as a calendar, where what was not obtained never looks like what was found well. Pure. */

import { monthText } from '../../contract/calendar/month-text.ts';
import { toDate } from '../../contract/time.ts';
import type { Block, DayCell, DaysBlock, FactsBlock, RichCell, Section } from '../../report/site-model.ts';
import { type Outcome, outcomeWords, unknownOutcomes } from '../../states/outcome.ts';
import { isInspectionAlone } from '../../subjects/deliveries/judge/observed.ts';
import inspectionKind from '../../subjects/inspections/kinds/inspection.ts';
import type { InspectedYear, SiteFacts } from '../parts/facts.ts';
import { dueOnHref } from '../parts/links.ts';
import { partPath, placeOf } from '../parts/places.ts';

type Look = Pick<DayCell, 'mark' | 'tone' | 'text'>;

/** How a day looks, the worst first, as the legend lists it. */
export const dayLooks = {
  missing: { mark: '×', tone: 'abnormal', text: '应巡检，没有巡检' },
  both: { mark: '▲◇', tone: 'abnormal', text: '有异常，也有未取得结果的' },
  abnormal: { mark: '▲', tone: 'abnormal', text: '有异常' },
  unknown: {
    mark: '◇',
    tone: 'attention',
    text: `有未取得结果的（${unknownOutcomes.map((one) => outcomeWords[one]).join('、')}）`,
  },
  normal: { mark: '●', tone: 'normal', text: '正常' },
  waived: { mark: '○', tone: 'muted', text: '没有巡检，日志已豁免' },
  none: { mark: '–', tone: 'muted', text: '没有巡检' },
} as const satisfies Record<string, Look>;
export type DayLook = keyof typeof dayLooks;

/** How the checks of a day come out together. @param counts by outcome; null: nothing was inspected @param log what is asked of a log of the day alone */
export function lookOfDay(
  counts: Readonly<Record<Outcome, number>> | null,
  log: 'owed' | 'waived' | undefined,
): DayLook {
  if (counts === null) return log === 'owed' ? 'missing' : (log ?? 'none');
  const unknown = unknownOutcomes.some((outcome) => counts[outcome] > 0);
  if (counts.abnormal > 0) return unknown ? 'both' : 'abnormal';
  // An inspection without a single check that was found well says nothing good either.
  if (unknown || counts.normal === 0) return 'unknown';
  return 'normal';
}

/** Nothing where nothing was inspected nor owed. */
export function inspectionCalendar(facts: SiteFacts): Section[] {
  const { days, logs } = facts.inspected;
  const from = `${facts.yearFrom.slice(0, 'YYYY-MM'.length)}-01`;
  const told = [...new Set([...days.map(({ date }) => date), ...logs.keys()])].filter((day) => day >= from).sort();
  if (told.length === 0) return [];
  const block = grid(facts, told);
  const apart = exceptions(facts, told);
  return [
    {
      id: 'calendar',
      title: '逐日结果',
      note: `${told[0]} 至 ${told.at(-1)}`,
      blocks: [
        ...(apart.length === 0 ? [] : [{ type: 'facts' as const, items: apart }]),
        block,
        ...apartNote(facts, told),
      ],
    },
  ];
}

/**
 * What the grid leaves out: a day that is 正常 in it may have a log that says otherwise of what is outside the contract. Nothing where
 * nothing of the kind was inspected.
 */
function apartNote({ inspected }: Pick<SiteFacts, 'inspected'>, told: readonly string[]): Block[] {
  const shown = new Set(told);
  const apart = inspected.days.flatMap((one) => (one.apart === null || !shown.has(one.date) ? [] : [one.apart]));
  if (apart.length === 0) return [];
  const names = [...new Set(apart.map(({ name }) => name))].join('、');
  const days = (outcomes: readonly Outcome[]): number =>
    apart.filter(({ counts }) => outcomes.some((outcome) => counts[outcome] > 0)).length;
  const odd = [
    ...(days(['abnormal']) === 0 ? [] : [`有异常的 ${days(['abnormal'])} 天`]),
    ...(days(unknownOutcomes) === 0 ? [] : [`有未取得结果的 ${days(unknownOutcomes)} 天`]),
  ];
  const text = `各格只统计合同资产的检查项。${names}（合同外）不计，当日日志另列${odd.length === 0 ? '' : `（${odd.join('、')}）`}。`;
  return [{ type: 'note', text, tone: 'muted' }];
}

/** Looks of which each day is named above the grid, so that nobody looks for it among hundreds. */
const TOLD: readonly DayLook[] = ['missing', 'both', 'abnormal'];

/** Days of one look that are named, the newest first. */
const NAMED = 10;

/** By look, its days, each leading to what the grid leads to. */
function exceptions(facts: SiteFacts, told: readonly string[]): FactsBlock['items'] {
  const dayOf = daysFrom(facts);
  const all = spanOf(facts, told).map((date) => ({ date, ...dayOf(date) }));
  return TOLD.flatMap((look) => {
    const own = all.filter((one) => one.look === look).toReversed();
    if (own.length === 0) return [];
    const { mark, text } = dayLooks[look];
    const links = own
      .slice(0, NAMED)
      .map(({ date, day: { href } }): RichCell => ({ text: date, ...(href === undefined ? {} : { href }) }));
    const rest = own.length > NAMED ? [{ text: `等 ${own.length} 天，见下面各月` }] : [];
    return [{ label: `${mark} ${text}（${own.length} 天）`, value: [...links, ...rest] }];
  });
}

/** Every day that the grid shows. */
function spanOf({ until }: Pick<SiteFacts, 'until'>, told: readonly string[]): string[] {
  const months = [...new Set(told.map((day) => day.slice(0, 'YYYY-MM'.length)))];
  return months.flatMap(daysIn).filter((day) => day >= (told[0] ?? day) && day <= until);
}

/** How a day looks, and where it leads: to its log, to its record, or, of a day without one, to what was owed on it. */
function daysFrom(facts: SiteFacts): (day: string) => { look: DayLook; day: DayCell } {
  const byDay = new Map(facts.inspected.days.map((one) => [one.date, one]));
  const logs = logsByDay(facts);
  return (day) => {
    const own = byDay.get(day);
    const owed = facts.inspected.logs.get(day);
    const look = lookOfDay(own?.counts ?? null, owed);
    const { mark, tone, text } = dayLooks[look];
    const today = day === facts.today ? { today: true as const } : {};
    if (own === undefined) {
      const href = owed === undefined ? {} : { href: dueOnHref(day) };
      return { look, day: { mark, tone, text: `${day}：${text}`, ...href, ...today } };
    }
    const href = logs.get(day) ?? placeOf(facts, inspectionKind.id, own.record);
    return { look, day: { mark, tone, text: `${day}：${countsText(own)}`, href, ...today } };
  };
}

function grid(facts: SiteFacts, told: readonly string[]): DaysBlock {
  const dayOf = daysFrom(facts);
  const shown = new Set(spanOf(facts, told));
  const months = [...new Set(told.map((day) => day.slice(0, 'YYYY-MM'.length)))];
  const seen = new Set([...shown].map((day) => dayOf(day).look));
  const rows = months.map((month) => ({
    head: { text: monthText(month), href: `/records/${partPath(inspectionKind.id, month)}` },
    days: daysIn(month).map((day) => (shown.has(day) ? dayOf(day).day : null)),
  }));
  return {
    type: 'days',
    title: '每天的巡检结果',
    heading: '月份',
    rows,
    legend: Object.entries(dayLooks).flatMap(([look, { mark, tone, text }]) =>
      seen.has(look as DayLook) ? [{ mark, tone, text }] : [],
    ),
  };
}

/** `正常 118 项，异常 2 项；日志未确认`. */
function countsText({ counts, confirmed }: InspectedYear['days'][number]): string {
  const own = Object.entries(outcomeWords).flatMap(([outcome, word]) => {
    const count = counts[outcome as Outcome];
    return count === 0 ? [] : [`${word} ${count} 项`];
  });
  return `${own.join('，')}${confirmed ? '' : '；日志未确认'}`;
}

/** The newest log of each day that has one of its own. */
function logsByDay({ documents, obligations }: SiteFacts): Map<string, string> {
  const logs = new Set(obligations.filter(isInspectionAlone).map(({ id }) => id));
  const issued = documents.filter(({ obligation, status }) => status === 'issued' && logs.has(obligation));
  return new Map(
    issued.toSorted((a, b) => a.revision - b.revision).map(({ period, files }) => [period, files.html] as const),
  );
}

/** @param month `2026-11` */
export const daysIn = (month: string): string[] =>
  Array.from({ length: toDate(`${month}-01`).daysInMonth }, (_, n) => `${month}-${String(n + 1).padStart(2, '0')}`);
