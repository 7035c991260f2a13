/**
 * The cut: to which period's statistics a fact belongs. A document is issued before everything of its period is known, so
 * that a fact belongs to the first document whose cut is after both, when it happened and when it was written down. What no
 * document has counted yet waits for the next one; what happened before the end of a period that is still owed waits for its
 * 补报, but of a day that was missed only what happened on it: such a day may stay 缺失 for ever. A period that was waived makes no document, and holds nothing:
 * the next one that is issued tells everything since the last one that was. So every fact is in exactly one document, whatever
 * the order of issuing. Pure.
 */

import { at, compareInstants, type DateText, dateOf, type InstantText, toDate, toInstant, toText } from '../time.ts';
import { windowOf } from './calendar.ts';
import type { IssuedSummary, Occurrence } from './occurrence.ts';
import { isWaivedAt, isWaivedNow, type WaivedPeriod, type WaivedSpan } from './waived.ts';

/** One period of an obligation, and until when its document counted. */
export interface PeriodCut {
  period: string;
  /** First and last day, both inclusive. */
  from: DateText;
  to: DateText;
  /** When its obligation began, later than the service: nothing before it is told by its periods. */
  opens?: InstantText;
  /** The interval as instants: `start` inclusive, `end` exclusive; of the last period of the service up to its cut. */
  start: InstantText;
  end: InstantText;
  /** Issue time of its first revision, or of the closing one; null: not issued. */
  cut: InstantText | null;
  /** true: its document kept what it counted of things that may change, so that what it did not know can be told. */
  tells?: boolean;
  /** Of a closing revision: until when the first one counted. */
  firstCut?: InstantText;
  /** When it was waived, in order of time; without it never. */
  waived?: readonly WaivedSpan[];
  /**
   * Of a report of one day: since when what happened waits for it while it is owed, from the end of the one before or after the
   * cut of that. Without it all that happened before its end waits: figures of a day are worked out from several records, which
   * have to stay together.
   */
  holds?: { from: InstantText } | { after: InstantText };
  /**
   * Of the period that is asked for: later periods, up to the last one whose document went out before its own, in order of time;
   * `cut` null: it did not.
   */
  ahead?: readonly PeriodCut[];
}

/** Something that is counted once. */
export interface Fact {
  /** When it happened. */
  event: InstantText;
  /** When it was written down. */
  entered: InstantText;
}

const isAfter = (a: InstantText, b: InstantText): boolean => compareInstants(a, b) > 0;

/** Where the count of a period ends: its end, or its cut when that comes first. */
const boundOf = ({ start, end, cut }: PeriodCut): InstantText => {
  if (cut === null || compareInstants(cut, end) >= 0) return end;
  return isAfter(start, cut) ? start : cut;
};

/** The periods before the last one, without those that were waived. */
const madeBefore = (cuts: readonly PeriodCut[]): PeriodCut[] =>
  cuts.slice(0, -1).filter((one) => !isWaivedNow(one, cuts));

/** The period of the document before the last one: the newest of those before it that makes one; undefined: there is none. */
export const periodBefore = (cuts: readonly PeriodCut[]): PeriodCut | undefined => madeBefore(cuts).at(-1);

/** What the last of the periods counts of time: from where the ones before ended; `to` = `from` when nothing of it is over. */
export function countedSpan(cuts: readonly PeriodCut[]): { from: InstantText; to: InstantText } {
  const own = cuts.at(-1);
  if (own === undefined) throw new RangeError('no period to count');
  const before = madeBefore(cuts).map(boundOf).toSorted(compareInstants).at(-1);
  const from = before ?? (cuts[0] ?? own).start;
  const to = boundOf(own);
  return { from, to: isAfter(from, to) ? from : to };
}

/** The days that the last of the periods counts whole; `to` before `from` when there is none. */
export function countedDays(cuts: readonly PeriodCut[]): { from: DateText; to: DateText } {
  const own = cuts.at(-1);
  if (own === undefined) throw new RangeError('no period to count');
  const before = madeBefore(cuts).map(lastWholeDay).toSorted().at(-1);
  const from = before === undefined ? (cuts[0] ?? own).from : dayAfter(before);
  const gap = gapBefore(cuts);
  return { from: gap !== null && from >= gap.from && from < own.from ? own.from : from, to: lastWholeDay(own) };
}

/**
 * The days between the last of the periods and the one before it, which belong to none: of an obligation that is not owed in
 * vacations. null: there are none. What happens on them is a fact of the next period; of days that are counted whole none is.
 */
export function gapBefore(cuts: readonly PeriodCut[]): { from: DateText; to: DateText } | null {
  const [before, own] = cuts.slice(-2);
  if (before === undefined || own === undefined) return null;
  const from = dayAfter(before.to);
  return from < own.from ? { from, to: toDate(own.from).subtract({ days: 1 }).toString() } : null;
}

const dayAfter = (day: DateText): DateText => toDate(day).add({ days: 1 }).toString();

/** The last day that was over at the cut; the day before the period when none was. */
function lastWholeDay({ from, to, cut }: PeriodCut): DateText {
  if (cut === null) return to;
  const before = (day: DateText): DateText => toDate(day).subtract({ days: 1 }).toString();
  const over = before(dateOf(cut));
  return over >= to ? to : over < from ? before(from) : over;
}

/** A day is a fact when it is over: its last second. */
export const endOfDay = (day: DateText): InstantText => toText(at(day, '23:59:59'));

/**
 * The periods of an obligation up to one of them, with the cuts of the documents that were issued.
 * @param occurrences of the obligation, without those of events
 * @param issued documents known at its cut; those of other obligations are passed over
 * @param own `cut`: until when the document of `occurrence` itself counts, of a draft the moment at which it is made;
 * `serviceEnd`: last day of the service, after which there is no next period: what comes of it later is the last one's;
 * `waived`: what was waived as far as it is known at the cut, of other obligations too; `firstCut`: until when its first revision
 * counted
 */
