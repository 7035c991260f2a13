/**
 * What may be said of operations held against their permits: 均有有效许可 only where every condition was compared. What a record does
 * not tell was not compared, and is no proof of anything.
 */

import type { Tone } from '../../src/report/block.ts';
import { type Cover, type CoverCounts, countCovers } from '../../src/subjects/permits/judge/permits.ts';

/** `，其中 134 项的许可另有条件…`: what of the operations that nothing speaks against is not proven; empty where all is. */
function openText({ uncompared, pending }: CoverCounts): string {
  const parts = [
    ...(uncompared === 0 ? [] : [`${uncompared} 项的许可另有条件，记录不能说明是否满足，未核对`]),
    ...(pending === 0 ? [] : [`${pending} 项的书面许可待补办`]),
  ];
  return parts.map((part) => `，其中 ${part}`).join('');
}

/**
 * The good news of operations, without its full stop; null as soon as one of them is a breach or waits for somebody to look.
 * @param operations what they are, up to their number: `登记的`, `已执行的`
 */
export function provenText(operations: string, covers: readonly Cover[]): string | null {
  const counts = countCovers(covers);
  if (covers.length === 0 || counts.breaches + counts.doubts > 0) return null;
  const open = openText(counts);
  return open === ''
    ? `${operations} ${covers.length} 项操作均有有效许可`
    : `${operations} ${covers.length} 项操作的种类、对象和时间与许可相符${open}`;
}

/** All that was compared, by how it stands. */
export function permitText(covers: readonly Cover[]): string {
  if (covers.length === 0) return '统计区间内没有登记须经许可的操作。';
  const counts = countCovers(covers);
  const { covered, breaches, doubts } = counts;
  const doubt = doubts === 0 ? '' : `，待核实 ${doubts} 项`;
  const listed = breaches + doubts === 0 ? '' : '，逐项列出';
  return `核对须经许可的操作 ${covers.length} 项：种类、对象和时间与许可相符的 ${covered} 项${openText(counts)}；不符 ${breaches} 项${doubt}${listed}。`;
}

/** How such a sentence looks: what was not compared is neither good nor bad. Spread into a note. */
export function coversTone(covers: readonly Cover[]): { tone?: Tone } {
  const { breaches, doubts, uncompared, pending } = countCovers(covers);
  if (breaches > 0) return { tone: 'abnormal' };
  if (doubts > 0) return { tone: 'attention' };
  return covers.length === 0 ? { tone: 'muted' } : uncompared + pending > 0 ? {} : { tone: 'normal' };
}
