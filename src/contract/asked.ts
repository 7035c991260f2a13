/** Whether a contract asks for a matter at all: what no clause bears is neither owed nor shown. Pure. */
import { clausesOf } from './terms/clauses.ts';
import type { Contract } from './terms/contract.ts';
import type { Topic } from './terms/topics.ts';

/** true when a clause of the contract bears one of the topics. */
export const asksFor = (contract: Pick<Contract, 'clauses'>, ...topics: readonly Topic[]): boolean =>
  topics.some((topic) => clausesOf(contract, topic).length > 0);

/** true when somebody inspects: a clause wants it, or checks are agreed. @param bundle a contract and its checklist */
export const inspectsAnything = ({
  contract,
  checks,
}: {
  contract: Pick<Contract, 'clauses'>;
  checks: readonly unknown[];
}): boolean => checks.length > 0 || asksFor(contract, 'inspection');
