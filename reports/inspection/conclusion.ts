/** The conclusion of an inspection in figures and one paragraph; also what 首页 and daily-maintenance repeat. */
import { type Comparison, countOutcomes } from '../../src/assess/inspection/compare.ts';
import type { CheckResult } from '../../src/assess/inspection/result.ts';
import type { KeyFigure } from '../../src/report/block.ts';
import { type Outcome, outcomes, outcomeWords } from '../../src/states/outcome.ts';
import { apartName } from '../../src/wording/asset-names.ts';
import { dayInterval, headline } from '../cells/headline.ts';

/** 总项数、正常、异常 … as one framed row. @param from first and @param to last day that they stand for */
export function outcomeFigures(counts: Record<Outcome, number>, total: number, from: string, to = from): KeyFigure[] {
  const within = dayInterval(from, to);
  return [
    headline({ label: '巡检项', value: String(total), number: total }, 'checks.total', within),
    ...(Object.keys(outcomes) as Outcome[]).map((outcome) => {
      const n = counts[outcome];
      const tone = n === 0 ? 'muted' : outcomes[outcome].tone;
      const item = { label: outcomeWords[outcome], value: String(n), number: n, tone };
      return headline(item, `checks.${outcome}`, within);
    }),
  ];
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
  const of = (outcome: CheckResult['outcome']) => results.filter((r) => r.outcome === outcome);
  const observed = results.filter((r) => r.outcome === 'normal' || r.outcome === 'abnormal').length;
  const parts =
    observed === 0
      ? [`${when}巡检 ${results.length} 项，没有观测到任何一项，不能判断是否正常`]
      : [
          `${when}巡检 ${results.length} 项，已观测 ${observed} 项，其中${outcomeWords.normal} ${of('normal').length} 项`,
          naming(outcomeWords.abnormal, of('abnormal')) || '已观测项未发现异常',
        ];
  parts.push(naming(outcomeWords.unreachable, of('unreachable')), naming(outcomeWords.stale, of('stale')));
  const pending = of('unconfigured').length;
  if (pending > 0) parts.push(`${pending} 项${outcomeWords.unconfigured}数据源，未观测`);
  const manual = of('manual-pending').length;
  if (manual > 0) parts.push(`${manual} 项人工检查没有结果，未观测`);
  const none = of('not-applicable').length;
  if (none > 0) parts.push(`${none} 项${outcomeWords['not-applicable']}`);
  const text = `${parts.filter((p) => p !== '').join('；')}。`;
  return `${text}${changeText(changes)}${opsHostText(opsHost)}`;
}

/** `异常 2 项：应用服务器 3 的磁盘使用率、3号考勤机的最近数据` */
function naming(word: string, results: CheckResult[]): string {
  if (results.length === 0) return '';
  const names = results.slice(0, NAMES).map(nameOf);
  return `${word} ${results.length} 项：${names.join('、')}${results.length > NAMES ? '等' : ''}`;
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
  const words = [`正常 ${counts.normal} 项`, ...others.map((one) => `${outcomeWords[one]} ${counts[one]} 项`)];
  return `另：${apartName(opsHost)}（合同外）${opsHost.length} 项，${words.join('、')}。`;
}
