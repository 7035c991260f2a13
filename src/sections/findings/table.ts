/** Findings in a table: what each is, by when it is to be remedied, and how it stands. Pure. */

import { type DateText, dateOf } from '../../contract/time.ts';
import { findingLevels } from '../../records/finding.ts';
import type { Cell, TableBlock, Tone } from '../../report/site-model.ts';
import {
  awaitsRescan,
  type FindingChain,
  findingChain,
  fixDatesText,
  fixedStateText,
  isFixedLate,
  rescanText,
} from '../../subjects/findings/judge/chain.ts';
import {
  daysPastDue,
  type FollowedFinding,
  findingStates,
  isWaiting,
  priorityText,
} from '../../subjects/findings/judge/findings.ts';
import { orMissing } from '../../wording/words.ts';
import { levels } from '../board/finding-figures.ts';
import type { SiteFacts } from '../parts/facts.ts';
import { assetLink, marks } from '../parts/links.ts';
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

/** What was fixed too late is never told in the colour of what was fixed in time. */
function stateTone(one: FollowedFinding, chain: FindingChain): Tone {
  const { fix } = chain;
  if (lateness(one, chain) === 'yes') return 'abnormal';
  if (isWaiting(one) || isFixedLate(fix)) return 'attention';
  return one.state === 'fixed' ? 'normal' : 'muted';
}

const latenessWords = { yes: '已逾期', awaiting: '期限已过，待复扫确认', no: '未逾期' } as const;

/** 已逾期 as 首页 and `status` count it: what only a scan has to confirm is told apart. */
const lateness = (one: FollowedFinding, chain: FindingChain): keyof typeof latenessWords =>
  !one.pastDue ? 'no' : awaitsRescan(one, chain) ? 'awaiting' : 'yes';

const lateOptions = Object.entries(latenessWords).map(([value, text]) => ({ value, text }));

export function findingTable(
  shown: Shown,
  list: readonly FollowedFinding[],
  caption: string,
  withAsset = true,
): TableBlock {
  const { facts, sources } = shown;
  const assets = [...new Set(list.map(({ finding }) => finding.asset ?? UNKNOWN))];
  return {
    type: 'table',
    title: caption,
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
      const chain = findingChain(sources.chain, one);
      const tone = stateTone(one, chain);
      return {
        // On the page of its asset a finding is itself, by which links and the search reach it.
        ...(withAsset ? {} : { id: `${caption}-${n + 1}` }),
        ...(tone === 'abnormal' ? { tone } : {}),
        filter: { level: finding.level, asset: finding.asset ?? UNKNOWN, late: lateness(one, chain) },
        cells: {
          id: idCell(shown, one),
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
          due: dueCell(one, chain, dateOf(facts.now)),
          plan: orMissing(one.plan ?? finding.solution),
          state: stateCell(one, chain, tone),
        },
      };
    }),
    empty:
      shown.sources.scans.size === 0
        ? '还没有扫描记录，不能说明是否存在漏洞。扫描报告导入后列在这里。'
        : '历次扫描没有未修复的漏洞。扫描报告导入后，新发现的漏洞会列在这里。',
  };
}

export const nameOf = (facts: SiteFacts, asset: string): string =>
  asset === UNKNOWN ? '未登记的地址' : assetLink(facts, asset).text;

/** Of what waits past its deadline since how many days. */
function dueCell(one: FollowedFinding, chain: FindingChain, today: DateText): Cell {
  if (awaitsRescan(one, chain)) return { text: one.dueOn, sub: '期限内已发布修复' };
  const days = daysPastDue(one, today);
  return days > 0 ? { text: one.dueOn, sub: `已逾期 ${days} 天` } : one.dueOn;
}

/** Leads to its page, where it has one. */
export function idCell({ pages }: Shown, { key, finding }: FollowedFinding): Cell {
  const page = pages.get(key);
  return {
    text: finding.id,
    ...(finding.title === undefined ? {} : { sub: finding.title }),
    ...(page === undefined ? {} : { href: `/findings/${page}` }),
  };
}

/** Its state; of what is open whether a scan looked there since, of what is fixed when, and which scan confirmed it. */
function stateCell(one: FollowedFinding, chain: FindingChain, tone: Tone): Cell {
  const { rescan, fix } = chain;
  const sub = fix === null ? rescanText(rescan) : fixDatesText(fix);
  const late = awaitsRescan(one, chain) ? '待复扫确认' : '逾期未修复';
  const text = one.pastDue ? late : fixedStateText(findingStates[one.state], fix);
  return { text, tone, mark: marks[tone], sub };
}
