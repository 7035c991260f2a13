/** Numbers of the site that are no figures, with the reason: what is read off a record, and ranks. */
export const EXEMPT: readonly (readonly [block: RegExp, reason: string])[] = [
  [/^findings .* priority$/, 'a rank, not a count'],
  [/^assets .* (measured|standard)$/, 'what a check measured, and its limit'],
  [/^backups (tables|queries) /, 'rows as one restore test counted them: the record itself'],
];

/** Numbers of documents that are no counts, with the reason. */
export const MEASURED: readonly (readonly [place: RegExp, reason: string])[] = [
  [/^inspection-log | measured$/, 'what a check measured'],
  [/ (优化前后 (before|after)|告警处置 value)$/, 'what was measured, in the words of the record'],
  [/ 容量预测 (ahead|current|fit|reaches)$/, 'measured fill levels and the fit of a forecast'],
  [/^(incident-analysis|major-incident) overview (受影响用户|故障级别)$/, 'read off one record'],
];
