/** What the issued statements give as reasons: operations that match no permit, clauses with exceptions. Pure. */
import { type FigureInterval, figureOf } from '../../report/figure.ts';
import { breachCount, breachesHref, breachesOf, comparingPeriods } from '../../sections/clauses/breaches.ts';
import { saidOf, worstOf } from '../../sections/clauses/service.ts';
import type { ClauseVerdicts } from '../../sections/parts/facts.ts';
import { clauseStateHref } from '../../sections/parts/links.ts';
import type { Reason } from './verdict-board.ts';

/**
 * Of the whole service, and how many of them in the last period that was judged; a statement lists each among its exceptions.
 * null: no statement, none compares anything with permits, or all match.
 */
export function breachReason(stated: ClauseVerdicts | null): Reason | null {
  const periods = stated === null ? [] : comparingPeriods(stated);
  const count = breachCount(periods);
  const last = periods.at(-1);
  if (stated === null || last === undefined || count === 0) return null;
  const found = periods.filter(({ statement }) => statement.breaches > 0);
  const brief = `本服务期许可不符 ${count} 项`;
  const latest = periods.length < 2 ? '' : `，其中最近一期（${last.name}）${last.statement.breaches} 项`;
  const [own] = found;
  const one = found.length === 1 && own !== undefined ? own : null;
  return {
    gravity: 'unauthorised',
    text: `${brief}${latest}，见${one === null ? '各期对照表的例外清单' : one.statement.source.text}`,
    brief,
    // As many rows as the number says, where the lists show which they are.
    href: breachesOf(stated) === null && one !== null ? one.statement.page : breachesHref(stated),
  };
}

/**
 * Of the whole service, and how many of them in the last period that was judged; beside them those that no statement lists and that a 口径
 * settled since calls missed, as 条款追溯 counts them.
 * null: no statement, or no clause has either. @param within `to` is the moment at which the lists are made
 */
export function exceptionReason(stated: ClauseVerdicts | null, { to }: FigureInterval): Reason | null {
  if (stated === null) return null;
  // A clause that no statement lists may have been missed as well.
  const ids = new Set([
    ...stated.periods.flatMap(({ statement }) => (typeof statement === 'string' ? [] : [...statement.clauses.keys()])),
    ...stated.missed.keys(),
  ]);
  const worst = [...ids].map((id) => worstOf(stated, id).said.code);
  const told = { from: '', to };
  const since = sinceReason(worst.filter((code) => code === 'missed-since').length, told);
  const count = worst.filter((code) => code === 'exception').length;
  if (count === 0) return since && { ...since, text: `本服务期条款${since.text}` };
  const last = stated.periods.findLast(({ statement }) => typeof statement !== 'string');
  const now = last === undefined ? 0 : [...ids].filter((id) => saidOf(last, id)?.code === 'exception').length;
  const brief = `本服务期有例外的条款 ${count} 项`;
  const latest = last === undefined || stated.periods.length < 2 ? '' : `，最近一期（${last.name}）${now} 项`;
  return {
    gravity: 'clause-missed',
    text: `${brief}${latest}`,
    brief: since === null ? brief : `${brief}、${since.text}`,
    href: clauseStateHref('exception'),
    figure: figureOf('clauses.state.exception', count, told),
    ...(since === null ? {} : { also: [{ text: since.text, href: since.href, figure: since.figure }] }),
  };
}

/** The clauses that stand over the service as 签发后判定未达标. null: none does. */
function sinceReason(count: number, within: FigureInterval) {
  if (count === 0) return null;
  const text = `签发后判定未达标 ${count} 项`;
  const href = clauseStateHref('missed-since');
  return {
    gravity: 'clause-missed' as const,
    text,
    href,
    figure: figureOf('clauses.state.missed-since', count, within),
  };
}
