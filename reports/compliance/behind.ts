/** Clauses that a paper of higher rank puts differently. */

import { wholeOf } from '../../src/contract/precedence/held-views.ts';
import { clausesBehind } from '../../src/contract/precedence/limits.ts';
import type { Setting } from '../../src/contract/precedence/papers.ts';
import { numbersBehind } from '../../src/contract/precedence/requirements.ts';
import type { PeriodView } from '../period/period.ts';

/** Of limits and numbers that stand behind on every day of the period, by clause: what decides instead. */
export function clausesDecidedElsewhere({ input, firstDay, lastDay }: PeriodView): Map<string, Setting> {
  const whole = wholeOf(input.contract.contract);
  const days = { from: firstDay, to: lastDay };
  const [numbers, limits] = [numbersBehind(whole, days), clausesBehind(whole, days)];
  return new Map([...numbers, ...limits]);
}
