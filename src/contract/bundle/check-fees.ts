/** Fees, shares of them and caps over schemes: what they name is there, and each can be computed. Pure. */
import type { DeductionCap, Fee } from '../terms/fees.ts';
import { holdTogether } from '../terms/held.ts';
import { type BundleParts, type BundleProblem, bundleFiles } from './bundle-parts.ts';
import { doubledIds, found, unknown, unknownClausesOf } from './named.ts';

const file = bundleFiles.contract;
const ABSENT = '（缺少）';

export function checkFees(parts: BundleParts): BundleProblem[] {
  const { contract } = parts;
  const { fees = [], deductionCaps = [], penalties } = contract;
  const ids = [...new Set(fees.map(({ id }) => id))];
  const known = (at: string, list: readonly string[] | undefined): BundleProblem[] =>
    (list ?? []).flatMap((id, n) => unknown(file, `${at}[${n}]`, id, ids, 'fees 中的服务费'));
  return [
    ...fees.flatMap((fee, n) => checkFee(fee, n, parts)),
    ...penalties.flatMap(({ fees: own, measure }, n) => [
      ...known(`penalties[${n}].fees`, own),
      ...found(
        measure === 'money' && own !== undefined,
        file,
        `penalties[${n}].fees`,
        measure,
        '扣款（元）不按服务费的比例计：不写 fees',
      ),
    ]),
    ...doubledIds(file, 'deductionCaps', deductionCaps),
    ...deductionCaps.flatMap((cap, n) => [...known(`deductionCaps[${n}].fees`, cap.fees), ...checkCap(cap, n, parts)]),
  ];
}

function checkFee(fee: Fee, n: number, { contract, assets }: BundleParts): BundleProblem[] {
  const at = `fees[${n}]`;
  const before = (contract.fees ?? []).findIndex((one, k) => k < n && one.id === fee.id && holdTogether(one, fee));
  return [
    ...unknownClausesOf(contract, `${at}.clauses`, fee.clauses),
    ...(fee.assets ?? []).flatMap((id, k) =>
      unknown(
        file,
        `${at}.assets[${k}]`,
        id,
        assets.map((one) => one.id),
        `${bundleFiles.assets} 中的资产编号`,
      ),
    ),
    ...found(before !== -1, file, `${at}.id`, fee.id, `不与 fees[${before}] 在同一日有效：先后的金额写 from、until`),
  ];
}

function checkCap(cap: DeductionCap, n: number, { contract }: BundleParts): BundleProblem[] {
  const { penalties, deductionCaps = [] } = contract;
  const at = `deductionCaps[${n}]`;
  const { percent, amount, fees, per, over } = cap;
  const own = penalties.filter(({ id }) => over.includes(id));
  const money = penalties.filter(({ measure, fees: of }) => measure === 'money' || of !== undefined);
  const sheets = new Set(own.map(({ obligation }) => obligation ?? ''));
  return [
    ...unknownClausesOf(contract, `${at}.clauses`, cap.clauses),
    ...over.flatMap((id, k) => [
      ...unknown(
        file,
        `${at}.over[${k}]`,
        id,
        money.map((one) => one.id),
        '计得出金额的办法（扣款，或写明 fees）',
      ),
      ...found(
        over.indexOf(id) < k || deductionCaps.some((one, m) => m < n && one.per === per && one.over.includes(id)),
        file,
        `${at}.over[${k}]`,
        id,
        '一套办法只列入一个同类的合计上限',
      ),
    ]),
    ...found(sheets.size > 1, file, `${at}.over`, over.join('、'), '由同一份文档评分的办法：合计的上限在一份文档中计'),
    ...own
      .filter(({ period }) => per === 'month' && period !== 'month')
      .map(({ id, period }) => ({
        file,
        at: `${at}.per`,
        found: `${id} ${period}`,
        expected: '每月的上限只管每月的办法',
      })),
    ...found(
      (percent === undefined) === (amount === undefined),
      file,
      `${at}.percent`,
      percent === undefined ? ABSENT : String(percent),
      '写明 percent（服务费的百分比）或 amount（元）之一',
    ),
    ...found(
      percent !== undefined && fees === undefined,
      file,
      `${at}.fees`,
      ABSENT,
      '百分比所按的服务费：fees 中的编号',
    ),
    ...found(
      percent === undefined && fees !== undefined,
      file,
      `${at}.fees`,
      (fees ?? []).join('、'),
      '只用于 percent',
    ),
  ];
}
