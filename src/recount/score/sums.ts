/** What the rules of a scheme come to, and the scheme, as they are counted again. */
import type { Data } from '../data.ts';

/** For an observation that nobody made; or for somebody who decides, confirms, hands in or writes down. */
export type Waits = 'unseen' | 'undecided';

/** Something that a rule found. */
export interface Hit {
  /** As the score sheet names it, by which an objection finds it; empty where nothing bears a name. */
  record: string;
  day: string;
  count: number;
  /** Of one, where the rule itself names none. */
  each?: number;
  /** Nothing counts of it yet, and this is what it would come to at most. */
  waits?: Waits;
  /** Objects that it is about. */
  assets?: readonly string[];
}

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

/** What a scheme comes to. */
export interface Counted {
  scheme: Data;
  /** By the readings as they stand. */
  sum: SchemeSum;
  /** Between which it lies: by each option of the readings that are open, without and with what still waits. */
  ends: readonly SchemeSum[];
}
