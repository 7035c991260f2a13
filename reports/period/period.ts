/** The period that a report is about: which facts belong to it by the cut, and until when its statistics run. */

import { belongsTo, isBeforeAll } from '../../src/contract/calendar/belongs.ts';
import { windowOf } from '../../src/contract/calendar/calendar.ts';
import {
  countedDays,
  countedSpan,
  cutsUpTo,
  endOfDay,
  type Fact,
  gapBefore,
  periodBefore,
} from '../../src/contract/calendar/cut.ts';
import { isWaivedNow } from '../../src/contract/calendar/waived.ts';
import { wholeOf } from '../../src/contract/precedence/held-views.ts';
import { idsOfUnit } from '../../src/contract/terms/units.ts';
import { compareInstants, type DateText, dateOf, type InstantText } from '../../src/contract/time.ts';
import type { Naming } from '../../src/page/naming.ts';
import { correctionTimes, countsWholeDays, factOf } from '../../src/records/counted.ts';
import type { AnyRecord, RecordKind } from '../../src/records/record.ts';
import { waivedPeriods } from '../../src/subjects/signing/judge/waived.ts';
import type { WaiverRecord } from '../../src/subjects/signing/kinds/waiver.ts';
import type { ComposeInput } from '../_deliverable.ts';

export interface PeriodView {
  input: ComposeInput;
  /** First and last day of the 统计区间 by the calendar, both inclusive. */
  from: DateText;
  to: DateText;
  /** Statistics run from `start`, where the document before ended, to `end`: the end of the period, or the cut. */
  start: InstantText;
  end: InstantText;
  /** Days that are counted whole: from the day after those of the document before to the last day that was over. */
  firstDay: DateText;
  lastDay: DateText;
  /** Days since the period before that belong to none, such as a vacation; what is counted by whole days leaves them out. */
  gap: { from: DateText; to: DateText } | null;
  /** false: its cut lies before the end of the period. */
  complete: boolean;
  /** Chinese names of assets by id. */
  names: ReadonlyMap<string, string>;
}

export function periodView(input: ComposeInput): PeriodView {
  const { from, to } = input.occurrence;
  const span = countedSpan(input.cuts);
  const days = countedDays(input.cuts);
  return {
    input,
    from,
    to,
    start: span.from,
    end: span.to,
    firstDay: days.from,
    lastDay: days.to,
    gap: gapBefore(input.cuts),
    complete: compareInstants(span.to, windowOf(input.occurrence).to) >= 0,
    names: new Map(wholeOf(input.contract.assets).map((asset) => [asset.id, asset.name])),
  };
}

/** All records of the kind among the inputs, whatever their window. */
export function allOf<T extends AnyRecord>({ input }: PeriodView, kind: RecordKind<T>): T[] {
  return (input.records[kind.id] ?? []) as T[];
}

/** true of a fact that this document counts: in no other one of its obligation it is counted too. */
export function belongsHere({ input }: PeriodView, fact: Fact): boolean {
  return belongsTo(fact, input.cuts) === input.cuts.at(-1);
}

/**
 * true of a thing that this document counts and that may still change: it was decided here, or an earlier document that should
 * have counted it did not know of it. What one counted before is not counted again but corrected.
 * @param key under which documents keep that they counted it
 */
export function countsHere({ input }: PeriodView, key: string, fact: Fact): boolean {
  if (Object.values(input.countedBefore[key] ?? {}).some((count) => count !== 0)) return false;
  const found = belongsTo(fact, input.cuts);
  return found === input.cuts.at(-1) || (found !== null && found.cut !== null && found.tells === true);
}

/**
 * true of a fact that this document or one before it counts, or that was known before an obligation that begins later: what belongs
 * to a later one is not told here.
 */
export function isCountedByNow({ input }: PeriodView, fact: Fact): boolean {
  const { cuts, asOf } = input;
  if (isBeforeAll(fact, cuts)) return compareInstants(fact.entered, cuts.at(-1)?.cut ?? asOf) <= 0;
  return belongsTo(fact, cuts) !== null;
}

/** Records up to the end of the statistics: a report that is made late tells nothing of the periods after its own. */
export function upToPeriod<T extends AnyRecord>(view: PeriodView, kind: RecordKind<T>): T[] {
  return allOf(view, kind).filter((record) => isCountedByNow(view, factOf(record, view.input.occurrence)));
}

/**
 * Records that this document counts, whatever the month in which they happened. Of kinds that are judged by the day only
 * those of its own days: what came in later about a day before corrects what was said of it (`lateOf`).
 */
export function ofPeriod<T extends AnyRecord>(view: PeriodView, kind: RecordKind<T>): T[] {
  const own = allOf(view, kind).filter((record) => belongsHere(view, factOf(record, view.input.occurrence)));
  return countsWholeDays(kind.id) && view.input.occurrence.span === undefined
    ? own.filter((record) => originOf(view, record) !== 'late' && !isInGap(view, record))
    : own;
}

