/** 故障: the newest with their limits, all of them by month, and one page a fault of the service year. Pure but for drawing. */

import { monthText } from '../contract/calendar/month-text.ts';
import { figureOf } from '../report/figure.ts';
import type { Section, SitePage, TableBlock } from '../report/site-model.ts';
import { causeChoices, responsibilityChoices } from '../subjects/incidents/kinds/incident/choices.ts';
import incidentKind from '../subjects/incidents/kinds/incident.ts';
import type { JudgedFault } from '../subjects/incidents/list.ts';
import drillKind from '../subjects/recovery/kinds/drill.ts';
import { extremesOf, extremeText } from '../wording/extremes.ts';
import { levelWordOf, severityOf, withoutFault } from '../wording/levels.ts';
import { defineSection } from './_section.ts';
import { incidentNeeds } from './board/figures.ts';
import { limitPages, limitsSection, quotaSections } from './faults/limits.ts';
import { faultPage } from './faults/page.ts';
import { faultTable, judgedFaults, listedFigures, listedText, monthFaults } from './faults/table.ts';
import { chart } from './parts/chart.ts';
import type { SiteFacts } from './parts/facts.ts';
import { calendarMonth, countCell, yearTo } from './parts/figures.ts';
import { monthHref } from './parts/links.ts';
import { firstMeasures, measurePages } from './parts/measures.ts';
import { isFolded, isRecent, monthOfId } from './parts/months.ts';
import { type ReportMonths, reportMonths } from './parts/report-months.ts';
import { ownPath } from './parts/shown.ts';

export default defineSection({
  id: 'faults',
  title: '故障',
  place: 'header',
  order: 20,
  needs: [...incidentNeeds, { kind: drillKind.id, window: 'all' }],
  shows: [{ kind: 'incident', path: ownPath }],
  searchKind: { id: 'incident', word: '故障' },
  compose(facts) {
    const all = judgedFaults(facts);
    const recent = all.filter(({ incident }) => isRecent(facts, incident.id));
    const reports = reportMonths(facts);
    const months = Map.groupBy(all, (one) => monthOf(facts, reports, one));
    return [
      listPage(facts, recent, months, reports),
      ...limitPages(facts),
      ...measurePages(facts),
      ...recent.map((one) => faultPage(facts, one)),
      ...[...months]
        .filter(([month]) => !isFolded(facts, month))
        .map(([month, list]) => monthPage(facts, month, list, reports)),
    ];
  },
});

/** Faults that the first page of the section lists; a bad year has hundreds, and all stand on the pages of their months. */
const NEWEST = 100;

function listPage(
  facts: SiteFacts,
  recent: readonly JudgedFault[],
  months: ReadonlyMap<string, readonly JudgedFault[]>,
  reports: ReportMonths,
): SitePage {
  const newest = recent.slice(0, NEWEST);
  const listed = newest.length < recent.length ? `，列出最近 ${newest.length} 条，其余见各月` : '';
  return {
    path: '',
    title: '故障',
    description: `每一起故障的级别、时限和处理过程。${demandsText(facts)}`,
    sections: [
      {
        id: 'list',
        title: '故障记录',
        note: `近一年 ${listedText(recent)}${listed}`,
        figures: listedFigures(recent, yearTo(facts)),
        blocks: [faultTable(facts, newest)],
      },
      ...firstMeasures(facts),
      ...monthSection(facts, months, reports),
      ...trend(facts, recent, reports),
      limitsSection(facts),
      ...quotaSections(facts),
    ],
  };
}

/** `五级（适用性调整）作为需求，另行统计。`; nothing where every level is a fault. */
function demandsText({ contract }: SiteFacts): string {
  const names = contract.contract.levels
    .filter((level) => level.requirement === true)
    .map((level) => {
      const called = level.short ?? level.name;
      return level.ordinal === undefined ? called : `${withoutFault(level.ordinal)}（${called}）`;
    });
  return names.length === 0 ? '' : `${names.join('、')}作为需求，另行统计。`;
}

/** Every month in which there were faults, newest first. */
function monthSection(
  facts: SiteFacts,
  months: ReadonlyMap<string, readonly JudgedFault[]>,
  reports: ReportMonths,
): Section[] {
  // Folded months list by the days of the calendar.
  const within = (month: string) => (isFolded(facts, month) ? calendarMonth(month) : reports.intervalOf(month));
  if (months.size === 0) return [];
  const items = [...months].map(([month, { length }]) => ({
    text: `${monthText(month)}（${length}）`,
    figure: figureOf('incidents.listed', length, within(month)),
    href: monthHref(facts, 'faults', month, incidentKind.id),
  }));
  return [{ id: 'months', title: '逐月列表', blocks: [{ type: 'links', items }] }];
}

