/** Whether what was found is about what was asked at all. */

/**
 * Share of a query below which no result speaks of it. Of the trade's questions in `tests/search` the best result holds at
 * least 0.28; of twenty about the canteen, the lift or a train ticket, it held less than 0.2 for half.
 */
const ABOUT = 0.22;

/**
 * true: the results share odd words with the query and no more, so that a reader should rather ask another way.
 * @param results what `search` found; of nothing there is nothing to say
 */
export function isFarOff(results: readonly { share: number }[]): boolean {
  return results.length > 0 && results.every(({ share }) => share < ABOUT);
}
