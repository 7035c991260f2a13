/** Numbers of the site that are no figures, with the reason: what is read off a record, and ranks. */
export const EXEMPT: readonly (readonly [block: RegExp, reason: string])[] = [
  [/^findings (.* priority|summary 优先级)$/, 'a rank, not a count'],
  [/^findings (summary CVSS|scans .* feed)$/, 'what the scanner gave'],
  [/^findings fixed-late .* late$/, 'a length of time, read off one finding'],
  [/^assets .* (measured|standard)$/, 'what a check measured, and its limit'],
  [/^expenses list .* quantity$/, 'read off a record'],
  [/^backups (tables|queries|summary RTO\/RPO) /, 'what one restore test or drill counted: the record itself'],
];

/** Numbers of documents that are no counts, with the reason. */
export const MEASURED: readonly (readonly [place: RegExp, reason: string])[] = [
  [/ 满分$/, 'what the contract says'],
  [/^inspection-log | measured$/, 'what a check measured'],
  [/ (优化前后 (before|after)|告警处置 value)$/, 'what was measured, in the words of the record'],
  [
    / 容量(预测|（.*）) (ahead|current|fit|reaches|now|one|two|three)$/,
    'measured fill levels and the fit of a forecast',
  ],
  [/^(incident-analysis|major-incident) overview (受影响用户|故障级别)$/, 'read off one record'],
];

/** Numbers in tables of documents that are no counts of their own, with the reason. */
export const LISTED: readonly (readonly [place: RegExp, reason: string])[] = [
  [/ no$/, 'the place in the list'],
  [/ 关键数字 before$/, 'what the document before printed, as its manifest keeps it'],
  [/ (逐表比对|数据后台处理：|接口维护：|账号操作：|费用)/, 'fields of one record, in the words of its kind'],
  [/ (主机资源使用率|容量预测|慢查询前十|待装安全补丁) /, 'what was measured'],
  [/ (异常项 days|备份与留存 months|到期事项 left|修复计划与逾期 late)$/, 'lengths of time'],
  [
    / (高频问题|应扫描资产的覆盖情况|未对应到资产清单的扫描地址|各种漏洞涉及的资产) /,
    'how long the list of one row is',
  ],
  [/^assessment-score .*(依据|未计入的事项) amount$/, 'what one deduction of the list is worth'],
  [/ 工作量 mean$/, 'a quotient of the figure beside it'],
];
