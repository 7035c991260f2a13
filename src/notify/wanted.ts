/**
 * What ought to be reminded of at a moment. Each thing passes through stages; only the one that it is in is wanted, so that after
 * a break a person gets one reminder and not all that were missed. Pure.
 */
import type { NoticeSettings, NoticeTopic } from '../contract/notices.ts';
import {
  at,
  compareInstants,
  type DateText,
  dateOf,
  HOUR_SECONDS,
  type InstantText,
  MINUTE_SECONDS,
  toDate,
  toInstant,
  toText,
} from '../contract/time.ts';
import { type NoticeLine, noticeLine } from './line.ts';
import type { Expiry, Facts, OpenClock, OpenDocument, Unsigned } from './told-facts.ts';

/** One thing to be reminded of, at one of its stages. */
export interface Wanted {
  /** The same for the same thing at the same stage: what was sent is not sent again. */
  key: string;
  topic: NoticeTopic;
  /** Id of the role that is told. */
  role: string;
  lines: readonly NoticeLine[];
  /** ISO: it cannot wait until after this. */
  by: InstantText | null;
}

/** A stage begins at a moment and ends where the next one does. */
interface Stage {
  name: string;
  from: InstantText;
}

/** After so many days what is late, and can no longer be mended, is no news. */
const NEWS_DAYS = 7;
const MOST_UNSIGNED = 200;

type Times = Omit<NoticeSettings, 'channels' | 'addresses'>;

/** @param now ISO instant */
export function wantedAt(facts: Facts, settings: Times, now: InstantText): Wanted[] {
  return [
    ...facts.documents.filter(({ daily }) => !daily).flatMap((one) => ofDocument(one, settings, now)),
    ...dailyLists(facts.documents, settings, now),
    ...facts.documents.filter(({ daily }) => daily).flatMap((one) => lateDaily(one, settings, now)),
    ...facts.clocks.flatMap((one) => ofClock(one, settings, now)),
    ...facts.expiries.flatMap((one) => ofExpiry(one, settings, now)),
    ...facts.unsigned.slice(0, MOST_UNSIGNED).flatMap((one) => ofUnsigned(one, settings, now)),
    ...digestOf(facts, settings, now),
  ];
}

/**
 * The next moment at which something else is wanted than at `now`, as far as time alone decides; null: none is known.
 * Whoever looks again by then, and whenever the data change, misses nothing.
 */
export function nextMoment(facts: Facts, settings: Times, now: InstantText): InstantText | null {
  const today = dateOf(now);
  const moments = [
    ...facts.documents.flatMap((one) =>
      one.daily ? [lateFrom(one)] : documentStages(one, settings).map(({ from }) => from),
    ),
    ...facts.clocks.flatMap((one) => clockStages(one, settings).map(({ from }) => from)),
    ...facts.expiries.flatMap((one) => expiryStages(one, settings).map(({ from }) => from)),
    ...facts.unsigned.flatMap((one) => unsignedStages(one, settings).map(({ from }) => from)),
    ...[today, dayAfter(today, 1)].flatMap((day) => settings.dailyAt.map((time) => moment(day, time))),
    ...(settings.digest === null
      ? []
      : [today, dayAfter(today, 1)].map((day) => moment(day, settings.digest?.at ?? ''))),
    moment(dayAfter(today, 1), '00:00'),
  ];
  return moments.reduce<InstantText | null>((next, one) => {
    if (compareInstants(one, now) <= 0) return next;
    return next === null || compareInstants(one, next) < 0 ? one : next;
  }, null);
}

const moment = (day: DateText, time: string): InstantText => toText(at(day, time));
const dayAfter = (day: DateText, days: number): DateText => toDate(day).add({ days }).toString();
const after = (instant: InstantText, seconds: number): InstantText => toText(toInstant(instant).add({ seconds }));
/** The name of a time within a key. */
const stamp = (instant: InstantText): string => instant.slice(0, 16).replace(/[-:]/g, '');

/** The stage that holds at `now`; stages in the order of their moments. */
function current(stages: readonly Stage[], now: InstantText): Stage | undefined {
  return stages.findLast(({ from }) => compareInstants(from, now) <= 0);
}

