/** How it is told that both sides settled an ambiguous clause (口径), or did not yet: one wording for paper and site. Pure. */
import type { Interpretation } from '../contract/terms/interpretations.ts';

type Settled = Pick<Interpretation, 'confirmedOn' | 'decision' | 'effectiveFrom'>;

/** What is so of a 口径 by which nothing is concluded: `countsFrom` of one that both sides confirmed from a later day on. */
type Open = Pick<Interpretation, 'countsFrom'>;

/** Of several the one that nobody confirmed speaks for all. */
const openOf = (all: readonly Open[]): Open => all.find(({ countsFrom }) => countsFrom === undefined) ?? all[0] ?? {};

/**
 * Why nothing is concluded, behind the word 口径: nobody says it in words of their own, so that what is confirmed is never called otherwise.
 * @param all those that are open, as they count for what is told of
 */
export function unsettledText(...all: readonly Open[]): string {
  const { countsFrom } = openOf(all);
  return countsFrom === undefined ? '未经双方确认' : `双方已确认自 ${countsFrom} 起适用`;
}

/** The same in a cell or a heading: `口径未确认`, `未确认口径的各选项`. */
export const unsettledWord = (...all: readonly Open[]): string =>
  openOf(all).countsFrom === undefined ? '未确认' : '尚不适用';

/** The state of one that is settled: by the signed paper, or by an account of the purchaser's, which is said for as long as nobody signed. */
export function settledText(one: Settled & Signed): string {
  const { confirmedOn, decision, effectiveFrom } = one;
  const from = effectiveFrom === undefined ? '' : `，自 ${effectiveFrom} 起适用`;
  const cases = signedWithCases(one) ? '' : '；确认时没有列出案例';
  if (decision !== undefined)
    return `⟦采购人⟧已于 ${confirmedOn} 电子确认（${decision}，账号由⟦供应商⟧管理）${from}${cases}`;
  return `${confirmedOn === undefined ? '双方已确认' : `双方已于 ${confirmedOn} 确认`}${from}${cases}`;
}

type Signed = Pick<Interpretation, 'casesSigned' | 'options' | 'chosen' | 'binds'>;

/** The cases of the chosen option were before those who confirmed it; of a question by which nothing is judged there are none. */
export const signedWithCases = ({ casesSigned, options, chosen, binds }: Signed): boolean =>
  binds === undefined || (casesSigned === true && (options.find(({ id }) => id === chosen)?.cases ?? []).length > 0);

/** `2026-09-02 双方确认的口径“一律自申报起算”`: the option that is in force, and since when. */
export function settledAs(one: Settled & Pick<Interpretation, 'options' | 'chosen'>): string {
  const day = one.confirmedOn === undefined ? '' : `${one.confirmedOn} `;
  const by = one.decision === undefined ? '双方确认' : '⟦采购人⟧电子确认';
  return `${day}${by}的口径“${one.options.find(({ id }) => id === one.chosen)?.label ?? one.chosen}”`;
}
