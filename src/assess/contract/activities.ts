/** What has to happen so many times a period: owed from the first day of service on, missed when the period is over. Pure. */

import { activitySpans, type Served } from '../../contract/calendar/activity-spans.ts';
import { isElsewhere } from '../../contract/precedence/requirements.ts';
import { type Activity, takenIn, turnOf } from '../../contract/terms/requirements.ts';
import type { DateText } from '../../contract/time.ts';
import { dayOf } from '../../records/counted.ts';
import type { AnyRecord } from '../../records/record.ts';
import { isSelected } from '../../subjects/deliveries/judge/selected.ts';

export interface ActivityState {
  activity: Activity;
  /** The period, both days inclusive. */
  from: DateText;
  to: DateText;
  /** Whose turn it is, by name; null where nothing is rotated. */
  turn: string | null;
  /** Ids of the records that count, in order. */
  done: string[];
  /** How many are lacking; `open` while the period goes on. */
  lacking: number;
  state: 'met' | 'open' | 'missed';
}

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
    const all = recordsOf(activity.kind);
    return activitySpans(activity, service)
      .map((span, n) => ({ ...span, turn: turnOf(activity, n), where: takenIn(activity, n) }))
      .filter(({ from, to }) => from <= today && !isElsewhere(activity, to))
      .map(({ from, to, turn, where }): ActivityState => {
        const own = all.filter((one) => isSelected(one, { where }));
        const done = own.filter((one) => dayOf(one) >= from && dayOf(one) <= to && dayOf(one) <= today);
        const lacking = Math.max(0, activity.times - done.length);
        const state = lacking === 0 ? 'met' : today > to ? 'missed' : 'open';
        return { activity, from, to, turn: turn?.name ?? null, done: done.map(({ id }) => id), lacking, state };
      });
  });
}

/** `使用培训 2026-09-01 至 2027-01-31：0 次，要求每学期一次`. */
export function activityText({ activity, from, to, turn, done }: ActivityState, asked: string): string {
  return `${activity.name}${turn === null ? '' : `（本期轮到${turn}）`} ${from} 至 ${to}：${done.length} 次，要求${asked}`;
}
