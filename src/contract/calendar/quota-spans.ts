/** The years in which a quota counts anew: of the service, of the calendar, or the service as a whole. Pure. */
import type { QuotaTerm } from '../terms/classes.ts';
import { type DateText, toDate } from '../time.ts';
import type { DateSpan } from './periods.ts';

/**
 * The spans of a quota that the days from `from` to `to` touch, in order; days before or after the service stand for its first
 * or last one, so that there is always one.
 */
export function spansOfQuota(per: QuotaTerm['per'], service: DateSpan, days: DateSpan): DateSpan[] {
  const within = (day: DateText): DateText => (day < service.from ? service.from : day > service.to ? service.to : day);
  const [from, to] = [within(days.from), within(days.to)].sort() as [DateText, DateText];
  return allSpans(per, service).filter((span) => span.from <= to && span.to >= from);
}

function allSpans(per: QuotaTerm['per'], { from, to }: DateSpan): DateSpan[] {
  if (per === 'service') return [{ from, to }];
  const spans: DateSpan[] = [];
  const first = toDate(from);
  for (let n = 0, begin = first; begin.toString() <= to; n += 1) {
    const next = per === 'calendar-year' ? toDate(`${begin.year + 1}-01-01`) : first.add({ years: n + 1 });
    const end = next.subtract({ days: 1 }).toString();
    spans.push({ from: begin.toString(), to: end < to ? end : to });
    begin = next;
  }
  return spans;
}
