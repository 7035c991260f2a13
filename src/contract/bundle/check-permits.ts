/** `permits` of the contract against the rest of its data: each names something that there is, and each clause stands by one. Pure. */
import { expandClauses } from '../terms/clauses.ts';
import { type BundleParts, type BundleProblem, bundleFiles } from './bundle-parts.ts';
import { calendarKnown } from './check-days.ts';
import { inFile } from './check-known.ts';
import { doubledIds, found, unknown, unknownClausesOf } from './named.ts';

const file = bundleFiles.contract;

/** Of `contract.yaml`. */
export function checkPermits({ contract, assets }: Pick<BundleParts, 'contract' | 'assets'>): BundleProblem[] {
  const { permits } = contract;
  if (permits === undefined) return [];
  const ids = assets.map((one) => one.id);
  const named = new Set(permits.flatMap(({ clauses }) => expandClauses(clauses, contract).map(({ id }) => id)));
  return [
    ...doubledIds(file, 'permits', permits),
    ...permits.flatMap((one, n) => [
      ...unknownClausesOf(contract, `permits[${n}].clauses`, one.clauses),
      ...(one.assets ?? []).flatMap((id, k) => unknown(file, `permits[${n}].assets[${k}]`, id, ids, '资产编号')),
      ...inFile(file, calendarKnown(one.window, `permits[${n}].window`, contract)),
      ...found(
        one.changes !== undefined && !one.operations.includes('release'),
        file,
        `permits[${n}].changes`,
        (one.changes ?? []).join('、'),
        '只用于操作含发布变更（release）的；去掉，或在 operations 加上 release',
      ),
      ...found(one.leadWorkingDays === 0, file, `permits[${n}].leadWorkingDays`, '0', '1 起的整数；当日批准即可的不写'),
    ]),
    ...contract.clauses.flatMap(({ id, topics }, n) =>
      found(
        topics.includes('permit') && !named.has(id),
        file,
        `clauses[${n}].topics`,
        `permit（条款 ${id}）`,
        'permits 中有一项写明这一条，说明哪些操作须经许可；都不须许可的从 topics 去掉 permit',
      ),
    ),
  ];
}