function documentStages({ dueAt }: OpenDocument, { beforeHours, lateHours }: Times): Stage[] {
  return [
    ...beforeHours.map((hours) => ({ name: `${hours}h`, from: after(dueAt, -hours * HOUR_SECONDS) })),
    { name: 'due', from: dueAt },
    // Due is to the second, inclusive: late is what comes after it.
    { name: 'late', from: after(dueAt, Math.max(lateHours * HOUR_SECONDS, MINUTE_SECONDS)) },
  ];
}

function ofDocument(one: OpenDocument, settings: Times, now: InstantText): Wanted[] {
  const stage = current(documentStages(one, settings), now);
  if (stage === undefined || isOldNews(one, now)) return [];
  return [
    {
      key: `document ${one.key} ${stamp(one.dueAt)} ${stage.name}`,
      topic: 'documents',
      role: settings.routes.documents,
      lines: [lineOf(one)],
      by: null,
    },
  ];
}

const lineOf = ({ number, kind, dueAt, state }: OpenDocument | OpenClock): NoticeLine =>
  noticeLine({ number, kind, dueAt, state });

const isOldNews = ({ state, dueAt }: OpenDocument, now: InstantText): boolean =>
  state === 'missing' && compareInstants(after(dueAt, NEWS_DAYS * 24 * HOUR_SECONDS), now) < 0;

const lateFrom = ({ dueAt }: OpenDocument): InstantText => after(dueAt, MINUTE_SECONDS);

function lateDaily(one: OpenDocument, settings: Times, now: InstantText): Wanted[] {
  if (compareInstants(lateFrom(one), now) > 0 || isOldNews(one, now)) return [];
  const key = `daily-late ${one.key} ${stamp(one.dueAt)}`;
  return [{ key, topic: 'daily', role: settings.routes.daily, lines: [lineOf(one)], by: null }];
}

/** One list at each time of the settings, of what is open and due before the next one, or late; none where nothing is. */
function dailyLists(documents: readonly OpenDocument[], settings: Times, now: InstantText): Wanted[] {
  const today = dateOf(now);
  const slots = settings.dailyAt.map((time) => ({ time, from: moment(today, time) }));
  const slot = slots.findLast(({ from }) => compareInstants(from, now) <= 0);
  if (slot === undefined) return [];
  const next = slots.find(({ from }) => compareInstants(from, slot.from) > 0)?.from;
  const until = next ?? moment(dayAfter(today, 1), settings.dailyAt[0] ?? '00:00');
  const endOfDay = moment(dayAfter(today, 1), '00:00');
  const latest = compareInstants(until, endOfDay) > 0 ? until : endOfDay;
  const open = documents.filter(
    ({ daily, state, dueAt }) => daily && state !== 'missing' && compareInstants(dueAt, latest) <= 0,
  );
  if (open.length === 0) return [];
  const key = `daily ${today} ${slot.time}`;
  return [{ key, topic: 'daily', role: settings.routes.daily, lines: open.map(lineOf), by: null }];
}

function clockStages({ dueAt }: OpenClock, { clockMinutes }: Times): Stage[] {
  return [
    { name: 'before', from: after(dueAt, -clockMinutes * MINUTE_SECONDS) },
    { name: 'over', from: after(dueAt, 1) },
  ];
}

/** A limit that passed a day ago is told by the documents. */
const OVER_HOURS = 24;

function ofClock(one: OpenClock, settings: Times, now: InstantText): Wanted[] {
  const stage = current(clockStages(one, settings), now);
  if (stage === undefined || compareInstants(after(one.dueAt, OVER_HOURS * HOUR_SECONDS), now) < 0) return [];
  const over = stage.name === 'over';
  const line = over ? noticeLine({ ...one, state: 'limit-over' }) : lineOf(one);
  return [
    {
      key: `clock ${one.key} ${stamp(one.dueAt)} ${stage.name}`,
      topic: 'clocks',
      role: settings.routes.clocks,
      lines: [line],
      by: over ? null : one.dueAt,
    },
  ];
}

