/** Which facts a document counts: those that belong to its period by the cut. */
import { type Data, ms } from './data.ts';
import { countedDays, type Fact, placeOf } from './spans.ts';
import { serviceRecords, type World } from './world.ts';

/** Kinds of which whole days are counted: such a day is known when it is over. */
const WHOLE_DAYS = ['duty', 'inspection', 'probe'];
const LAST_SECOND = '23:59:59';

/** When a record happened and was written down. One that names its business date happened on that date. */
export function factOf(world: World, record: Data): Fact {
  const { clock } = world;
  const entered = ms(record.enteredAt);
  if (isOfShift(world)) return { event: inShift(world, record), entered };
  const own = clock.day(record.at);
  if (typeof record.date !== 'string') return { event: ms(record.at), entered };
  if (WHOLE_DAYS.includes(record.kind) || record.date < own)
    return { event: clock.at(record.date, LAST_SECOND), entered };
  return { event: record.date === own ? ms(record.at) : clock.at(record.date, '00:00'), entered };
}

const isOfShift = ({ obligations, manifest }: World): boolean =>
  obligations.find(({ id }) => id === manifest.obligation)?.timesADay !== undefined;

/** A shift goes by the clock; an inspection is that of its business date, whenever it was made. */
function inShift({ clock }: World, record: Data): number {
  const at = ms(record.at);
  if (record.kind !== 'inspection' || typeof record.date !== 'string') return at;
  const noon = clock.at(record.date, '12:00');
  return clock.day(record.at) === record.date && at < noon ? at : noon;
}

/** What is issued at the very moment of a cut is not known to all that is issued then: it is the next document's. */
export const issueFact = ({ times }: Data): Fact => ({ event: ms(times.issued) + 1, entered: ms(times.issued) + 1 });

export const belongs = ({ spans }: World, fact: Fact): boolean => placeOf(fact, spans) === spans.length - 1;

/** This document or one before it counts the fact: what belongs to a later one is not told. */
export function isTold({ spans }: World, fact: Fact): boolean {
  const { opens, cut } = spans.at(-1) ?? {};
  // Lists of the whole service go back before an obligation that began later.
  if (opens !== undefined && fact.event < opens) return fact.entered <= (cut ?? Number.POSITIVE_INFINITY);
  return placeOf(fact, spans) >= 0;
}

/** Records of a kind that the document counts. */
export function ofPeriod(world: World, kind: string): Data[] {
  const records = serviceRecords(world, kind);
  // A report of one record is about that one, not about all of its kind before it.
  const own = records.filter(({ id }) => id === world.manifest.event);
  return own.length > 0 ? own : records.filter((record) => belongs(world, factOf(world, record)));
}

/** Records of a kind that is judged by the day, of the days that the document counts whole. */
export function ofDays(world: World, kind: string): Data[] {
  const { from, to } = countedDays(world);
  return serviceRecords(world, kind).filter(({ date }) => date >= from && date <= to);
}

/** Records of a kind that the document or one before it counts. */
export const upToPeriod = (world: World, kind: string): Data[] =>
  serviceRecords(world, kind).filter((record) => isTold(world, factOf(world, record)));
