/** 漏洞: open findings by level and asset, their trend over the scans, one page an asset and one a finding. Pure but for drawing. */

import { compareInstants } from '../contract/time.ts';
import { figureIds } from '../page/figure-ids.ts';
import { type FindingLevel, findingLevels } from '../records/finding.ts';
import { figureOf } from '../report/figure.ts';
import type { Block, SitePage, TableBlock } from '../report/site-model.ts';
import { type FollowedFinding, followFindings, isWaiting } from '../subjects/findings/judge/findings.ts';
import decisionKind from '../subjects/findings/kinds/finding-decision.ts';
import scanKind from '../subjects/findings/kinds/scan.ts';
import { MISSING, orMissing } from '../wording/words.ts';
import { defineSection } from './_section.ts';
import { followed, LATE_FIGURE, levels, pastDue, siteChains } from './board/finding-figures.ts';
import { findingPaths, isListed, MOST_PAGES } from './board/finding-places.ts';
import { findingsText } from './findings/counts.ts';
import { lateFixSection } from './findings/late.ts';
import { type FindingSources, findingPage } from './findings/page.ts';
import { scanBreaches, scanTable } from './findings/scans.ts';
import { findingTable, nameOf, type Shown, UNKNOWN } from './findings/table.ts';
import { chart } from './parts/chart.ts';
import { recordsOf, type SiteFacts } from './parts/facts.ts';
import { countCell, everTo, linkedCount, serviceTo } from './parts/figures.ts';
import { assetLink } from './parts/links.ts';
import { isRecent } from './parts/months.ts';

export default defineSection({
  id: 'findings',
  title: '漏洞',
  place: 'header',
  order: 30,
  topics: ['scan'],
  needs: [
    { kind: 'scan', window: 'all' },
    { kind: 'finding-decision', window: 'all' },
    { kind: 'change', window: 'all' },
    { kind: 'permit', window: 'all' },
  ],
  shows: [{ kind: 'scan', path: (facts, id) => (isRecent(facts, id) ? `#${id}` : null) }],
  compose(facts) {
    const all = followed(facts);
    const byAsset = Map.groupBy(all, ({ finding }) => finding.asset ?? UNKNOWN);
    const listed = all.filter((one) => isListed(facts, one));
    const pages = findingPaths(listed);
    const shown: Shown = { facts, sources: sourcesOf(facts), pages };
    return [
      listPage(shown, all),
      ...[...byAsset].map(([asset, list]) => assetPage(shown, asset, list)),
      ...listed.flatMap((one) => {
        const path = pages.get(one.key);
        return path === undefined ? [] : [findingPage(facts, shown.sources, one, path)];
      }),
    ];
  },
});

function sourcesOf(facts: SiteFacts): FindingSources {
  const scans = recordsOf(facts, scanKind);
  return {
    chain: siteChains(facts),
    scans: new Map(scans.map((one) => [one.id, one])),
    breaches: scanBreaches(facts, scans),
  };
}

function listPage(shown: Shown, all: readonly FollowedFinding[]): SitePage {
  const { facts } = shown;
  const open = all.filter(isWaiting);
  const { late, awaiting } = pastDue(shown.sources.chain, open);
  const scans = recordsOf(facts, scanKind);
  return {
    path: '',
    title: '漏洞',
    description: '每次扫描发现的漏洞逐项跟踪：新一次扫描不再出现才算修复。等级按 GB/T 30279。',
    sections: [
      {
        id: 'open',
        title: '未修复',
        ...(scans.length === 0
          ? {}
          : {
              note: `${open.length} 项，其中逾期 ${late.length} 项${awaiting.length === 0 ? '' : `，修复已在期限内发布、待复扫确认 ${awaiting.length} 项`}`,
              figures: [
                figureOf(figureIds.findingsWaiting, open.length, serviceTo(facts)),
                figureOf(LATE_FIGURE, late.length, serviceTo(facts)),
              ],
            }),
        blocks: [...trend(facts), findingTable(shown, open, '未修复的漏洞')],
      },
      ...lateFixSection(shown, all),
      {
        id: 'assets',
        title: '按资产',
        blocks: [assetTable(facts, all)],
      },
      {
        id: 'scans',
        title: '扫描',
        note: `${scans.length} 次`,
        blocks: [scanTable(facts, scans, shown.sources.breaches)],
      },
    ],
  };
}

/** Open findings at the end of each scanned month of the last year. */
function trend(facts: SiteFacts): Block[] {
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

/** `应用服务器 1 的`, `主库的`: a figure or a Latin letter stands apart from the Chinese that follows. */
const spaced = (name: string): string => name.replace(/\w$/, '$& ');

function assetTable(facts: SiteFacts, all: readonly FollowedFinding[]): TableBlock {
  const groups = [...Map.groupBy(all, ({ finding }) => finding.asset ?? UNKNOWN)];
  return {
    type: 'table',
    title: '各资产的漏洞',
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

function assetPage(shown: Shown, asset: string, list: readonly FollowedFinding[]): SitePage {
  const { facts } = shown;
  const open = list.filter(isWaiting);
  const rest = list.filter((one) => !isWaiting(one) && isListed(facts, one));
  const hidden = list.length - open.length - rest.length;
  const pageless = [...open, ...rest].some(({ key }) => !shown.pages.has(key));
  return {
    path: asset,
    title: `${spaced(nameOf(facts, asset))}的漏洞`,
    description: `${findingsText(list)}。`,
    figures: [figureOf(`findings.all.${asset}`, list.length, everTo(facts))],
    sections: [
      {
        id: 'open',
        title: '未修复',
        blocks: [
          ...(pageless
            ? [{ type: 'note' as const, text: `最急的 ${MOST_PAGES} 项各有一页，列出从发现到复扫的经过。` }]
            : []),
          findingTable(shown, open, '未修复的漏洞', false),
        ],
      },
      {
        id: 'done',
        title: '已修复、接受风险与误报',
        ...(hidden > 0 ? { note: `另有 ${hidden} 项一年以前已修复，见当时的评估报告` } : {}),
        blocks: [
          { ...findingTable(shown, rest, '已处理的漏洞', false), empty: '还没有已处理的漏洞。' },
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
function decisions(list: readonly FollowedFinding[]): Block[] {
  const decided = list.filter(({ decision }) => decision.accepted !== null || decision.falsePositive !== null);
  if (decided.length === 0) return [];
  return [
    {
      type: 'table',
      title: '接受风险与误报的依据',
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
