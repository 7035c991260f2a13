/**
 * What holds when: clauses, levels, assets, posts and people of a contract may have a first day (`from`) and a last one
 * (`until`), both inclusive, in the contract's time zone. Whatever happened is judged by what held on its day, also when it
 * is judged again years later: the day comes from the record or the period, never from the clock. Pure.
 */
import { date, optional } from '../scalars.ts';
import type { DateText } from '../time.ts';

/** The two keys, to be spread into a schema. */
export const heldKeys = {
  from: optional(date())
    .meta({ label: '起（含当日）', example: '2026-11-24' })
    .describe('First day on which it holds; without it, from the beginning.'),
  until: optional(date())
    .meta({ label: '止（含当日）', example: '2027-03-31' })
    .describe('Last day on which it holds; without it, to the end.'),
};

/** Something with a first and a last day, both inclusive; without one it holds without that bound. */
export interface Held {
  from?: DateText | undefined;
  until?: DateText | undefined;
}

/** A span of days, both inclusive. */
export interface HeldSpan {
  from: DateText;
  to: DateText;
}

/** true when it holds on the day. */
export const isHeldOn = ({ from, until }: Held, day: DateText): boolean =>
  (from === undefined || from <= day) && (until === undefined || day <= until);

/** true when it holds on one day of the span at least. */
export const isHeldDuring = ({ from, until }: Held, span: HeldSpan): boolean =>
  (from === undefined || from <= span.to) && (until === undefined || span.from <= until);

/** true when there is a day on which both hold. */
export const holdTogether = (a: Held, b: Held): boolean =>
  (a.from === undefined || b.until === undefined || a.from <= b.until) &&
  (b.from === undefined || a.until === undefined || b.from <= a.until);
