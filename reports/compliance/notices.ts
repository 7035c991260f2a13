/** 待核实的记录 as the supplier hears of them before the statement is issued: afterwards none can be taken away. */
import { type PrecheckLine, precheckRules } from '../../src/assess/precheck/line.ts';

/** One line that says how many there are, and one for each, in the order of the document; none without any. */
export function precheckNotices(lines: readonly PrecheckLine[]): string[] {
  if (lines.length === 0) return [];
  return [
    `有 ${lines.length} 条待核实的记录，签发后不能从文档中删去；请先逐条核实、更正或说明`,
    ...lines.map(({ rule, text, records }) => `待核实（${precheckRules[rule]}）：${text}（${records.join('、')}）`),
  ];
}
