/** Counts of an inspection as one line of words, and its abnormal rows by name. */

import type { CollectResult } from '../pipeline/collect/collect.ts';
import { type Outcome, outcomeWords } from '../states/outcome.ts';

/** Abnormal rows that are named one by one. */
const NAMED = 20;

/** Counts as documents give them: the contract's checks, and apart from them the supplier's own machine. */
export function outcomeLines({
  contract,
  opsHost,
  opsHostName,
  abnormal,
}: Pick<CollectResult, 'contract' | 'opsHost' | 'opsHostName' | 'abnormal'>): string[] {
  const total = (counts: Record<Outcome, number>) => Object.values(counts).reduce((sum, count) => sum + count, 0);
  const own = total(opsHost);
  return [
    `合同内 ${total(contract)} 项：${outcomeLine(contract) || '无'}`,
    ...(own === 0 ? [] : [`${opsHostName} ${own} 项（合同外，不计入）：${outcomeLine(opsHost)}`]),
    ...abnormal.slice(0, NAMED).map((one) => `${outcomeWords.abnormal}　${one}`),
    ...(abnormal.length > NAMED
      ? [`另有${outcomeWords.abnormal} ${abnormal.length - NAMED} 项，见巡检日志的预览`]
      : []),
  ];
}

/** `正常 12 · 异常 1 · 未配置 118`; outcomes that did not occur are left out. */
function outcomeLine(counts: Record<Outcome, number>): string {
  const words = (Object.keys(outcomeWords) as Outcome[]).filter((o) => counts[o] > 0);
  return words.map((o) => `${outcomeWords[o]} ${counts[o]}`).join(' · ');
}
