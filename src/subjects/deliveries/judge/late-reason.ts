/** 补报原因: why a document was issued after its time. A person may say it later, in a revision of its own. Pure. */
import type { IssuedSummary } from '../../../contract/calendar/occurrence.ts';

/** Reason of a document that a person issues after its time without giving one; nobody knows why, so nothing is claimed. Kept in manifests. */
export const NO_REASON = '未登记';

/** Begins the reason of a revision that only says why the first one was late: 签发 is never changed, so it is said beside it. */
export const GIVEN_LATER = '补记补报原因：';

type Issued = Pick<IssuedSummary, 'revision' | 'late' | 'reason'>;

/** @param issued the revisions of one occurrence. @returns null when it was not late, or nobody was asked */
export function lateReason(issued: readonly Issued[]): string | null {
  const first = issued.find(({ late }) => late);
  if (first === undefined) return null;
  if (first.reason !== NO_REASON) return first.reason ?? null;
  const told = issued.find(({ reason }) => reason?.startsWith(GIVEN_LATER));
  return told?.reason?.slice(GIVEN_LATER.length) ?? NO_REASON;
}

/** true when the document went out late and nobody has said why yet. */
export const owesReason = (issued: readonly Issued[]): boolean => lateReason(issued) === NO_REASON;
