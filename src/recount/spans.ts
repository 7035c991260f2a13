/**
 * The periods of a document's obligation, and until when each counted (design, Cut): a fact belongs to the first period whose
 * cut is after both its event and its entry. Worked out from the contract and the times of issue, not from what a manifest says.
 */

import { type Owed, periodsOf } from './cadence/owed-periods.ts';
import { type Clock, type Data, ms, plusDays } from './data.ts';
import type { Terms } from './terms.ts';
import { unitIn } from './units.ts';

/** In milliseconds; `end` not included. */
export interface Span {
  period: string;
  from: string;
  to: string;
  start: number;
  end: number;
  /** null: no document of the period was known. */
  cut: number | null;
  /** Its document kept what it counted of things that may change. */
  tells: boolean;
}

const DAY = 86_400_000;
/** Cadences whose last period is closed after the service. */
const CLOSED = ['week', 'month', 'quarter', 'half-year', 'year', 'term'];

/** Documents of statistics over a period, which are held to its cut; every register is one, too. */
const STATISTICS = [
  ...['monthly-maintenance', 'service-review', 'compliance-statement', 'backup-restore-test', 'consultation-digest'],
  ...['vulnerability-assessment', 'operation-log-analysis', 'data-maintenance-ledger', 'assessment-score'],
  'period-report',
];

/** What a document counts ends with its cut; other documents tell of things as they are when they are issued. */
export const isHeld = (
  { registers, obligations }: Pick<Terms, 'registers' | 'obligations'>,
  { obligation, event }: Data,
): boolean =>
  event === null &&
  (STATISTICS.includes(unitIn(obligations, obligation)) || registers.some((one) => one.id === obligation));

const sameDocument = (a: Data, b: Data): boolean => a.obligation === b.obligation && a.period === b.period;

/**
 * Until when a document counts: the issue time of its first revision, which later ones keep. The last period of the service
 * gets one closing revision after it, from the first working day on, which counts until it is issued.
 * @param all manifests of the workspace
 */
export function cutOf(of: Terms, all: readonly Data[]): string {
  const { manifest } = of;
  const revisions = all.filter((one) => sameDocument(one, manifest) && one.revision < manifest.revision);
  const [first, ...later] = [...revisions, manifest].toSorted((a, b) => a.revision - b.revision);
  const from = closingFrom(of);
  const isOwn = ({ cut, times }: Data): boolean =>
    from !== null && ms(times.issued) >= from && cut !== null && ms(cut) !== ms(first.times.issued);
  return (later.find(isOwn) ?? first).times.issued;
}

/** When the closing revision may be made; null: it gets none. */
function closingFrom({ manifest: { obligation, to }, clock, contract, workdays, obligations }: Terms): number | null {
  const service = contract.servicePeriod;
  const { cadence, every } = obligations.find((one) => one.id === obligation) ?? {};
  return to === service.to && CLOSED.includes(cadence ?? every?.unit)
    ? clock.at(workdays.step(service.to, 1), '00:00')
    : null;
}

/**
 * The periods up to the document's own, which is the last.
 * @param known manifests that the document could know. @param cut its own
 */
export function spansOf(world: Terms, known: readonly Data[], cut: string): Span[] {
  const { manifest, clock, contract } = world;
  const bounds = ({ from, to, clock: own }: Pick<Owed, 'from' | 'to' | 'clock'>) => ({
    from,
    to,
    start: own === undefined ? clock.at(from, '00:00') : clock.at(...own.from),
    end: own === undefined ? clock.at(to, '00:00') + DAY : clock.at(...own.to),
  });
  const obligation = world.obligations.find((one) => one.id === manifest.obligation);
  const periods = manifest.event !== null || obligation === undefined ? [] : periodsOf(world, obligation);
  // Shifts of one day follow each other; what is made on request is none of the periods.
  const place = periods.findIndex(({ id }) => id === manifest.period);
  const before = periods
    .filter(({ to }, n) =>
      place === -1 ? to < manifest.from : n < place && (to < manifest.from || isShift(periods[n])),
    )
    .map((one): Span => {
      const { id } = one;
      const first = known.find(
        (issued) => issued.obligation === manifest.obligation && issued.period === id && issued.revision === 1,
      );
      const own = { period: id, ...bounds(one) };
      if (first === undefined) return { ...own, cut: null, tells: false };
      return { ...own, cut: ms(first.times.issued), tells: (first.counted ?? null) !== null };
    });
  const { from, to } = manifest;
  const hours = periods[place]?.clock;
  const own = {
    period: manifest.period,
    ...bounds({ from, to, ...(hours === undefined ? {} : { clock: hours }) }),
    cut: ms(cut),
    tells: true,
  };
  // After the last period there is no next one: what comes of it later is its own.
  const isLast = manifest.to >= contract.servicePeriod.to;
  return [...before, isLast && own.cut > own.end ? { ...own, end: own.cut + 1 } : own];
}

const isShift = (one: Owed | undefined): boolean => one?.clock !== undefined;

export interface Fact {
  /** Milliseconds. */
  event: number;
  entered: number;
}

/** Something that may still change after it was counted, as it stands at a moment. */
export interface Thing extends Fact {
  key: string;
  value: string;
}

/** Index of the period that the fact belongs to; -1 for one that waits for a later period. */
export const placeOf = ({ event, entered }: Fact, spans: readonly Pick<Span, 'end' | 'cut'>[]): number =>
  spans.findIndex(({ end, cut }) => event < end && (cut === null || Math.max(event, entered) <= cut));

/** What the last of the periods counts of time: from where those before ended, up to its own end or cut. */
export function countedSpan(spans: readonly Span[]): { from: number; to: number } {
  const bound = ({ start, end, cut }: Span): number => Math.min(end, Math.max(start, cut ?? end));
  const own = spans.at(-1) as Span;
  const before = spans.slice(0, -1).map(bound);
  const to = bound(own);
  return { from: Math.min(to, before.length === 0 ? own.start : Math.max(...before)), to };
}

/** The days that the last of the periods counts whole; `to` before `from` when there is none. */
export function countedDays({ spans, clock }: { spans: readonly Span[]; clock: Clock }): { from: string; to: string } {
  const lastWhole = ({ from, to, cut }: Span): string => {
    const over = cut === null ? to : plusDays(clock.day(new Date(cut).toISOString()), -1);
    return over < from ? plusDays(from, -1) : over < to ? over : to;
  };
  const own = spans.at(-1) as Span;
  const before = spans.slice(0, -1).map(lastWhole).sort().at(-1);
  const next = before === undefined ? own.from : plusDays(before, 1);
  // Days between two periods, of what is not owed in vacations, are counted whole by neither.
  const previous = spans.at(-2);
  const isGap = previous !== undefined && next > previous.to && next < own.from;
  return { from: isGap ? own.from : next, to: lastWhole(own) };
}
