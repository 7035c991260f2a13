/** Whether something makes up more of the cases now than it did before. Pure. */
import { hypergeometricAtLeast } from './exact.ts';
import type { Look } from './look.ts';

export interface Share {
  name: string;
  now: number;
  before: number;
}

/** Fewer cases on a side are no share. */
const CASES_AT_LEAST = 8;
const HITS_AT_LEAST = 4;

/**
 * Fisher's exact test of each kind, this period against all before it.
 * @param what `咨询`; `unit` of a case, `次`
 */
export function shiftLooks(what: string, unit: string, shares: readonly Share[]): Look[] {
  const now = sum(shares.map((one) => one.now));
  const before = sum(shares.map((one) => one.before));
  if (now < CASES_AT_LEAST || before < CASES_AT_LEAST) return [];
  return shares.map((one): Look => {
    const marked = one.now + one.before;
    return {
      sort: 'change',
      chance: one.now < HITS_AT_LEAST ? 1 : hypergeometricAtLeast(one.now, { all: now + before, marked, drawn: now }),
      text: `“${one.name}”所占的比例上升：本期${what} ${now} ${unit}中 ${one.now} ${unit}，此前 ${before} ${unit}中 ${one.before} ${unit}`,
      test: '费希尔精确检验，逐类比较已作校正',
    };
  });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
