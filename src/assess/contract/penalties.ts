/** 考核扣分: rules that are data of the contract (`penalties`), applied to the exceptions. No rules: nothing is counted. Pure. */

import { expandClauses } from '../../contract/terms/clauses.ts';
import type { Contract } from '../../contract/terms/contract.ts';
import { rounded } from '../../wording/figures.ts';
import type { ClauseException } from './clause-exceptions.ts';

export interface Penalty {
  clause: string;
  label: string;
  /** Points of the rule, how it counts, and how often it did. */
  points: number;
  per: Contract['penalties'][number]['per'];
  count: number;
  /** points × count. */
  total: number;
  /** Records or documents, or days, that count. */
  basis: string[];
}

/** One entry a rule, in the order of the data; none while there are no rules. */
export function penaltiesOf(
  contract: Pick<Contract, 'penalties' | 'clauses'>,
  exceptions: readonly ClauseException[],
): Penalty[] {
  return contract.penalties.map((rule) => {
    const clauses = new Set(expandClauses([rule.clause], contract).map((one) => one.id));
    const own = exceptions.filter((one) => one.clauses.some((clause) => clauses.has(clause)));
    const days = [...new Set(own.flatMap((one) => one.day ?? []))].sort();
    const count = rule.per === 'occurrence' ? own.length : rule.per === 'day' ? days.length : Math.min(1, own.length);
    const basis = rule.per === 'day' ? days : own.map((one) => one.where || one.day || one.text);
    return { ...rule, count, total: rounded(rule.points * count, 2), basis };
  });
}
