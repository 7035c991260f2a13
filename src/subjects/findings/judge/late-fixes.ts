/**
 * Findings that were mended after their deadline (5.3.6). What waits past its deadline stops being 逾期 when it is mended; that it was
 * late stays true, of each time that it was there. Pure.
 */
import { at, type DateText, type InstantText, toText } from '../../../contract/time.ts';
import { type ChainFacts, type Fix, fixOf, fixText, repairsIn } from './chain.ts';
import { decidedAt, lateFrom, waitedSince } from './decisions.ts';
import { agreedDay, type FindingRules, type FollowedFinding } from './findings.ts';
import type { Turn } from './track.ts';

export interface LateFix {
  one: FollowedFinding;
  /** The scan that showed it, first or again, and the one that gave it the level by which it was due. */
  begun: Turn;
  graded: Turn;
  /** The deadline of that time; ISO date, inclusive. */
  dueOn: DateText;
  fix: Fix;
  /** First day on which it was late: after the deadline, or after an acceptance that outlasted it. */
  lateFrom: DateText;
}

/**
 * Each time that a finding was there and was mended late, in the order of the list; one that was mended late twice is there twice.
 * @param list of `followFindings`, with the rules that it was followed by
 */
export function lateFixes(facts: ChainFacts, list: readonly FollowedFinding[], rules: FindingRules): LateFix[] {
  return list.flatMap((one) => {
    if (one.fixes.length === 0) return [];
    const decisions = facts.decisions.get(one.key) ?? [];
    const repairs = repairsIn(facts, one);
    const begins = [one.found, ...one.returns];
    return one.fixes.flatMap((rescanned, n): LateFix[] => {
      const begun = begins[n];
      if (begun === undefined) return [];
      const isLast = n === begins.length - 1;
      const agreed = decidedAt(decisions, rescanned.at).dueOn ?? agreedDay(rules, rescanned.level, begun.at);
      const dueOn = isLast ? one.dueOn : agreed;
      const fix = fixOf(facts, { since: begun.at, dueOn, decisions, repairs }, rescanned);
      if (fix.late === 0) return [];
      const late = lateFrom(dueOn, waitedSince(decisions, fix.at));
      return [{ one, begun, graded: rescanned.graded, dueOn, fix, lateFrom: late }];
    });
  });
}

/** When it became late: the begin of that day. */
export const becameLate = ({ lateFrom }: Pick<LateFix, 'lateFrom'>): InstantText => toText(at(lateFrom, '00:00:00'));

/** `期限 2026-08-20，2026-09-02 修复，晚于期限 13 天，2026-09-05 复扫确认` */
export const lateFixText = ({ dueOn, fix }: Pick<LateFix, 'dueOn' | 'fix'>): string => `期限 ${dueOn}，${fixText(fix)}`;
