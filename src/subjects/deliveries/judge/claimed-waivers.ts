/** Waivers of which only the supplier tells: the purchaser is asked whether they stand. Pure. */

import { isVouched } from '../../../records/purchaser.ts';
import type { WaiverRecord } from '../../signing/kinds/waiver.ts';

/** Which 应交项 something is about. */
export const periodKey = (one: { obligation: string; period: string }): string => `${one.obligation} ${one.period}`;

/** By what they are about: those that stand, and, of what none of them waives, the last that is only told of. */
export function waiversByHand(
  waivers: readonly WaiverRecord[],
): Record<'vouched' | 'claimed', Map<string, WaiverRecord>> {
  const vouched = new Map(waivers.filter((one) => isVouched(one, one.at)).map((one) => [periodKey(one), one]));
  const claimed = waivers.filter((one) => !vouched.has(periodKey(one)));
  return { vouched, claimed: new Map(claimed.map((one) => [periodKey(one), one])) };
}
