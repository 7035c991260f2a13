/** What each ground of a penalty rule finds in the facts of a period; faults beyond their limits are in `over-limit.ts`. Pure. */

import { windowText } from '../../../contract/calendar/judged-windows.ts';
import { expandClauses } from '../../../contract/terms/clauses.ts';
import type { Contract } from '../../../contract/terms/contract.ts';
import { onTimeWords } from '../../../contract/terms/due-rules.ts';
import type { PenaltyGround, PenaltyRule } from '../../../contract/terms/penalties.ts';
import { timesText } from '../../../contract/terms/requirements.ts';
import {
  DAY_SECONDS,
  type DateText,
  dateOf,
  formatDateTime,
  type InstantText,
  MINUTE_SECONDS,
  secondsBetween,
  toDate,
} from '../../../contract/time.ts';
import { isVouched } from '../../../records/purchaser.ts';
import { apartWords } from '../../../states/apart.ts';
import {
  type AttendanceSlot,
  type AttendanceState,
  attendanceStates,
  slotName,
} from '../../../subjects/attendance/judge/attendance.ts';
import type { LapsedShifts } from '../../../subjects/attendance/judge/certificates.ts';
import {
  type AvailabilityFound,
  availabilityBy,
  faultsText,
  isOfDocument,
  isUnder,
  otherShareText,
  windowsOfQuery,
} from '../../../subjects/availability/judge/availability-targets.ts';
import { type Delivery, inTimeBy } from '../../../subjects/deliveries/judge/deliveries.ts';
import { keptText } from '../../../subjects/holdings/judge/owed.ts';
import { observedText, percentAsked } from '../../../wording/figures.ts';
import { type ActivityState, activityText, isShort } from '../activities.ts';
import { lapsedBeside, lapsedText, unknownShifts, unknownText } from '../certified.ts';
import {
  activityEvent,
  attendanceEvent,
  availabilityEvent,
  certificateEvent,
  documentEvent,
  type EventKey,
  keptEvent,
  permitEvent,
  setEvent,
} from '../event.ts';
import type { ClauseException } from '../exception.ts';
import type { Found, ScoreFacts } from './deduction.ts';
import { overLimit } from './over-limit.ts';
import { overQuota } from './over-quota.ts';
import { repeated } from './repeated.ts';

/** What a rule is read against. */
export interface Place extends Pick<Contract, 'clauses'> {
  /** Id of the scheme that the rule is of. */
  scheme: string;
  /** First and last day of the document. */
  whole: { from: DateText; to: DateText };
  /** Label of the other charge of the scheme that names an event already; undefined: none does. */
  chargedBy(event: EventKey): string | undefined;
}

type Ground = (rule: PenaltyRule, facts: ScoreFacts, place: Place) => Found[];

const grounds: Readonly<Record<PenaltyGround, Ground>> = {
  'over-limit': overLimit,
  attendance,
  document,
  activity,
  quota: overQuota,
  repeat: repeated,
  backup,
  kept: deletedEarly,
  certificate: uncertified,
  availability,
  permit: (_, { covers }) =>
    covers
      .filter((one) => one.breach)
      .map((one) => ({
        ...{ record: one.operation.record, day: dateOf(one.operation.from), text: one.text, quantity: 1 },
        events: [permitEvent(one)],
      })),
  exception,
  assessed,
};

/** Everything that the rule finds, counting or apart; how often it counts is for `onceBy` to say, when it is known what counts. */
export const foundBy: Ground = (rule, facts, place) => grounds[rule.on](rule, facts, place);

/** Persons of a post who were not there as the contract asks; of whom nobody wrote anything down is told apart. */
function attendance(rule: PenaltyRule, facts: ScoreFacts): Found[] {
  const kinds = rule.kinds ?? ['absent'];
  const states: AttendanceState[] = [
    ...(kinds.includes('absent') ? (['leave', 'uncertified', 'absent'] as const) : []),
    ...(kinds.includes('late') ? (['late'] as const) : []),
    ...(kinds.includes('left-early') ? (['left-early'] as const) : []),
  ];
  const slots = facts.attendance.days
    .flatMap((one) => one.slots)
    .filter(({ post }) => rule.posts === undefined || rule.posts.includes(post.id));
  return slots.flatMap((slot) => [
    ...slot.records
      .filter(({ state }) => states.includes(state))
      .map(
        ({ id, state }): Found => ({
          ...slotFound(slot, attendanceStates[state]),
          ...{ record: id, events: [attendanceEvent(slot, id)] },
        }),
      ),
    ...(kinds.includes('absent') && slot.counts.unregistered > 0
      ? [
          {
            ...slotFound(slot, `${attendanceStates.unregistered} ${slot.counts.unregistered} 人`),
            quantity: slot.counts.unregistered,
            apart: 'unregistered' as const,
            events: [attendanceEvent(slot, '')],
          },
        ]
      : []),
  ]);
}

