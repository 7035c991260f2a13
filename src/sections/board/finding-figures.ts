/** 漏洞 in figures: what is open and past its deadline, by level. Apart from the pages, which bring the charts along. Pure. */
import { type FollowedFinding, findingRules, followFindings, isWaiting } from '../../assess/findings/findings.ts';
import { compareInstants, dateOf } from '../../contract/time.ts';
import { type FindingLevel, findingLevels } from '../../records/finding.ts';
import decisionKind from '../../records/kinds/finding-decision.ts';
import scanKind from '../../records/kinds/scan.ts';
import { figureOf } from '../../report/figure.ts';
import type { SiteBoard } from '../../report/site-model.ts';
import { recordsOf, type SiteFacts } from '../parts/facts.ts';
import { linkedCount, serviceTo } from '../parts/figures.ts';

export const levels = Object.keys(findingLevels) as FindingLevel[];

type FindingFacts = Pick<SiteFacts, 'now' | 'contract' | 'records'>;

/** Followed at the site's moment; 新增 and 重新出现 are those since the scan before the newest. */
export function followed(facts: FindingFacts): FollowedFinding[] {
  const scans = recordsOf(facts, scanKind);
  const months = scans.map(({ finishedAt }) => finishedAt.slice(0, 7)).sort();
  const month = months.at(-1) ?? dateOf(facts.now).slice(0, 7);
  const from = `${month}-01T00:00:00+08:00`;
  const rules = findingRules(facts.contract);
  return followFindings({ scans, decisions: recordsOf(facts, decisionKind), asOf: facts.now, from, rules });
}

export function findingFigures(facts: FindingFacts): SiteBoard['findings'] {
  const last = recordsOf(facts, scanKind)
    .map(({ finishedAt }) => finishedAt)
    .sort(compareInstants)
    .at(-1);
  const open = followed(facts).filter(isWaiting);
  return {
    scannedOn: last === undefined ? null : dateOf(last),
    totals: {
      waiting: figureOf('findings.waiting', open.length, serviceTo(facts)),
      overdue: figureOf('findings.overdue', open.filter(({ overdue }) => overdue).length, serviceTo(facts)),
    },
    levels: levels.map((level) => {
      const own = open.filter(({ finding }) => finding.level === level);
      return {
        level,
        label: findingLevels[level],
        open: own.length,
        overdue: own.filter(({ overdue }) => overdue).length,
        href: `/findings?level=${level}#open`,
        cells: {
          open: linkedCount(`findings.waiting.${level}`, own.length, serviceTo(facts), `/findings?level=${level}#open`),
          overdue: linkedCount(
            `findings.overdue.${level}`,
            own.filter(({ overdue }) => overdue).length,
            serviceTo(facts),
            `/findings?level=${level}&late=yes#open`,
          ),
        },
      };
    }),
  };
}
