/** 故障: the newest with their limits, all of them by month, and one page a fault of the service year. Pure but for drawing. */

import { assessIncident, type IncidentAssessment } from '../assess/incidents/clocks.ts';
import { monthText } from '../contract/period-text.ts';
import incidentKind, { causeChoices, responsibilityChoices } from '../records/kinds/incident.ts';
import type { SitePage, SiteSection, SiteTable, SiteTone } from '../report/site-model.ts';
import { formatDuration } from '../wording/durations.ts';
import { timeText } from '../wording/words.ts';
import { incidentContext } from './board/figures.ts';
import { limitPages, limitsSection, quotaSection } from './faults/limits.ts';
import { faultPage, type JudgedFault } from './faults/page.ts';
import { chart } from './parts/chart.ts';
import type { SiteFacts } from './parts/facts.ts';
import { assetNames, faultHref, isFolded, isRecent, marks, monthHref, monthOfId } from './parts/links.ts';

/** All faults, the newest first. */
export function judgedFaults(facts: SiteFacts): JudgedFault[] {
  const context = incidentContext(facts);
  return facts.records.incident
    .map((incident): JudgedFault => ({ incident, judged: assessIncident(incident, context) }))
    .toReversed();
}

/** @param all as `judgedFaults` gives them */
export function faultPages(facts: SiteFacts, all: readonly JudgedFault[]): SitePage[] {
  const recent = all.filter(({ incident }) => isRecent(facts, incident.id));
  const months = Map.groupBy(all, ({ incident }) => monthOfId(incident.id));
  return [
    listPage(facts, recent, months),
    ...limitPages(facts),
    ...recent.map((one) => faultPage(facts, one)),
    ...[...months].filter(([month]) => !isFolded(facts, month)).map(([month, list]) => monthPage(facts, month, list)),
  ];
}

/** Faults that the first page of the section lists; a bad year has hundreds, and all stand on the pages of their months. */
const NEWEST = 100;

function listPage(
  facts: SiteFacts,
  recent: readonly JudgedFault[],
  months: ReadonlyMap<string, readonly JudgedFault[]>,
): SitePage {
  const newest = recent.slice(0, NEWEST);
  const listed = newest.length < recent.length ? `，列出最近 ${newest.length} 起，其余见各月` : '';
  return {
    path: '',
    title: '故障',
    description: '每一起故障的级别、时限和处理过程。五级（适用性调整）作为需求，另行统计。',
    sections: [
      {
        id: 'list',
        title: '故障记录',
        note: `近一年 ${recent.length} 起${listed}`,
        blocks: [faultTable(facts, newest)],
      },
      ...monthSection(facts, months),
      ...trend(recent),
      limitsSection(facts),
      quotaSection(facts),
    ],
  };
}

/** Every month in which there were faults, newest first. */
function monthSection(facts: SiteFacts, months: ReadonlyMap<string, readonly JudgedFault[]>): SiteSection[] {
  if (months.size === 0) return [];
  const items = [...months].map(([month, { length }]) => ({
    text: `${monthText(month)}（${length}）`,
    href: monthHref(facts, 'faults', month, incidentKind.id),
  }));
  return [{ id: 'months', title: '逐月列表', blocks: [{ type: 'links', items }] }];
}

const monthPage = (facts: SiteFacts, month: string, list: readonly JudgedFault[]): SitePage => ({
  path: `month/${month}`,
  title: `${monthText(month)}故障`,
  description: '这个月的故障。',
  sections: [monthFaults(facts, list)],
});

/** What stands on the page of a month. */
export const monthFaults = (facts: SiteFacts, list: readonly JudgedFault[]): SiteSection => ({
  id: incidentKind.id,
  title: '故障记录',
  note: `${list.length} 起`,
  blocks: [faultTable(facts, list)],
});

const overallLook: Record<IncidentAssessment['overall'], { word: string; tone: SiteTone }> = {
  met: { word: '达标', tone: 'normal' },
  missed: { word: '有未达标', tone: 'abnormal' },
  running: { word: '进行中', tone: 'attention' },
};

/** Where its own page is; a link of an older one would lead to its line again. */
const pageOf = (facts: SiteFacts, id: string): { href?: string } =>
  isRecent(facts, id) ? { href: faultHref(facts, id) } : {};

/** Rows of faults, newest first. */
export function faultTable(facts: SiteFacts, list: readonly JudgedFault[]): SiteTable {
  const levels = [...new Set(list.map(({ judged }) => judged.level))].sort();
  return {
    type: 'table',
    caption: '故障',
    sortable: true,
    columns: [
      { key: 'title', label: '故障', title: true },
      { key: 'level', label: '级别', short: true },
      { key: 'assets', label: '影响系统', wide: true },
      { key: 'start', label: '起算', short: true },
      { key: 'down', label: '恢复用时', short: true },
      { key: 'cause', label: '原因', short: true },
      { key: 'overall', label: '时限', state: true },
    ],
    filters: [
      { key: 'level', label: '级别', options: levels.map((level) => ({ value: level, text: level })) },
      {
        key: 'overall',
        label: '时限',
        options: Object.entries(overallLook).map(([value, { word }]) => ({ value, text: word })),
      },
    ],
    rows: list.map(({ incident, judged }) => {
      const { word, tone } = overallLook[judged.overall];
      return {
        id: incident.id,
        ...(tone === 'abnormal' ? { tone } : {}),
        filter: { level: judged.level, overall: judged.overall },
        cells: {
          title: { text: incident.title, ...pageOf(facts, incident.id), sub: incident.id },
          level: `${judged.level}${judged.major.byAny ? '（重大）' : ''}`,
          assets: assetNames(facts, incident.assets),
          start: timeText(judged.start),
          down: judged.restored
            ? { text: formatDuration(judged.downtime.counted), sort: judged.downtime.counted }
            : { text: '尚未恢复', sort: '' },
          cause: causeChoices[incident.causeCategory ?? 'unknown'],
          overall: judged.requirement
            ? { text: '需求', tone: 'muted', mark: '–' }
            : { text: word, tone, mark: marks[tone] },
        },
      };
    }),
    empty: '没有登记故障。接到申报或监控发现后登记的故障，会连同各项时限列在这里。',
  };
}

/** Faults by month and level. */
function trend(recent: readonly JudgedFault[]): SiteSection[] {
  const faults = recent.filter(({ judged }) => !judged.requirement);
  if (faults.length === 0) return [];
  const months = [...new Set(faults.map(({ incident }) => monthOfId(incident.id)))].sort();
  const levels = [...new Set(faults.map(({ judged }) => judged.level))].sort();
  const count = (month: string, level: string): number =>
    faults.filter(({ incident, judged }) => monthOfId(incident.id) === month && judged.level === level).length;
  const most = months.toSorted((a, b) => total(b) - total(a))[0] ?? '';
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
          series: levels.map((level) => ({ name: level, values: months.map((month) => count(month, level)) })),
          unit: '起',
          summary: `近一年故障 ${faults.length} 起，${monthText(most)}最多，${total(most)} 起。`,
        }),
        causeTable(faults),
      ],
    },
  ];
}

function causeTable(faults: readonly JudgedFault[]): SiteTable {
  const groups = [...Map.groupBy(faults, ({ incident }) => incident.causeCategory ?? 'unknown')];
  return {
    type: 'table',
    caption: '原因分布',
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
          count: String(list.length),
          who: [...Map.groupBy(list, ({ incident }) => incident.responsibility)]
            .map(([who, own]) => `${responsibilityChoices[who]} ${own.length}`)
            .join('，'),
        },
      })),
    empty: '没有故障，没有原因可统计。',
  };
}
