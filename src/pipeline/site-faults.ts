/** 故障: the list with its limits, one page a fault of the service year, one page a month for what is older. Pure but for drawing. */
import { clockStates } from '../assess/incident-clock.ts';
import { assessIncident, type IncidentAssessment, isFailing } from '../assess/incident-clocks.ts';
import { type LimitSummary, summariseCommitments, summariseRestoration } from '../assess/incident-commitments.ts';
import { incidentsOfPeriod } from '../assess/incident-period.ts';
import { majorQuota } from '../assess/incident-quota.ts';
import { formatDuration, secondsBetween } from '../contract/time.ts';
import { causeChoices, responsibilityChoices } from '../records/kinds/incident.ts';
import type { SiteBlock, SitePage, SiteSection, SiteTable, SiteTone } from '../report/site-model.ts';
import { commitmentLabel, incidentContext } from './site-board.ts';
import { chart } from './site-chart.ts';
import type { SiteFacts } from './site-facts.ts';
import { faultPage, type JudgedFault } from './site-fault-page.ts';
import { assetNames, faultHref, isRecent, marks, monthName, monthOfId, timeText } from './site-links.ts';

export function faultPages(facts: SiteFacts): SitePage[] {
  const context = incidentContext(facts);
  const all = facts.records.incident
    .map((incident): JudgedFault => ({ incident, judged: assessIncident(incident, context) }))
    .toReversed();
  const recent = all.filter(({ incident }) => isRecent(facts, incident.id));
  const older = Map.groupBy(
    all.filter((one) => !recent.includes(one)),
    ({ incident }) => monthOfId(incident.id),
  );
  return [
    listPage(facts, recent, [...older.keys()]),
    ...recent.map((one) => faultPage(facts, one)),
    ...[...older].map(([month, list]) => monthPage(facts, month, list)),
  ];
}

function listPage(facts: SiteFacts, recent: readonly JudgedFault[], olderMonths: readonly string[]): SitePage {
  const folded: SiteBlock[] =
    olderMonths.length === 0
      ? []
      : [
          {
            type: 'links',
            items: olderMonths.map((month) => ({ text: monthName(month), href: `/faults/month/${month}` })),
          },
        ];
  return {
    path: '',
    title: '故障',
    description: '每一起故障的级别、时限和处理过程。五级（适用性调整）作为需求，另行统计。',
    sections: [
      {
        id: 'list',
        title: '故障记录',
        note: `近一年 ${recent.length} 起`,
        blocks: [faultTable(facts, recent), ...folded],
      },
      ...trend(recent),
      ...limitSections(facts),
      quotaSection(facts),
    ],
  };
}

const monthPage = (facts: SiteFacts, month: string, list: readonly JudgedFault[]): SitePage => ({
  path: `month/${month}`,
  title: `${monthName(month)}故障`,
  description: '一年以前的故障按月归并。',
  sections: [{ id: 'list', title: '故障记录', note: `${list.length} 起`, blocks: [faultTable(facts, list)] }],
});

const overallLook: Record<IncidentAssessment['overall'], { word: string; tone: SiteTone }> = {
  met: { word: '达标', tone: 'normal' },
  missed: { word: '有未达标', tone: 'abnormal' },
  running: { word: '进行中', tone: 'attention' },
};

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
          title: { text: incident.title, href: faultHref(facts, incident.id), sub: incident.id },
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
          summary: `近一年故障 ${faults.length} 起，${monthName(most)}最多，${total(most)} 起。`,
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

/** What each figure of 首页 is made of: every fault to which the limit applies, with its sentence. */
function limitSections(facts: SiteFacts): SiteSection[] {
  const { servicePeriod } = facts.contract.contract;
  const context = incidentContext(facts);
  const { own } = incidentsOfPeriod(facts.records.incident, servicePeriod.from, servicePeriod.to, context);
  const titles = new Map(own.map((one) => [one.id, one.title]));
  const { levels, requirements } = summariseRestoration(own, context);
  return [
    ...summariseCommitments(own, context).map((one) => limitSection(facts, one, commitmentLabel(one), titles)),
    ...levels.map((one) => limitSection(facts, one, `${one.level} ${one.name}恢复`, titles)),
    limitSection(facts, requirements, 'P5 适用性调整（按约定日期）', titles),
  ];
}

const failingFirst = (cases: LimitSummary['cases']): LimitSummary['cases'] =>
  cases.toSorted((a, b) => Number(isFailing(b.state)) - Number(isFailing(a.state)));

function limitSection(
  facts: SiteFacts,
  one: LimitSummary,
  title: string,
  titles: ReadonlyMap<string, string>,
): SiteSection {
  return {
    id: one.id,
    title,
    note: `本服务期 达标 ${one.met}，未达标 ${one.missed}，进行中或待协商 ${one.running}；条款 ${one.clauses.join('、')}`,
    blocks: [
      {
        type: 'table',
        caption: title,
        columns: [
          { key: 'fault', label: '故障', title: true },
          { key: 'state', label: '结果', state: true },
          { key: 'text', label: '说明', wide: true },
        ],
        rows: failingFirst(one.cases.toReversed()).map(({ id, state, text }) => {
          const tone: SiteTone = state === 'met' ? 'normal' : isFailing(state) ? 'abnormal' : 'muted';
          return {
            ...(tone === 'abnormal' ? { tone } : {}),
            cells: {
              fault: { text: titles.get(id) ?? id, href: faultHref(facts, id), sub: id },
              state: { text: clockStates[state], tone, mark: marks[tone] },
              text,
            },
          };
        }),
        empty: '本服务期没有适用这一时限的故障。',
      },
    ],
  };
}

function quotaSection(facts: SiteFacts): SiteSection {
  const quota = majorQuota(facts.records.incident, incidentContext(facts));
  const titles = new Map(facts.records.incident.map((one) => [one.id, one]));
  const rows = quota.byOption.flatMap(({ label, supplier, pending, others }) =>
    [
      ...supplier.map((id) => ({ id, who: '供应商' })),
      ...pending.map((id) => ({ id, who: '待定' })),
      ...others.map((id) => ({ id, who: '其他方（另列）' })),
    ].map(({ id, who }) => ({ label, id, who })),
  );
  return {
    id: 'quota',
    title: '重大故障与年度限额',
    note: '条款 5.1.2',
    blocks: [
      { type: 'note', text: quota.text },
      {
        type: 'table',
        caption: '各口径下的重大故障',
        columns: [
          { key: 'fault', label: '故障', title: true },
          { key: 'option', label: '口径', wide: true },
          { key: 'who', label: '责任归属' },
          { key: 'down', label: '时间' },
        ],
        rows: rows.map(({ label, id, who }) => {
          const one = titles.get(id);
          const span =
            one?.restoredAt === undefined
              ? ''
              : `，${formatDuration(secondsBetween(one.discoveredAt, one.restoredAt))}后恢复`;
          return {
            cells: {
              fault: { text: one?.title ?? id, href: faultHref(facts, id), sub: id },
              option: label,
              who,
              down: `${timeText(one?.discoveredAt)}${span}`,
            },
          };
        }),
        empty: '按任何一种口径，本服务期都没有重大故障。',
      },
    ],
  };
}
