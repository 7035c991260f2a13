/** How often a costly property is tried: a few times for each change, and by `npm run nightly` so many times as often. */
export const runs = (few: number): number => few * Number(process.env['OPSLEDGER_TEST_RUNS'] || '1');
