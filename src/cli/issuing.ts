/** What the commands share that confirm and issue documents. */

import type { IssueResult } from '../pipeline/issue/result.ts';
import { NO_REASON } from '../subjects/deliveries/judge/late-reason.ts';
import { askSeen, askUnfinished } from './ask.ts';
import { say } from './context.ts';

export const OBLIGATION = '交付物编号，如 inspection-log';
export const PERIOD = '期次，如 2026-11-24';
export const SEEN = '待核实的记录已逐条看过；不写时列出清单，在终端询问，不能询问的不办理';

export const UNFINISHED =
  '知道还有人工检查没有登记、异常没有处理措施或有没写全的地方，仍然确认；不写时在终端询问，不能询问的不办理';

/** Something that a person may want to know while the command goes on. */
export const notice = (text: string): void => say(`提示：${text}`);

/** Who cannot be asked has to say it on the command line: what was issued stays. */
export function seenBy(options: Record<string, unknown>): () => Promise<boolean> {
  if (options.seen === true) return () => Promise.resolve(true);
  return process.stdin.isTTY ? () => askSeen() : () => Promise.resolve(false);
}

/** As `seenBy`, of what is not done or written yet. */
export function unfinishedBy(options: Record<string, unknown>): (text: string) => Promise<boolean> {
  if (options.unfinished === true) return () => Promise.resolve(true);
  return process.stdin.isTTY ? (text) => askUnfinished(text) : () => Promise.resolve(false);
}

/** @returns true when a document went out late and nobody said why */
export function sayReasons(result: IssueResult, options: Record<string, unknown>): boolean {
  const { owed, unused } = reasonNotes(result, options.reason === undefined ? undefined : String(options.reason));
  for (const text of owed) say(`注意：${text}`);
  for (const text of unused) notice(text);
  return owed.length > 0;
}

/** What went out, and what stayed as it was. */
export function issueLines(result: IssueResult): string[] {
  return [
    ...result.issued.map((d) => `已签发 ${d.number}\n  ${Object.values(d.files).join('\n  ')}`),
    ...result.unchanged.map((d) => `未变化 ${d.number}（第 ${d.revision} 版）`),
  ];
}

/** What a person should hear about the reason of a document: it was late and has none, or the one given was not used. */
interface ReasonNotes {
  /** Late documents of which nobody has said why; each can still be told. */
  owed: string[];
  /** A reason that stands in no document, and why. */
  unused: string[];
}

/** @param given the reason of the command; undefined: none */
export function reasonNotes({ issued, unchanged, failed }: IssueResult, given: string | undefined): ReasonNotes {
  const owed = issued
    .filter(({ reason }) => reason === NO_REASON)
    .map(
      ({ number, obligation, period }) =>
        `${number} 已过期限而没有写补报原因，文档上印为“${NO_REASON}”；补记原因：opsledger issue ${obligation} ${period} --reason 原因`,
    );
  if (given === undefined) return { owed, unused: [] };
  const used = ({ reason }: { reason: string | null }) => reason?.includes(given) === true;
  if (issued.length + unchanged.length + failed.length === 0)
    return { owed, unused: ['没有签发文档，--reason 没有采用'] };
  // One of several took it: the others were in time and need none.
  if (failed.length > 0 || [...issued, ...unchanged].some(used)) return { owed, unused: [] };
  return {
    owed,
    unused: [
      ...issued.map(({ number }) => `${number} 未过期限，首版不印原因，--reason 没有采用`),
      ...unchanged.map(
        ({ number, reason }) =>
          `${number} 所依据的数据没有变化，不出新版，--reason 没有采用${reason === null ? '' : `；文档上的原因为“${reason}”`}`,
      ),
    ],
  };
}
