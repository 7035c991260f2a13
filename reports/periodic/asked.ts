/** What the contract asks for in numbers, as the table of goals prints it. */

import { inBrackets } from '../../src/contract/terms/clause-marks.ts';
import { clausesOf } from '../../src/contract/terms/clauses.ts';
import type { Contract } from '../../src/contract/terms/contract.ts';
import { askedTimes } from '../../src/contract/terms/requirements.ts';

/** Of what the contract says in words alone. */
export const NO_NUMBER = '合同没有数值要求';

/** `每季度一次（5.3.8）`; where the contract asks for no number, that it does not. */
export function timesIn(contract: Contract, kind: string): string {
  const asked = askedTimes(contract, kind);
  return asked === null ? '合同没有次数要求' : `${asked.text}${inBrackets(asked.clauses)}`;
}

/** `7×24 小时（5.5.4）`: what a clause about uninterrupted watching asks for. */
export function watchAsked(contract: Contract): string {
  const clauses = clausesOf(contract, 'watch');
  return clauses.length === 0 ? NO_NUMBER : `7×24 小时${inBrackets(clauses)}`;
}
