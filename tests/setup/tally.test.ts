import { expect, test } from 'vitest';
import { closingLine, tally, type VitestReport } from './tally.ts';

const report = (change: Partial<VitestReport> = {}): VitestReport => ({
  numPassedTests: 7,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [{ name: 'a.test.ts', status: 'passed', assertionResults: [{ status: 'passed' }] }],
  ...change,
});

test.for<[string, VitestReport | null, number, string]>([
  ['all well', report(), 0, '7 passed, 0 failed'],
  ['a failing test', report({ numFailedTests: 2 }), 1, '7 passed, 2 failed'],
  ['skipped and planned tests', report({ numPendingTests: 1, numTodoTests: 1 }), 0, '7 passed, 2 failed'],
  [
    'a file that could not be loaded',
    report({ testResults: [{ name: 'b.test.ts', status: 'failed', message: 'SyntaxError', assertionResults: [] }] }),
    1,
    '7 passed, 1 failed',
  ],
  ['a failure that no test shows', report(), 1, '7 passed, 1 failed'],
  ['no report at all', null, 0, '0 passed, 1 failed'],
])('%s', ([, given, exitCode, line]) => {
  expect(closingLine(tally(given, exitCode))).toBe(line);
});
