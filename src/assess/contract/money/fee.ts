/** What a fee comes to in a span of whole months, by the days on which it holds. Pure. */
import { type Fee, feeMonths } from '../../../contract/terms/fees.ts';
import { isHeldOn } from '../../../contract/terms/held.ts';
import { type DateText, toDate } from '../../../contract/time.ts';
import { exact, type Fraction, NONE, plus, times } from './fraction.ts';

/** Last days of the months from the first day on; null: the span is no whole number of months. */
function monthEnds(from: DateText, to: DateText): DateText[] | null {
  const ends: DateText[] = [];
  for (let n = 1; ends.length === 0 || (ends.at(-1) as string) < to; n += 1)
    ends.push(toDate(from).add({ months: n }).subtract({ days: 1 }).toString());
  return ends.at(-1) === to ? ends : null;
}

/**
 * The sum of fees over a span in 元, exact: of each month what holds on its last day, of a fee of several months its even part.
 * @param ids of `fees`; entries of one id follow each other
 * @returns in words why there is none: the span is not whole months, or a month has no fee
 */
export function feeOver(
  fees: readonly Fee[],
  ids: readonly string[],
  { from, to }: { from: DateText; to: DateText },
): Fraction | string {
  const ends = monthEnds(from, to);
  if (ends === null) return `${from} 至 ${to} 不是整月，合同数据没有写明服务费如何折算`;
  let sum = NONE;
  for (const id of ids)
    for (const end of ends) {
      const fee = fees.find((one) => one.id === id && isHeldOn(one, end));
      if (fee === undefined) return `合同数据没有写明 ${end} 的服务费 ${id}`;
      sum = plus(sum, times(exact(fee.amount), { over: 1n, under: BigInt(feeMonths[fee.per]) }));
    }
  return sum;
}
