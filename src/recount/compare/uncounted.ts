/** Kinds of figures that are not counted again, each with its reason: anything else that is printed has its second count. */
const REASONS: readonly [RegExp, string][] = [
  [/^clocks\.[a-z-]+\.rate\..+$/, '口径未选定时按各选项另算的达成率：复核只按现行口径判定'],
  [
    /^clauses\.(met|unproven|exception|unexpressed|left|others|(behind|declared|exception|incomplete|no-evidence|not-due|not-occurred|part|undecided|unexpressed)\.count)$/,
    '条款结论由各主题的事实汇总，事实已逐项复核；归纳只复核未到期和时限的因口径而异',
  ],
  [
    /^devices\.[a-z-]+\.(total|online|days)$/,
    '设备在线率由逐台逐日的巡检结果归并：各日巡检结果已复核，按设备种类归并的不另算',
  ],
  [/^lines\.\d\.[^.]+\.(back|net)$/, '登记表各组的冲正：表的合计已含冲正并复核，分组的不另算'],
  [/^quota\.[a-z-]+\.(limit|supplier|pending|others)$/, '按事件编写的报告所列事件当时的年度次数：月报同一数字已复核'],
  [
    /^logs\.(user\.\d|[a-z-]+)\.(share|covered)$|^logs\.systems-without$/,
    '操作日志的用户排名与覆盖情况：按导出文件的原始行统计',
  ],
  [/^permits\.(note|service-order)\.[a-z]+$|^permits\.doubt\..+\.count$/, '仅凭记事文字认定的操作：复核不解读文字'],
  [/^permits\.breach\..+\.count$/, '例行采集与备份按不符情形合并成行：合计已复核'],
];

/** Why an id has no second count; undefined: it needs one. */
export const reasonOf = (id: string): string | undefined => REASONS.find(([pattern]) => pattern.test(id))?.[1];
