/** 可用率 (5.5.1, 5.5.4): per target and by day, from the probes; what nobody observed is neither up nor down. */

import { countedOf, sumOf } from '../../src/contract/calendar/balance.ts';
import type { Counted } from '../../src/contract/calendar/occurrence.ts';
import { compareInstants, formatDateTime } from '../../src/contract/time.ts';
import { figureIds } from '../../src/page/figure-ids.ts';
import { settledTable } from '../../src/page/table.ts';
import { spanCell } from '../../src/page/value-cell.ts';
import type { Block, ChartBlock, Row, TableBlock } from '../../src/report/block.ts';
import { tiedShares, worstTargets } from '../../src/subjects/availability/figures.ts';
import {
  availabilityOf,
  type DayAvailability,
  hasPlanned,
  observedOf,
  type Seconds,
  sumOfSeconds,
  type TargetAvailability,
  upOf,
  upWithPlannedOf,
} from '../../src/subjects/availability/judge/availability.ts';
import maintenanceWindow from '../../src/subjects/availability/kinds/maintenance-window.ts';
import { CARRIED, outageTable, targetTable } from '../../src/subjects/availability/tables.ts';
import probe from '../../src/subjects/inspections/kinds/probe.ts';
import { formatDuration } from '../../src/wording/durations.ts';
import { extremesOf, extremeText } from '../../src/wording/extremes.ts';
import { numberText, observedText, percentOf, type Rate, shareOf } from '../../src/wording/figures.ts';
import { namesText } from '../../src/wording/words.ts';
import { rate } from '../cells/headline.ts';
import { signedText } from '../cells/signed.ts';
import { allOf, nameOf, naming, ofPeriod, type PeriodView } from '../period/period.ts';
import {
  afterDay,
  atMidnight,
  type Corrections,
  corrected,
  joinedLater,
  lateOnes,
  ofDayBefore,
  startOf,
} from './late-probes.ts';
import { outageAnalysis } from './outage-analysis.ts';
import { markedLater, plannedBlocks, withMaintenanceText, withoutEffect } from './planned-maintenance.ts';

export interface AvailabilityPart {
  targets: TargetAvailability[];
  /** Whole days are counted, from the one after those of the document before to the last that was over; instants. */
  from: string;
  until: string;
  /** What came in later about the days of earlier documents, as differences in seconds and outages; null for nothing. */
  corrections: Corrections | null;
  /** Of outages that stand at a midnight whether they began there, as far as this document knows; the next ones correct it. */
  counted: Counted;
  /** Observed seconds of those outside maintenance, over all probed targets. */
  coverage: Rate;
  /** Seconds up of those observed outside agreed maintenance, over all targets. */
  overall: Rate;
  /** Of all targets together. */
  all: Seconds;
}

/** Needs `probe` of the period and of the day before it, and `maintenance-window` since the begin of service. */
export function availabilityPart(view: PeriodView): AvailabilityPart {
  const probes = ofPeriod(view, probe);
  const from = startOf(view.firstDay);
  const until = afterDay(view.lastDay);
  const windows = allOf(view, maintenanceWindow);
  const targets =
    probes.length === 0 || compareInstants(from, until) >= 0
      ? []
      : availabilityOf({ probes, before: ofDayBefore(allOf(view, probe), view.firstDay), windows, from, to: until });
  const all = sumOfSeconds(targets.map(({ seconds }) => seconds));
  const late = lateOnes(view);
  const joined = joinedLater(view, targets, until);
  return {
    targets,
    from,
    until,
    corrections: corrected(late, joined),
    counted: sumOf([atMidnight(targets, view.firstDay, 1), late.counted, countedOf(joined)]),
    coverage: observedOf(all),
    overall: upOf(all),
    all,
  };
}

function correctionNote({ corrections }: AvailabilityPart): Block[] {
  if (corrections === null) return [];
  const { days, up, down, outages } = corrections;
  const signed = (seconds: number): string => `${seconds < 0 ? '−' : '+'}${formatDuration(Math.abs(seconds))}`;
  const why = days.length === 0 ? '相邻一期的探测记录后来得知' : `${namesText(days, '日')}的探测记录在上期截止后才登记`;
  return [
    {
      type: 'note',
      text: `更正以前各期：${why}，正常时间 ${signed(up)}，中断时长 ${signed(down)}，中断次数 ${signedText(outages)}。`,
      tone: 'attention',
    },
  ];
}

export function availabilityBlocks(view: PeriodView, part: AvailabilityPart): Block[] {
  if (part.targets.length === 0) {
    const text = '统计区间内没有可用性探测记录，不能给出可用率。';
    return [{ type: 'note', text, tone: 'attention' }, ...correctionNote(part), ...markedLater(view)];
  }
  const within = { from: part.from, to: part.until };
  return [
    {
      type: 'note',
      text: availabilityText(view, part),
      figures: [
        rate('availability.coverage', part.coverage, within),
        ...(hasPlanned(part.all) ? [rate(figureIds.withMaintenance(), upWithPlannedOf(part.all), within)] : []),
      ],
    },
    ...correctionNote(part),
    ...markedLater(view),
    ...dailyChart(view, part.targets),
    objectTable(view, part),
    longestOutages(view, part.targets),
    ...outageAnalysis(view, part.targets),
    ...plannedBlocks(view, part),
    ...withoutEffect(view),
  ];
}

