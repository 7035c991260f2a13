/** What was not issued, as one line of words. */
import type { IssueResult } from './issue.ts';

/** `未签发 inspection-log 2026-11-24：…`; what concerns no single document names none. */
export function notIssuedLine({ obligation, period, reason }: IssueResult['failed'][number]): string {
  return `${['未签发', obligation, period].filter((part) => part !== '').join(' ')}：${reason}`;
}
