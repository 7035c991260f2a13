/** First and last days of what may have them, in their order. Pure. */
import type { Held } from '../terms/held.ts';
import { type BundleParts, type BundleProblem, bundleFiles } from './bundle-parts.ts';

/** No entry ends before it begins. */
export function checkHeld(parts: BundleParts): BundleProblem[] {
  const { contract } = parts;
  const lists: [file: string, key: string, list: readonly Held[]][] = [
    [bundleFiles.contract, 'papers', contract.papers ?? []],
    [bundleFiles.contract, 'people', contract.people],
    [bundleFiles.contract, 'clauses', contract.clauses],
    [bundleFiles.contract, 'levels', contract.levels],
    [bundleFiles.contract, 'limits', contract.limits ?? []],
    ...contract.levels.map((level, n): [string, string, readonly Held[]] => [
      bundleFiles.contract,
      `levels[${n}].limits`,
      level.limits ?? [],
    ]),
    [bundleFiles.assets, 'assets', parts.assets],
    [bundleFiles.obligations, 'obligations', parts.obligations],
    [bundleFiles.registers, 'registers', parts.registers],
    [bundleFiles.written, 'documents', parts.written],
    ...otherDues(bundleFiles.obligations, 'obligations', parts.obligations),
    ...otherDues(bundleFiles.registers, 'registers', parts.registers),
    ...otherDues(bundleFiles.written, 'documents', parts.written),
  ];
  return lists.flatMap(([file, key, list]) =>
    list.flatMap(({ from, until }, n) =>
      from !== undefined && until !== undefined && until < from
        ? [{ file, at: `${key}[${n}].until`, found: until, expected: `不早于起始日 ${from}` }]
        : [],
    ),
  );
}

const otherDues = (
  file: string,
  key: string,
  list: readonly { otherDues?: readonly Held[] | undefined }[],
): [file: string, key: string, list: readonly Held[]][] =>
  list.map((one, n) => [file, `${key}[${n}].otherDues`, one.otherDues ?? []]);
