/** How an availability is counted, alike of a number that is asked for and of a rule that deducts: what the keys need of each other. Pure. */
import { type BundleParts, type BundleProblem, bundleFiles } from './bundle-parts.ts';
import { found, unknown } from './named.ts';

const file = bundleFiles.contract;
const ABSENT = '（缺少）';

interface Counting {
  assets?: readonly string[] | undefined;
  of?: string | undefined;
  interval?: string | undefined;
  months?: readonly number[] | undefined;
  incidents?: readonly string[] | undefined;
}

/** @param unit what each span is one of; undefined: the interval of the document. @param at where the row stands */
export function countingProblems(
  { assets, of, interval, months, incidents }: Counting,
  unit: string | undefined,
  at: string,
  { contract }: BundleParts,
): BundleProblem[] {
  const byMonth = unit === 'month' && interval !== 'service';
  const bySpan = unit !== undefined && unit !== 'period';
  const levels = contract.levels.map(({ id }) => id);
  const byFaults = incidents !== undefined;
  return [
    ...found(months !== undefined && !byMonth, file, `${at}.months`, unit ?? ABSENT, '只用于逐自然月（month）的可用率'),
    ...(incidents ?? []).flatMap((id, n) => unknown(file, `${at}.incidents[${n}]`, id, levels, '故障级别')),
    ...found(byFaults && !bySpan, file, `${at}.window`, unit ?? ABSENT, '按故障计的可用率须写明逐月、逐季度……'),
    ...found(byFaults && of === 'together', file, `${at}.of`, 'together', '按故障计的可用率逐个对象（each）判定'),
    ...found(byFaults && (assets ?? []).length === 0, file, `${at}.assets`, ABSENT, '按故障计的可用率须写明对象'),
  ];
}
