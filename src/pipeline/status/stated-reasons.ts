/** What the issued statements give as reasons: operations that match no permit, clauses with exceptions. Pure. */
import { type FigureInterval, figureOf } from '../../report/figure.ts';
import { saidOf, worstOf } from '../../sections/clauses/service.ts';
import type { ClauseVerdicts } from '../../sections/parts/facts.ts';
import { clauseStateHref } from '../../sections/parts/links.ts';
import type { Reason } from './verdict-board.ts';

/** Of the newest statement's own period. null: no statement, it compares nothing with permits, or all match. */
export function breachReason(stated: ClauseVerdicts | null): Reason | null {
  const count = stated?.newest.breaches ?? 0;
  if (stated === null || count === 0) return null;
  const brief = `许可不符 ${count} 项`;
  return { tone: 'abnormal', text: `${brief}，见${stated.newest.source.text}`, brief, href: stated.newest.page };
}

/**
 * Of the whole service, and how many of them in the last period that was judged.
 * null: no statement, or no clause has an exception. @param within `to` is the moment at which the lists are made
 */
export function exceptionReason(stated: ClauseVerdicts | null, { to }: FigureInterval): Reason | null {
  if (stated === null) return null;
  const ids = new Set(
    stated.periods.flatMap(({ statement }) => (typeof statement === 'string' ? [] : [...statement.clauses.keys()])),
  );
  const count = [...ids].filter((id) => worstOf(stated, id).said.code === 'exception').length;
  if (count === 0) return null;
  const last = stated.periods.findLast(({ statement }) => typeof statement !== 'string');
  const now = last === undefined ? 0 : [...ids].filter((id) => saidOf(last, id)?.code === 'exception').length;
  const brief = `本服务期有例外的条款 ${count} 项`;
  const latest = last === undefined || stated.periods.length < 2 ? '' : `，其中最近一期（${last.name}）${now} 项`;
  return {
    tone: 'attention',
    text: `${brief}${latest}`,
    brief,
    href: clauseStateHref('exception'),
    figure: figureOf('clauses.state.exception', count, { from: '', to }),
  };
}
