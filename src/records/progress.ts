/**
 * What was written down as not settled yet and has moved on since: 已提出 → 已同意, 待定 → ⟦供应商⟧. Such a step takes nothing back of
 * what was said before, unlike a value that was another. Pure.
 */
import { z } from 'zod';

/** The codes of a choice that are not its last word, in the order in which they are passed, beside the metadata that the JSON Schema has. */
export const unsettledCodes = z.registry<{ codes: readonly string[] }>();

/**
 * Whether a value moved forward: away from one that was not the last word, and not back to an earlier such one.
 * @param unsettled codes of the field, in their order; absent: every value is meant to stay
 */
export function isProgress(unsettled: readonly string[] | undefined, before: unknown, after: unknown): boolean {
  if (unsettled === undefined || typeof before !== 'string' || typeof after !== 'string') return false;
  const [from, to] = [unsettled.indexOf(before), unsettled.indexOf(after)];
  return from >= 0 && (to < 0 || to > from);
}
