/** How a score and a deduction read, once for sheet, statement and site. */

import {
  type Deduction,
  limitOf,
  moreWith,
  rangeOf,
  type SchemeResult,
  type SchemeScore,
  scoreAfter,
  unseenRange,
} from '../../src/assess/contract/score.ts';
import {
  isInSteps,
  type PenaltyRule,
  type PenaltyScheme,
  penaltyCounts,
  penaltyMeasures,
} from '../../src/contract/terms/penalties.ts';
import { MINUTE_SECONDS } from '../../src/contract/time.ts';
import { apartReasons } from '../../src/states/apart.ts';
import { isUnanswered } from '../../src/subjects/scores/judge/objections.ts';
import { limitText } from '../../src/wording/durations.ts';
import { moneyText, percentAsked } from '../../src/wording/figures.ts';
import { unsettledText } from '../../src/wording/interpretation-words.ts';

/** `5`, `1,200.00`, `10`: without its unit. */
export const amountOf = ({ measure }: Pick<PenaltyScheme, 'measure'>, amount: number): string =>
  measure === 'money' ? moneyText(amount) : String(amount);

/** `5 分`, `1,200.00 元`, `10 %`. */
export const amountText = (scheme: Pick<PenaltyScheme, 'measure'>, amount: number): string =>
  `${amountOf(scheme, amount)} ${penaltyMeasures[scheme.measure]}`;

/** 扣分, 扣款, 扣减. */
export const takenWord = ({ measure }: Pick<PenaltyScheme, 'measure'>): string =>
  measure === 'points' ? '扣分' : measure === 'money' ? '扣款' : '扣减';

/** `每次`, `每 60 分钟`. */
export const countWord = ({ per, stepMinutes }: Pick<PenaltyRule, 'per' | 'stepMinutes'>): string =>
  isInSteps(per)
    ? `超出${per === 'step' ? '每' : '每满'} ${limitText((stepMinutes ?? 0) * MINUTE_SECONDS)}`
    : penaltyCounts[per];

/** `低于 85 分`, `不高于 85 分`. */
export const boundText = ({ below, atMost }: { below?: number | undefined; atMost?: number | undefined }): string =>
  below !== undefined ? `低于 ${below}` : `不高于 ${atMost}`;

/** The same of a band of availability: `低于 99.9 %`. */
export const shareBoundText = ({
  below,
  atMost,
}: {
  below?: number | undefined;
  atMost?: number | undefined;
}): string => (below !== undefined ? `低于 ${percentAsked(below)}` : `不高于 ${percentAsked(atMost ?? 0)}`);

/** What follows from a result, by the bands of the scheme; empty where it has none. */
export function outcomeText({ bands = [], otherwise }: PenaltyScheme, { band }: SchemeResult): string {
  if (band !== null) return `${boundText(band)} 分：${band.text}`;
  return bands.length === 0 ? '' : (otherwise ?? '各档均不适用');
}

/** `扣减 0 至 20 %（未观测）`. */
const unseenText = (scheme: PenaltyScheme, { least, most }: { least: number; most: number }): string =>
  `${takenWord(scheme)} ${amountOf(scheme, least)} 至 ${amountText(scheme, most)}（未观测）`;

/** `扣 5 分，得 95 分`; of a scheme without a full mark what is deducted, and what it would be without the limit that it met; of what nobody observed a range. */
export function resultText(scheme: PenaltyScheme, result: SchemeResult): string {
  const { deducted, uncapped, score, payment } = result;
  const { least, most } = unseenRange(scheme, result);
  if (most > least) {
    const rest = score === null ? '' : `，得 ${scoreAfter(scheme, most)} 至 ${score} 分`;
    return `${unseenText(scheme, { least, most })}${rest}`;
  }
  const limited = uncapped > deducted ? `（各项计 ${amountText(scheme, uncapped)}，按上限）` : '';
  const taken = `${takenWord(scheme)} ${amountText(scheme, deducted)}${limited}`;
  const rest = score === null ? '' : `，得 ${score} 分`;
  const paid = payment === null ? '' : `，${payment.stage.name}应付 ${moneyText(payment.payable)} 元`;
  return `${taken}${rest}${paid}`;
}

/** What waits for a decision or a record. */
export const isPending = ({ apart: why }: Deduction): boolean => why !== undefined && !apartReasons[why].decided;