function expiryStages({ on, from, noticeDays }: Expiry, { expiryDays, dailyAt }: Times): Stage[] {
  const days = new Set([...expiryDays, ...(noticeDays === undefined || noticeDays === 0 ? [] : [noticeDays])]);
  return [...days]
    .sort((a, b) => b - a)
    .filter((n) => dayAfter(on, -n) >= from)
    .map((n) => ({ name: `${n}d`, from: moment(dayAfter(on, -n), dailyAt[0] ?? '09:00') }));
}

function ofExpiry(one: Expiry, settings: Times, now: InstantText): Wanted[] {
  const stage = current(expiryStages(one, settings), now);
  if (stage === undefined || compareInstants(one.at, now) < 0) return [];
  const { number, kind, at: dueAt } = one;
  return [
    {
      key: `expiry ${one.key} ${one.on} ${stage.name}`,
      topic: 'expiries',
      role: settings.routes.expiries,
      lines: [noticeLine({ number, kind, dueAt, state: 'expiring' })],
      by: null,
    },
  ];
}

/** Where the contract gives a time for the answer, the morning before it ends is one more; in order of time. */
function unsignedStages({ since, dueAt }: Unsigned, { unsignedDays, leadDays, dailyAt }: Times): Stage[] {
  const morning = (day: DateText): InstantText => moment(day, dailyAt[0] ?? '09:00');
  const stages = [
    { name: 'reminded', from: morning(dayAfter(dateOf(since), unsignedDays)) },
    { name: 'lead', from: morning(dayAfter(dateOf(since), leadDays)) },
    ...(dueAt === undefined ? [] : [{ name: 'answer', from: morning(dayAfter(dateOf(dueAt), -1)) }]),
  ];
  return stages.sort((a, b) => compareInstants(a.from, b.from));
}

const unsignedLine = ({ number, kind, dueAt }: Unsigned): NoticeLine =>
  noticeLine({ number, kind, dueAt: dueAt ?? null, state: dueAt === undefined ? 'unsigned' : 'answer-due' });

function ofUnsigned(one: Unsigned, settings: Times, now: InstantText): Wanted[] {
  const stage = current(unsignedStages(one, settings), now);
  if (stage === undefined) return [];
  return [
    {
      key: `unsigned ${one.key} ${stage.name}`,
      topic: 'unsigned',
      role: stage.name === 'lead' ? settings.lead : settings.routes.unsigned,
      lines: [unsignedLine(one)],
      by: null,
    },
  ];
}

/** Days ahead of which the digest tells. */
export const DIGEST_DAYS = 7;
/** Days ahead of which it tells what runs out. */
export const DIGEST_EXPIRY_DAYS = 30;

function digestOf(facts: Facts, settings: Times, now: InstantText): Wanted[] {
  const { digest, routes } = settings;
  const today = toDate(dateOf(now));
  if (digest === null || today.dayOfWeek !== digest.weekday) return [];
  if (compareInstants(moment(today.toString(), digest.at), now) > 0) return [];
  const lines = digestLines(facts, settings, now);
  const key = `digest ${today.toString()}`;
  return lines.length === 0 ? [] : [{ key, topic: 'digest', role: routes.digest, lines, by: null }];
}

/** What is late, what comes in the next days, what runs, what is unsigned, what runs out; nearest first within each. */
export function digestLines(facts: Facts, settings: Times, now: InstantText): NoticeLine[] {
  const until = after(now, DIGEST_DAYS * 24 * HOUR_SECONDS);
  const horizon = after(now, DIGEST_EXPIRY_DAYS * 24 * HOUR_SECONDS);
  const near = facts.documents.filter((one) => compareInstants(one.dueAt, until) <= 0 && !isOldNews(one, now));
  return [
    ...facts.clocks.map(lineOf),
    ...near.map(lineOf),
    ...facts.unsigned.map(unsignedLine),
    ...facts.expiries
      .filter((one) => compareInstants(one.at, now) >= 0 && compareInstants(one.at, horizon) <= 0)
      // What is there for an hour or a day, and would be warned of on no day, is no news here either.
      .filter((one) => one.from <= dateOf(now) && expiryStages(one, settings).length > 0)
      .map(({ number, kind, at: dueAt }) => noticeLine({ number, kind, dueAt, state: 'expiring' })),
  ];
}
