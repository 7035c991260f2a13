/** The time by which a document was due when it was issued, where it is due by another now. Pure. */
import { compareInstants, formatDateTime, type InstantText } from '../../../contract/time.ts';

/**
 * A document is late or in time by the deadline that the records and the 口径 in force give now. What it prints is that of its own
 * day: a 口径 that was agreed since, or a record that was corrected, moves the one and not the other.
 * @param dueAt as it is judged by now @param then as the document has it; null: it had none
 * @returns `签发时为 2026-07-21 23:10`; null where they are the same to the minute in which both are printed, or one is missing
 */
export function dueThenText(dueAt: InstantText | null, then: InstantText | null): string | null {
  if (dueAt === null || then === null || compareInstants(dueAt, then) === 0) return null;
  const text = formatDateTime(then);
  return text === formatDateTime(dueAt) ? null : `签发时为 ${text}，其后口径或记录有变`;
}
