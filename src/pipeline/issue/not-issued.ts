/** What was not issued, as one line of words. */
import type { IssueResult } from './issue.ts';

/** `未签发 inspection-log 2026-11-24：…`; what concerns no single document says what it is itself. */
export function notIssuedLine({ obligation, period, reason }: IssueResult['failed'][number]): string {
  return obligation === '' ? reason : `未签发 ${obligation} ${period}：${reason}`;
}
