/** How many facts each period of a document's obligation counts, its own beside those before it. */
import type { PeriodCount } from '../../src/assess/observations/change.ts';
import { belongsTo } from '../../src/contract/calendar/belongs.ts';
import { countedDays, type Fact } from '../../src/contract/calendar/cut.ts';
import { isWaivedNow } from '../../src/contract/calendar/waived.ts';
import { toDate } from '../../src/contract/time.ts';
import { factOf } from '../../src/records/counted.ts';
import type { AnyRecord, RecordKind } from '../../src/records/record.ts';
import { type PeriodView, upToPeriod } from './period.ts';

export interface PeriodCounts {
  own: PeriodCount;
  /** In order of time, waived ones left out. */
  before: PeriodCount[];
}

/** By the cuts, so that what is compared is what the documents themselves counted. */
export function countsByPeriod({ input: { cuts } }: PeriodView, facts: readonly Fact[]): PeriodCounts {
  const counts = new Map(cuts.map((cut) => [cut, 0]));
  for (const fact of facts) {
    const cut = belongsTo(fact, cuts);
    if (cut !== null) counts.set(cut, (counts.get(cut) ?? 0) + 1);
  }
  const periods = cuts.flatMap((cut, n) =>
    isWaivedNow(cut, cuts) ? [] : [{ count: counts.get(cut) ?? 0, days: lengthOf(countedDays(cuts.slice(0, n + 1))) }],
  );
  return { own: periods.at(-1) ?? { count: 0, days: 0 }, before: periods.slice(0, -1) };
}

/** The same of the records of a kind; needs them since the begin of service. */
export const recordsByPeriod = <T extends AnyRecord>(view: PeriodView, kind: RecordKind<T>): PeriodCounts =>
  countsByPeriod(
    view,
    upToPeriod(view, kind).map((record) => factOf(record, view.input.occurrence)),
  );

const lengthOf = ({ from, to }: { from: string; to: string }): number =>
  Math.max(0, toDate(from).until(toDate(to), { largestUnit: 'days' }).days + 1);
