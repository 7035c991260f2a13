/** What held of the contract on the day on which something was reported: a supplement changes nothing that was before it. */
import type { Data } from '../data.ts';

const holds = (one: Data, day: string): boolean =>
  (one.from === undefined || one.from <= day) && (one.until === undefined || day <= one.until);

/** The contract's levels and limits as they were on a contract day. */
export function termsOn(contract: Data, day: string): Data {
  const only = (list: Data): Data => list?.filter((one: Data) => holds(one, day));
  const levels = only(contract.levels).map((one: Data) => ({ ...one, limits: only(one.limits) ?? [] }));
  return { ...contract, levels, limits: only(contract.limits) ?? [] };
}
