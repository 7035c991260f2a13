/** What the contract asks for in numbers, as the table of goals prints it. */

import { clausesOf, inBrackets } from '../../src/contract/terms/clauses.ts';
import type { Contract } from '../../src/contract/terms/contract.ts';
import { askedTimes, requirementPeriods, requirementsOf } from '../../src/contract/terms/requirements.ts';
import { percentAsked } from '../../src/wording/figures.ts';

/** `每月不低于 99.9 %（5.5.1）`, of each target. */
export function availabilityAsked(contract: Contract): string {
  const asked = requirementsOf(contract).availability.map(
    ({ name, per, percent, clauses }) =>
      `${name}${requirementPeriods[per]}不低于 ${percentAsked(percent)}${inBrackets(clauses.map((id) => ({ id })))}`,
  );
  return asked.length === 0 ? '合同没有数值要求' : asked.join('；');
}

/** `每季度一次（5.3.8）`; where the contract asks for no number, that it does not. */
export function timesIn(contract: Contract, kind: string): string {
  const asked = askedTimes(contract, kind);
  return asked === null ? '合同没有次数要求' : `${asked.text}${inBrackets(asked.clauses)}`;
}

/** `7×24 小时（5.5.4）`: what a clause about uninterrupted watching asks for. */
export function watchAsked(contract: Contract): string {
  const clauses = clausesOf(contract, 'watch');
  return clauses.length === 0 ? '合同没有数值要求' : `7×24 小时${inBrackets(clauses)}`;
}