const slotFound = ({ post, shift, date, there, owed }: AttendanceSlot, what: string): Found => ({
  record: '',
  day: date,
  text: `${slotName(post, shift)} ${there}/${owed} 人在岗：${what}`,
  quantity: 1,
});

/** Documents that came late, or not at all; what the purchaser waived does not count. */
function document(rule: PenaltyRule, facts: ScoreFacts): Found[] {
  return facts.deliveries
    .filter(({ obligation }) => rule.obligations === undefined || rule.obligations.includes(obligation.id))
    .flatMap((one) => documentFound(rule, one, facts));
}

function documentFound(rule: PenaltyRule, one: Delivery, { onTimeBy, asOf }: ScoreFacts): Found[] {
  const { obligation, occurrence, first, current } = one;
  const { dueAt } = occurrence;
  if (dueAt === null) return [];
  const what = `${obligation.name} ${occurrence.period}`;
  const named = {
    record: (current ?? first)?.number ?? what,
    day: dateOf(dueAt),
    quantity: 1,
    events: [documentEvent(one)],
  };
  if (one.state === 'waived') return [{ ...named, text: `${what}：${apartWords.waived}`, apart: 'waived' }];
  const by = onTimeBy(obligation);
  if (inTimeBy(one, by) !== false) return [];
  const handedIn = one.handedIn[by];
  const kinds = rule.kinds ?? ['late', 'missing'];
  const isByDays = rule.per === 'late-day' || rule.per === 'day-begun';
  if (!kinds.includes(handedIn !== null || isByDays ? 'late' : 'missing')) return [];
  const quantity = isByDays ? lateDays(rule, dueAt, handedIn ?? asOf) : 1;
  const late = { dueAt, handedIn, asOf, word: onTimeWords[by] };
  return [
    {
      ...named,
      quantity,
      text: `${what}：${lateText(rule, late)}${isByDays ? `，迟 ${quantity} 日` : ''}`,
      ...graceOf(rule, late),
    },
  ];
}

interface Late {
  dueAt: InstantText;
  /** null: not yet. */
  handedIn: InstantText | null;
  asOf: InstantText;
  /** 签发, 送达, 签收. */
  word: string;
}

/** With the hour where hours decide. */
function lateText({ per, graceMinutes }: PenaltyRule, { dueAt, handedIn, asOf, word }: Late): string {
  const when = per === 'day-begun' || graceMinutes !== undefined ? formatDateTime : dateOf;
  const told = handedIn === null ? `到期未${word}，截至 ${when(asOf)}` : `${when(handedIn)} ${word}`;
  return `期限 ${when(dueAt)}，${told}`;
}

/** A threshold, itself included: beyond it the whole delay counts. */
function graceOf({ graceMinutes = -1 }: PenaltyRule, { dueAt, handedIn, asOf }: Late): Pick<Found, 'apart'> {
  if (secondsBetween(dueAt, handedIn ?? asOf) > graceMinutes * MINUTE_SECONDS) return {};
  return { apart: handedIn === null ? 'grace-open' : 'grace' };
}

/** By the calendar, or each 24 hours begun; at least one. */
function lateDays({ per }: PenaltyRule, dueAt: InstantText, until: InstantText): number {
  const days =
    per === 'day-begun'
      ? Math.ceil(secondsBetween(dueAt, until) / DAY_SECONDS)
      : toDate(dateOf(dueAt)).until(toDate(dateOf(until)), { largestUnit: 'days' }).days;
  return Math.max(1, days);
}