/** Records that the document before counts: 上期 of whoever compares. Wants them among the inputs (`counted-before`). */
export function ofPeriodBefore<T extends AnyRecord>(view: PeriodView, kind: RecordKind<T>): T[] {
  const { cuts, occurrence } = view.input;
  const before = periodBefore(cuts);
  if (before === undefined) return [];
  return allOf(view, kind).filter((record) => belongsTo(factOf(record, occurrence), cuts) === before);
}

/** Records that came in after the document that should have counted them: 补登. */
export function lateOf<T extends AnyRecord>(view: PeriodView, kind: RecordKind<T>): T[] {
  return allOf(view, kind).filter(
    (record) =>
      belongsHere(view, factOf(record, view.input.occurrence)) &&
      originOf(view, record) === 'late' &&
      !(countsWholeDays(kind.id) && isInGap(view, record)),
  );
}

/** true of a record of a day that belongs to no period. */
function isInGap({ gap, input, firstDay }: PeriodView, record: AnyRecord): boolean {
  if (gap === null || firstDay <= gap.to) return false;
  const day = dateOf(factOf(record, input.occurrence).event);
  return day >= gap.from && day <= gap.to;
}

/** true of a record that an earlier document counted and that was corrected since: this one is the first to know. */
export function isAmendedHere(view: PeriodView, record: AnyRecord): boolean {
  const fact = factOf(record, view.input.occurrence);
  return !belongsHere(view, fact) && correctionTimes(record).some((entered) => belongsHere(view, { ...fact, entered }));
}

/** Withdrawn records that an earlier document counted: this one takes them back. */
export function takenBack<T extends AnyRecord>({ input }: PeriodView, kind: RecordKind<T>): T[] {
  return (input.withdrawn[kind.id] ?? []) as T[];
}

/** Where a fact that is counted here comes from. */
export const origins = {
  own: '本期',
  'after-cut': '上期截止后',
  late: '以前各期补登',
} as const;
export type Origin = keyof typeof origins;

/** Of a fact that belongs here. */
export function factOrigin(view: PeriodView, { event }: Fact): Origin {
  if (compareInstants(event, windowOf(view.input.occurrence).from) >= 0) return 'own';
  return compareInstants(event, view.start) > 0 ? 'after-cut' : 'late';
}

export function originOf(view: PeriodView, record: AnyRecord): Origin {
  const fact = factOf(record, view.input.occurrence);
  if (!countsWholeDays(record.kind) || view.input.occurrence.span !== undefined) return factOrigin(view, fact);
  // A day is counted by whole days: the day of the cut lies after it.
  if (compareInstants(fact.event, endOfDay(view.firstDay)) < 0) return 'late';
  return compareInstants(fact.event, windowOf(view.input.occurrence).from) >= 0 ? 'own' : 'after-cut';
}

/** The unit of the 月报; of several such the first counts the months. */
const MONTHLY = 'monthly-maintenance';

/**
 * The months of the service as the 月报 count them, for a document that tells of many: what stands in one 月报 stands in the
 * same month here. Needs `occurrences`, all manifests and waivers; what a waived month would have counted stands in the next one.
 */
export function monthsOfReports({ input }: PeriodView): MonthCount[] {
  const { occurrences, issued, records, asOf } = input;
  const [monthly] = idsOfUnit(input.contract.obligations, MONTHLY);
  const months = occurrences
    .filter((one) => one.obligation === monthly && windowOf(one).from <= asOf)
    .toSorted((a, b) => (a.to < b.to ? -1 : 1));
  const last = months.at(-1);
  if (last === undefined) return [];
  const serviceEnd = input.contract.contract.servicePeriod.to;
  const waived = waivedPeriods((records.waiver ?? []) as WaiverRecord[], asOf);
  const cuts = cutsUpTo(last, months, issued, { cut: asOf, serviceEnd, waived });
  return cuts.flatMap((own, n) => {
    if (isWaivedNow(own, cuts)) return [];
    const upTo = cuts.slice(0, n + 1);
    return {
      month: own.period,
      days: countedDays(upTo),
      holds: (fact) => belongsTo(fact, cuts) === own,
    };
  });
}

export interface MonthCount {
  /** `2026-11` */
  month: string;
  /** Days that its 月报 counts whole, both inclusive. */
  days: { from: DateText; to: DateText };
  /** true of a fact that its 月报 counts. */
  holds(fact: Fact): boolean;
}

/** Name of an asset, its id where it has none. */
export const nameOf = (view: Pick<PeriodView, 'names'>, asset: string): string => view.names.get(asset) ?? asset;

/** On paper assets bear their names, and nothing leads on. */
export const naming = (view: Pick<PeriodView, 'names'>): Naming => ({ asset: (id) => nameOf(view, id) });

export const namesOf = (view: Pick<PeriodView, 'names'>, assets: readonly string[]): string =>
  assets.map((asset) => nameOf(view, asset)).join('、');
