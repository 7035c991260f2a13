/** Why a round of `start` ends with something that needs attention: the exit code alone does not say. Pure. */

import type { DueItem } from '../pipeline/plan/due-items.ts';
import type { StartResult } from '../pipeline/run/start.ts';
import { stateWords } from '../states/occurrence.ts';

/** @returns each thing with its number, in words; empty: nothing needs attention */
export function startAttention({ tick, site }: StartResult): string[] {
  const owed = ({ state, returned, unfilled }: DueItem) =>
    returned !== undefined ? 'returned' : unfilled !== undefined ? 'unfilled' : state;
  const due = (wanted: 'overdue' | 'undelivered' | 'missing' | 'returned' | 'unfilled') =>
    site.due.filter((one) => owed(one) === wanted).length;
  const undelivered = site.due.find((one) => owed(one) === 'undelivered')?.stateText ?? '';
  const counted: [number, (count: number) => string][] = [
    [tick.collected?.counts.abnormal ?? 0, (n) => `判为异常的检查 ${n} 项`],
    [tick.collected?.failed.length ?? 0, (n) => `读不到的数据源 ${n} 个`],
    [tick.issued.failed.length, (n) => `没能签发的文档 ${n} 份`],
    [tick.issued.held.length, (n) => `因待填写而暂缓签发的文档 ${n} 份`],
    [due('overdue'), (n) => `${stateWords.overdue} ${n} 项`],
    [due('undelivered'), (n) => `${undelivered} ${n} 项`],
    [due('missing'), (n) => `${stateWords.missing} ${n} 项`],
    [due('returned'), (n) => `退回待修订 ${n} 份`],
    [due('unfilled'), (n) => `带着“待填写”签发、待补正的文档 ${n} 份`],
    [tick.problems.length + site.problems.length, (n) => `读不出、被手工改动或未能发布的文件 ${n} 个`],
  ];
  return counted.filter(([count]) => count > 0).map(([count, text]) => text(count));
}
