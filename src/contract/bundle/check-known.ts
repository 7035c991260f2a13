/** What cross-checks of the contract's terms share: whether what is named is there, and what was probably meant. Pure. */
import { nearest } from '../nearest.ts';
import type { Condition } from '../terms/classes.ts';
import { unknownClauses } from '../terms/clauses.ts';
import type { Contract } from '../terms/contract.ts';
import { type BundleProblem, bundleFiles } from './bundle-parts.ts';

/** A problem whose file the caller knows. */
export type Found = Omit<BundleProblem, 'file'>;

export function checkConditions(conditions: readonly Condition[] | undefined, at: string, contract: Contract): Found[] {
  return (conditions ?? []).flatMap((one, n) => [
    ...levelsKnown(one.levels, `${at}[${n}].levels`, contract),
    ...when(
      one.fromMinutes !== undefined && one.overMinutes !== undefined,
      `${at}[${n}].overMinutes`,
      String(one.overMinutes),
      '达到（fromMinutes）和超过（overMinutes）只写一个',
    ),
  ]);
}

export function levelsKnown(ids: readonly string[] | undefined, at: string, { levels }: Contract): Found[] {
  return (ids ?? []).flatMap((id, n) => known(id, `${at}[${n}]`, levels, '故障级别（contract.yaml 的 levels）'));
}

export function known(
  id: string | undefined,
  at: string,
  all: readonly { id: string; name: string }[],
  what: string,
): Found[] {
  if (id === undefined || all.some((one) => one.id === id)) return [];
  return [
    {
      at,
      found: id,
      expected: `${meant(
        id,
        all.map((one) => one.id),
      )}${what}${namesOf(all)}`,
    },
  ];
}

export const namesOf = (all: readonly { id: string; name: string }[]): string =>
  all.length === 0 ? '，合同中还没有' : `：${all.map(({ id, name }) => `${id}（${name}）`).join('、')}`;

/** `可能想写 P1。` before what there is. */
export function meant(wrong: string, all: readonly string[]): string {
  const [close] = nearest(wrong, all, (one) => one, 1);
  return close === undefined ? '' : `可能想写 ${close}。`;
}

export const clauseKnown = (id: string, at: string, contract: Contract): Found[] =>
  unknownClauses([id], contract).map((found) => ({ at, found, expected: `${bundleFiles.contract} 中的条款编号` }));

export const when = (wrong: boolean, at: string, found: string, expected: string): Found[] =>
  wrong ? [{ at, found, expected }] : [];

export const inFile = (file: string, found: readonly Found[]): BundleProblem[] =>
  found.map((one) => ({ file, ...one }));
