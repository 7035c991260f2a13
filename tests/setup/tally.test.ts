import { expect, test } from 'vitest';
import { closingLine, sum, tally, tallyOfOutput, type VitestReport } from './tally.ts';

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
])('%s', ([, given, exitCode, line]) => expect(closingLine(tally(given, exitCode))).toBe(line));

test.for<[string, string, number, string]>([
  ['all well', '通过  a\n\n22 passed, 0 failed\n', 0, '22 passed, 0 failed'],
  ['a failing row', '失败  a\n\n21 passed, 1 failed\n', 1, '21 passed, 1 failed'],
  ['a failure that no row shows', '通过  a\n\n22 passed, 0 failed\n', 3, '22 passed, 1 failed'],
  ['a count that is not the end', '22 passed, 0 failed\nTypeError: x\n', 1, '0 passed, 1 failed'],
  ['no output', '', 2, '0 passed, 1 failed'],
])('of another command: %s', ([, output, exitCode, line]) => {
  const { shown, counted } = tallyOfOutput(output, exitCode);
  expect(closingLine(counted)).toBe(line);
  expect(shown).toBe(line.startsWith('0') ? output.trimEnd() : output.split('\n')[0]);
});

test('the closing line counts all parts', () => {
  const parts = [
    { passed: 7, failed: 1 },
    { passed: 0, failed: 1 },
    { passed: 22, failed: 0 },
  ];
  expect(closingLine(sum(parts))).toBe('29 passed, 2 failed');
});
