/** The conclusion of an inspection in figures and one paragraph; also what 首页 and daily-maintenance repeat. */

import type { KeyFigure, Tone } from '../../report/block.ts';
import { figureOf } from '../../report/figure.ts';
import { type Outcome, outcomes, outcomeWords, unknownOutcomes } from '../../states/outcome.ts';
import { apartName } from '../../wording/asset-names.ts';
import { type CheckResult, type Comparison, countOutcomes } from './judge/result.ts';

/** 总项数、正常、异常 … as one framed row. @param from first and @param to last day that they stand for */
export function outcomeFigures(counts: Record<Outcome, number>, total: number, from: string, to = from): KeyFigure[] {
  const item = (label: string, n: number, id: string, tone?: Tone): KeyFigure => ({
    ...{ label, value: String(n), number: n },
    ...(tone === undefined ? {} : { tone }),
    figure: figureOf(`checks.${id}`, n, { from, to }),
  });
  const outcome = (of: Outcome) =>
    item(outcomeWords[of], counts[of], of, counts[of] === 0 ? 'muted' : outcomes[of].tone);
  return [item('巡检项', total, 'total'), ...(Object.keys(outcomes) as Outcome[]).map(outcome)];
}

/** Names at most this many things before it says 等 N 项. */
const NAMES = 4;

/**
 * `results` of the contract's assets; `changes` is null when there is no earlier inspection, undefined to say nothing of it.
 * @param when 本日, or of a log of something else than a day 本次
 */
export function conclusionText(
  results: readonly CheckResult[],
  opsHost: readonly CheckResult[],
  changes: Comparison | null | undefined,
  when: '本日' | '本次' = '本日',
): string {
  const counts = countOutcomes(results);
  const named = (outcome: Outcome) => namesOf(outcome, results);
  const observed = counts.normal + counts.abnormal;
  const parts =
    observed === 0
      ? [`${when}巡检 ${results.length} 项，没有观测到任何一项，不能判断是否正常`]
      : [
          `${when}巡检 ${results.length} 项，已观测 ${observed} 项，其中${outcomeWords.normal} ${counts.normal} 项`,
          named('abnormal') || '已观测项未发现异常',
        ];
  parts.push(takenBackText(results), named('unreachable'), named('stale'));
  if (counts.unconfigured > 0) parts.push(`${counts.unconfigured} 项未配置数据源，未观测`);
  if (counts['manual-pending'] > 0) parts.push(`${counts['manual-pending']} 项人工检查没有结果，未观测`);
  const none = counts['not-applicable'];
  if (none > 0) parts.push(`${none} 项${outcomeWords['not-applicable']}`);
  const text = `${parts.filter((p) => p !== '').join('；')}。`;
  return `${text}${changeText(changes)}${opsHostText(opsHost)}`;
}

/** In which tone that paragraph stands, wherever it is told. */
export function conclusionTone(own: readonly CheckResult[]): 'abnormal' | 'attention' | 'normal' {
  const counts = countOutcomes(own);
  if (counts.abnormal > 0) return 'abnormal';
  const isWhole = counts.normal === own.length - counts['not-applicable'] && takenBackText(own) === '';
  return isWhole ? 'normal' : 'attention';
}

/** `已作废的采集中不合格 1 项：应用服务器 3 的磁盘使用率 09:00 93.0 %`; empty: none was taken back, or nothing failed in it. */
export function takenBackText(results: readonly CheckResult[]): string {
  const own = results.flatMap((row) => row.members ?? [row]).filter(({ takenBack }) => takenBack !== undefined);
  if (own.length === 0) return '';
  const names = own.slice(0, NAMES).map((row) => `${nameOf(row)} ${row.takenBack}`);
  return `已作废的采集中不合格 ${own.length} 项：${names.join('、')}${own.length > NAMES ? '等' : ''}`;
}

/** `异常 2 项：应用服务器 3 的磁盘使用率、3号考勤机的最近数据` */
function namesOf(outcome: Outcome, results: readonly CheckResult[]): string {
  const own = results.filter((one) => one.outcome === outcome);
  if (own.length === 0) return '';
  const names = own.slice(0, NAMES).map(nameOf);
  return `${outcomeWords[outcome]} ${own.length} 项：${names.join('、')}${own.length > NAMES ? '等' : ''}`;
}

/** Latin letters and figures stand apart from Chinese ones. */
export function nameOf({ assetName, label }: CheckResult): string {
  return `${assetName}${/\w$/.test(assetName) ? ' ' : ''}的${/^\w/.test(label) ? ' ' : ''}${label}`;
}

function changeText(changes: Comparison | null | undefined): string {
  if (changes === undefined) return '';
  if (changes === null) return '没有可比较的前次巡检。';
  return `较前次巡检新增异常 ${changes.appeared.length} 项，恢复 ${changes.recovered.length} 项。`;
}

function opsHostText(opsHost: readonly CheckResult[]): string {
  if (opsHost.length === 0) return '';
  const counts = countOutcomes(opsHost);
  // What is not normal is said as well: a bare count of the normal ones reads as if the rest were nothing.
  const others = (Object.keys(outcomeWords) as Outcome[]).filter((one) => one !== 'normal' && counts[one] > 0);
  const words = (['normal', ...others] as const).map((one) => `${outcomeWords[one]} ${counts[one]} 项`);
  return `另：${apartName(opsHost)}（合同外）${opsHost.length} 项，${words.join('、')}。`;
}

/**
 * What stands in place of abnormal results where there is no row: that nothing was found is said of what was observed alone.
 * @param counts results by outcome of what was inspected; null: no inspection was made
 * @param where 当日巡检, 已巡检的各日 @param what was not found: 异常
 */
export function noneAbnormalText(
  counts: Readonly<Record<Outcome, number>> | null,
  where: string,
  what: string,
): string {
  if (counts === null) return '没有巡检记录，未观测，不能判断是否有异常。';
  const unobserved = unknownOutcomes.reduce((sum, outcome) => sum + counts[outcome], 0);
  if (counts.normal + counts.abnormal === 0) return `${where}没有观测到任何一项，不能判断是否有异常。`;
  const rest = unobserved === 0 ? '' : `；未观测 ${unobserved} 项次，不能判断`;
  return `${where}已观测的检查项没有${what}${rest}。`;
}
