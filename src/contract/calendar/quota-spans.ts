/** The years, halves, quarters and months in which a quota counts anew: of the service, of the calendar; or the service as a whole. Pure. */
import type { QuotaSpan } from '../terms/classes.ts';
import type { DateText } from '../time.ts';
import { judgedWindows, type WindowUnit } from './judged-windows.ts';
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

/** @param per `service-half-year` steps from the first day of service, `calendar-half-year` from the first of January */
function allSpans(per: QuotaSpan, service: DateSpan): DateSpan[] {
  if (per === 'service') return [service];
  const [by, unit] = per.split(/-(.*)/) as ['service' | 'calendar', WindowUnit];
  const interval = by === 'service' ? by : 'natural';
  return judgedWindows({ unit, interval }, service).map(({ from, to }) => ({ from, to }));
}