/** `另有 2 项待定或未登记，若全部计入另扣分 5 分`; null: nothing of it could change the result. */
export function pendingWord(scheme: PenaltyScheme, result: SchemeResult): string | null {
  const pending = result.rules.flatMap(({ apart }) => apart).filter(isPending);
  const more = moreWith(scheme, result, isPending);
  const unknown = withoutAmount(pending);
  if (more === 0 && unknown === '') return null;
  const known = more === 0 ? '' : `，若全部计入另${takenWord(scheme)} ${amountText(scheme, more)}`;
  return `另有 ${pending.length} 项待定或未登记${known}${unknown}`;
}

/** `，其中 1 项还没有金额`: what nobody assessed yet, or of a time that goes on; nothing where all have one. */
function withoutAmount(pending: readonly Deduction[]): string {
  const unknown = pending.filter(({ amount }) => amount === 0).length;
  return unknown === 0 ? '' : `，其中 ${unknown} 项还没有金额`;
}

/** What was not counted for want of a decision or a record, and what it would come to; that nothing changes only where all is known. */
export function notCountedText(scheme: PenaltyScheme, result: SchemeResult): string {
  const pending = result.rules.flatMap(({ apart }) => apart).filter(isPending);
  if (pending.length === 0) return '';
  const more = moreWith(scheme, result, isPending);
  const unknown = withoutAmount(pending);
  const word = takenWord(scheme);
  const same = `；若全部计入，${word}不变${limitOf(scheme) === undefined ? '' : '（按上限）'}`;
  const known = more === 0 ? (unknown === '' ? same : '') : `；若全部计入，另${word} ${amountText(scheme, more)}`;
  return `待定或未登记 ${pending.length} 项，未计入${known}${unknown}。`;
}

/** `异议 2 项待答复`; null: none waits. */
function unansweredWord(objections: SchemeScore['objections']): string | null {
  const waiting = objections.filter(isUnanswered).length;
  return waiting === 0 ? null : `异议 ${waiting} 项待答复或待确认`;
}

/** What could still change the result, or leaves it unproven, beside an open reading. */
export const unsettledBy = ({ scheme, result, recorded, objections }: SchemeScore, ended: boolean): string[] =>
  [
    pendingWord(scheme, result),
    unansweredWord(objections),
    // What is deducted by then stays so.
    ended || result.deducted > 0 ? null : '考核周期尚未结束',
    recorded > 0 ? null : '统计区间内没有任何登记',
  ].filter((one) => one !== null);

export const isSettled = (score: SchemeScore, ended: boolean): boolean =>
  score.open.length === 0 && unsettledBy(score, ended).length === 0;

/**
 * The conclusion, or that none is drawn: between what the readings lie, what waits, that the period goes on.
 * @param ended the last day of the period is there
 */
export function conclusionOf(score: SchemeScore, ended: boolean): string {
  const { scheme, result, open } = score;
  if (open.length === 0) {
    const why = unsettledBy(score, ended);
    // More deductions make a band deeper, and none milder.
    const outcome = why.length === 0 || result.band !== null ? outcomeText(scheme, result) : '';
    const said = [resultText(scheme, result), outcome, ...why].filter((one) => one !== '').join('；');
    return `${scheme.name}：${why.length === 0 ? `${said}。` : `暂计${said}，不下结论。`}`;
  }
  const [figure, word, unit] =
    result.score === null
      ? [rangeOf(score, (one) => one.deducted), takenWord(scheme), penaltyMeasures[scheme.measure]]
      : [rangeOf(score, (one) => one.score ?? 0), '得分', '分'];
  return `${scheme.name}：口径${unsettledText(...open)}，${rangeText(scheme, word, figure, unit)}，不下结论。`;
}

const rangeText = (
  scheme: PenaltyScheme,
  word: string,
  { least, most }: { least: number; most: number },
  unit: string,
): string => `各选项的${word}为 ${amountOf(scheme, least)} 至 ${amountOf(scheme, most)} ${unit}`;

/** `扣分 5 分`; while an open reading makes a difference no amount of one option, but between what all of them lie. */
export function takenText(score: SchemeScore): string {
  const { scheme, result, open } = score;
  const word = takenWord(scheme);
  if (open.length === 0) {
    const range = unseenRange(scheme, result);
    return range.most > range.least ? unseenText(scheme, range) : `${word} ${amountText(scheme, result.deducted)}`;
  }
  return rangeText(
    scheme,
    word,
    rangeOf(score, (one) => one.deducted),
    penaltyMeasures[scheme.measure],
  );
}
