/** 分期付款: each names what there is, by days that follow each other, and all of them together no more than the price. Pure. */
import type { Instalment } from '../terms/payment/instalments.ts';
import { type BundleParts, type BundleProblem, bundleFiles } from './bundle-parts.ts';
import { doubledIds, found, unknown, unknownClausesOf } from './named.ts';

const file = bundleFiles.contract;
const ABSENT = '（缺少）';
/** Fractions of a percent do not add up exactly. */
const WHOLE = 100 + 1e-6;

export function checkInstalments(parts: BundleParts): BundleProblem[] {
  const { instalments = [] } = parts.contract;
  const shares = instalments.flatMap(({ percent }) => percent ?? []);
  const sum = shares.reduce((all, one) => all + one, 0);
  return [
    ...doubledIds(file, 'instalments', instalments),
    ...found(sum > WHOLE, file, 'instalments', shares.join(' + '), '各期的 percent 合计不超过 100'),
    ...instalments.flatMap((one, n) => checkInstalment(one, `instalments[${n}]`, parts)),
  ];
}

function checkInstalment(one: Instalment, at: string, parts: BundleParts): BundleProblem[] {
  const { percent, amount, from, to, documents = [], papers = [] } = one;
  const known = [...parts.obligations, ...parts.registers, ...parts.written].map(({ id }) => id);
  return [
    ...unknownClausesOf(parts.contract, `${at}.clauses`, one.clauses),
    ...found(
      (percent === undefined) === (amount === undefined),
      file,
      `${at}.percent`,
      percent === undefined ? ABSENT : String(percent),
      '写明 percent（合同价款的百分比）或 amount（元）之一',
    ),
    ...found(to !== undefined && to < from, file, `${at}.to`, to ?? '', `不早于首日 ${from}`),
    ...documents.flatMap((document, n) => [
      ...unknown(file, `${at}.documents[${n}].obligation`, document.obligation, known, '一项交付义务的编号'),
      ...found(
        document.to < document.from,
        file,
        `${at}.documents[${n}].to`,
        document.to,
        `不早于起始日 ${document.from}`,
      ),
    ]),
    ...doubledIds(file, `${at}.papers`, papers),
  ];
}