/** What should have happened so many times in a period that is over; of one day also what was done after it. */
function activity(rule: PenaltyRule, { activities, assetName }: ScoreFacts): Found[] {
  const kinds = rule.kinds ?? ['late', 'missing'];
  const quantityOf = ({ lacking, late }: ActivityState): number => {
    const after = Math.min(lacking, late.length);
    return (kinds.includes('late') ? after : 0) + (kinds.includes('missing') ? lacking - after : 0);
  };
  return activities
    .filter((one) => isShort(one) && (rule.activities?.includes(one.activity.id) ?? true))
    .map(
      (one): Found => ({
        record: [...one.done, ...one.late.map(({ id }) => id)].join('、'),
        day: one.ends,
        text: activityText(one, timesText(one.activity), assetName),
        quantity: quantityOf(one),
        events: [activityEvent(one)],
      }),
    )
    .filter(({ quantity }) => quantity > 0);
}

/** Each set that the contract asks for and that is not there, by object; with `missing` only those of which nothing was recorded. */
function backup(rule: PenaltyRule, { owedSets, assetName }: ScoreFacts): Found[] {
  const found = owedSets.flatMap((one) => {
    const { asked, asset, missing } = one;
    if (asked === undefined || !(rule.backups?.includes(asked.id) ?? true)) return [];
    return missing
      .filter(({ tried }) => rule.kinds === undefined || !tried)
      .map(({ day, tried }): Found => {
        const text = `${assetName(asset)}${asked.name} ${day}：${tried ? '做过而没有成功' : '没有登记'}`;
        return { record: '', day, text, quantity: 1, events: [setEvent(one, day)], assets: [asset] };
      });
  });
  return found.toSorted((a, b) => ((a.day ?? '') < (b.day ?? '') ? -1 : 1));
}

/**
 * Sets that were deleted before they might be, by object and day; with what nobody can say of a set whose time is over told apart. A list
 * and a record of the deletion that tell of the same set are one.
 */
function deletedEarly(rule: PenaltyRule, { keptSets, assetName }: ScoreFacts): Found[] {
  return keptSets
    .filter(({ asked, state }) => state !== 'kept' && (rule.backups?.includes(asked.id) ?? true))
    .map((one): Found => {
      const { asset, asked, day, goneOn, freeOn, records, state } = one;
      return {
        ...{
          record: records.join('、'),
          day: goneOn ?? freeOn,
          quantity: 1,
          events: [keptEvent(one)],
          assets: [asset],
        },
        text: `${assetName(asset)}${asked.name} ${day}：${keptText(one)}`,
        ...(state === 'unseen' ? { apart: 'unobserved' as const } : {}),
      };
    });
}

/**
 * Whoever was on duty with a certificate that had run out, at each post once a day, but where that is an absence already; with those of whom
 * nobody wrote one down told apart.
 */
function uncertified(rule: PenaltyRule, { attendance, certified }: ScoreFacts): Found[] {
  const own = certified.filter(({ asked }) => rule.certificates?.includes(asked.id) ?? true);
  const found = (one: LapsedShifts, text: string): Found => ({
    ...{ record: one.duties.map(({ duty }) => duty.id).join('、'), day: one.day, quantity: 1, text },
    events: [certificateEvent(one)],
  });
  return [
    ...lapsedBeside(attendance, own).map((one) => found(one, lapsedText(one))),
    ...unknownShifts(own).map((one) => ({ ...found(one, unknownText(one)), apart: 'unobserved' as const })),
  ];
}

/** The deepest band under which the availability lies; what nobody observed is told apart. */
function availability(rule: PenaltyRule, facts: ScoreFacts, { whole }: Place): Found[] {
  const all = availabilityBy(facts.availability, rule, facts.windows);
  const found = all.flatMap((one): Found[] => {
    const text = `${availabilityName(one, facts)}可用率 ${observedText(one.share)}${faultsText(one)}${otherShareText(one, rule.maintenance)}`;
    const told = {
      ...{ record: one.targets.join('、'), day: one.window?.from ?? null, text },
      ...{ events: [availabilityEvent(one, whole)], assets: one.targets },
    };
    if (one.share === null) return [{ ...told, ...unobserved(rule) }];
    const band = (rule.bands ?? []).findLast((bound) => isUnder(one, bound));
    if (band === undefined) return [];
    const bound =
      band.below === undefined ? `不高于 ${percentAsked(band.atMost ?? 0)}` : `低于 ${percentAsked(band.below)}`;
    return [{ ...told, text: `${text}，${bound}`, quantity: 1, each: band.amount }];
  });
  const later = windowsOfQuery(rule, facts.windows.open).map(
    (one): Found => ({ ...NOTHING, quantity: 0, ...waiting(windowText(one), rule) }),
  );
  // Without a single probe nothing is known of any of them, and nothing passes; where nothing was asked for, nothing is open.
  const isAsked = isOfDocument(rule) || windowsOfQuery(rule, facts.windows.ended).length > 0;
  const none =
    all.length === 0 && isAsked ? [{ ...NOTHING, text: `${rule.label}：没有可用率观测`, ...unobserved(rule) }] : [];
  return [...found, ...none, ...later];
}

