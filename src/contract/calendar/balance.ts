/** 更正以前各期: what was counted before and is different now, as signed rows, so that the periods always sum to the whole. Pure. */
import type { Counted, IssuedSummary } from './occurrence.ts';

/** What is made on request tells of the service again, beside the periods. */
const ON_REQUEST = /^service-/;

/**
 * What the newest revisions of the other periods of an obligation counted, taken together: of later ones too, when this one is
 * issued after them. A document made on request lies over all of them and corrects none: it counts its own interval anew.
 * @param period of the document that is composed
 */
export function countedByOthers(
  issued: readonly Pick<IssuedSummary, 'obligation' | 'period' | 'revision' | 'counted'>[],
  obligation: string,
  period: string,
): Counted {
  if (ON_REQUEST.test(period)) return {};
  const newest = new Map<string, Pick<IssuedSummary, 'revision' | 'counted'>>();
  for (const one of issued) {
    if (one.obligation !== obligation || one.period === period || ON_REQUEST.test(one.period)) continue;
    if ((newest.get(one.period)?.revision ?? 0) < one.revision) newest.set(one.period, one);
  }
  return sumOf([...newest.values()].map((one) => one.counted ?? {}));
}

/** What several documents counted, taken together. */
export function sumOf(all: readonly Counted[]): Counted {
  const sum: Record<string, Record<string, number>> = {};
  for (const [key, value, count] of all.flatMap(entriesOf)) {
    const own = sum[key] ?? {};
    sum[key] = own;
    own[value] = (own[value] ?? 0) + count;
  }
  return sum;
}

/** One signed row: the thing was counted so often too much (negative) or too little under this value. */
export interface Correction {
  key: string;
  value: string;
  count: number;
}

/**
 * What a document has to correct: what holds now, less what the others counted, for each thing that they counted.
 * @param now how each thing would be counted today; one that is not there any more counts as nothing
 * @param before what all other documents of the obligation counted together
 */
export function correctionsOf(now: Counted, before: Counted): Correction[] {
  // What was counted and taken back is nobody's any more: whoever finds it again counts it anew.
  const standing = Object.entries(before).filter(([, values]) => Object.values(values).some((count) => count !== 0));
  return standing.flatMap(([key, values]) => {
    const own = now[key] ?? {};
    return [...new Set([...Object.keys(values), ...Object.keys(own)])]
      .map((value) => ({ key, value, count: (own[value] ?? 0) - (values[value] ?? 0) }))
      .filter(({ count }) => count !== 0);
  });
}

/** Corrections as they are kept, to be part of what was counted. */
export const countedOf = (corrections: readonly Correction[]): Counted =>
  sumOf(corrections.map(({ key, value, count }) => ({ [key]: { [value]: count } })));

const entriesOf = (counted: Counted): [string, string, number][] =>
  Object.entries(counted).flatMap(([key, values]) =>
    Object.entries(values).map(([value, count]): [string, string, number] => [key, value, count]),
  );
