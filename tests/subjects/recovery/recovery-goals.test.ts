/** RTO and RPO against their targets. Clauses 5.3.8, 5.3.9. */
import { expect, test } from 'vitest';
import { recoveryGoals } from '../../../src/subjects/recovery/judge/recovery-goals.ts';

const quick = { rtoTarget: 120, rtoActual: 60, rpoTarget: 1440, rpoActual: 90_000 };

test('a restore that failed meets no goal, however short it took', () => {
  expect(recoveryGoals({ ...quick, result: 'passed' }).map(({ state }) => state)).toEqual(['met', 'missed']);
  const [rto, rpo] = recoveryGoals({ ...quick, result: 'failed' });
  expect([rto?.state, rto?.text]).toEqual(['missed', '恢复没有成功，所登记的数值不作达标']);
  expect(rpo?.text).toContain('超出目标');
});
