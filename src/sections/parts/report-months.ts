/** The months as the 月报 count them: what stands in one 月报 stands in the same month of the site. Pure. */

import { belongsTo } from '../../contract/calendar/belongs.ts';
import { periodsOf } from '../../contract/calendar/cadence-periods.ts';
import { countedSpan, cutsUpTo, type Fact, type PeriodCut } from '../../contract/calendar/cut.ts';
import type { Occurrence } from '../../contract/calendar/occurrence.ts';
import { isWaivedNow } from '../../contract/calendar/waived.ts';
import { unitOf } from '../../contract/terms/units.ts';
import { compareInstants, dateOf, formatDateTime } from '../../contract/time.ts';
import type { FigureInterval } from '../../report/figure.ts';
import type { SiteFacts } from './facts.ts';
import { calendarMonth } from './figures.ts';

export interface ReportMonths {
  /** false: the contract asks for no 月报, and the months are those of the calendar. */
  asked: boolean;
  /** `2026-11`; null when no 月报 counts it, or the contract asks for none. */
  monthOf(fact: Fact): string | null;
  /** `2026-10-30 16:30 至 2026-11-30 16:30`; empty of a month that no 月报 is about. */
  spanText(month: string): string;
  /** The same as data, up to the site's moment; of a month that no 月报 is about the days of the calendar. */
  intervalOf(month: string): FigureInterval;
}

/** The unit of the 月报; of several such the first counts the months. */
const MONTHLY = 'monthly-maintenance';

export function reportMonths({ obligations, contract, documents, waived, now }: SiteFacts): ReportMonths {
  const obligation = obligations.find((one) => unitOf(one) === MONTHLY);
  const service = contract.contract.servicePeriod;
  const all = (obligation === undefined ? [] : periodsOf(obligation, service, contract.contract.terms)).map(
    ({ id, from, to }): Occurrence => ({
      obligation: obligation?.id ?? MONTHLY,
      period: id,
      from,
      to,
      issueFrom: null,
      dueAt: null,
    }),
  );
  // What came after the cut of a month is the next one's, though the calendar has not come to it.
  const begun = all.filter(({ from }) => from <= dateOf(now)).length;
  const shown = all.slice(0, begun + 1);
  const last = shown.at(-1);
  if (last === undefined) return { asked: false, monthOf: () => null, spanText: () => '', intervalOf: calendarMonth };
  const issued = documents.flatMap(({ issuedAt, ...one }) => (issuedAt === null ? [] : [{ ...one, issuedAt }]));
  const cuts = cutsUpTo(last, shown, issued, { cut: now, serviceEnd: service.to, waived });
  const spanOf = (month: string): FigureInterval | null => {
    const n = cuts.findIndex(({ period }) => period === month);
    // Of a waived month the next one tells.
    if (n === -1 || isWaivedNow(cuts[n] as PeriodCut, cuts)) return null;
    const { from, to } = countedSpan(cuts.slice(0, n + 1));
    return { from, to: compareInstants(to, now) > 0 ? now : to };
  };
  return {
    asked: true,
    monthOf: (fact) => (isBefore(fact, cuts) ? null : (belongsTo(fact, cuts)?.period ?? null)),
    spanText(month) {
      const span = spanOf(month);
      return span === null ? '' : `${formatDateTime(span.from)} 至 ${formatDateTime(span.to)}`;
    },
    intervalOf: (month) => spanOf(month) ?? calendarMonth(month),
  };
}

/** A workspace keeps the records of earlier contracts: no 月报 of this one counts them. */
const isBefore = ({ event }: Fact, [first]: readonly PeriodCut[]): boolean =>
  first === undefined || compareInstants(event, first.start) < 0;
