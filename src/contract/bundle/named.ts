/** Problems of a list that names other things of the contract: what is unknown, with the nearest that may have been meant. Pure. */
import { nearest } from '../nearest.ts';
import { unknownClauses } from '../terms/clauses.ts';
import type { Contract } from '../terms/contract.ts';
import { type BundleProblem, bundleFiles } from './bundle-parts.ts';

/** One problem, or none. */
export function found(wrong: boolean, file: string, at: string, was: string, expected: string): BundleProblem[] {
  return wrong ? [{ file, at, found: was, expected }] : [];
}

/** An id that is none of the known ones. @param what the known ones are, in Chinese */
export function unknown(file: string, at: string, id: string, known: readonly string[], what: string): BundleProblem[] {
  if (known.includes(id)) return [];
  const meant = nearest(id, known, (one) => one, 3);
  const hint =
    meant.length > 0
      ? `，是否指 ${meant.join('、')}`
      : known.length > 0
        ? `：${known.slice(0, 12).join('、')}`
        : '（目前没有）';
  return [{ file, at, found: id, expected: `${what}${hint}` }];
}

/** Ids of a list that stand there twice. */
export function doubledIds(file: string, at: string, list: readonly { id: string }[]): BundleProblem[] {
  const first = new Map<string, number>();
  return list.flatMap(({ id }, n) => {
    const before = first.get(id);
    if (before === undefined) first.set(id, n);
    return found(before !== undefined, file, `${at}[${n}].id`, id, `不与 ${at}[${before}] 重复`);
  });
}

/** Clauses of a list of `contract.yaml` that the contract does not have. */
export function unknownClausesOf(contract: Contract, at: string, list: readonly string[]): BundleProblem[] {
  const known = contract.clauses.map((one) => one.id);
  return unknownClauses(list, contract).flatMap((id) =>
    unknown(bundleFiles.contract, at, id, known, '本文件中的条款编号'),
  );
}

interface Bound {
  below?: number | undefined;
  atMost?: number | undefined;
}

/** A band has one of its two bounds. */
export function oneBound({ below, atMost }: Bound, file: string, at: string): BundleProblem[] {
  const was = below === undefined ? '（缺少）' : `below ${below}、atMost ${atMost}`;
  return found(
    (below === undefined) === (atMost === undefined),
    file,
    at,
    was,
    'below（不含本数）或 atMost（含本数）其一',
  );
}

/** From the highest bound down: whoever reads them sees which one holds. */
export function fallingBounds(bands: readonly Bound[], file: string, at: string): BundleProblem[] {
  return bands.flatMap((band, n) => {
    const [before, own] = [bands[n - 1], band].map((one) => one?.below ?? one?.atMost);
    const wrong = before !== undefined && own !== undefined && own >= before;
    return found(wrong, file, `${at}[${n}]`, String(own), `小于上一档的 ${before}`);
  });
}
