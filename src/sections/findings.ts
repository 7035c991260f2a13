/** 漏洞: open findings by level and asset, their trend over the scans, and one page an asset. Pure but for drawing. */

import {
  type FollowedFinding,
  findingStates,
  followFindings,
  isWaiting,
  priorityText,
} from '../assess/findings/findings.ts';
import { compareInstants, dateOf } from '../contract/time.ts';
import { type FindingLevel, findingLevels } from '../records/finding.ts';
import decisionKind from '../records/kinds/finding-decision.ts';
import scanKind from '../records/kinds/scan.ts';
import { figureOf } from '../report/figure.ts';
import type { SiteBlock, SitePage, SiteTable, SiteTone } from '../report/site-model.ts';
import { MISSING, orMissing } from '../wording/words.ts';
import { defineSection } from './_section.ts';
import { followed, levels } from './board/finding-figures.ts';
import { scanTable } from './findings/scans.ts';
import { chart } from './parts/chart.ts';
import { recordsOf, type SiteFacts } from './parts/facts.ts';
import { countCell, everTo, linkedCount, serviceTo } from './parts/figures.ts';
import { assetLink, marks } from './parts/links.ts';
import { isRecent } from './parts/months.ts';

const UNKNOWN = 'unknown';

export default defineSection({
  id: 'findings',
  title: '漏洞',
  place: 'header',
  order: 30,
  topics: ['scan'],
  needs: [
    { kind: 'scan', window: 'all' },
    { kind: 'finding-decision', window: 'all' },
  ],
  shows: [{ kind: 'scan', path: (facts, id) => (isRecent(facts, id) ? `#${id}` : null) }],
  compose(facts) {
    const all = followed(facts);
    const byAsset = Map.groupBy(all, ({ finding }) => finding.asset ?? UNKNOWN);
    return [listPage(facts, all), ...[...byAsset].map(([asset, list]) => assetPage(facts, asset, list))];
  },
});

function listPage(facts: SiteFacts, all: readonly FollowedFinding[]): SitePage {
  const open = all.filter(isWaiting);
  const scans = recordsOf(facts, scanKind);
  return {
    path: '',
    title: '漏洞',
    description: '每次扫描发现的漏洞逐项跟踪：新一次扫描不再出现才算修复。等级按 GB/T 30279。',
    sections: [
      {
        id: 'open',
        title: '未修复',
        note: `${open.length} 项，其中逾期 ${open.filter(({ overdue }) => overdue).length} 项`,
        blocks: [...trend(facts), findingTable(facts, open, '未修复的漏洞')],
      },
      {
        id: 'assets',
        title: '按资产',
        blocks: [assetTable(facts, all)],
      },
      { id: 'scans', title: '扫描', note: `${scans.length} 次`, blocks: [scanTable(facts, scans)] },
    ],
  };
}

/** Open findings at the end of each scanned month of the last year. */
function trend(facts: SiteFacts): SiteBlock[] {
  const [scans, decisions] = [recordsOf(facts, scanKind), recordsOf(facts, decisionKind)];
  const months = [...new Set(scans.map(({ finishedAt }) => finishedAt.slice(0, 7)))]
    .filter((month) => `${month}-31` >= facts.yearFrom)
    .sort();
  if (months.length < 2) return [];
  const at = months.map((month) => {
    const asOf = scans
      .map(({ finishedAt }) => finishedAt)
      .filter((one) => one.startsWith(month))
      .sort(compareInstants)
      .at(-1) as string;
    return followFindings({ scans, decisions, asOf, from: asOf }).filter(isWaiting);
  });
  const count = (list: readonly FollowedFinding[], level: FindingLevel): number =>
    list.filter(({ finding }) => finding.level === level).length;
  return [
    chart('findings', {
      chart: 'stacked-bar',
      title: '各次扫描后的未修复漏洞',
      x: months,
      series: levels.map((level, severity) => ({
        name: findingLevels[level],
        values: at.map((list) => count(list, level)),
        severity,
      })),
      unit: '项',
      summary: `${months[0]} 未修复 ${at[0]?.length ?? 0} 项，${months.at(-1)} 为 ${at.at(-1)?.length ?? 0} 项。`,
    }),
  ];
}

const stateTone = (one: FollowedFinding): SiteTone =>
  one.overdue ? 'abnormal' : isWaiting(one) ? 'attention' : one.state === 'fixed' ? 'normal' : 'muted';

const lateOptions = Object.entries({ yes: '已逾期', no: '未逾期' }).map(([value, text]) => ({ value, text }));

