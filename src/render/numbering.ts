/** Chinese section numbers: 一、 for the first level, （一） for the second, 1. for the third. */
import type { Section } from '../report/block.ts';

const DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** 1–99 in Chinese: 一, 十, 十一, 二十三. @throws RangeError outside that range */
export function chineseNumber(n: number): string {
  if (!Number.isInteger(n) || n < 1 || n > 99) throw new RangeError(`章节序号超出 1–99：${n}`);
  const tens = Math.trunc(n / 10);
  const ones = n % 10;
  const head = tens === 0 ? '' : tens === 1 ? '十' : `${DIGITS[tens]}十`;
  return head + (ones === 0 ? '' : DIGITS[ones]);
}

/**
 * The number in front of each section's title, in order; a deeper level starts again under each new parent. What the document opens
 * with has none.
 */
export function sectionNumbers(sections: readonly Pick<Section, 'level' | 'opening'>[]): string[] {
  const counts = [0, 0, 0];
  return sections.map(({ level = 1, opening }) => {
    if (opening === true) return '';
    counts[level - 1] = (counts[level - 1] ?? 0) + 1;
    counts.fill(0, level);
    const n = counts[level - 1] as number;
    if (level === 1) return `${chineseNumber(n)}、`;
    return level === 2 ? `（${chineseNumber(n)}）` : `${n}. `;
  });
}
