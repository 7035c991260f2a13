/** Records of the period before that came in after its document was issued: 上期补充 of the monthly ledgers. */
import { dayOf } from '../src/assess/precheck-line.ts';
import { compareInstants, formatDateTime, type InstantText } from '../src/contract/time.ts';
import type { AnyRecord, RecordKind } from '../src/records/record.ts';
import type { ComposeInput } from './_deliverable.ts';
import { allOf, type PeriodView } from './_period.ts';

export interface LateRecords<T> {
  /** When the document of the period before was issued, its newest revision; null when it was not. */
  seen: InstantText | null;
  /** Sentence above the table. */
  text: string;
  records: T[];
}

/**
 * Wants the window `previous` of the kind, and `manifest`.
 * @returns null when nothing of the period before is left to say: it was issued with all that is known of it
 */
export function lateRecords<T extends AnyRecord>(view: PeriodView, kind: RecordKind<T>): LateRecords<T> | null {
  const before = allOf(view, kind).filter((record) => dayOf(record) < view.from);
  if (before.length === 0) return null;
  const seen = previousIssue(view.input);
  const { name } = view.input.obligation;
  if (seen === null) {
    return { seen, text: `上期的${name}未签发，其内容以该期补报为准，不在本期补充。`, records: [] };
  }
  const records = before.filter((record) => compareInstants(record.enteredAt, seen) > 0);
  if (records.length === 0) return null;
  return { seen, text: `上期的${name}签发于 ${formatDateTime(seen)}；其后登记的上期记录补充如下。`, records };
}

function previousIssue({ issued, obligation, occurrence }: ComposeInput): InstantText | null {
  const times = issued
    .filter((one) => one.obligation === obligation.id && follows(one.period, occurrence.period))
    .map((one) => one.issuedAt)
    .sort(compareInstants);
  return times.at(-1) ?? null;
}

/** Monthly periods `2026-11` and `2026-12`, over the turn of the year too. */
function follows(before: string, own: string): boolean {
  const [year = 0, month = 0] = before.split('-').map(Number);
  return own === (month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`);
}
