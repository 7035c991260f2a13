/** 趋势与容量预测 of the year: month by month, and where capacity is going. */

import { driftLooks } from '../../src/assess/observations/drift.ts';
import type { Look } from '../../src/assess/observations/look.ts';
import { daysFrom } from '../../src/assess/observations/weekday.ts';
import { dateOf } from '../../src/contract/time.ts';
import { observedCell } from '../../src/page/rates.ts';
import { factOf } from '../../src/records/counted.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import type { Block, ChartBlock, Section } from '../../src/report/block.ts';
import change from '../../src/subjects/changes/kinds/change.ts';
import { followScans } from '../../src/subjects/findings/judge/track.ts';
import scan from '../../src/subjects/findings/kinds/scan.ts';
import { levelSeries, sumOfLevels } from '../../src/subjects/findings/level-tables.ts';
import call from '../../src/subjects/requests/kinds/call.ts';
import consultation from '../../src/subjects/requests/kinds/consultation.ts';
import serviceRequest from '../../src/subjects/requests/kinds/service-request.ts';
import { extremesOf, extremeText } from '../../src/wording/extremes.ts';
import { numberText, percentOf, type Rate, shareOf } from '../../src/wording/figures.ts';
import { severityOf } from '../../src/wording/levels.ts';
import { countAxis, table } from '../cells/figures.ts';
import { dayInterval, interval, namedCounts, rates } from '../cells/headline.ts';
import { analysisBlocks } from '../cells/observations.ts';
import { allOf, type MonthCount, monthsOfReports, ofPeriod } from '../period/period.ts';
import { capacityBlocks } from '../service/capacity.ts';
import { findingTrend } from '../vulnerability/analysis.ts';
import type { PeriodFacts } from './facts.ts';

/** @param from first day on which the capacity forecast rests */
export function trendSection(facts: PeriodFacts, from: string): Section {
  const { view } = facts;
  const months = monthsOfReports(view);
  return {
    id: 'trends',
    title: '趋势与容量预测',
    blocks: [
      ...availabilityChart(facts, months),
      ...incidentChart(facts, months),
      ...workChart(facts, months),
      ...findingChart(facts),
      ...findingTrend(followScans(allOf(facts.view, scan)).history),
      monthTable(facts, months),
      ...monthAnalysis(facts, months),
      ...capacityBlocks(view, from),
    ],
  };
}

/** up ÷ (up + down) of all targets in each month; null where nothing was observed. */
/** Seconds up of those observed in each month, over all targets. */
function monthlyAvailability({ availability }: PeriodFacts, months: readonly MonthCount[]): Rate[] {
  const days = availability.targets.flatMap((one) => one.days);
  return months.map((month) => {
    const own = days.filter((day) => isOf(month, day.date));
    const [up, down] = [sumOf(own.map((day) => day.up)), sumOf(own.map((day) => day.down))];
    return { numerator: up, denominator: up + down };
  });
}

/** A month of which fewer days are counted is no month to compare. */
const WHOLE_MONTH = 25;
const MONTH_DAYS = 30;

/** Whether the months of the year go one way, each by the days that its 月报 counts. */
function monthAnalysis(facts: PeriodFacts, months: readonly MonthCount[]): Block[] {
  const { view } = facts;
  const counts = [...incidentCounts(facts, months).values()];
  const incidents = months.map((_, i) => sumOf(counts.map((own) => own[i] ?? 0)));
  const whole = months.map(({ days: { from, to } }) => daysFrom(from, to).length);
  const looks = (what: string, unit: string, values: readonly number[]): Look[] =>
    driftLooks(
      { what: `${what}每 ${MONTH_DAYS} 日数`, unit, step: '月' },
      values.flatMap((value, i) => ((whole[i] ?? 0) < WHOLE_MONTH ? [] : [(value / (whole[i] ?? 1)) * MONTH_DAYS])),
    );
  return analysisBlocks([
    ...looks('故障', '起', incidents),
    ...looks('来电', '次', monthly(ofPeriod(view, call), months)),
    ...looks('咨询', '次', monthly(ofPeriod(view, consultation), months)),
    ...looks('账号与数据处理', '项', monthly(ofPeriod(view, serviceRequest), months)),
    ...looks('变更', '项', monthly(ofPeriod(view, change), months)),
  ]);
}

const isOf = ({ days }: MonthCount, day: string): boolean => day >= days.from && day <= days.to;
const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);
const namesOfMonths = (months: readonly MonthCount[]): string[] => months.map(({ month }) => month);

function availabilityChart(facts: PeriodFacts, months: readonly MonthCount[]): ChartBlock[] {
  const values = monthlyAvailability(facts, months).map((one) => {
    const share = shareOf(one);
    return share === null ? null : percentOf(share);
  });
  const known = values.filter((one) => one !== null);
  if (known.length < 2) return [];
  const lowest = Math.min(...known);
  const shown = { decimals: 2, unit: '%' };
  return [
    {
      type: 'chart',
      chart: 'line',
      title: '逐月可用率',
      x: namesOfMonths(months),
      series: [{ name: '可用率', values }],
      unit: '%',
      min: Math.max(0, Math.floor(lowest - 0.01)),
      max: 100,
      height: 45,
      summary: `逐月可用率最低 ${numberText(lowest, shown)}，最高 ${numberText(Math.max(...known), shown)}。`,
    },
  ];
}

