/**
 * 口径 that the purchaser confirmed at the desk: a record of theirs decides as long as the question and the option read as they
 * did then. What the contract's data say themselves, by the signed paper, goes before. Pure.
 */

import { caseFacts } from '../../../contract/terms/cases.ts';
import type { Interpretation } from '../../../contract/terms/interpretations.ts';
import { compareInstants, dateOf } from '../../../contract/time.ts';
import { isVouched } from '../../../records/purchaser.ts';
import type { InterpretationDecisionRecord } from '../kinds/interpretation-decision.ts';

/** @param decisions in any order; the last one of a question counts */
export function withDecisions(
  interpretations: readonly Interpretation[],
  decisions: readonly InterpretationDecisionRecord[],
): Interpretation[] {
  return interpretations.map((one) => {
    if (one.confirmed && one.chosen !== null) return one;
    const last = decisions
      .filter((decision) => isAbout(decision, one) && isVouched(decision, decision.at))
      .toSorted((a, b) => compareInstants(a.at, b.at))
      .at(-1);
    if (last === undefined) return one;
    const casesSigned = last.caseFacts !== undefined;
    return {
      ...one,
      confirmed: true,
      chosen: last.option,
      confirmedOn: dateOf(last.at),
      casesSigned,
      decision: last.id,
    };
  });
}

function isAbout(decision: InterpretationDecisionRecord, { id, question, options }: Interpretation): boolean {
  const option = options.find((one) => one.id === decision.option);
  return (
    decision.interpretation === id &&
    decision.question === question &&
    option !== undefined &&
    decision.label === option.label &&
    decision.text === option.text &&
    // Confirmed before options had cases, it stays confirmed; with cases that read otherwise by now, it was about others.
    (decision.caseFacts === undefined || decision.caseFacts === caseFacts(option.cases))
  );
}
