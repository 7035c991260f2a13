/**
 * Which facts a document of a period counts. A document with a `cut` follows the rule of the design: a fact belongs to the
 * first period whose cut is after both its event and its entry. One issued before cuts were kept counts what happened on the
 * days of its period and had been written down.
 */
import { type Data, ms } from './data.ts';
import { dayOf, type World } from './world.ts';

/** One period as the rule sees it, in milliseconds. */
export interface Cut {
  /** The end of the period: events before it. */
  bound: number;
  cut: number;
}

export interface Fact {
  event: number;
  entered: number;
}

/** Index of the period that the fact belongs to; -1 for one that waits for a later period. @param cuts in order of periods */
export const periodOf = (fact: Fact, cuts: readonly Cut[]): number =>
  cuts.findIndex(({ bound, cut }) => fact.event < bound && fact.event <= cut && fact.entered <= cut);

const DAY = 86_400_000;

/** @returns the cuts up to the document's own period, the last of which is its own; null for a document without a cut */
export function cutsOf({ manifest, firsts, clock }: World): Cut[] | null {
  if (manifest.cut === undefined || manifest.cut === null) return null;
  const before = firsts.filter((one) => one.from < manifest.from);
  return [...before, manifest].map((one) => ({
    cut: ms(one.cut ?? one.times.issued),
    bound: clock.at(one.to, '00:00') + DAY,
  }));
}

/** Whether a record is counted in the document's period. @param event its instant; its own time without it */
export function belongs(world: World, record: Data, event: string = record.at): boolean {
  const { manifest, clock } = world;
  const cuts = cutsOf(world);
  if (cuts === null) {
    const day = event === record.at ? dayOf(world, record) : clock.day(event);
    return day >= manifest.from && day <= manifest.to;
  }
  if (ms(event) < clock.at(world.contract.servicePeriod.from, '00:00')) return false;
  return periodOf({ event: ms(event), entered: ms(record.enteredAt) }, cuts) === cuts.length - 1;
}

/** Records of a kind that the document's period counts. */
export const ofPeriod = (world: World, kind: string): Data[] =>
  world.records(kind).filter((record) => belongs(world, record));

/**
 * Whether the interval that a figure prints is the one that its document may count.
 * @returns what it should be; null when nothing is wrong
 */
export function belongsInterval(world: World, { interval }: Data): string | null {
  const { manifest, clock, asOf } = world;
  if (manifest.event !== null || cutsOf(world) !== null) return null;
  const { from, to } = interval;
  const isDay = (text: string): boolean => text.length === 'yyyy-mm-dd'.length;
  const begins = isDay(from) ? from : clock.day(from);
  const begun =
    [manifest.from, world.contract.servicePeriod.from].includes(begins) &&
    (isDay(from) || ms(from) === clock.at(begins, '00:00'));
  const end = Math.min(clock.at(manifest.to, '00:00') + DAY, ms(asOf));
  const ended = isDay(to) ? clock.at(to, '00:00') < end : ms(to) <= end;
  return begun && ended ? null : `${manifest.from} – ${new Date(end).toISOString()}`;
}
