/**
 * Reports of one event that had all fallen due before anybody wrote the event down: they are owed as one, which says which it
 * combines. What was issued or waived one by one before keeps its place. Pure.
 */

import { compareInstants, type InstantText, latest } from '../time.ts';
import type { Occurrence } from './occurrence.ts';

/** A report of an event that has several. */
type Report = Occurrence & { part: NonNullable<Occurrence['part']> };

/**
 * @param reports of one event, in the order in which they are due; those without a due time stand last
 * @param enteredAt when the event was first written down
 * @param settled periods that were issued or waived: single reports, and earlier combinations of them
 */
export function combineLate(
  reports: readonly Report[],
  enteredAt: InstantText,
  settled: ReadonlySet<string>,
): Occurrence[] {
  const kept = keptCombinations(reports, settled);
  const covered = new Set(kept.flatMap(({ own }) => own));
  const isLate = (one: Report): boolean =>
    one.dueAt !== null && one.issueFrom !== null && compareInstants(one.dueAt, enteredAt) < 0;
  const late = reports.filter((one) => isLate(one) && !covered.has(one) && !settled.has(one.period));
  if (late.length > 1) kept.push({ own: late, whole: combined(late) });
  const whole = new Map(kept.map((one) => [one.own[0], one.whole]));
  const hidden = new Set(kept.flatMap(({ own }) => own));
  return reports.flatMap((one) => whole.get(one) ?? (hidden.has(one) ? [] : [one]));
}

/** Combinations that were issued before, with the reports that they hold. */
function keptCombinations(
  reports: readonly Report[],
  settled: ReadonlySet<string>,
): { own: Report[]; whole: Occurrence }[] {
  const found: { own: Report[]; whole: Occurrence }[] = [];
  for (const [n, first] of reports.entries()) {
    const last = reports.findLastIndex((one, m) => m > n && settled.has(periodOf(first, one)));
    if (last < 0) continue;
    const own = reports.slice(n, last + 1).filter((one, m, all) => m === all.length - 1 || !settled.has(one.period));
    if (!own.includes(first) || found.some((one) => one.own.includes(first))) continue;
    found.push({ own, whole: combined(own) });
  }
  return found;
}

const periodOf = (first: Report, last: Report): string => `${first.period}-${last.part.suffix}`;

/** Due with the first of them, so that it is late from the beginning; it can be written when the last of them can. */
function combined(own: readonly Report[]): Occurrence {
  const [first, last] = [own[0], own.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError('nothing to combine');
  const opens = own.flatMap(({ issueFrom }) => issueFrom ?? []);
  return {
    ...first,
    period: periodOf(first, last),
    part: {
      suffix: `${first.part.suffix}-${last.part.suffix}`,
      name: `${first.part.name}至${last.part.name}合并补报`,
      combines: own.map(({ part, dueAt }) => ({ suffix: part.suffix, name: part.name, dueAt })),
    },
    issueFrom: latest(opens) ?? null,
  };
}
