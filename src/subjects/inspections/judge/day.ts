/**
 * Which inspections tell of a day: what was collected last, with all that people looked at and wrote down of it, and what sources said
 * before, since one that failed yesterday is compared with its last good answer and not with nothing. Pure.
 */
import type { Occurrence } from '../../../contract/calendar/occurrence.ts';
import { compareRecordIds } from '../../../contract/record-id.ts';
import { compareInstants, dateOf, toDate } from '../../../contract/time.ts';
import type { ManualResult } from '../../../records/reading.ts';
import type { SignoffRecord } from '../../signing/kinds/signoff.ts';
import type { InspectionRecord } from '../kinds/inspection.ts';
import type { Inspected } from './select.ts';

/** What stands for a day, with what was collected in it before: a second collection takes nothing back that the first one read. */
export interface WholeDay extends InspectionRecord {
  /** Collections before the last one, oldest first; left out where there was one only. */
  earlier?: readonly InspectionRecord[];
  /** Collections of it that were withdrawn: they decide nothing, and what failed in them is named. */
  takenBack?: readonly InspectionRecord[];
}

/**
 * What people write down takes the place of nothing that was measured.
 * @param ofDay inspections of one day, in order of their ids
 * @param before collections of the same shift, or of the same days of a document, on a day before
 * @param gone inspections of the same that were withdrawn
 * @returns undefined when there is none; the record itself where there is no other
 */
export function wholeDay(
  ofDay: readonly InspectionRecord[],
  before: readonly InspectionRecord[] = [],
  gone: readonly InspectionRecord[] = [],
): WholeDay | undefined {
  const collected = ofDay.filter((one) => one.source === 'auto');
  const typed = ofDay.filter((one) => one.source !== 'auto');
  const base = collected.at(-1) ?? typed.at(-1);
  const others = typed.filter((one) => one !== base);
  const earlier = [...before.filter((one) => one.source === 'auto'), ...collected.filter((one) => one !== base)];
  const takenBack = gone.filter((one) => one.source === 'auto');
  if (base === undefined || others.length + earlier.length + takenBack.length === 0) return base;
  const attachments = [base, ...others].flatMap((one) => one.attachments ?? []);
  return {
    ...base,
    manual: [...base.manual, ...others.flatMap((one) => one.manual)],
    ...(attachments.length === 0 ? {} : { attachments }),
    ...(earlier.length === 0 ? {} : { earlier }),
    ...(takenBack.length === 0 ? {} : { takenBack }),
  };
}

