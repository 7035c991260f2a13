/** The periods in which an activity of the requirements has to happen so many times. Pure. */
import type { Activity } from '../terms/requirements.ts';
import type { Term } from '../terms/school-terms.ts';
import { type DateText, dateOf, type InstantText, toDate, toInstant, toText } from '../time.ts';
import { type CadencePeriod, periodsOf, within } from './cadence-periods.ts';
import { periodText } from './period-text.ts';
import { dayAfter, dayBefore } from './shift.ts';

/** The service period, and the terms of a contract that goes by them. */
export interface Served {
  from: DateText;
  to: DateText;
  terms?: readonly Term[] | undefined;
}

/** A period of an activity; what happened belongs to one alone. */
export interface ActivitySpan {
  /** Both days inclusive, contract dates. */
  from: DateText;
  to: DateText;
  /** Its instants, the last one not of it, where it does not run from midnight to midnight. */
  span?: { from: InstantText; to: InstantText };
  /** The one day on which it has to happen: what lies in the span and later is late. */
  due?: DateText;
  /** As printed in place of its days: of a shift, a day. */
  name?: string;
}

const MONTHS = { month: 1, 'two-months': 2, quarter: 3, 'four-months': 4, 'half-year': 6, year: 12 } as const;

type Periodic = Pick<Activity, 'per' | 'every' | 'timesADay' | 'seasons' | 'interval' | 'spans' | 'from' | 'until'>;

/**
 * The spans that the activity names, else its periods as an obligation's are cut, else the terms of the contract or steps from the
 * first day of service; as far as the activity is asked for. Of what follows a record there are none.
 * @returns in order of time
 */
export function activityPeriods(activity: Periodic, service: Served): CadencePeriod[] {
  return within(allPeriods(activity, service), { from: activity.from, to: activity.until });
}

function allPeriods({ per, spans, every, timesADay, seasons, interval }: Periodic, service: Served): CadencePeriod[] {
  const named = (all: readonly { from: DateText; to: DateText }[]): CadencePeriod[] =>
    all.map(({ from, to }) => ({ id: from, from, to }));
  if (spans !== undefined && spans.length > 0) return named(spans);
  if (every !== undefined || timesADay !== undefined || seasons !== undefined)
    return [...periodsOf({ every, timesADay, seasons, interval }, service, service.terms)];
  if (per === undefined) return [];
  if (per === 'term') return named(service.terms ?? []);
  if (per === 'service') return named([service]);
  const start = toDate(service.from);
  const found: CadencePeriod[] = [];
  for (let n = 0; ; n += 1) {
    const from = start.add({ months: n * MONTHS[per] }).toString();
    if (from > service.to) return found;
    const end = start
      .add({ months: (n + 1) * MONTHS[per] })
      .subtract({ days: 1 })
      .toString();
    found.push({ id: from, from, to: [end, service.to].sort()[0] as DateText });
  }
}

/** The same as they are judged: of one day of each, from it to the day before the next one. */
export function activitySpans(
  activity: Pick<Activity, 'day'> & Periodic,
  service: Served,
  isWorkingDay: (day: DateText) => boolean,
): ActivitySpan[] {
  const periods = activityPeriods(activity, service);
  const { day } = activity;
  if (day === undefined) return periods.map(ofShift);
  const workdays = { isWorkingDay, published: () => true, years: [] };
  const dues = periods.map((period) => {
    const found =
      day.before === undefined
        ? dayAfter(day, { day: period.from, first: true, within: period }, workdays)
        : dayBefore(day, { day: period.to, within: period }, workdays);
    const own = found ?? (day.before === undefined ? period.from : period.to);
    return [period.from, own, period.to].sort()[1] as DateText;
  });
  return periods.map(({ from, to }, n) => {
    const due = dues[n] as DateText;
    const next = dues[n + 1];
    const last = next === undefined ? to : toDate(next).subtract({ days: 1 }).toString();
    return { from: n === 0 ? from : due, to: last, due, name: due };
  });
}

/** A shift of the night ends on the day after: with that day it is over. */
function ofShift({ from, to, ...period }: CadencePeriod): ActivitySpan {
  const { span } = period;
  if (span === undefined) return { from, to };
  const last = dateOf(toText(toInstant(span.to).subtract({ seconds: 1 })));
  return { from, to: last, span, name: periodText({ ...period, period: period.id, from, to }) };
}
