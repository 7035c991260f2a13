/** What has to happen so many times a period: owed from the first day of service on, missed when the period is over. Pure. */

import { type ActivitySpan, activitySpans, type Served } from '../../contract/calendar/activity-spans.ts';
import { isElsewhere } from '../../contract/precedence/requirements.ts';
import { isHeldOn } from '../../contract/terms/held.ts';
import { type Activity, takenIn, timesText, turnOf } from '../../contract/terms/requirements.ts';
import { compareInstants, type DateText, dateOf, type InstantText, toDate } from '../../contract/time.ts';
import { dayOf } from '../../records/counted.ts';
import type { AnyRecord } from '../../records/record.ts';
import { isSelected } from '../../subjects/deliveries/judge/selected.ts';
import type { OwedThing } from '../../subjects/holdings/judge/owed.ts';
import { targetsOf } from './evidence-targets.ts';

export interface ActivityState extends ActivitySpan {
  activity: Activity;
  /** The day with which it is over: of one day that day, else the last one. */
  ends: DateText;
  /** Whose turn it is, by name; null where nothing is rotated. */
  turn: string | null;
  /** Id of the asset of which it is owed; null where the activity names none. */
  object: string | null;
  /** Id of the record that it has to follow; null where it is owed by periods. */
  cause: string | null;
  /** Ids of the records that count, in order. */
  done: string[];
  /** Those of them that came after its day. */
  late: { id: string; day: DateText }[];
  /** How many are lacking that were there in time; `open` while the period goes on. */
  lacking: number;
  /** `late`: all that is lacking was done after its day. */
  state: 'met' | 'open' | 'late' | 'missed';
}

/** true when the period is over and not all of it was done in time. */
export const isShort = ({ state }: Pick<ActivityState, 'state'>): boolean => state === 'late' || state === 'missed';

/** What activities are judged against. */
export interface ActivityFacts {
  /** Records of a kind. */
  recordsOf(kind: string): readonly AnyRecord[];
  /** The service period, and the terms of a contract that goes by them. */
  service: Served;
  isWorkingDay(day: DateText): boolean;
  /** ISO: the moment at which it is judged. */
  asOf: InstantText;
}

/** Every period that has begun, of every activity. */
export function activityStates(activities: readonly Activity[], facts: ActivityFacts): ActivityState[] {
  const today = dateOf(facts.asOf);
  return activities.flatMap((activity) => {
    const all = facts.recordsOf(activity.kind).filter((one) => dayOf(one) <= today);
    return owedOf(activity, facts)
      .filter((one) => one.from <= today && !isElsewhere(activity, askedOn(one)))
      .flatMap((span) =>
        (activity.assets ?? [null]).map((object) => stateOf(activity, { ...span, object }, all, facts)),
      );
  });
}

type Owed = ActivitySpan & Pick<ActivityState, 'ends' | 'turn' | 'cause'> & { where: ReturnType<typeof takenIn> };

function owedOf(activity: Activity, facts: ActivityFacts): Owed[] {
  if (activity.after !== undefined) return afterEach(activity, facts);
  return activitySpans(activity, facts.service, facts.isWorkingDay).map((span, n) => ({
    ...span,
    ends: span.due ?? span.to,
    turn: turnOf(activity, n)?.name ?? null,
    cause: null,
    where: takenIn(activity, n),
  }));
}

/** The day whose paper decides: of a period its last one, of a shift and of what follows a record the day on which that began. */
const askedOn = ({ from, span, cause, ends }: Owed): DateText => (span === undefined && cause === null ? ends : from);

/** One for each record that it has to follow, from that day on. */
function afterEach(activity: Activity, { recordsOf, service }: ActivityFacts): Owed[] {
  const { after, from, until } = activity;
  if (after === undefined) return [];
  const where = after.where === undefined ? [] : [after.where];
  const held = (day: DateText): boolean =>
    isHeldOn({ from: service.from, until: service.to }, day) && isHeldOn({ from, until }, day);
  return recordsOf(after.kind)
    .filter((one) => isSelected(one, { where }) && held(dayOf(one)))
    .map((one) => {
      const to = toDate(dayOf(one)).add({ days: after.days }).toString();
      return { from: dayOf(one), to, ends: to, turn: null, cause: one.id, where: takenIn(activity, 0) };
    });
}

function stateOf(
  activity: Activity,
  { where, ...owed }: Owed & Pick<ActivityState, 'object'>,
  all: readonly AnyRecord[],
  { asOf }: ActivityFacts,
): ActivityState {
  const { object, span, due, ends } = owed;
  const isAbout = (one: AnyRecord): boolean => object === null || targetsOf(one).includes(object);
  const own = all.filter((one) => isSelected(one, { where }) && isAbout(one) && isWithin(one, owed));
  const inTime = own.filter((one) => due === undefined || dayOf(one) === due);
  const late = due === undefined ? [] : own.filter((one) => dayOf(one) > due);
  const lacking = Math.max(0, activity.times - inTime.length);
  const isOver = span === undefined ? dateOf(asOf) > ends : compareInstants(asOf, span.to) >= 0;
  const state = lacking === 0 ? 'met' : !isOver ? 'open' : late.length >= lacking ? 'late' : 'missed';
  return {
    ...owed,
    activity,
    done: inTime.map(({ id }) => id),
    late: late.map((one) => ({ id: one.id, day: dayOf(one) })),
    ...{ lacking, state },
  };
}

/** true of what happened in the span: by the clock where it has instants. */
function isWithin(record: AnyRecord, { from, to, span }: ActivitySpan): boolean {
  if (span === undefined) return dayOf(record) >= from && dayOf(record) <= to;
  return compareInstants(span.from, record.at) <= 0 && compareInstants(record.at, span.to) < 0;
}

/**
 * `使用培训 2026-09-01 至 2027-01-31：0 次，要求每学期一次`; of one day what came after it: `，HD-20261201-001 2026-12-01 才做`.
 * @param asked how often @param assetName name of an asset as printed
 */
export function activityText(state: ActivityState, asked: string, assetName: (id: string) => string): string {
  return `${state.activity.name}${spanText(state, assetName)}：${doneText(state, asked)}`;
}

/** `（本期轮到甲库） 2026-09-01 至 2027-01-31`. */
function spanText({ from, to, name, turn, object, cause }: ActivityState, assetName: (id: string) => string): string {
  const what = [
    ...(turn === null ? [] : [`本期轮到${turn}`]),
    ...(object === null ? [] : [assetName(object)]),
    ...(cause === null ? [] : [`${cause} 之后`]),
  ].join('，');
  return `${what === '' ? '' : `（${what}）`} ${name ?? `${from} 至 ${to}`}`;
}

function doneText({ done, late }: ActivityState, asked: string): string {
  const after = late.map(({ id, day }) => `，${id} ${day} 才做`).join('');
  return `${done.length} 次，要求${asked}${after}`;
}

const thingStates = { met: 'met', late: 'missed', missed: 'missed', open: 'open' } as const;

/** What was owed of an activity in one of its periods, as one of the things that the contract wants. @param assetName as printed */
export function activityThing(state: ActivityState, assetName: (id: string) => string): OwedThing {
  const { activity, object, ends, done, late } = state;
  return {
    ...{ kind: 'activity', row: activity.id, object: object === null ? '' : assetName(object), day: ends },
    subject: spanText(state, assetName).trim(),
    ...{ state: thingStates[state.state], text: doneText(state, timesText(activity)) },
    records: [...done, ...late.map(({ id }) => id)],
  };
}
