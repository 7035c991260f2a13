/** Which fact makes a document in time, found again: the obligation's own word, the contract's, the 口径 in force, or its issue. */
import type { Data } from '../data.ts';
import type { Terms } from '../terms.ts';
import { openBefore, readingsOf } from './options.ts';

export type Fact = 'issued' | 'delivered' | 'received';

type Said = Pick<Terms, 'contract' | 'interpretations'>;

/** @param day on which it is due; null: by what was agreed last */
export function factFor(terms: Said, obligation: Data, day: string | null = null): Fact {
  const interpretations = day === null ? terms.interpretations : openBefore(terms.interpretations, day);
  const said =
    obligation.onTimeBy ??
    terms.contract.onTimeBy ??
    readingsOf({ interpretations }, 'on-time', 'issued').chosen.effect;
  return said === 'delivered' || said === 'received' ? said : 'issued';
}

/** Something that has a time is in time by more than its issue. */
export const countsHandover = (terms: Said & Pick<Terms, 'obligations'>): boolean =>
  terms.obligations
    .filter(({ due, parts }) => due != null || parts?.length > 0)
    .some((one) => factFor(terms, one) !== 'issued');
