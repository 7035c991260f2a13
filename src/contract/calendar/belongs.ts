/** Which period's document tells a fact, by the cuts of all that went out; see `cut.ts` for the rule. Pure. */

import { compareInstants, type InstantText } from '../time.ts';
import type { Fact, PeriodCut } from './cut.ts';
import { isWaivedAt, isWaivedNow } from './waived.ts';

const isAfter = (a: InstantText, b: InstantText): boolean => compareInstants(a, b) > 0;

/**
 * The period that counts a fact.
 * @param cuts every period of one obligation up to the one that is asked for, in order of time
 * @returns null when none of them does: it came after the last cut. What happened before the first period belongs to the first
 * that knew of it, but for what was before the obligation itself.
 */
export function belongsTo(fact: Fact, cuts: readonly PeriodCut[]): PeriodCut | null {
  const own = cuts.at(-1);
  if (own !== undefined && compareInstants(fact.event, own.end) >= 0) return null;
  if (isBeforeAll(fact, cuts)) return null;
  const { issued, all } = orderOf(cuts);
  const told = issued.find(({ one, cut }) => tells(one, cut, fact, { all, own }));
  if (told !== undefined) return told.one;
  const waits = all.find((one) => one.cut === null && !isWaivedNow(one, cuts) && holds(one, fact));
  return waits ?? (own?.cut === null ? own : null);
}

/** true of what happened before an obligation that begins later than the service: none of its periods tells it. */
export function isBeforeAll({ event }: Pick<Fact, 'event'>, cuts: readonly PeriodCut[]): boolean {
  const opens = cuts.at(-1)?.opens;
  return opens !== undefined && isAfter(opens, event);
}

interface Order {
  /** Documents as they were issued, of a closing revision the first one, too. */
  issued: readonly { one: PeriodCut; cut: InstantText }[];
  /** In order of time. */
  all: readonly PeriodCut[];
}

/** Worked out once for a list: of a report of the year thousands of facts are asked for. */
const orders = new WeakMap<readonly PeriodCut[], Order>();

function orderOf(cuts: readonly PeriodCut[]): Order {
  const known = orders.get(cuts);
  if (known !== undefined) return known;
  const ahead = cuts.at(-1)?.ahead ?? [];
  const all = [...cuts, ...ahead];
  // Of one that went out in the same round it is known that it was made before.
  const issued = [...ahead, ...cuts]
    .flatMap((one) => [one.firstCut, one.cut].flatMap((cut) => (cut == null ? [] : [{ one, cut }])))
    .toSorted((a, b) => compareInstants(a.cut, b.cut));
  const made = { issued, all };
  orders.set(cuts, made);
  return made;
}

/** true when its document knew of the fact, and no earlier period was owed then for which the fact had to wait. */
function tells(
  { start, end }: PeriodCut,
  cut: InstantText,
  fact: Fact,
  { all, own }: { all: readonly PeriodCut[]; own: PeriodCut | undefined },
): boolean {
  if (compareInstants(fact.event, end) >= 0) return false;
  if (isAfter(fact.event, cut) || isAfter(fact.entered, cut)) return false;
  // A later document of the same moment was made before the own one, which was owed then.
  const isOwed = (other: PeriodCut): boolean =>
    isOwedAt(other, cut) || (other === own && (own.firstCut ?? own.cut) === cut && !isWaivedAt(own.waived, cut));
  return !all.some((other) => isAfter(start, other.start) && isOwed(other) && holds(other, fact));
}

/** true while the period waits for its document: it had not been issued at that moment, nor waived. */
const isOwedAt = ({ firstCut, cut, waived }: PeriodCut, now: InstantText): boolean =>
  (cut === null || isAfter(firstCut ?? cut, now)) && !isWaivedAt(waived, now);

function holds({ holds: since, end }: PeriodCut, { event }: Fact): boolean {
  if (compareInstants(event, end) >= 0) return false;
  if (since === undefined) return true;
  return 'after' in since ? isAfter(event, since.after) : compareInstants(event, since.from) >= 0;
}
