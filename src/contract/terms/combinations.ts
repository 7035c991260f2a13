/** Every way to take one of each: what several open questions come to together. Pure. */

/** Most combinations of readings by which one thing is judged; of what more would decide, nothing is concluded. */
export const MOST_COMBINATIONS = 64;

/** How many ways there are. */
export const combinationCount = (lists: readonly (readonly unknown[])[]): number =>
  lists.reduce((product, list) => product * list.length, 1);

/** One of each list, the first of all first; of no list the one empty combination. */
export const combinationsOf = <T>(lists: readonly (readonly T[])[]): T[][] =>
  lists.reduce<T[][]>((all, list) => all.flatMap((own) => list.map((one) => [...own, one])), [[]]);

/** The first of all, and each that differs from it in one list alone. */
export const singlesOf = <T>(lists: readonly (readonly T[])[]): T[][] => {
  const first = lists.flatMap((list) => list.slice(0, 1));
  return [first, ...lists.flatMap((list, k) => list.slice(1).map((one) => first.with(k, one)))];
};
