/** How much more often costly properties are tried than for each change: `npm run nightly` says it. */
const more = Number(process.env['OPSLEDGER_TEST_RUNS'] || '1');

/** How often a costly property is tried: a few times for each change, and by `npm run nightly` so many times as often. */
export const runs = (few: number): number => few * more;

/**
 * What properties draw from: for each change the same every time, so that a red run is of the change and not of the day;
 * by `npm run nightly` whatever comes.
 */
export const drawnFrom = more === 1 ? { seed: 20_261_127 } : {};
