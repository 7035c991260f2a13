/**
 * The cut: to which period's statistics a fact belongs. A document is issued before everything of its period is known, so
 * that a fact belongs to the first period whose cut is after both, when it happened and when it was written down. What no
 * document has counted yet waits for the next one; what happened in a period that was never issued waits for its 补报. So
 * every fact is in exactly one period, whatever the order of issuing. Pure.
 */

import { at, compareInstants, type DateText, dateOf, type InstantText, toDate, toInstant, toText } from '../time.ts';
import { windowOf } from './calendar.ts';
import type { IssuedSummary, Occurrence } from './occurrence.ts';

/** One period of an obligation, and until when its document counted. */
export interface PeriodCut {
  period: string;
  /** First and last day, both inclusive. */
  from: DateText;
  to: DateText;
  /** The interval as instants: `start` inclusive, `end` exclusive; of the last period of the service up to its cut. */
  start: InstantText;
  end: InstantText;
  /** Issue time of its first revision, or of the closing one; null: not issued. */
  cut: InstantText | null;
  /** true: its document kept what it counted of things that may change, so that what it did not know can be told. */
  tells?: boolean;
}

/** Something that is counted once. */
export interface Fact {
  /** When it happened. */
  event: InstantText;
  /** When it was written down. */
  entered: InstantText;
}

const isAfter = (a: InstantText, b: InstantText): boolean => compareInstants(a, b) > 0;

/**
 * The period that counts a fact.
 * @param cuts every period of one obligation up to the one that is asked for, in order of time
 * @returns null when none of them does: it came after the last cut. What happened before the first period belongs to the first
 * that knew of it.
 */
export function belongsTo(fact: Fact, cuts: readonly PeriodCut[]): PeriodCut | null {
  return cuts.find((one) => counts(one, fact)) ?? null;
}

function counts({ end, cut }: PeriodCut, { event, entered }: Fact): boolean {
  if (compareInstants(event, end) >= 0) return false;
  if (cut === null) return true;
  return !isAfter(event, cut) && !isAfter(entered, cut);
}

/** Where the count of a period ends: its end, or its cut when that comes first. */
const boundOf = ({ start, end, cut }: PeriodCut): InstantText => {
  if (cut === null || compareInstants(cut, end) >= 0) return end;
  return isAfter(start, cut) ? start : cut;
};

/** What the last of the periods counts of time: from where the ones before ended; `to` = `from` when nothing of it is over. */
export function countedSpan(cuts: readonly PeriodCut[]): { from: InstantText; to: InstantText } {
  const own = cuts.at(-1);
  if (own === undefined) throw new RangeError('no period to count');
  const before = cuts.slice(0, -1).map(boundOf).toSorted(compareInstants).at(-1);
  const from = before ?? own.start;
  const to = boundOf(own);
  return { from, to: isAfter(from, to) ? from : to };
}

/** The days that the last of the periods counts whole; `to` before `from` when there is none. */
export function countedDays(cuts: readonly PeriodCut[]): { from: DateText; to: DateText } {
  const own = cuts.at(-1);
  if (own === undefined) throw new RangeError('no period to count');
  const before = cuts.slice(0, -1).map(lastWholeDay).toSorted().at(-1);
  const from = before === undefined ? own.from : dayAfter(before);
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
 * `serviceEnd`: last day of the service, after which there is no next period: what comes of it later is the last one's
 */
export function cutsUpTo(
  occurrence: Occurrence,
  occurrences: readonly Occurrence[],
  issued: readonly Pick<IssuedSummary, 'obligation' | 'period' | 'revision' | 'issuedAt' | 'cut' | 'counted'>[],
  { cut, serviceEnd }: { cut: InstantText; serviceEnd: DateText },
): PeriodCut[] {
  const firsts = new Map(
    issued
      .filter((one) => one.obligation === occurrence.obligation && one.revision === 1)
      .map((one) => [one.period, one]),
  );
  const cutOf = ({ period }: Occurrence): InstantText | null => {
    const first = firsts.get(period);
    return first === undefined ? null : (first.cut ?? first.issuedAt);
  };
  const earlier = periodsBefore(occurrence, occurrences);
  const before = (isDaily(occurrence) ? deciding(earlier, cutOf) : earlier).map((one): PeriodCut => {
    const cut = cutOf(one);
    if (cut === null) return { ...spanOf(one), cut };
    return { ...spanOf(one), cut, tells: (firsts.get(one.period)?.counted ?? null) !== null };
  });
  const own = spanOf(occurrence);
  const goesOn = occurrence.to >= serviceEnd && isAfter(cut, own.end);
  return [...before, { ...own, ...(goesOn ? { end: toText(toInstant(cut).add({ seconds: 1 })) } : {}), cut }];
}

/** A document of one day: of these there are hundreds, and what one of them counts is asked of few of the others. */
const isDaily = ({ from, to }: Pick<Occurrence, 'from' | 'to'>): boolean => from === to;

/**
 * Of the periods before a document those that decide what is left to it, however long ago they were: each whose cut is after
 * those of all that come after it, back to the first that was not issued. What any other one counts, one of these does.
 */
function deciding(before: readonly Occurrence[], cutOf: (occurrence: Occurrence) => InstantText | null): Occurrence[] {
  const kept: Occurrence[] = [];
  let newest: InstantText | undefined;
  for (const one of before.toReversed()) {
    const cut = cutOf(one);
    if (cut !== null && newest !== undefined && !isAfter(cut, newest)) continue;
    kept.unshift(one);
    if (cut === null) break;
    newest = cut;
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

/** Shifts of one day follow each other by the clock. */
function isBefore(one: Occurrence, other: Occurrence): boolean {
  if (one.span !== undefined && other.span !== undefined) return compareInstants(one.span.to, other.span.from) <= 0;
  return one.to < other.from;
}

function spanOf(occurrence: Occurrence): Omit<PeriodCut, 'cut'> {
  const { period, from, to } = occurrence;
  const window = windowOf(occurrence);
  return { period, from, to, start: window.from, end: window.to };
}
