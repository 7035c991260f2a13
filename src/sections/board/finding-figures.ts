/** 漏洞 in figures: what is open and past its deadline, by level. Apart from the pages, which bring the charts along. Pure. */

import { findingLevelIds } from '../../contract/terms/finding-levels.ts';
import { compareInstants, dateOf } from '../../contract/time.ts';
import { figureIds } from '../../page/figure-ids.ts';
import { type FindingLevel, findingLevels } from '../../records/finding.ts';
import { figureOf } from '../../report/figure.ts';
import type { SiteBoard } from '../../report/site-model.ts';
import changeKind from '../../subjects/changes/kinds/change.ts';
import {
  type ChainFacts,
  chainFacts,
  findingChain,
  type Overdue,
  overdueOf,
} from '../../subjects/findings/judge/chain.ts';
import {
  type FollowedFinding,
  findingRules,
  followFindings,
  isSevere,
  isWaiting,
} from '../../subjects/findings/judge/findings.ts';
import { type LateFix, lateFixes } from '../../subjects/findings/judge/late-fixes.ts';
import { assetsByAddress } from '../../subjects/findings/judge/track.ts';
import decisionKind from '../../subjects/findings/kinds/finding-decision.ts';
import scanKind from '../../subjects/findings/kinds/scan.ts';
import { levelsText } from '../../subjects/findings/level-tables.ts';
import { recordsOf, type SiteFacts } from '../parts/facts.ts';
import { linkedCount, serviceTo } from '../parts/figures.ts';

/** 逾期未修复 without what only a scan has to confirm: documents count both as `findings.overdue`, 期限已过. */
export const LATE_FIGURE = 'findings.late';

/** The list of exactly those. @param level of which alone */
export const lateHref = (level?: FindingLevel): string =>
  `/findings?${level === undefined ? '' : `level=${level}&`}late=yes#open`;

type FindingFacts = Pick<SiteFacts, 'now' | 'contract' | 'records'>;

/** Followed at a moment, as a rule the site's; 新增 and 重新出现 are those since the scan before the newest. */
export function followed(facts: FindingFacts, asOf = facts.now): FollowedFinding[] {
  const scans = recordsOf(facts, scanKind);
  const months = scans.map(({ finishedAt }) => finishedAt.slice(0, 7)).sort();
  const month = months.at(-1);
  if (month === undefined) return [];
  const from = `${month}-01T00:00:00+08:00`;
  const rules = findingRules(facts.contract);
  return followFindings({ scans, decisions: recordsOf(facts, decisionKind), asOf, from, rules });
}

/** What became of the findings, from the records that the site reads. */
export function siteChains(facts: FindingFacts, asOf = facts.now): ChainFacts {
  const scans = recordsOf(facts, scanKind);
  const given = { scans, decisions: recordsOf(facts, decisionKind), changes: recordsOf(facts, changeKind) };
  return chainFacts(given, assetsByAddress(scans), asOf);
}

/** Those past their deadline, as 首页, the lists and the terminal count them. @param chains of `siteChains` */
export const pastDue = (chains: ChainFacts, list: readonly FollowedFinding[]): Overdue =>
  overdueOf(list, (one) => findingChain(chains, one));

export function findingFigures(facts: FindingFacts): SiteBoard['findings'] {
  const last = recordsOf(facts, scanKind)
    .map(({ finishedAt }) => finishedAt)
    .sort(compareInstants)
    .at(-1);
  const all = followed(facts);
  const open = all.filter(isWaiting);
  const chains = siteChains(facts);
  const { late, awaiting } = pastDue(chains, open);
  const inTime = open.filter((one) => isSevere(one.finding) && !late.includes(one) && !awaiting.includes(one));
  return {
    fixedLate: fixedLateOf(facts, fixedLateIn(facts, chains, all)),
    severe: levelsText(inTime, '项'),
    scannedOn: last === undefined ? null : dateOf(last),
    totals: {
      waiting: figureOf(figureIds.findingsWaiting, open.length, serviceTo(facts)),
      overdue: figureOf(LATE_FIGURE, late.length, serviceTo(facts)),
    },
    levels: findingLevelIds.map((level) => {
      const isOwn = ({ finding }: FollowedFinding): boolean => finding.level === level;
      const own = open.filter(isOwn);
      const overdue = late.filter(isOwn).length;
      return {
        level,
        label: findingLevels[level],
        open: own.length,
        overdue,
        href: `/findings?level=${level}#open`,
        cells: {
          open: linkedCount(`findings.waiting.${level}`, own.length, serviceTo(facts), `/findings?level=${level}#open`),
          overdue: linkedCount(`${LATE_FIGURE}.${level}`, overdue, serviceTo(facts), lateHref(level)),
        },
      };
    }),
  };
}

/** Those of this service that were mended after their deadline, the latest first. @param all every finding, as the site follows them */
export const fixedLateIn = (
  facts: Pick<SiteFacts, 'contract'>,
  chains: ChainFacts,
  all: readonly FollowedFinding[],
): LateFix[] =>
  lateFixes(chains, all, findingRules(facts.contract))
    .filter(({ fix }) => dateOf(fix.at) >= facts.contract.contract.servicePeriod.from)
    .toSorted((a, b) => compareInstants(b.fix.at, a.fix.at));

function fixedLateOf(facts: FindingFacts, late: readonly LateFix[]): SiteBoard['findings']['fixedLate'] {
  if (late.length === 0) return null;
  const text = levelsText(
    late.map(({ one }) => one),
    '项',
  );
  return { text, figure: figureOf(figureIds.findingsFixedLate, late.length, serviceTo(facts)) };
}
