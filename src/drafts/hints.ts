/** Levels, limits, numbers and dates that stand in a clause, shown to whoever fills in the contract's data. Pure. */

const NUMBER = '(?:\\d+(?:\\.\\d+)?|[一二两三四五六七八九十百]+)';
const hints: readonly [label: string, pattern: RegExp][] = [
  [
    '级别',
    /[\u4e00-\u9fff]{1,4}(?:级|类)?故障(?=[^\u4e00-\u9fff]|\d|[一二三四五六七八九十]|应|须|需|在|超时)|[一二三四五]级故障|P[0-9]\b/g,
  ],
  [
    '时限',
    new RegExp(`${NUMBER}\\s*(?:个)?(?:分钟|小时|工作日|自然日|天|日)(?:之?内|以内|前)[^，。；、\\n]{0,8}`, 'g'),
  ],
  [
    '数量',
    new RegExp(`(?:不少于|不低于|不得少于|至少|不超过|不得超过|不多于)\\s*${NUMBER}\\s*[\\u4e00-\\u9fff%％]{1,4}`, 'g'),
  ],
  [
    '周期',
    new RegExp(`每(?:${NUMBER}\\s*)?(?:个)?(?:日|天|周|星期|月|季度?|半年|年|学期|班次?)[^，。；\\n]{0,14}`, 'g'),
  ],
  ['日期', /\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|\d{4}-\d{1,2}-\d{1,2}/g],
  ['时刻', /(?:[01]?\d|2[0-3])[:：][0-5]\d(?:\s*[-–—至~]\s*(?:[01]?\d|2[0-3])[:：][0-5]\d)?/g],
  ['分值', /(?:满分|扣|加|低于|以下|以上)?\s*\d+(?:\.\d+)?\s*分(?!钟)(?:以[上下])?/g],
  ['比例', /\d+(?:\.\d+)?\s*[%％‰]/g],
];

/** What was found, by what it is: `时限：1小时内到场、2小时内排除`. */
export function hintsIn(text: string): string[] {
  const flat = text.replace(/[\n\t]+/g, ' ');
  return hints.flatMap(([label, pattern]) => {
    const found = [...new Set([...flat.matchAll(pattern)].map(([one]) => one.trim()))];
    return found.length === 0 ? [] : [`${label}：${found.slice(0, 8).join('、')}`];
  });
}
