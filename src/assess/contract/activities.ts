/** What has to happen so many times a period: owed from the first day of service on, missed when the period is over. Pure. */

import { isElsewhere } from '../../contract/precedence/requirements.ts';
import type { Activity } from '../../contract/terms/requirements.ts';
import type { Term } from '../../contract/terms/school-terms.ts';
import { type DateText, dateOf, toDate } from '../../contract/time.ts';
import type { AnyRecord } from '../../records/record.ts';

export interface ActivityState {
  activity: Activity;
  /** The period, both days inclusive. */
  from: DateText;
  to: DateText;
  /** Ids of the records that count, in order. */
  done: string[];
  /** How many are lacking; `open` while the period goes on. */
  lacking: number;
  state: 'met' | 'open' | 'missed';
}

interface Served {
  from: DateText;
  to: DateText;
  terms?: readonly Term[] | undefined;
}

const MONTHS = { month: 1, quarter: 3, 'half-year': 6, year: 12 } as const;

/**
 * Every period that has begun, of every activity.
 * @param recordsOf records of a kind
 * @param service the service period, and the terms of a contract that goes by them
 * @param today contract date at which it is judged
 */
export function activityStates(
  activities: readonly Activity[],
  recordsOf: (kind: string) => readonly AnyRecord[],
  service: Served,
  today: DateText,
): ActivityState[] {
  return activities.flatMap((activity) => {
    const own = recordsOf(activity.kind).filter((one) => counts(one, activity));
    return spansOf(activity, service)
      .filter(({ from, to }) => from <= today && !isElsewhere(activity, to))
      .map(({ from, to }): ActivityState => {
        const done = own.filter((one) => dayOf(one) >= from && dayOf(one) <= to && dayOf(one) <= today);
        const lacking = Math.max(0, activity.times - done.length);
        const state = lacking === 0 ? 'met' : today > to ? 'missed' : 'open';
        return { activity, from, to, done: done.map(({ id }) => id), lacking, state };
      });
  });
}

/** The spans that the activity names, else the terms of the contract, else steps from the first day of service. */
function spansOf({ per, spans }: Activity, service: Served): { from: DateText; to: DateText }[] {
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

function dayOf(record: AnyRecord): DateText {
  const { date } = record as { date?: unknown };
  return typeof date === 'string' ? date : dateOf(record.at);
}

function counts(record: AnyRecord, { where }: Activity): boolean {
  if (where === undefined) return true;
  const value = (record as unknown as Record<string, unknown>)[where.field];
  const values = Array.isArray(value) ? value : [value];
  return values.some((one) => where.in.includes(String(one)));
}

/** `使用培训 2026-09-01 至 2027-01-31：0 次，要求每学期一次`. */
export function activityText({ activity, from, to, done }: ActivityState, asked: string): string {
  return `${activity.name} ${from} 至 ${to}：${done.length} 次，要求${asked}`;
}
