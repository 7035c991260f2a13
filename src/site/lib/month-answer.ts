/** What the contract asked for in a month and how it stands, in one sentence a source, none of which is counted here anew. Pure. */

import type { RichCell, SiteMonthAnswer } from '../../report/site-model.ts';
import { type Tone, toneMarks } from '../../states/look.ts';
import type { OccurrenceState } from '../../states/occurrence.ts';

export interface MonthAnswer {
  text: string;
  tone: Tone;
  /** What the 月报 names, all of it, worst first; each leads to its place there. */
  named: RichCell[];
}

/** What never came in time. */
const GONE: readonly OccurrenceState[] = ['missing', 'overdue', 'undelivered'];
const LATE: readonly OccurrenceState[] = ['late', 'delivered-late'];
const OPEN: readonly OccurrenceState[] = ['due', 'awaiting', 'upcoming'];

/** Beside the documents: what the 月报 and the statements of the month say. */
export type Beside = Pick<SiteMonthAnswer, 'report' | 'joined' | 'told' | 'exceptions'>;

/**
 * @param counts of the states, in the order in which they are told
 * @param wordOf what a state is called under the contract
 * @param fact what 按期 is said of under it: 签发, 送达, 签收, or 交付 of several
 * @param beside what is asked for beside documents: as long as nobody judged it, all that is said is said of documents
 */
export function monthAnswer(
  month: string,
  counts: readonly { state: OccurrenceState; count: number }[],
  wordOf: (state: OccurrenceState) => string,
  fact: string,
  beside: Beside,
): MonthAnswer {
  const [documents, tone] = documentsAnswer(counts, wordOf, fact);
  const [rest, other] = restAnswer(beside);
  return {
    text: `${month}合同要求的都做到了没有：${documents}${rest}`,
    tone: graver(tone, other),
    named: namedIn(beside.told),
  };
}

const namedIn = (told: Beside['told']): RichCell[] =>
  (['abnormal', 'attention'] as const).flatMap((tone) =>
    (told?.[tone] ?? []).map((one) => ({ ...one, tone, mark: toneMarks[tone] ?? '' })),
  );

function documentsAnswer(
  counts: readonly { state: OccurrenceState; count: number }[],
  wordOf: (state: OccurrenceState) => string,
  fact: string,
): [string, Tone] {
  const sum = (states: readonly OccurrenceState[]): number =>
    counts.reduce((all, { state, count }) => all + (states.includes(state) ? count : 0), 0);
  const total = counts.reduce((all, { count }) => all + count, 0);
  if (total === 0) return ['本月没有要求的交付物。', 'muted'];
  const told = counts.filter(({ count }) => count > 0).map(({ state, count }) => `${wordOf(state)} ${count} 项`);
  const waived = sum(['waived']);
  const [answer, tone] = verdict(fact, {
    gone: sum(GONE),
    late: sum(LATE),
    open: sum(OPEN),
    kept: sum(['on-time']),
    waived,
  });
  return [`要求交付的 ${total} 项${answer}（${told.join('，')}）。`, tone];
}

/** 交付以外: in the words of the 月报, and by the count of the statements. */
function restAnswer({ report, joined, told, exceptions }: Beside): [string, Tone] {
  const listed = exceptions === 0 ? '' : `；对照表列出日期在本月的例外 ${exceptions} 项`;
  const missed: Tone = exceptions > 0 ? 'abnormal' : 'muted';
  if (joined !== undefined) return [`交付以外的要求：${joined.text}，这里没有单独判定${listed}。`, missed];
  if (told === null) {
    const why = report?.href === undefined && report !== null ? '月报尚未签发' : '没有可查的月报';
    return [`交付以外的要求：${why}，这里没有判定${listed}。`, missed];
  }
  const { abnormal, attention } = told;
  if (abnormal.length + attention.length === 0) {
    return [`交付以外的要求：月报要点没有列出异常${listed}。`, exceptions > 0 ? 'abnormal' : 'normal'];
  }
  const counted = [
    ...(abnormal.length === 0 ? [] : [`异常 ${abnormal.length} 项`]),
    ...(attention.length === 0 ? [] : [`须留意 ${attention.length} 项`]),
  ].join('、');
  const tone: Tone = abnormal.length > 0 ? 'abnormal' : 'attention';
  return [`交付以外的要求：月报要点列出${counted}，逐项列在下面${listed}。`, graver(tone, missed)];
}

/** What is known to be good makes nothing good of which that is not known. */
const byGravity: readonly Tone[] = ['normal', 'muted', 'attention', 'abnormal'];
const graver = (a: Tone, b: Tone): Tone => (byGravity.indexOf(a) > byGravity.indexOf(b) ? a : b);

interface Sums {
  gone: number;
  late: number;
  open: number;
  kept: number;
  waived: number;
}

/** 都 is said only of what was asked for, is there and was in time: what is waived or not due yet is told apart. */
function verdict(fact: string, { gone, late, open, kept, waived }: Sums): [string, Tone] {
  if (gone > 0) return [`没有都${fact}`, 'abnormal'];
  if (late > 0) return [open > 0 ? `中已到期的都已${fact}，有晚于期限的` : `都已${fact}，有晚于期限的`, 'attention'];
  if (open > 0) return [kept > 0 ? `中已到期的都按期${fact}，其余未到期` : '尚未到期', 'muted'];
  if (kept === 0) return ['都已豁免', 'muted'];
  return [waived > 0 ? `除豁免的以外都按期${fact}` : `都按期${fact}`, 'normal'];
}