export function cutsUpTo(
  occurrence: Occurrence,
  occurrences: readonly Occurrence[],
  issued: readonly Pick<IssuedSummary, 'obligation' | 'period' | 'revision' | 'issuedAt' | 'cut' | 'counted'>[],
  {
    cut,
    serviceEnd,
    waived = [],
    firstCut,
  }: { cut: InstantText; serviceEnd: DateText; waived?: readonly WaivedPeriod[]; firstCut?: InstantText | null },
): PeriodCut[] {
  const isOwn = (one: { obligation: string }): boolean => one.obligation === occurrence.obligation;
  const firsts = new Map(issued.filter((one) => isOwn(one) && one.revision === 1).map((one) => [one.period, one]));
  const spans = Map.groupBy(waived.filter(isOwn), ({ period }) => period);
  const cutOf = (one: Occurrence): PeriodCut => {
    const first = firsts.get(one.period);
    const own = spans.get(one.period)?.map(({ from, to }): WaivedSpan => ({ from, to }));
    const span = { ...spanOf(one), ...(own === undefined ? {} : { waived: own }) };
    if (first === undefined) return { ...span, cut: null };
    return { ...span, cut: first.cut ?? first.issuedAt, tells: (first.counted ?? null) !== null };
  };
  const goesOn = occurrence.to >= serviceEnd && isAfter(cut, windowOf(occurrence).to);
  const own: PeriodCut = {
    ...cutOf(occurrence),
    ...(goesOn ? { end: toText(toInstant(cut).add({ seconds: 1 })) } : {}),
    cut,
    ...(firstCut == null || !isAfter(cut, firstCut) ? {} : { firstCut }),
  };
  const earlier = periodsBefore(occurrence, occurrences).map(cutOf);
  const later = periodsAfter(occurrence, occurrences).map((one): PeriodCut => {
    const known = cutOf(one);
    return known.cut !== null && isAfter(known.cut, cut) ? { ...known, cut: null } : known;
  });
  const made = later.findLastIndex((one) => one.cut !== null);
  const known = [...earlier, own, ...later.slice(0, made + 1)];
  const all = isDaily(occurrence) ? withHeld(known) : known;
  const before = all.slice(0, earlier.length);
  const ahead = all.slice(earlier.length + 1);
  return [
    ...(isDaily(occurrence) ? deciding(before) : before),
    { ...(all[earlier.length] as PeriodCut), ...(ahead.length === 0 ? {} : { ahead }) },
  ];
}

/** What happened since the end of the one before waits for a period that is still owed. */
function withHeld(cuts: readonly PeriodCut[]): PeriodCut[] {
  let bound: InstantText | undefined;
  let isEnd = true;
  return cuts.map((one) => {
    const since = bound === undefined ? { from: one.start } : isEnd ? { from: bound } : { after: bound };
    const own = boundOf(one);
    if (bound === undefined || isAfter(own, bound)) [bound, isEnd] = [own, own === one.end];
    return { ...one, holds: since };
  });
}

/** A document of one day: of these there are hundreds, and what one of them counts is asked of few of the others. */
const isDaily = ({ from, to }: Pick<Occurrence, 'from' | 'to'>): boolean => from === to;

/**
 * Of the periods before a document those that decide what is left to it, however long ago they were: each whose cut is after
 * those of all that come after it, each that is still owed, and each that was waived, or owed again, only since then. What any
 * other one counts, one of these does.
 */
function deciding(before: readonly PeriodCut[]): PeriodCut[] {
  const kept: PeriodCut[] = [];
  let newest: InstantText | undefined;
  const isNews = (at: InstantText | null): boolean => at !== null && (newest === undefined || isAfter(at, newest));
  for (const one of before.toReversed()) {
    const { cut, waived } = one;
    const isKept =
      cut !== null
        ? isNews(cut)
        : newest === undefined ||
          !isWaivedAt(waived, newest) ||
          (waived ?? []).some(({ from, to }) => isNews(from) || isNews(to));
    if (isKept) kept.unshift(one);
    if (isKept && cut !== null) newest = cut;
  }
  return kept;
}

/** The obligation's periods before one of them, in order of time; none for events. */
export function periodsBefore(occurrence: Occurrence, occurrences: readonly Occurrence[]): Occurrence[] {
  if (occurrence.event !== undefined) return [];
  return occurrences
    .filter((one) => one.obligation === occurrence.obligation && isBefore(one, occurrence))
    .toSorted((a, b) => (isBefore(a, b) ? -1 : 1));
}

/** The obligation's periods after one of them, in order of time; none for events. */
function periodsAfter(occurrence: Occurrence, occurrences: readonly Occurrence[]): Occurrence[] {
  if (occurrence.event !== undefined) return [];
  return occurrences
    .filter((one) => one.obligation === occurrence.obligation && isBefore(occurrence, one))
    .toSorted((a, b) => (isBefore(a, b) ? -1 : 1));
}

/** Shifts of one day follow each other by the clock. */
function isBefore(one: Occurrence, other: Occurrence): boolean {
  if (one.span !== undefined && other.span !== undefined) return compareInstants(one.span.to, other.span.from) <= 0;
  return one.to < other.from;
}

function spanOf(occurrence: Occurrence): Omit<PeriodCut, 'cut'> {
  const { period, from, to, opens } = occurrence;
  const window = windowOf(occurrence);
  const since = opens === undefined ? {} : { opens: toText(at(opens, '00:00')) };
  return { period, from, to, ...since, start: window.from, end: window.to };
}
