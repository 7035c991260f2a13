/** Papers and clauses: each paper once, each clause in a paper that is listed. The texts themselves are read by `check` and `verify`. Pure. */
import { ABSENT } from '../error.ts';
import { paperOf, prefixOf } from '../terms/papers.ts';
import { type BundleParts, type BundleProblem, bundleFiles } from './bundle-parts.ts';

const file = bundleFiles.contract;

export function checkPapers({ contract }: BundleParts): BundleProblem[] {
  const { papers = [], clauses } = contract;
  return [
    ...(['id', 'file', 'prefix'] as const).flatMap((key) =>
      papers.flatMap((one, n) => {
        const before = papers.findIndex((other, k) => k < n && (other[key] ?? '') === (one[key] ?? ''));
        if (before === -1) return [];
        const expected = key === 'prefix' ? `与 papers[${before}] 不同的前缀` : `不与 papers[${before}] 重复`;
        return [{ file, at: `papers[${n}].${key}`, found: one[key] ?? ABSENT, expected }];
      }),
    ),
    ...clauses.flatMap((clause, n) => {
      const paper = paperOf(contract, clause);
      if (papers.length === 0 && clause.in === undefined && prefixOf(clause.id) === '') return [];
      if (paper === undefined) {
        const named = clause.in !== undefined;
        return [
          {
            file,
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