function incidentCounts({ incidents }: PeriodFacts, months: readonly MonthCount[]): Map<string, number[]> {
  const entered = new Map(incidents.own.map((one) => [one.id, one.enteredAt]));
  const levels = incidents.summary.byLevel.map((one) => one.level);
  return new Map(
    levels.map((level) => [
      level,
      months.map(
        (month) =>
          incidents.summary.assessments.filter(
            (one) =>
              one.level === level && month.holds({ event: one.start, entered: entered.get(one.id) ?? one.start }),
          ).length,
      ),
    ]),
  );
}

function incidentChart(facts: PeriodFacts, months: readonly MonthCount[]): ChartBlock[] {
  const { summary } = facts.incidents;
  if (summary.total === 0) return [];
  const counts = incidentCounts(facts, months);
  const totals = months.map((_, i) => [...counts.values()].reduce((sum, own) => sum + (own[i] ?? 0), 0));
  const most = extremesOf(months, (month) => totals[months.indexOf(month)] ?? 0);
  return [
    {
      type: 'chart',
      chart: 'stacked-bar',
      title: '逐月故障数（按级别）',
      x: namesOfMonths(months),
      series: summary.byLevel.map(({ level, title }) => ({
        name: title,
        values: counts.get(level) ?? [],
        ...severityOf(facts.view.input.contract.contract.levels, level),
      })),
      unit: '起',
      ...countAxis(totals),
      height: 50,
      summary: `${extremeText(
        '故障最多',
        most.map(({ month }) => month),
        `${Math.max(...totals)} 起`,
        '个月',
      )}。`,
    },
  ];
}

const monthly = (records: readonly AnyRecord[], months: readonly MonthCount[]): number[] =>
  months.map((month) => records.filter((one) => month.holds(factOf(one, {}))).length);

function workChart({ view }: PeriodFacts, months: readonly MonthCount[]): ChartBlock[] {
  const series = [
    { name: '来电', values: monthly(ofPeriod(view, call), months) },
    { name: '咨询', values: monthly(ofPeriod(view, consultation), months) },
    { name: '账号与数据处理', values: monthly(ofPeriod(view, serviceRequest), months) },
    { name: '变更', values: monthly(ofPeriod(view, change), months) },
  ];
  const all = series.flatMap((one) => one.values);
  if (all.every((one) => one === 0)) return [];
  return [
    {
      type: 'chart',
      chart: 'line',
      title: '逐月服务量',
      x: namesOfMonths(months),
      series,
      unit: '次',
      ...countAxis(all),
      height: 48,
      summary: series.map((one) => `${one.name} ${one.values.reduce((a, b) => a + b, 0)} 次`).join('，'),
    },
  ];
}

/** Open findings after each scan: the burn-down. */
function findingChart({ view }: PeriodFacts): ChartBlock[] {
  const { history } = followScans(allOf(view, scan));
  if (history.length < 2) return [];
  const counts = history.map(({ open }) => open);
  const totals = counts.map(sumOfLevels);
  return [
    {
      type: 'chart',
      chart: 'stacked-bar',
      title: '每次扫描后未修复的漏洞',
      x: history.map((one) => dateOf(one.at).slice(2)),
      series: levelSeries(counts),
      unit: '个',
      ...countAxis(totals),
      height: 48,
      summary: `未修复的漏洞由 ${totals[0] ?? 0} 个变为 ${totals.at(-1) ?? 0} 个（含接受风险和误报）。`,
    },
  ];
}

function monthTable(facts: PeriodFacts, months: readonly MonthCount[]): Block {
  const { view, days } = facts;
  const availability = monthlyAvailability(facts, months);
  const incidents = incidentCounts(facts, months);
  const calls = monthly(ofPeriod(view, call), months);
  const questions = monthly(ofPeriod(view, consultation), months);
  const changes = monthly(ofPeriod(view, change), months);
  const block = table(
    '逐月数据',
    [
      { key: 'month', label: '月份', type: 'text' },
      { key: 'span', label: '整日区间（同月报）', type: 'text', weight: 2 },
      { key: 'inspected', label: '巡检日', type: 'number' },
      { key: 'abnormal', label: '异常项次', type: 'number' },
      { key: 'availability', label: '可用率', type: 'number' },
      { key: 'incidents', label: '故障', type: 'number' },
      { key: 'calls', label: '来电', type: 'number' },
      { key: 'questions', label: '咨询', type: 'number' },
      { key: 'changes', label: '变更', type: 'number' },
    ],
    months.map((month, i) => {
      const own = days.filter((one) => isOf(month, one.date));
      const share = observedCell(availability[i] ?? { numerator: 0, denominator: 0 });
      return {
        figures: rates(
          { availability: share },
          { availability: `months.${month.month}.availability` },
          dayInterval(month.days.from, month.days.to),
        ),
        cells: {
          month: month.month,
          span: month.days.to < month.days.from ? '' : `${month.days.from} 至 ${month.days.to}`,
          inspected: own.length,
          abnormal: own.reduce((sum, one) => sum + one.counts.abnormal, 0),
          availability: share,
          incidents: [...incidents.values()].reduce((sum, one) => sum + (one[i] ?? 0), 0),
          calls: calls[i] ?? 0,
          questions: questions[i] ?? 0,
          changes: changes[i] ?? 0,
        },
      };
    }),
    '没有数据。',
  );
  return namedCounts(
    block,
    interval(view),
    months.map(({ month }) => `months.${month}`),
  );
}