/** The inspection that stands for each day, in order of days. @param gone those that were withdrawn */
export function lastOfEachDay(
  inspections: readonly InspectionRecord[],
  gone: readonly InspectionRecord[] = [],
): WholeDay[] {
  const byDay = Map.groupBy(inspections, ({ date }) => date);
  const goneOf = Map.groupBy(gone, ({ date }) => date);
  return [...byDay]
    .flatMap(([date, ofDay]) => {
      const inOrder = ofDay.toSorted((a, b) => compareRecordIds(a.id, b.id));
      return wholeDay(inOrder, [], goneOf.get(date)) ?? [];
    })
    .sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** Days before an inspection in which the last successful run of a source is looked for. */
export const LOOK_BACK_DAYS = 7;

/** First contract date of the look-back from a date. */
export const lookBackFrom = (date: string): string => toDate(date).subtract({ days: LOOK_BACK_DAYS }).toString();

type Runs = Pick<InspectionRecord, 'runs' | 'readings' | 'finishedAt'>;

/**
 * The newest successful run of every source, as if one inspection had given them all.
 * @param inspections oldest first
 * @returns null when no source ever succeeded
 */
export function lastSuccessfulRuns(inspections: readonly Runs[]): Inspected | null {
  const runs: Inspected['runs'] = [];
  const readings: Inspected['readings'] = [];
  const seen = new Set<string>();
  let finishedAt = '';
  for (const inspection of inspections.toReversed()) {
    const given = readingsBySource(inspection);
    for (const [source, own] of Map.groupBy(inspection.runs, (run) => run.source)) {
      if (seen.has(source) || !own.every((run) => run.ok)) continue;
      seen.add(source);
      runs.push(...own);
      readings.push(...(given.get(source) ?? []));
      if (finishedAt === '') finishedAt = inspection.finishedAt;
    }
  }
  return seen.size === 0 ? null : { runs, readings, manual: [], finishedAt };
}

/** Arranged once an inspection: each is looked back on from the seven days that follow it. */
const arranged = new WeakMap<Runs['readings'], Map<string, Runs['readings']>>();

function readingsBySource({ readings }: Runs): Map<string, Runs['readings']> {
  const known = arranged.get(readings) ?? Map.groupBy(readings, (reading) => reading.source);
  arranged.set(readings, known);
  return known;
}

/** What an inspection of a day is judged against: the last successful runs of the days before it. */
export function judgedBefore(inspections: readonly (Runs & { date: string })[], day: string): Inspected | null {
  const from = lookBackFrom(day);
  return lastSuccessfulRuns(inspections.filter((one) => one.date >= from && one.date < day));
}

/** Runs of the look-back before a day, the newest first. */
export const runsBefore = (
  inspections: readonly (Pick<InspectionRecord, 'runs'> & { date: string })[],
  day: string,
): { date: string; run: InspectionRecord['runs'][number] }[] => {
  const from = lookBackFrom(day);
  return inspections
    .filter((one) => one.date >= from && one.date < day)
    .toReversed()
    .flatMap(({ date, runs }) => runs.map((run) => ({ date, run })));
};

export interface DayInspections {
  /** What stands for the day; undefined when nothing was collected, nor written down. */
  today: WholeDay | undefined;
  /** The last of the days before, as far as they count: what the day is compared with. */
  before: WholeDay | null;
}

/**
 * @param inspections sorted by id @param day contract date @param own of the document's shift or days, where it has several
 * @param gone of the same, those that were withdrawn
 */
export function inspectionsOf(
  inspections: readonly InspectionRecord[],
  day: string,
  own: readonly InspectionRecord[] = [],
  gone: readonly InspectionRecord[] = [],
): DayInspections {
  const first = lookBackFrom(day);
  const ofDay = inspections.filter((r) => r.date === day);
  return {
    today: wholeDay(
      ofDay,
      own.filter((one) => one.date < day),
      gone,
    ),
    before: lastOfEachDay(inspections.filter((r) => r.date < day && r.date >= first)).at(-1) ?? null,
  };
}

/**
 * The day that an inspection log is about, and the inspections that tell of it and of what was before: of a shift those that
 * began in it, of several days the newest of them. `own` are all of the document's shift or days: what failed in any of them failed.
 */
export function inspectionsFor(
  all: readonly InspectionRecord[],
  { from, to, span }: Pick<Occurrence, 'from' | 'to' | 'span'>,
): { day: string; inspections: readonly InspectionRecord[]; own: readonly InspectionRecord[] } {
  if (span === undefined) {
    const own = all.filter(({ date }) => from <= date && date <= to);
    return { day: inspectedDay(own, to), inspections: all, own };
  }
  const own = all.filter(
    ({ startedAt }) => compareInstants(startedAt, span.from) >= 0 && compareInstants(startedAt, span.to) < 0,
  );
  const day = own.at(-1)?.date ?? to;
  return { day, inspections: all.filter((one) => own.includes(one) || one.date < day), own };
}

/** The newest inspected day of a document's days; its last day when none was. */
const inspectedDay = (own: readonly InspectionRecord[], to: string): string =>
  own
    .map(({ date }) => date)
    .sort()
    .at(-1) ?? to;

/**
 * 巡检人: whoever looked at what is checked by hand, whoever put it into the confirmation; of a day on which nothing was
 * checked by hand the one who confirmed it. Empty: nobody did either.
 */
export function inspectorsOf(today: InspectionRecord, confirm: SignoffRecord | null): string[] {
  const hands = [...today.manual, ...(confirm?.manual ?? [])].map(({ by }) => by);
  if (hands.length > 0) return [...new Set(hands)];
  return confirm === null ? [] : [confirm.person];
}

/** 纸质补录: seen on one day and written down on a later one, from the sheet on which it was noted. */
export const isFromPaper = ({ at, enteredAt }: Pick<ManualResult, 'at' | 'enteredAt'>): boolean =>
  enteredAt !== undefined && dateOf(enteredAt) > dateOf(at);

/** How a row came about that a person looked at. */
export const handMethods = { seen: '人工检查', paper: '纸质补录' } as const;
/** How a row came about that a person brought from the host, without a sign that the host itself gave it. */
export const CARRIED = '主机报告（人工带入）';
