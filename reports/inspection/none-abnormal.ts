/** What stands in place of abnormal results where there is no row: that nothing was found is said of what was observed alone. Pure. */
import type { Outcome } from '../../src/states/outcome.ts';

/**
 * @param counts results by outcome of what was inspected; null: no inspection was made
 * @param where 当日巡检, 已巡检的各日 @param what was not found: 异常
 */
export function noneAbnormalText(
  counts: Readonly<Record<Outcome, number>> | null,
  where: string,
  what: string,
): string {
  if (counts === null) return '没有巡检记录，未观测，不能判断是否有异常。';
  const unobserved = counts.unreachable + counts.stale + counts.unconfigured + counts['manual-pending'];
  if (counts.normal + counts.abnormal === 0) return `${where}没有观测到任何一项，不能判断是否有异常。`;
  const rest = unobserved === 0 ? '' : `；未观测 ${unobserved} 项次，不能判断`;
  return `${where}已观测的检查项没有${what}${rest}。`;
}
