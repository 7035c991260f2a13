/** Whether one part stands out: its share of failures against that of all the other parts together. Pure. */
import { hypergeometricAtLeast } from './exact.ts';
import type { Look } from './look.ts';

export interface Part {
  name: string;
  /** Cases, and those of them that are counted. */
  total: number;
  hit: number;
}

const HITS_AT_LEAST = 3;

/**
 * Fisher's exact test of each part against the rest.
 * @param what `未成功`: what is told of a counted case; `unit` of a case, `次`
 */
export function shareLooks(what: string, unit: string, parts: readonly Part[]): Look[] {
  const all = sum(parts.map(({ total }) => total));
  const drawn = sum(parts.map(({ hit }) => hit));
  if (drawn < HITS_AT_LEAST || parts.length < 2) return [];
  return parts
    .filter(({ total }) => total > 0)
    .map(
      ({ name, total, hit }): Look => ({
        sort: 'standing',
        chance: hit < HITS_AT_LEAST ? 1 : hypergeometricAtLeast(hit, { all, marked: total, drawn }),
        text: `${name}${what}的偏多：${total} ${unit}中 ${hit} ${unit}，其余 ${all - total} ${unit}中 ${drawn - hit} ${unit}`,
        test: '费希尔精确检验，逐项比较已作校正',
      }),
    );
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
