/** A backup that is much smaller or larger than those before it is not like them: one measure of it for live and stored sets. */

/** The trend is the median of so many earlier sets. */
const TREND = 7;

/** Percent against the median of the earlier sizes, newest first; null when there is nothing to compare with. */
export function sizeChange(size: number, earlier: readonly number[]): number | null {
  const sizes = earlier.slice(0, TREND).toSorted((a, b) => a - b);
  const middle = sizes[Math.floor(sizes.length / 2)];
  return middle === undefined || middle === 0 ? null : ((size - middle) / middle) * 100;
}
