/** Everything that the files under `contract/` say, checked against each other. Pure. */

import { ABSENT } from '../error.ts';
import { withDueSources } from '../precedence/dues.ts';
import type { Held } from '../terms/held.ts';
import { paperOf, prefixOf } from '../terms/papers.ts';
import type { ContractBundle } from './bundle.ts';
import { checkContract, checkFindingLevels, checkInterpretations, checkObligations } from './bundle-checks.ts';
import { type BundleParts, type BundleProblem, bundleFiles } from './bundle-parts.ts';
import { checkCalendar } from './check-calendar.ts';
import { checkEffects } from './check-effects.ts';
import { checkFees } from './check-fees.ts';
import { checkInstalments } from './check-instalments.ts';
import { checkAssets, checkChecklist, checkKinds } from './check-kinds.ts';
import { checkLevels, checkPlaces } from './check-levels.ts';
import { checkPenalties } from './check-penalties.ts';
import { checkPermits } from './check-permits.ts';
import { checkRequirements } from './check-requirements.ts';

/**
 * Checks the parsed files against each other: doubled ids, references to nothing, rules without what they need.
 * @returns the bundle, its checks in the order of their groups, and every problem found; with one or more problems the bundle must not be used
 */
export function buildBundle(parts: BundleParts): { bundle: ContractBundle; problems: BundleProblem[] } {
  const problems = [
    ...checkContract(parts),
    ...checkPapers(parts),
    ...checkHeld(parts),
    ...checkKinds(parts),
    ...checkPermits(parts),
    ...checkRequirements(parts),
    ...checkPenalties(parts),
    ...checkFees(parts),
    ...checkInstalments(parts),
    ...checkLevels(parts),
    ...checkAssets(parts),
    ...checkPlaces(parts),
    ...checkChecklist(parts),
    ...checkObligations(parts),
    ...checkCalendar(parts),
    ...checkInterpretations(parts),
    ...checkEffects(parts),
    ...checkFindingLevels(parts),
  ];
  return { bundle: { ...parts, ...withDues(parts), checks: inGroups(parts) }, problems };
}

/** Each obligation with what other papers say of its due time. */
function withDues({ contract, obligations, registers, written }: BundleParts) {
  return {
    obligations: obligations.map((one) => withDueSources(contract, one)),
    registers: registers.map((one) => withDueSources(contract, one)),
    written: written.map((one) => withDueSources(contract, one)),
  };
}

/** Checks as the inspection log goes through them: group by group, in a group as the checklist has them. */
function inGroups({ checks, groups }: Pick<BundleParts, 'checks' | 'groups'>): BundleParts['checks'] {
  const order = new Map(groups.map(({ id }, n) => [id, n]));
  return checks.toSorted((a, b) => (order.get(a.group) ?? 0) - (order.get(b.group) ?? 0));
}

/** No entry ends before it begins. */
function checkHeld(parts: BundleParts): BundleProblem[] {
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

/** Papers and clauses: each paper once, each clause in a paper that is listed. The texts themselves are read by `check` and `verify`. */
const PAPERS_FILE = bundleFiles.contract;

function checkPapers({ contract }: BundleParts): BundleProblem[] {
  const { papers = [], clauses } = contract;
  return [
    ...(['id', 'file', 'prefix'] as const).flatMap((key) =>
      papers.flatMap((one, n) => {
        const before = papers.findIndex((other, k) => k < n && (other[key] ?? '') === (one[key] ?? ''));
        if (before === -1) return [];
        const expected = key === 'prefix' ? `与 papers[${before}] 不同的前缀` : `不与 papers[${before}] 重复`;
        return [{ file: PAPERS_FILE, at: `papers[${n}].${key}`, found: one[key] ?? ABSENT, expected }];
      }),
    ),
    ...clauses.flatMap((clause, n) => {
      const paper = paperOf(contract, clause);
      if (papers.length === 0 && clause.in === undefined && prefixOf(clause.id) === '') return [];
      if (paper === undefined) {
        const named = clause.in !== undefined;
        return [
          {
            file: PAPERS_FILE,
            at: `clauses[${n}].${named ? 'in' : 'id'}`,
            found: named ? String(clause.in) : clause.id,
            expected: named
              ? `papers 中的文件编号：${papers.map(({ id }) => id).join('、')}`
              : `papers 中有前缀“${prefixOf(clause.id)}”的文件，或以 in 写明所在文件`,
          },
        ];
      }
      return [];
    }),
  ];
}
