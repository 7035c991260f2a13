/** 可用率 by month, as bars and as a list of what interrupted. Pure but for drawing. */

import { monthText } from '../../contract/calendar/month-text.ts';
import { settledTable, type TableDefinition } from '../../page/table.ts';
import { figureOf } from '../../report/figure.ts';
import type { Cell, Section, TableBlock } from '../../report/site-model.ts';
import {
  availabilityFigure,
  coverageFigure,
  interruptionText,
  tiedShares,
} from '../../subjects/availability/figures.ts';
import {
  begunIn,
  sumOfSeconds,
  type TargetAvailability,
  upOf,
} from '../../subjects/availability/judge/availability.ts';
import { targetTable } from '../../subjects/availability/tables.ts';
import { extremesOf } from '../../wording/extremes.ts';
import { numberText, observedText, percentOf, shareOf } from '../../wording/figures.ts';
import { namesText } from '../../wording/words.ts';
import { chart } from '../parts/chart.ts';
import type { SiteFacts } from '../parts/facts.ts';
import { assetLink } from '../parts/links.ts';
import { outageTable } from '../parts/outages.ts';
import { monthsOf, targetsOf, targetText, type Year, yearAnchor } from './year.ts';

/** Every object that is watched, the worst first. @param told those with a section of their own */
export function overview(facts: SiteFacts, year: Year, told: ReadonlySet<string>): Section {
  const asked = ({ target }: TargetAvailability): string => targetsOf(facts, target).map(targetText).join('；');
  const { columns, ...table } = targetTable(
    { asset: (id) => nameCell(facts, id, told) },
    { from: year.from, to: year.to },
    sumOfSeconds(year.targets.map(({ seconds }) => seconds)),
  );
  const more: TableDefinition<TargetAvailability>['columns'] = {
    worst: { label: '最低的月份', wide: true, value: (one) => worstText(year, one) },
    ...(year.targets.some((one) => asked(one) !== '')
      ? { asked: { label: '合同要求', wide: true, value: (one) => asked(one) || null } }
      : {}),
  };
  const definition = { ...table, columns: { ...columns, ...more }, empty: '还没有可用性探测。' };
  return {
    id: 'list',
    title: '各对象',
    note: `${year.from} 至 ${year.to}；逐月按自然月，月报按其统计区间的整日`,
    blocks: [settledTable(definition, year.targets, 'site')],
  };
}

function nameCell(facts: SiteFacts, target: string, told: ReadonlySet<string>): Cell {
  const link = assetLink(facts, target);
  return told.has(target) ? { text: link.text, href: `/availability#${yearAnchor(target)}` } : link;
}

/** The months with the lowest share as it is printed, the lowest first; nothing where nothing was down. */
function worstText(year: Year, one: TargetAvailability): string {
  const shares = monthsOf(year, one).map((seconds) => shareOf(upOf(seconds)));
  const months = shares.map((share, n) => ({ share, month: year.months[n] ?? '' }));
  const worst = extremesOf(months, ({ share }) => share, 'least', observedText);
  const [first] = worst;
  if (first === undefined || first.share === 1) return '—';
  const names = namesText(
    worst.map(({ month }) => monthText(month)),
    '个月',
    3,
  );
  const tied = tiedShares(worst.map(({ share }) => share));
  return `${names}${tied === '' ? '' : `（${tied}）`}，${observedText(first.share)}`;
}

/** One object: its months as bars, and each interruption. */
export function systemSection(facts: SiteFacts, year: Year, one: TargetAvailability): Section {
  const { text: name, href } = assetLink(facts, one.target);
  const within = { from: year.from, to: year.to };
  const asked = targetsOf(facts, one.target).map(targetText);
  return {
    id: yearAnchor(one.target),
    title: name,
    note: `${observedText(one.availability)}，${interruptionText(one)}${asked.length === 0 ? '' : `；合同要求 ${asked.join('；')}`}`,
    figures: [
      availabilityFigure(one, within),
      coverageFigure(one, within),
      figureOf(`availability.${one.target}.outages`, begunIn(one), within),
      figureOf(`availability.${one.target}.axis`, rangeOf(percentsOf(year, one)).min, within, '%'),
      ...targetsOf(facts, one.target).map(({ id, percent }) => ({
        ...{ id: `availability.target.${id}`, value: percent, unit: '%', interval: within },
      })),
    ],
    blocks: [bars(year, one, name), interruptions(facts, one, year), ...(href === undefined ? [] : [toAsset(href)])],
  };
}

const toAsset = (href: string): Section['blocks'][number] => ({
  type: 'links',
  items: [{ text: '这个对象的巡检、故障和逐日可用率', href }],
});

/** Steps at which the axis may begin, in percent below 100: bars of 99.x on an axis from 0 are all the same. */
const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100] as const;

/** Where the axis begins so that the worst month is seen to be lower. @param worst percent */
export function axisFrom(worst: number): number {
  const step = STEPS.find((one) => one > (100 - worst) * 1.1) ?? 100;
  return Math.round((100 - step) * 10) / 10;
}

/** Percent of each month; null where nothing was observed. */
const percentsOf = (year: Year, one: TargetAvailability): (number | null)[] =>
  monthsOf(year, one).map((seconds) => {
    const share = shareOf(upOf(seconds));
    return share === null ? null : percentOf(share);
  });

/** The lowest month, and where the axis begins because of it. */
function rangeOf(values: readonly (number | null)[]): { worst: number; min: number } {
  const worst = Math.min(100, ...values.filter((value) => value !== null));
  return { worst, min: axisFrom(worst) };
}

function bars(year: Year, one: TargetAvailability, name: string): Section['blocks'][number] {
  const values = percentsOf(year, one);
  const { worst, min } = rangeOf(values);
  const lowest = numberText(worst, { decimals: 2, unit: '%' });
  return chart(yearAnchor(one.target), {
    chart: 'bar',
    title: `${name}逐月可用率（自然月）`,
    x: year.months,
    series: [{ name, values }],
    unit: '%',
    decimals: 2,
    ...{ min, max: 100 },
    summary: `${name}逐月可用率（自然月），最低 ${lowest}；纵轴从 ${numberText(min, { decimals: 1, unit: '%' })} 起，不从 0 起。没有观测到的月份不画柱。`,
  });
}

/** The newest first. */
const interruptions = (facts: SiteFacts, { target, outages }: TargetAvailability, year: Year): TableBlock =>
  outageTable(facts, { target, outages: outages.toSorted((a, b) => (a.from < b.from ? 1 : -1)) }, year);
