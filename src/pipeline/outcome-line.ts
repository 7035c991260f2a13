/** Counts of an inspection as one line of words. */
import { type Outcome, outcomeWords } from '../assess/check-result.ts';

/** `正常 12 · 异常 1 · 未配置 118`; outcomes that did not occur are left out. */
export function outcomeLine(counts: Record<Outcome, number>): string {
  const words = (Object.keys(outcomeWords) as Outcome[]).filter((o) => counts[o] > 0);
  return words.map((o) => `${outcomeWords[o]} ${counts[o]}`).join(' · ');
}
