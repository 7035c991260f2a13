/**
 * A contract, and its assets, as they held on a day or in a span of days; see `held.ts`. A view remembers what it was made
 * from, so that a fact of another day is judged by what held then. Pure.
 */
import type { DateText } from '../time.ts';
import { type Held, type HeldSpan, isHeldDuring, isHeldOn } from './held.ts';
import { type Paper, spanOfClause } from './papers.ts';

/** Lists of a contract whose entries may have a first and a last day. */
const timed = ['clauses', 'people', 'levels', 'limits'] as const;

type Timed = Partial<
  Record<(typeof timed)[number], (Held & { id?: string; limits?: readonly Held[] | undefined })[]>
> & { papers?: Paper[] | undefined };

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

/** The contract with what held on one day. @param contract whole, or a view for other days */
export const contractOn = <T extends object>(contract: T, day: DateText): T =>
  viewOf(contract, (one) => isHeldOn(one, day));

/**
 * The contract with what held on any day of a span. Of entries with one id that follow each other (a limit that was changed)
 * the last one stands: a list names each once, while each fact is judged by `contractOn` its own day.
 */
export const contractDuring = <T extends object>(contract: T, span: HeldSpan): T =>
  viewOf(contract, (one) => isHeldDuring(one, span), true);

function viewOf<T extends object>(given: T, holds: (one: Held) => boolean, lastOnly = false): T {
  const whole = wholeOf(given) as T & Timed;
  const changed = timed.flatMap((key) => {
    const list = whole[key];
    if (list === undefined) return [];
    const kept = withOwnLimits(
      list,
      only(list, key === 'clauses' ? (one) => holds(spanOfClause(whole, one as Held & { id: string })) : holds),
      holds,
    );
    const view = lastOnly ? lastOfEach(kept, list) : kept;
    return view === list ? [] : [[key, view] as const];
  });
  if (changed.length === 0) return whole;
  const view = { ...whole, ...Object.fromEntries(changed) };
  wholes.set(view, whole);
  return view;
}

/** A level's own limits may change while the level stays. */
function withOwnLimits<T extends Held & { limits?: readonly Held[] | undefined }>(
  list: T[],
  kept: T[],
  holds: (one: Held) => boolean,
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
