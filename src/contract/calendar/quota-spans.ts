/** The years, halves, quarters and months in which a quota counts anew: of the service, of the calendar; or the service as a whole. Pure. */
import type { QuotaSpan } from '../terms/classes.ts';
import { type DateText, toDate } from '../time.ts';
import type { DateSpan } from './periods.ts';

/**
 * The spans of a quota that the days from `from` to `to` touch, in order; days before or after the service stand for its first
 * or last one, so that there is always one.
 */
export function spansOfQuota(per: QuotaSpan, service: DateSpan, days: DateSpan): DateSpan[] {
  const within = (day: DateText): DateText => (day < service.from ? service.from : day > service.to ? service.to : day);
  const [from, to] = [within(days.from), within(days.to)].sort() as [DateText, DateText];
  return allSpans(per, service).filter((span) => span.from <= to && span.to >= from);
}

const MONTHS = { year: 12, 'half-year': 6, quarter: 3, month: 1 } as const;

/** @param per `service-half-year` steps from the first day of service, `calendar-half-year` from the first of January */
function allSpans(per: QuotaSpan, { from, to }: DateSpan): DateSpan[] {
  if (per === 'service') return [{ from, to }];
  const [by, unit] = per.split(/-(.*)/) as ['service' | 'calendar', keyof typeof MONTHS];
  const months = MONTHS[unit];
  const start = toDate(from);
  const first = by === 'service' ? start : start.with({ day: 1, month: start.month - ((start.month - 1) % months) });
  const spans: DateSpan[] = [];
  for (let n = 0; ; n += 1) {
    const begin = first.add({ months: n * months }).toString();
    if (begin > to) return spans;
    const end = first
      .add({ months: (n + 1) * months })
      .subtract({ days: 1 })
      .toString();
    spans.push({ from: begin < from ? from : begin, to: end < to ? end : to });
  }
}
