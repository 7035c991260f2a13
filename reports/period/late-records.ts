/** Earlier records that came in, or went on, after the last document was issued: 上期补充 of the monthly ledgers. */
import { dayOf } from '../../src/assess/precheck/line.ts';
import { compareInstants, formatDateTime, type InstantText } from '../../src/contract/time.ts';
import type { AnyRecord, RecordKind } from '../../src/records/record.ts';
import type { ComposeInput } from '../_deliverable.ts';
import { allOf, type PeriodView } from './period.ts';

export interface LateRecords<T> {
  /** When the document of the period before was issued, its newest revision; null when it was not. */
  seen: InstantText | null;
  /** Sentence above the table. */
  text: string;
  records: T[];
}

/**
 * Wants a window of the kind that reaches before the period, and `manifest`.
 * @param touched times at which an older record went on (executed, reviewed): an operation asked for in one month and done
 * in the next must not fall between two ledgers
 * @returns null when nothing from before is left to say
 */
export function lateRecords<T extends AnyRecord>(
  view: PeriodView,
  kind: RecordKind<T>,
  touched: (record: T) => readonly (InstantText | undefined)[] = () => [],
): LateRecords<T> | null {
  const before = allOf(view, kind).filter((record) => dayOf(record) < view.from);
  if (before.length === 0) return null;
  const seen = previousIssue(view.input);
  const since = (time: InstantText | undefined, limit: InstantText): boolean =>
    time !== undefined && compareInstants(time, limit) > 0 && compareInstants(time, view.input.asOf) <= 0;
  const records = before.filter(
    (record) =>
      (seen !== null && since(record.enteredAt, seen)) ||
      touched(record).some((time) => since(time, seen ?? view.start)),
  );
  const { name } = view.input.obligation;
  if (seen === null) {
    const rest = records.length === 0 ? '' : '此前申请、本期办理的列于下表。';
    return { seen, text: `上期的${name}未签发，其内容以该期补报为准，不在本期补充。${rest}`, records };
  }
  if (records.length === 0) return null;
  return { seen, text: `上期的${name}签发于 ${formatDateTime(seen)}；其后登记或办理的以前各期记录补充如下。`, records };
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
