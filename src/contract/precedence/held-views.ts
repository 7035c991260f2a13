/**
 * A contract, and its assets, as they held on a day or in a span of days; see `held.ts`. A view remembers what it was made
 * from, so that a fact of another day is judged by what held then. Pure.
 */

import { type Held, type HeldSpan, isHeldDuring, isHeldOn } from '../terms/held.ts';
import { spanOfClause } from '../terms/papers.ts';
import type { Asking } from '../terms/requirements.ts';
import type { DateText } from '../time.ts';
import { limitsWithout, type RankedLimits } from './limits.ts';
import { limitsBehind } from './limits-behind.ts';
import { isSetDuring } from './papers.ts';
import { requirementsDuring } from './requirements.ts';

/** Lists of a contract whose entries may have a first and a last day. */
const timed = ['clauses', 'people', 'levels', 'limits'] as const;

/** An entry of one of the lists; a limit names its clause, a level may have limits of its own. */
type Entry = Held & { id?: string; clause?: string; limits?: readonly (Held & { clause?: string })[] | undefined };

type Timed = Partial<Record<(typeof timed)[number], Entry[]>>;

/** What a view was made from. */
const wholes = new WeakMap<object, object>();

/** The contract, or the list, from which `contractOn`, `assetsDuring` and their like made this view; itself when it is whole. */
export const wholeOf = <T extends object>(view: T): T => (wholes.get(view) as T | undefined) ?? view;

/** A list without what does not hold; the same list when all of it does. */
function only<T extends Held>(list: readonly T[], holds: (one: T) => boolean): T[] {
  const whole = wholeOf(list) as T[];
  if (whole.every(holds)) return whole;
  const view = whole.filter(holds);
  wholes.set(view, whole);
  return view;
}

/**
 * The contract with what held on one day: of limits those whose clause and paper held, too, whatever their papers' rank.
 * @param contract whole, or a view for other days
 */
export const contractOn = <T extends object>(contract: T, day: DateText): T =>
  viewOf(contract, { from: day, to: day }, false);

/**
 * The contract with what held on any day of a span. Of entries with one id that follow each other (a limit that was changed)
 * the last one stands: a list names each once, while each fact is judged by `contractOn` its own day. A limit that a paper of
 * higher rank puts differently on all those days is not listed.
 */
export const contractDuring = <T extends object>(contract: T, span: HeldSpan): T => viewOf(contract, span, true);

/** Of each contract its views so far: every fact of a year asks for that of its day. */
const views = new WeakMap<object, Map<string, object>>();

function viewOf<T extends object>(given: T, span: HeldSpan, listing: boolean): T {
  const whole = wholeOf(given);
  const own = views.get(whole) ?? new Map<string, object>();
  const key = `${span.from} ${span.to} ${listing}`;
  const view = (own.get(key) as T | undefined) ?? made(whole, span, listing);
  views.set(whole, own.set(key, view));
  return view;
}

function made<T extends object>(whole: T & Timed, span: HeldSpan, listing: boolean): T {
  const ranked: RankedLimits & Asking = whole as object;
  const behind = listing ? limitsBehind(ranked, span) : new Map();
  const holds = (one: Held & { clause?: string }): boolean =>
    one.clause === undefined ? isHeldDuring(one, span) : isSetDuring(ranked, one, [one.clause], span);
  const changed = timed.flatMap((key) => {
    const list = whole[key];
    if (list === undefined) return [];
    const kept = withOwnLimits(
      list,
      only(
        list,
        key === 'clauses' ? (one) => isHeldDuring(spanOfClause(ranked, one as Held & { id: string }), span) : holds,
      ),
      holds,
    );
    const standing = behind.size === 0 ? kept : limitsWithout(kept, ranked.levels ?? [], behind);
    const view = listing ? lastOfEach(standing, list) : standing;
    return view === list ? [] : [[key, view] as const];
  });
  const asked = listing ? requirementsDuring(ranked, span) : ranked.requirements;
  if (changed.length === 0 && asked === ranked.requirements) return whole;
  const view = { ...whole, ...Object.fromEntries(changed), ...(asked === undefined ? {} : { requirements: asked }) };
  wholes.set(view, whole);
  return view;
}

/** A level's own limits may change while the level stays. */
function withOwnLimits<T extends Entry>(
  list: T[],
  kept: T[],
  holds: (one: Held & { clause?: string }) => boolean,
): T[] {
  if (kept.every(({ limits }) => limits === undefined || limits.every(holds))) return kept;
  const view = kept.map((one) => ({ ...one, limits: one.limits?.filter(holds) }));
  wholes.set(view, list);
  return view;
}

/** Limits have no id: two of them that follow each other are both listed. */
function lastOfEach<T extends { id?: string }>(list: T[], whole: T[]): T[] {
  const last = new Map(list.map((one) => [one.id ?? one, one]));
  if (last.size === list.length) return list;
  const view = list.filter((one) => last.get(one.id ?? one) === one);
  wholes.set(view, whole);
  return view;
}

/** The assets that are held on a day: one retired in March is neither inspected nor missing in April. */
export const assetsOn = <T extends Held>(assets: readonly T[], day: DateText): T[] =>
  only(assets, (one) => isHeldOn(one, day));

/** The assets that are held on any day of a span. */
export const assetsDuring = <T extends Held>(assets: readonly T[], span: HeldSpan): T[] =>
  only(assets, (one) => isHeldDuring(one, span));
