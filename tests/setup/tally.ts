/** Counts what `npm test` prints in its last line. */

/** The part of vitest's JSON report that is counted. */
export interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { name: string; status: string; message?: string; assertionResults: { status: string }[] }[];
}

export interface Tally {
  passed: number;
  failed: number;
}

/**
 * @param report vitest's report; null when it wrote none
 * @param exitCode vitest's own; a failure that no test shows (an unhandled rejection, a crash) still counts as one
 * @returns tests that passed, and what failed: tests, files that could not be loaded, and tests that were skipped,
 * because what was not run has not passed
 */
export function tally(report: VitestReport | null, exitCode: number): Tally {
  if (report === null) return { passed: 0, failed: 1 };
  const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const failed = report.numFailedTests + report.numPendingTests + report.numTodoTests + broken.length;
  const unseen = exitCode !== 0 && failed === 0 ? 1 : 0;
  return { passed: report.numPassedTests, failed: failed + unseen };
}

/** The line by which CI reads a run, alone at the end of the output. */
export function closingLine({ passed, failed }: Tally): string {
  return `${passed} passed, ${failed} failed`;
}

export const sum = (parts: readonly Tally[]): Tally => ({
  passed: parts.reduce((n, one) => n + one.passed, 0),
  failed: parts.reduce((n, one) => n + one.failed, 0),
});

/**
 * What another command printed, without its closing line, and what that line counted.
 * @param exitCode of the command; one that failed without a failure in its count, or without a count, is one failure
 */
export function tallyOfOutput(output: string, exitCode: number): { shown: string; counted: Tally } {
  const [whole, passed, failed] = /(?:^|\n)(\d+) passed, (\d+) failed\s*$/.exec(output) ?? [];
  if (whole === undefined) return { shown: output.trimEnd(), counted: { passed: 0, failed: 1 } };
  const counted = { passed: Number(passed), failed: Number(failed) };
  if (exitCode !== 0 && counted.failed === 0) counted.failed = 1;
  return { shown: output.slice(0, output.length - whole.length).trimEnd(), counted };
}
