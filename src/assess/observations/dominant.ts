/** Whether one event makes up more of a sum than chance lets the largest of so many: Fisher's test of the greatest share. Pure. */
import { percentText } from '../../wording/figures.ts';
import { binomialCoefficient } from './exact.ts';
import type { Look } from './look.ts';

export interface Weighed {
  /** As it is named in the sentence. */
  name: string;
  weight: number;
}

const EVENTS_AT_LEAST = 4;
/** The sum alternates, and of more events its terms are too large to be subtracted from each other. */
const EVENTS_AT_MOST = 50;

/** @param what `本期中断时长`: the sum; `unit` of an event, `次` */
export function dominantLooks(what: string, unit: string, events: readonly Weighed[]): Look[] {
  const own = events.filter(({ weight }) => weight > 0);
  const [first] = own.toSorted((a, b) => b.weight - a.weight);
  const sum = own.reduce((total, { weight }) => total + weight, 0);
  if (first === undefined || own.length < EVENTS_AT_LEAST || own.length > EVENTS_AT_MOST) return [];
  const share = first.weight / sum;
  return [
    {
      sort: 'standing',
      chance: greatestShare(own.length, share),
      text: `${first.name}占${what}的 ${percentText(share, 1)}（共 ${own.length} ${unit}）`,
      test: `假定各${unit}长短按指数分布，最大的一${unit}占这么多，费希尔最大比例检验`,
    },
  ];
}

/** Chance that the largest of `n` exponential values makes up at least `share` of their sum. */
function greatestShare(n: number, share: number): number {
  let chance = 0;
  for (let k = 1; k <= n && k * share < 1; k += 1)
    chance += (k % 2 === 1 ? 1 : -1) * binomialCoefficient(n, k) * (1 - k * share) ** (n - 1);
  return Math.min(1, Math.max(0, chance));
}
