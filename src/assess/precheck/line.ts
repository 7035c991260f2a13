/** One line for the reviewer. */
/** What was noticed, as documents head it. */
export const precheckRules = {
  'repeated-text': '多日填写相同文字',
  'frozen-value': '数值逐日不变',
  'impossible-time': '时间不可能',
  'before-data': '巡检早于其数据',
  'no-sign-in': '到场无签到',
  'reused-evidence': '一份凭证用于两件事',
  'other-paper': '签认单写的是另一件事',
  permit: '许可不符',
  'permit-doubt': '许可待核实',
} as const;

export interface PrecheckLine {
  rule: keyof typeof precheckRules;
  /** Ids of the records concerned. */
  records: string[];
  /** One Chinese sentence: what was seen. */
  text: string;
  /** Of a permit: an operation that 许可核对 counts; absent: a record that only names a permit, or tells of a change in words. */
  operation?: true;
}

/** `3 日、5 日…` is too long for a line: first and last day. */
export const daysText = (days: readonly string[]): string =>
  `${days[0] ?? ''} 至 ${days.at(-1) ?? ''} 共 ${days.length} 天`;