const monthPage = (facts: SiteFacts, month: string, list: readonly JudgedFault[], reports: ReportMonths): SitePage => ({
  path: `month/${month}`,
  title: `${monthText(month)}故障`,
  description: `${reports.asked ? '这个月的月报统计的' : '这个月的'}故障${spanOf(reports, month)}。`,
  sections: [monthFaults(facts, list, reports.intervalOf(month))],
});

const spanOf = (reports: ReportMonths, month: string): string => {
  const span = reports.spanText(month);
  return span === '' ? '' : `（${span}）`;
};

/** The month whose 月报 counts the fault; of one that is older than the year that is shown the month of its id. */
function monthOf(facts: SiteFacts, reports: ReportMonths, { incident, judged }: JudgedFault): string {
  const own = monthOfId(incident.id);
  if (!isRecent(facts, incident.id)) return own;
  return reports.monthOf({ event: judged.start, entered: incident.enteredAt }) ?? own;
}

/** Faults by month and level, each month as its 月报 counts it. */
function trend(facts: SiteFacts, recent: readonly JudgedFault[], reports: ReportMonths): Section[] {
  const faults = recent.filter(({ judged }) => !judged.requirement);
  if (faults.length === 0) return [];
  const monthsOf = new Map(faults.map((one) => [one, monthOf(facts, reports, one)]));
  const months = [...new Set(monthsOf.values())].sort();
  const all = facts.contract.contract.levels;
  const levels = all.map(({ id }) => id).filter((id) => faults.some(({ judged }) => judged.level === id));
  const count = (month: string, level: string): number =>
    faults.filter((one) => monthsOf.get(one) === month && one.judged.level === level).length;
  const most = extremesOf(months, total);
  function total(month: string): number {
    return levels.reduce((sum, level) => sum + count(month, level), 0);
  }
  return [
    {
      id: 'trend',
      title: '逐月故障',
      blocks: [
        chart('faults', {
          chart: 'stacked-bar',
          title: '逐月故障数',
          x: months,
          series: levels.map((level) => ({
            name: levelWordOf(all, level),
            values: months.map((month) => count(month, level)),
            ...severityOf(all, level),
          })),
          unit: '起',
          summary: `近一年故障 ${faults.length} 起，${extremeText('最多', most.map(monthText), `${total(most[0] ?? '')} 起`, '个月')}。`,
        }),
        monthTable(months, total, reports),
        causeTable(facts, faults),
      ],
    },
  ];
}

/** Which days each month is made of: a month of the reports begins where the one before was cut. */
const monthTable = (
  months: readonly string[],
  total: (month: string) => number,
  reports: ReportMonths,
): TableBlock => ({
  type: 'table',
  title: reports.asked ? '各月的统计区间（与月报相同）' : '各月的起数',
  columns: [
    { key: 'month', label: '月份', title: true as const },
    ...(reports.asked ? [{ key: 'span', label: '统计区间', wide: true as const }] : []),
    { key: 'count', label: '起数', align: 'right' as const },
  ],
  rows: months.map((month) => ({
    cells: {
      month,
      span: reports.spanText(month),
      count: countCell('incidents.total', total(month), reports.intervalOf(month)),
    },
  })),
  empty: '没有故障。',
});

function causeTable(facts: SiteFacts, faults: readonly JudgedFault[]): TableBlock {
  const groups = [...Map.groupBy(faults, ({ incident }) => incident.causeCategory ?? 'unknown')];
  return {
    type: 'table',
    title: '原因分布',
    columns: [
      { key: 'cause', label: '原因', title: true },
      { key: 'count', label: '起数', align: 'right' },
      { key: 'who', label: '责任归属', wide: true },
    ],
    rows: groups
      .sort(([, a], [, b]) => b.length - a.length)
      .map(([cause, list]) => ({
        cells: {
          cause: causeChoices[cause],
          count: countCell(`incidents.cause.${cause}`, list.length, yearTo(facts)),
          who: [...Map.groupBy(list, ({ incident }) => incident.responsibility)]
            .map(([who, own]) => `${responsibilityChoices[who]} ${own.length}`)
            .join('，'),
        },
      })),
    empty: '没有故障，不作原因统计。',
  };
}
