/** 漏洞: open findings by level and asset, their trend over the scans, one page an asset and one a finding. Pure but for drawing. */

import { dateOf } from '../contract/time.ts';
import { figureIds } from '../page/figure-ids.ts';
import { settledTable } from '../page/table.ts';
import { figureOf } from '../report/figure.ts';
import type { Block, SitePage, TableBlock } from '../report/site-model.ts';
import { decidedFindings, decidedTable } from '../subjects/findings/finding-tables.ts';
import { type FollowedFinding, isWaiting } from '../subjects/findings/judge/findings.ts';
import { followScans } from '../subjects/findings/judge/track.ts';
import scanKind from '../subjects/findings/kinds/scan.ts';
import { assetTable, findingsByAsset, openChart } from '../subjects/findings/level-tables.ts';
import { findingsText, overdueText, pastWord } from '../subjects/findings/told-finding.ts';
import { MISSING } from '../wording/words.ts';
import { defineSection } from './_section.ts';
import { followed, LATE_FIGURE, pastDue, siteChains } from './board/finding-figures.ts';
import { findingPaths, isListed, MOST_PAGES } from './board/finding-places.ts';
import { findingList, nameOf, namingOf, type Shown, UNKNOWN } from './findings/finding-list.ts';
import { lateFixSection } from './findings/late.ts';
import { type FindingSources, findingPage } from './findings/page.ts';
import { scanBreaches, scanList } from './findings/scans.ts';
import { chart } from './parts/chart.ts';
import { recordsOf, type SiteFacts } from './parts/facts.ts';
import { everTo, serviceTo } from './parts/figures.ts';
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
              note: `${open.length} 个，其中${overdueText({ late, awaiting })}`,
              figures: [
                figureOf(figureIds.findingsWaiting, open.length, serviceTo(facts)),
                figureOf(LATE_FIGURE, late.length, serviceTo(facts)),
              ],
            }),
        blocks: [...trend(facts), findingList(shown, open, '未修复的漏洞')],
      },
      ...lateFixSection(shown, all),
      {
        id: 'assets',
        title: '按资产',
        blocks: [assetList(facts, all, pastWord({ awaiting }))],
      },
      {
        id: 'scans',
        title: '扫描',
        note: `${scans.length} 次`,
        blocks: [scanList(facts, scans, shown.sources.breaches)],
      },
    ],
  };
}

/** How many were there after each scan of the last year; one scan is no trend. */
function trend(facts: SiteFacts): Block[] {
  const { history } = followScans(recordsOf(facts, scanKind));
  const year = openChart(history.filter(({ at }) => dateOf(at) >= facts.yearFrom));
  if (year === null || year.x.length < 2) return [];
  const what = '图中是每次扫描后仍存在的漏洞，含接受风险与误报；“未修复”的个数不含这两类。';
  return [chart('findings', year), { type: 'note', text: what, tone: 'muted' }];
}

/** `应用服务器 1 的`, `主库的`: a figure or a Latin letter stands apart from the Chinese that follows. */
const spaced = (name: string): string => name.replace(/\w$/, '$& ');

function assetList(facts: SiteFacts, all: readonly FollowedFinding[], past: string): TableBlock {
  const table = assetTable({
    past,
    figure: ({ id }, name, count) =>
      name === 'fixed' || name === 'decided'
        ? figureOf(`findings.${name}.${id}`, count, everTo(facts))
        : figureOf(`findings.waiting.${name}.${id}`, count, serviceTo(facts)),
    href: ({ id }, level) => (level === undefined ? `/findings/${id}` : `/findings?level=${level}&asset=${id}#open`),
  });
  const groups = findingsByAsset(
    all,
    ({ asset = UNKNOWN }) => asset,
    (id) => nameOf(facts, id),
  );
  return settledTable({ ...table, title: '各资产的漏洞', sortable: true, empty: '还没有扫描记录。' }, groups, 'site');
}

function assetPage(shown: Shown, asset: string, list: readonly FollowedFinding[]): SitePage {
  const { facts } = shown;
  const open = list.filter(isWaiting);
  const decided = decidedFindings(list);
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
          findingList(shown, open, '未修复的漏洞', false),
        ],
      },
      {
        id: 'done',
        title: '已修复、接受风险与误报',
        ...(hidden > 0 ? { note: `另有 ${hidden} 项一年以前已修复，见当时的评估报告` } : {}),
        blocks: [
          { ...findingList(shown, rest, '已处理的漏洞', false), empty: '还没有已处理的漏洞。' },
          ...(decided.length === 0 ? [] : [settledTable(decidedTable(namingOf(shown)), decided, 'site')]),
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
