/** What a rule of the leak gate gives. */
import type { LeakRule } from './leak.ts';

export interface Found {
  rule: LeakRule;
  /** What it is, more closely than the rule says. */
  what?: string;
  value: string;
  /** Offset in the text. */
  at: number;
}