function findingTable(
  facts: SiteFacts,
  list: readonly FollowedFinding[],
  caption: string,
  withAsset = true,
): SiteTable {
  const assets = [...new Set(list.map(({ finding }) => finding.asset ?? UNKNOWN))];
  return {
    type: 'table',
    caption,
    sortable: true,
    columns: [
      { key: 'id', label: '漏洞', title: true },
      { key: 'level', label: '等级' },
      { key: 'priority', label: '优先级' },
      ...(withAsset ? [{ key: 'asset', label: '资产' }] : []),
      { key: 'component', label: '端口/组件' },
      { key: 'since', label: '发现', short: true as const },
      { key: 'due', label: '期限', short: true as const },
      { key: 'plan', label: '修复方案', wide: true as const },
      { key: 'state', label: '状态', state: true as const },
    ],
    filters: [
      { key: 'level', label: '等级', options: levels.map((value) => ({ value, text: findingLevels[value] })) },
      ...(withAsset
        ? [{ key: 'asset', label: '资产', options: assets.map((value) => ({ value, text: nameOf(facts, value) })) }]
        : []),
      { key: 'late', label: '期限', options: lateOptions },
    ],
    rows: list.map((one, n) => {
      const { finding } = one;
      const tone = stateTone(one);
      return {
        // On the page of its asset a finding is itself, by which links and the search reach it.
        ...(withAsset ? {} : { id: `${caption}-${n + 1}` }),
        ...(tone === 'abnormal' ? { tone } : {}),
        filter: { level: finding.level, asset: finding.asset ?? UNKNOWN, late: one.overdue ? 'yes' : 'no' },
        cells: {
          id: { text: finding.id, ...(finding.title === undefined ? {} : { sub: finding.title }) },
          level: {
            text: findingLevels[finding.level],
            sort: levels.indexOf(finding.level),
            severity: levels.indexOf(finding.level),
          },
          priority: one.exploited
            ? { text: priorityText(one), tone: 'abnormal' as const, mark: '▲' }
            : priorityText(one),
          asset: { text: nameOf(facts, finding.asset ?? UNKNOWN), href: `/findings/${finding.asset ?? UNKNOWN}` },
          component: finding.component,
          since: dateOf(one.since),
          due: one.fixedAt === null ? one.dueOn : `${dateOf(one.fixedAt)} 修复`,
          plan: orMissing(one.plan ?? finding.solution),
          state: { text: one.overdue ? '逾期未修复' : findingStates[one.state], tone, mark: marks[tone] },
        },
      };
    }),
    empty: '没有未修复的漏洞。每月扫描报告导入后，新发现的漏洞会列在这里。',
  };
}

const nameOf = (facts: SiteFacts, asset: string): string =>
  asset === UNKNOWN ? '未登记的地址' : assetLink(facts, asset).text;

/** `应用服务器 1 的`, `主库的`: a figure or a Latin letter stands apart from the Chinese that follows. */
const spaced = (name: string): string => name.replace(/\w$/, '$& ');

function assetTable(facts: SiteFacts, all: readonly FollowedFinding[]): SiteTable {
  const groups = [...Map.groupBy(all, ({ finding }) => finding.asset ?? UNKNOWN)];
  return {
    type: 'table',
    caption: '各资产的漏洞',
    sortable: true,
    columns: [
      { key: 'asset', label: '资产', title: true },
      ...levels.map((level) => ({ key: level, label: findingLevels[level], align: 'right' as const })),
      { key: 'fixed', label: '已修复', align: 'right' as const },
      { key: 'accepted', label: '接受风险或误报', align: 'right' as const },
    ],
    rows: groups
      .map(([asset, list]) => ({ asset, list, open: list.filter(isWaiting) }))
      .sort((a, b) => b.open.length - a.open.length)
      .map(({ asset, list, open }) => ({
        cells: {
          asset: { text: nameOf(facts, asset), href: `/findings/${asset}` },
          ...Object.fromEntries(
            levels.map((level) => [
              level,
              linkedCount(
                `findings.waiting.${level}.${asset}`,
                open.filter(({ finding }) => finding.level === level).length,
                serviceTo(facts),
                `/findings?level=${level}&asset=${asset}#open`,
              ),
            ]),
          ),
          fixed: countCell(
            `findings.fixed.${asset}`,
            list.filter(({ state }) => state === 'fixed').length,
            everTo(facts),
          ),
          accepted: countCell(
            `findings.accepted.${asset}`,
            list.filter((one) => one.open && !isWaiting(one)).length,
            everTo(facts),
          ),
        },
      })),
    empty: '还没有扫描记录。',
  };
}

function assetPage(facts: SiteFacts, asset: string, list: readonly FollowedFinding[]): SitePage {
  const open = list.filter(isWaiting);
  const rest = list.filter((one) => !isWaiting(one) && (one.fixedAt === null || dateOf(one.fixedAt) >= facts.yearFrom));
  const hidden = list.length - open.length - rest.length;
  return {
    path: asset,
    title: `${spaced(nameOf(facts, asset))}的漏洞`,
    description: `未修复 ${open.length} 项，累计 ${list.length} 项。`,
    figures: [figureOf(`findings.all.${asset}`, list.length, everTo(facts))],
    sections: [
      { id: 'open', title: '未修复', blocks: [findingTable(facts, open, '未修复的漏洞', false)] },
      {
        id: 'done',
        title: '已修复、接受风险与误报',
        ...(hidden > 0 ? { note: `另有 ${hidden} 项一年以前已修复，见当时的评估报告` } : {}),
        blocks: [
          { ...findingTable(facts, rest, '已处理的漏洞', false), empty: '还没有已处理的漏洞。' },
          ...decisions(list),
        ],
      },
      {
        id: 'asset',
        title: '资产',
        blocks: [
          { type: 'facts', items: [{ label: '资产', value: asset === UNKNOWN ? MISSING : assetLink(facts, asset) }] },
        ],
      },
    ],
  };
}

/** Who accepted what, why and until when. */
function decisions(list: readonly FollowedFinding[]): SiteBlock[] {
  const decided = list.filter(({ decision }) => decision.accepted !== null || decision.falsePositive !== null);
  if (decided.length === 0) return [];
  return [
    {
      type: 'table',
      caption: '接受风险与误报的依据',
      columns: [
        { key: 'id', label: '漏洞', title: true },
        { key: 'what', label: '处理' },
        { key: 'reason', label: '理由', wide: true },
        { key: 'approver', label: '批准人' },
        { key: 'until', label: '有效期至' },
      ],
      rows: decided.map(({ finding, decision }) => {
        const made = decision.accepted ?? decision.falsePositive;
        return {
          cells: {
            id: finding.id,
            what: decision.accepted === null ? '误报' : '接受风险',
            reason: orMissing(made?.reason),
            approver: orMissing(made?.approver),
            until: orMissing(made?.expiresOn),
          },
        };
      }),
      empty: '',
    },
  ];
}