const NOTHING = { record: '', day: null };

/** What nobody observed may lie in any band: at most it comes to the deepest. */
const unobserved = ({ bands = [] }: PenaltyRule): Pick<Found, 'quantity' | 'each' | 'apart'> => ({
  ...{ quantity: 1, each: Math.max(0, ...bands.map(({ amount }) => amount)) },
  apart: 'unobserved',
});

/** What is not over yet, by the name of its kind. */
const waiting = (name: string, { window }: PenaltyRule): Pick<Found, 'text' | 'apart'> => ({
  text: `${name} 尚未统计完`,
  apart: window === 'month' ? 'month-open' : 'period-open',
});

function availabilityName({ targets, window }: AvailabilityFound, { assetName }: ScoreFacts): string {
  const name = targets.length === 1 ? assetName(targets[0] ?? '') : `${targets.length} 个对象合计`;
  return window === null ? name : `${name} ${windowText(window)} `;
}

/**
 * What was missed of the clauses, whatever judged it. What another charge of the scheme names is told apart: it is counted once, however
 * many clauses and topics it touches.
 */
function exception(rule: PenaltyRule, facts: ScoreFacts, place: Place): Found[] {
  const { clauses: all } = place;
  const ids = new Set(
    rule.topics === undefined
      ? expandClauses(rule.clauses, place).map(({ id }) => id)
      : all.filter((one) => rule.topics?.some((topic) => one.topics.includes(topic))).map(({ id }) => id),
  );
  const found = facts.exceptions
    .filter((one) => one.clauses.some((clause) => ids.has(clause)))
    .map((one) => exceptionFound(one, facts, place));
  // Of a whole period no day is known: it counts as one of its own.
  return rule.per === 'day' ? found.filter(({ day }) => day !== null) : found;
}

function exceptionFound(one: ClauseException, facts: ScoreFacts, { chargedBy }: Place): Found {
  const { where, day, text } = one;
  const events = eventsOf(one, facts);
  const told = { record: where, day, quantity: 1, events };
  if (events.length === 0) return { ...told, text, apart: 'counted-before' };
  const charged = events.filter((event) => chargedBy(event) !== undefined);
  if (charged.length === 0) return { ...told, text };
  const labels = [...new Set(charged.map((event) => `“${chargedBy(event)}”`))].join('');
  if (charged.length === events.length) return { ...told, text: `${text}；由${labels}计`, apart: 'charged' };
  return {
    ...told,
    text: `${text}；其中 ${charged.length} 项由${labels}计，以余下 ${events.length - charged.length} 项计一次`,
  };
}

/** An exception that no ground knows is an event by itself; of a quota each incident beyond it is one, where it is new. */
function eventsOf({ where, day, text, events = [], quota }: ClauseException, facts: ScoreFacts): readonly EventKey[] {
  if (quota !== undefined)
    return overQuota({ quotas: [quota] }, facts).flatMap((one) => (one.apart === undefined ? (one.events ?? []) : []));
  return events.length > 0 ? events : [`${where} ${day} ${text}`];
}

/**
 * What the purchaser deducted by the rule: what only the supplier tells of it is told apart, and that nobody assessed anything in
 * the period, too.
 */
function assessed({ id, label }: PenaltyRule, { assessments }: ScoreFacts, { scheme }: Place): Found[] {
  const own = assessments.filter((one) => one.scheme === scheme && one.rule === id);
  if (own.length === 0)
    return [{ record: '', day: null, text: `${label}：本期没有评定记录`, quantity: 0, apart: 'unassessed' }];
  return own.map((one): Found => {
    const told = { record: one.id, day: one.date, quantity: 1, each: one.amount, author: one.assessedBy };
    const text = `${one.reason}；依据：${one.basis}`;
    return isVouched(one, one.at) ? { ...told, text } : { ...told, text, apart: 'claimed' };
  });
}
