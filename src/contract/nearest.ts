/** What a person may have meant: the known words that are nearest to a mistyped one. Pure. */

/**
 * The nearest of `known`, best first: a word that begins like the wrong one or holds it counts as near, otherwise the number
 * of wrong letters decides.
 * @param textOf what is compared; several texts of one value (id and Chinese name) may be joined by the caller's choice
 * @returns at most `limit`; only those that share enough with `wrong` to be meant, so possibly none
 */
export function nearest<T>(wrong: string, known: readonly T[], textOf: (one: T) => string, limit: number): T[] {
  return known
    .map((one) => ({ one, off: offness(wrong.toLowerCase(), textOf(one).toLowerCase()) }))
    .filter(({ off }) => off <= 0.5)
    .toSorted((a, b) => a.off - b.off)
    .slice(0, limit)
    .map(({ one }) => one);
}

/** 0 for the same, 1 for nothing in common. */
function offness(a: string, b: string): number {
  const longest = Math.max(a.length, b.length);
  if (longest === 0) return 0;
  const wrong = editDistance(a, b) / longest;
  const shortest = Math.min(a.length, b.length);
  // Half a word typed, or one part of a name such as `log` of `inspection-log`.
  const part = shortest >= 2 && (a.includes(b) || b.includes(a));
  return part ? Math.min(wrong, 0.4) : wrong;
}

/** Letters to insert, leave out or replace, a swap of two neighbours counting as one (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
