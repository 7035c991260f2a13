/** What the newest statement gives as reasons: operations that match no permit, clauses with exceptions. Of its own period. Pure. */
import { clauseStates } from '../../assess/contract/clause-status.ts';
import { type FigureInterval, figureOf } from '../../report/figure.ts';
import type { ClauseVerdicts } from '../../sections/parts/facts.ts';
import { clauseStateHref } from '../../sections/parts/links.ts';
import type { Reason } from './verdict-board.ts';

/** null: no statement, it compares nothing with permits, or all match. */
export function breachReason(stated: ClauseVerdicts | null): Reason | null {
  const count = stated?.breaches ?? 0;
  if (stated === null || count === 0) return null;
  const brief = `许可不符 ${count} 项`;
  return { tone: 'abnormal', text: `${brief}，见${stated.source.text}`, brief, href: stated.page };
}

/** null: no statement, or no clause has an exception. @param within `to` is the moment at which the lists are made */
export function exceptionReason(stated: ClauseVerdicts | null, { to }: FigureInterval): Reason | null {
  const count = [...(stated?.states.values() ?? [])].filter(({ text }) => text === clauseStates.exception).length;
  if (stated === null || count === 0) return null;
  const brief = `有例外的条款 ${count} 项`;
  return {
    tone: 'attention',
    text: `${brief}，见${stated.source.text}`,
    brief,
    href: clauseStateHref('exception'),
    figure: figureOf('clauses.state.exception', count, { from: '', to }),
  };
}
