/** Findings in a list: the table of documents, with what the site lets choose and where its rows lead. Pure. */

import { settledTable } from '../../page/table.ts';
import { findingLevels } from '../../records/finding.ts';
import type { TableBlock } from '../../report/site-model.ts';
import { deadlineWords } from '../../states/finding.ts';
import { type FindingNaming, findingLabels, findingTable } from '../../subjects/findings/finding-tables.ts';
import { findingChain } from '../../subjects/findings/judge/chain.ts';
import type { FollowedFinding } from '../../subjects/findings/judge/findings.ts';
import { latenessOf, type ToldFinding, toldFindings } from '../../subjects/findings/told-finding.ts';
import type { SiteFacts } from '../parts/facts.ts';
import { assetLink } from '../parts/links.ts';
import type { FindingSources } from './page.ts';

/** In addresses, of what no asset is known of. */
export const UNKNOWN = 'unknown';

/** What tables of findings are made from. */
export interface Shown {
  facts: SiteFacts;
  sources: FindingSources;
  /** Paths of the findings' own pages, by their key. */
  pages: ReadonlyMap<string, string>;
}

export const nameOf = (facts: SiteFacts, asset: string): string =>
  asset === UNKNOWN ? '未登记的地址' : assetLink(facts, asset).text;

/** Each leads to its page, where it has one, and its asset to the findings on it. */
export const namingOf = ({ facts, pages }: Shown): FindingNaming => ({
  place: ({ asset = UNKNOWN }) => ({ text: nameOf(facts, asset), href: `/findings/${asset}` }),
  href({ key }) {
    const page = pages.get(key);
    return page === undefined ? undefined : `/findings/${page}`;
  },
});

/** @param title what they are @param withAsset false on the page of an asset */
export function findingList(
  shown: Shown,
  list: readonly FollowedFinding[],
  title: string,
  withAsset = true,
): TableBlock {
  const { facts, sources } = shown;
  const { columns, ...table } = findingTable(namingOf(shown));
  const { asset: _, ...others } = columns;
  const assets = [...new Set(list.map(({ finding }) => finding.asset ?? UNKNOWN))];
  const choices = (words: Readonly<Record<string, string>>) =>
    Object.entries(words).map(([value, text]) => ({ value, text }));
  return settledTable<ToldFinding>(
    {
      ...{ ...table, title, sortable: true, columns: withAsset ? columns : others },
      // On the page of its asset a finding is itself, by which links and the search reach it.
      ...(withAsset ? {} : { id: (_, n) => `${title}-${n + 1}` }),
      filters: [
        { key: 'level', label: findingLabels.level, options: choices(findingLevels) },
        ...(withAsset
          ? [
              {
                key: 'asset',
                label: findingLabels.asset,
                options: assets.map((value) => ({ value, text: nameOf(facts, value) })),
              },
            ]
          : []),
        { key: 'late', label: '期限', options: choices(deadlineWords) },
      ],
      filter: (told) => ({
        ...{ level: told.one.finding.level, asset: told.one.finding.asset ?? UNKNOWN },
        late: latenessOf(told),
      }),
      empty:
        sources.scans.size === 0
          ? '还没有扫描记录，不能说明是否存在漏洞。扫描报告导入后列在这里。'
          : '历次扫描没有未修复的漏洞。扫描报告导入后，新发现的漏洞会列在这里。',
    },
    toldFindings(list, (one) => findingChain(sources.chain, one)),
    'site',
  );
}
