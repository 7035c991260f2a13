/** The periods in which an activity of the requirements has to happen so many times. Pure. */
import type { Activity } from '../terms/requirements.ts';
import type { Term } from '../terms/school-terms.ts';
import { type DateText, toDate } from '../time.ts';

/** The service period, and the terms of a contract that goes by them. */
export interface Served {
  from: DateText;
  to: DateText;
  terms?: readonly Term[] | undefined;
}

const MONTHS = { month: 1, 'two-months': 2, quarter: 3, 'four-months': 4, 'half-year': 6, year: 12 } as const;

/**
 * The spans that the activity names, else the terms of the contract, else steps from the first day of service.
 * @returns both days inclusive, contract dates, in order of time
 */
export function activitySpans(
  { per, spans }: Pick<Activity, 'per' | 'spans'>,
  service: Served,
): { from: DateText; to: DateText }[] {
  if (spans !== undefined && spans.length > 0) return spans;
  if (per === 'term') return (service.terms ?? []).map(({ from, to }) => ({ from, to }));
  if (per === 'service') return [{ from: service.from, to: service.to }];
  const start = toDate(service.from);
  const found: { from: DateText; to: DateText }[] = [];
  for (let n = 0; ; n += 1) {
    const from = start.add({ months: n * MONTHS[per] }).toString();
    if (from > service.to) return found;
    const end = start
      .add({ months: (n + 1) * MONTHS[per] })
      .subtract({ days: 1 })
      .toString();
    found.push({ from, to: [end, service.to].sort()[0] as DateText });
  }
}
