/** Which reading of a 口径 is in force, by what it is bound to. */
import type { Data } from '../data.ts';
import type { Terms } from '../terms.ts';

export interface Readings {
  /** The option in force, and all that are shown beside it, itself among them. */
  chosen: Data;
  all: Data[];
}

/** @param plain reading where the contract has no such question */
export function readingsOf(
  { interpretations }: Pick<Terms, 'interpretations'>,
  binds: string,
  plain: string,
  classId?: string,
): Readings {
  const found = interpretations.find((one) => one.binds === binds && (classId === undefined || one.class === classId));
  if (found === undefined) {
    const only = { id: 'plain', effect: plain };
    return { chosen: only, all: [only] };
  }
  const settled = found.confirmed === true && found.chosen != null;
  const chosen = found.options.find((one: Data) => one.id === (settled ? found.chosen : found.default));
  return { chosen, all: settled ? [chosen] : found.options };
}

/** What both sides agreed on from a later day on is open before it, unless it is asked what an option makes of that time. */
export const openBefore = (interpretations: readonly Data[], day: string): Data[] =>
  interpretations.map((one) => {
    const isLater =
      one.confirmed === true && one.chosen != null && one.effectiveFrom != null && day < one.effectiveFrom;
    if (!isLater) return one;
    return one.before === undefined
      ? { ...one, confirmed: false }
      : { ...one, chosen: one.before, effectiveFrom: undefined };
  });
