/** What was not issued, as one line of words. */
import type { Held } from './hold.ts';
import type { IssueResult } from './result.ts';

/** `未签发 inspection-log 2026-11-24：…`; what concerns no single document names none. */
export function notIssuedLine({ obligation, period, reason }: IssueResult['failed'][number]): string {
  return `${['未签发', obligation, period].filter((part) => part !== '').join(' ')}：${reason}`;
}

/** `暂缓签发 inspection-log 2026-11-24：…`, and how a person issues it all the same. */
export function heldLine({ obligation, period, lacks }: Held): string {
  return `暂缓签发 ${obligation} ${period}：待填写 ${lacks.join('；')}；填写后自动签发，照样签发的运行 opsledger issue ${obligation} ${period}`;
}
