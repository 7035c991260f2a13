/** By when something is to be answered or made again, as every list says it. Pure. */

import type { AnswerBy } from '../../../contract/calendar/answer-by.ts';
import { clauseMarks } from '../../../contract/terms/clause-marks.ts';
import { compareInstants, formatDateTime } from '../../../contract/time.ts';

/** `至 2026-11-23 18:00 未答复的视为签收（条款 31）`. */
export function answerText({ what, dueAt, isPast, clauses, deemed }: AnswerBy): string {
  const time = formatDateTime(dueAt);
  const by = `（条款 ${clauseMarks(clauses)}）`;
  if (what === 'again') return `重交期限 ${time}${isPast ? ' 已过' : ''}${by}`;
  if (!deemed) return `答复期限 ${time}${isPast ? ' 已过' : ''}${by}`;
  return isPast ? `${time} 期满未答复，视为签收${by}` : `至 ${time} 未答复的视为签收${by}`;
}

/** What passes first; empty: none has a time. */
export function firstAnswer(all: readonly (AnswerBy | null)[]): string {
  const [first] = all.filter((one) => one !== null).toSorted((a, b) => compareInstants(a.dueAt, b.dueAt));
  return first === undefined ? '' : answerText(first);
}
