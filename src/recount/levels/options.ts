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
