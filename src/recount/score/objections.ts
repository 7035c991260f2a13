/** What answered objections leave of a deduction, counted again: the last answer that bears the purchaser's hand decides. */
import { type Data, ms } from '../data.ts';
import { isVouched } from '../vouched.ts';
import { serviceRecords, type World } from '../world.ts';
import type { Hit } from './sums.ts';

/** @returns of a deduction the most that is left, in hundredths; 0: it was withdrawn */
export function answersTo(world: World, scheme: Data, rule: Data): (hit: Hit) => number {
  const { from, to } = world.manifest;
  const own = serviceRecords(world, 'objection')
    .filter((one) => one.scheme === scheme.id && one.rule === rule.id && one.date >= from && one.date <= to)
    .filter((one) => one.answer !== undefined && ms(one.answeredAt) <= ms(world.asOf) && isVouched(one, one.answeredAt))
    .sort((a, b) => ms(b.at) - ms(a.at));
  return ({ record }) => {
    const last = own.find((one) => one.record === undefined || one.record === record);
    if (last?.answer === 'withdrawn') return 0;
    return last?.answer === 'reduced' ? Math.round(Number(last.amount) * 100) : Number.POSITIVE_INFINITY;
  };
}