function availabilityText(
  view: PeriodView,
  { targets, all, overall, coverage, from, until }: AvailabilityPart,
): string {
  const low = lowestText(view, targets);
  return `探测 ${targets.length} 个对象，统计自 ${formatDateTime(from)} 至 ${formatDateTime(until)}（整日）；可用率 ${observedText(shareOf(overall))}（正常时间 ÷ 已观测时间，双方同意的维护窗口不计）${withMaintenanceText(all)}，观测覆盖率 ${observedText(shareOf(coverage))}。${low}`;
}

/** Who has the lowest; where all have the same nobody is named. */
function lowestText(view: PeriodView, targets: readonly TargetAvailability[]): string {
  const worst = worstTargets(targets);
  const [first] = worst;
  if (first === undefined) return '';
  const observed = targets.filter(({ availability }) => availability !== null).length;
  const share = observedText(first.availability);
  const equal = lowestOf(targets).length;
  if (equal === observed && observed > 1) return `观测到的 ${observed} 个对象都是 ${share}。`;
  const names = worst.map(({ target }) => nameOf(view, target));
  return `${extremeText('最低', names, share, '个', tiedShares(worst.map(({ availability }) => availability)))}。`;
}

/** All that have the lowest in all its digits. */
const lowestOf = (targets: readonly TargetAvailability[]): TargetAvailability[] =>
  extremesOf(targets, ({ availability }) => availability, 'least');

/** Which of several lowest has the line; nothing where there is one, or none was down. */
function drawnText(view: PeriodView, [first, ...others]: readonly TargetAvailability[]): string {
  if (first === undefined || others.length === 0 || first.seconds.down === 0) return '';
  return `可用率最低的 ${others.length + 1} 个对象并列，图上画出清单中在前的${nameOf(view, first.target)}。`;
}

/** Lowest value that the axis begins with, in steps of so many percent. */
const AXIS_STEP = 5;

/** All targets together and the worst one, day by day; of several equal ones the first, which is said. */
function dailyChart(view: PeriodView, targets: readonly TargetAvailability[]): ChartBlock[] {
  const equal = lowestOf(targets);
  const [worst] = equal;
  const days = targets[0]?.days ?? [];
  if (worst === undefined || days.length < 2) return [];
  const share = (list: readonly DayAvailability[]): number | null => {
    const up = list.reduce((sum, one) => sum + one.up, 0);
    const down = list.reduce((sum, one) => sum + one.down, 0);
    return up + down === 0 ? null : percentOf(up / (up + down));
  };
  const all = days.map((_, i) => share(targets.flatMap((one) => one.days[i] ?? [])));
  const low = worst.days.map((one) => share([one]));
  const values = [...all, ...low].filter((one) => one !== null);
  const lowest = values.length === 0 ? 0 : Math.min(...values);
  const series = [{ name: '全部对象', values: all }];
  if (worst.seconds.down > 0) series.push({ name: nameOf(view, worst.target), values: low });
  return [
    {
      type: 'chart',
      chart: 'line',
      title: '逐日可用率',
      x: days.map((one) => one.date.slice(5)),
      series,
      unit: '%',
      min: Math.max(0, Math.floor((lowest - 0.01) / AXIS_STEP) * AXIS_STEP),
      max: 100,
      height: 48,
      summary: `全部对象逐日可用率最低 ${numberText(Math.min(...all.filter((one) => one !== null)), { decimals: 2, unit: '%' })}。${drawnText(view, equal)}`,
    },
  ];
}

/** Under an object, what of its seconds has no count: it began in the interval before, and is counted there. */
function objectTable(view: PeriodView, { targets, all, from, until }: AvailabilityPart): TableBlock {
  const table = settledTable(targetTable(naming(view), { from, to: until }, all), targets, 'paper');
  return { ...table, rows: table.rows.flatMap((row, n) => [row, ...goingOnRow(targets[n])]) };
}

function goingOnRow(one: TargetAvailability | undefined): Row[] {
  const own = (one?.outages ?? []).filter(({ goesOn }) => goesOn);
  if (own.length === 0) return [];
  const seconds = own.reduce((sum, { seconds: each }) => sum + each, 0);
  const target = `另有${CARRIED} ${own.length} 次（次数计入上期，时长已含在上行）`;
  return [{ tone: 'muted', cells: { target, down: spanCell(seconds) } }];
}

/** Longest outages that are listed one by one. */
const LISTED = 20;

function longestOutages(view: PeriodView, targets: readonly TargetAvailability[]): TableBlock {
  const all = targets
    .flatMap((one) => one.outages.map((outage) => ({ target: one.target, ...outage })))
    .sort((a, b) => b.seconds - a.seconds || compareInstants(a.from, b.from));
  const table = outageTable(naming(view));
  const title = all.length > LISTED ? { title: `${table.title}（最长的 ${LISTED} 次，共 ${all.length} 次）` } : {};
  return settledTable({ ...table, ...title }, all.slice(0, LISTED), 'paper');
}
