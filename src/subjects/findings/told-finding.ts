/** One finding with what became of it, and how that reads in documents and on the site (5.3.6). Pure. */

import { dateOf } from '../../contract/time.ts';
import type { Cell } from '../../report/block.ts';
import { type FindingLateness, findingDeadlines, findingStates, findings, fixedLate } from '../../states/finding.ts';
import { type Look, lookCell } from '../../states/look.ts';
import { changeStages } from '../changes/kinds/change.ts';
import {
  awaitsRescan,
  type FindingChain,
  fixedStateText,
  isFixedLate,
  type Overdue,
  unprovenRelease,
} from './judge/chain.ts';
import { type FollowedFinding, isWaiting, priorityText } from './judge/findings.ts';

/** The changes that carried its remedy out, and whether a scan looked there since. */
export type Chains = (one: FollowedFinding) => FindingChain;

export interface ToldFinding {
  one: FollowedFinding;
  chain: FindingChain;
}

/** Each with what became of it. */
export const toldFindings = (list: readonly FollowedFinding[], chains: Chains): ToldFinding[] =>
  list.map((one) => ({ one, chain: chains(one) }));

/** 逾期 as it is counted everywhere: what only a scan has to confirm is told apart. */
export const latenessOf = ({ one, chain }: ToldFinding): FindingLateness =>
  !one.pastDue ? 'no' : awaitsRescan(one, chain) ? 'awaiting' : 'yes';

/** How it stands, of what is late with that, of what is fixed also by how many days too late. */
export function stateCell(told: ToldFinding): Cell {
  const { one, chain } = told;
  const word = findingStates[one.state];
  const late = findingDeadlines[latenessOf(told)];
  if (one.pastDue) return { ...lookCell(late), text: `${word}，${late.word}` };
  return isFixedLate(chain.fix) ? { ...lookCell(fixedLate), text: fixedStateText(word, chain.fix) } : word;
}

/** What was fixed too late is never told in the colour of what was fixed in time. */
export function stateLook(told: ToldFinding): Look {
  if (latenessOf(told) === 'yes') return findingDeadlines.yes;
  return isFixedLate(told.chain.fix) ? fixedLate : findings[told.one.state];
}

export const priorityCell = (one: FollowedFinding): Cell =>
  one.exploited ? { text: priorityText(one), tone: 'abnormal', mark: '▲' } : priorityText(one);

/** What is to be done: as it was planned, else as the scanner says. */
export const solutionOf = ({ plan, finding: { solution, fixed } }: FollowedFinding): string | undefined =>
  plan ?? solution ?? (fixed === undefined ? undefined : `升级到 ${fixed}`);

/**
 * `BG-20261012-001（用户已确认，2026-10-21 发布，尚未复扫）`: the change that carried a remedy out, the one that the decision names, else the
 * newest that lists the finding on that asset.
 * @returns null where nobody registered one
 */
export function remedyText({ one: { decision }, chain }: ToldFinding): string | null {
  const { change: named } = decision;
  const found = named === null ? chain.repairs.at(-1) : chain.repairs.find(({ id }) => id === named);
  if (found === undefined) return named;
  const released = found.releasedAt === undefined ? [] : [`${dateOf(found.releasedAt)} 发布`];
  const open = unprovenRelease(chain) === null ? [] : ['尚未复扫'];
  return `${found.id}（${[changeStages[found.stage], ...released, ...open].join('，')}）`;
}

/** How what `awaitsRescan` is called. */
export const AWAITING = '修复已在期限内发布、待复扫确认';

/** How being past the deadline is called: what a scan alone has to confirm has passed it, and is not 逾期. */
export const pastWord = ({ awaiting }: Pick<Overdue, 'awaiting'>): string =>
  awaiting.length === 0 ? findingDeadlines.yes.word : '期限已过';

/** `逾期 3 个`; where some wait for a scan alone `期限已过 3 个（逾期未修复 1 个，修复已在期限内发布、待复扫确认 2 个）`. */
export function overdueText({ late, awaiting }: Overdue): string {
  if (awaiting.length === 0) return `逾期 ${late.length} 个`;
  const parts = [...(late.length === 0 ? [] : [`逾期未修复 ${late.length} 个`]), `${AWAITING} ${awaiting.length} 个`];
  return `期限已过 ${late.length + awaiting.length} 个（${parts.join('，')}）`;
}

/** `未修复 2 项，累计 14 项` */
export const findingsText = (list: readonly FollowedFinding[]): string =>
  `未修复 ${list.filter(isWaiting).length} 项，累计 ${list.length} 项`;
