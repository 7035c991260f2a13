/** What a person said of a whole kind holds for each of its devices of which nobody said anything else. */
import { expect, it } from 'vitest';
import type { Outcome } from '../../../src/states/outcome.ts';
import { membersJudged } from '../../../src/subjects/inspections/judge/aggregate.ts';
import type { CheckResult } from '../../../src/subjects/inspections/judge/result.ts';
import { judgedChecks } from '../../support/site-parts.ts';

const [base] = judgedChecks({ normal: 1 });
const row = (outcome: Outcome, asset: string, measured: string): CheckResult => ({
  ...(base as CheckResult),
  ...{ outcome, asset, measured, reason: null },
});
const pending = row('manual-pending', 'sign-1', '待检查');
const outcomes = (members: CheckResult[], over: CheckResult) =>
  membersJudged({ ...over, members }).map(({ outcome, measured }) => [outcome, measured]);

it('so that no device waits for somebody who has been there', () => {
  const seen = row('normal', 'sign', '48/48 块正常');
  expect(outcomes([pending, pending], seen)).toEqual([
    ['normal', '48/48 块正常'],
    ['normal', '48/48 块正常'],
  ]);
  const broken = row('abnormal', 'sign-2', '黑屏');
  expect(outcomes([pending, broken], row('normal', 'sign', '已处理'))).toEqual([
    ['normal', '已处理'],
    ['abnormal', '黑屏'],
  ]);
});

it('and nothing is said where the row is what its members make it', () => {
  const members = [pending, row('normal', 'sign-2', '正常')];
  expect(outcomes(members, row('manual-pending', 'sign', '1/2 块'))).toEqual([
    ['manual-pending', '待检查'],
    ['normal', '正常'],
  ]);
  expect(membersJudged(pending)).toEqual([pending]);
});
