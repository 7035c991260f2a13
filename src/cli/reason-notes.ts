/** What a person should hear about the reason of a document: it was late and has none, or the one given was not used. Pure. */
import { NO_REASON } from '../assess/deliveries/late-reason.ts';
import type { IssueResult } from '../pipeline/issue/result.ts';

export interface ReasonNotes {
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
