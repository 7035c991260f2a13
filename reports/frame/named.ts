/** How a document points to another one: by the name that the contract's data give it, and not at all where it has none. */
import type { ContractBundle } from '../../src/contract/bundle/bundle.ts';
import { clausesOf, expandClauses } from '../../src/contract/terms/clauses.ts';
import type { Topic } from '../../src/contract/terms/topics.ts';
import { unitOf } from '../../src/contract/terms/units.ts';

/** `明细见《…》` of the first obligation that the unit composes. @param before what stands before the name */
export function seeUnit({ obligations }: ContractBundle, before: string, unit: string): string {
  const found = obligations.find((one) => unitOf(one) === unit);
  return found === undefined ? '' : `${before}《${found.name}》`;
}

/** The same of the first written document that serves a clause with one of the topics. */
export function seeWritten({ written, contract }: ContractBundle, before: string, ...topics: Topic[]): string {
  const asked = new Set(clausesOf(contract, ...topics).map(({ id }) => id));
  const found = written.find(({ clauses }) => expandClauses(clauses, contract).some(({ id }) => asked.has(id)));
  return found === undefined ? '' : `${before}《${found.name}》`;
}

/** Whether the contract asks that anything be permitted before it is done; where it does not, no permit is missing. */
export const asksPermits = ({ contract }: Pick<ContractBundle, 'contract'>): boolean =>
  clausesOf(contract, 'permit').length > 0;
