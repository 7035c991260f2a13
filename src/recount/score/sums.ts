/** What the rules of a scheme come to, and the scheme, as they are counted again. */
import type { Data } from '../data.ts';
import type { Hit } from './grounds.ts';

export interface RuleSum {
  id: string;
  hits: Hit[];
  /** Of each of them, in hundredths. */
  amounts: number[];
  count: number;
  /** In hundredths. */
  total: number;
}

export interface SchemeSum {
  /** Those that are counted again. */
  rules: RuleSum[];
  /** false: a rule rests on what nobody counts again, and so does the sum. */
  whole: boolean;
  deducted: number;
  score: number | null;
}

/** What a scheme comes to by the readings as they stand, and by each option of those that are open. */
export interface Counted {
  scheme: Data;
  sum: SchemeSum;
  options: readonly SchemeSum[];
}
