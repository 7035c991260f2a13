/** How it is told that both sides settled an ambiguous clause (口径), or did not yet: one wording for paper and site. Pure. */
import type { Interpretation } from '../contract/terms/interpretations.ts';

type Settled = Pick<Interpretation, 'confirmedOn' | 'decision'>;

/** The state of one that is settled: by the signed paper, or by an account of the purchaser's, which is said for as long as nobody signed. */
export function settledText({ confirmedOn, decision }: Settled): string {
  if (decision !== undefined) return `⟦采购人⟧已于 ${confirmedOn} 电子确认（${decision}，账号由⟦供应商⟧管理）`;
  return confirmedOn === undefined ? '双方已确认' : `双方已于 ${confirmedOn} 确认`;
}

/** `2026-09-02 双方确认的口径“一律自申报起算”`: the option that is in force, and since when. */
export function settledAs(one: Settled & Pick<Interpretation, 'options' | 'chosen'>): string {
  const day = one.confirmedOn === undefined ? '' : `${one.confirmedOn} `;
  const by = one.decision === undefined ? '双方确认' : '⟦采购人⟧电子确认';
  return `${day}${by}的口径“${one.options.find(({ id }) => id === one.chosen)?.label ?? one.chosen}”`;
}
