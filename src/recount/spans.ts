/**
 * The periods of a document's obligation, and until when each counted (design, Cut): a fact belongs to the first period whose
 * cut is after both its event and its entry. Worked out from the contract and the times of issue, not from what a manifest says.
 */

import { type Owed, periodsOf } from './cadence/owed-periods.ts';
import { type Clock, type Data, ms, plusDays } from './data.ts';
import type { Terms } from './terms.ts';
import { unitIn } from './units.ts';
import { isVouched, shownSince } from './vouched.ts';

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
  /** When it was waived, both ends in milliseconds. */
  waived?: readonly (readonly [from: number, to: number])[];
  /** A report of one day: while it is owed only what happened on it waits. */
  daily?: boolean;
  /** Of the document itself: when its obligation began, later than the service. */
  opens?: number;
  /** Of the document itself: when its first revision went out, and the later periods that were issued before it. */
  first?: number;
  ahead?: readonly Span[];
}

const DAY = 86_400_000;
/** Cadences whose last period is closed after the service. */
const CLOSED = ['week', 'half-month', 'month', 'quarter', 'half-year', 'year', 'term'];

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
  const { cadence, every, seasons } = obligations.find((one) => one.id === obligation) ?? {};
  return to === service.to && (seasons !== undefined || CLOSED.includes(cadence ?? every?.unit))
    ? clock.at(workdays.step(service.to, 1), '00:00')
    : null;
}

/**
 * The periods up to the document's own, which is the last.
 * @param known manifests that the document could know. @param cut its own. @param waivers of the obligation, as they were known
 */
export function spansOf(world: Terms, known: readonly Data[], cut: string, waivers: readonly Data[] = []): Span[] {
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
  const daily = manifest.from === manifest.to;
  const firstOf = (id: string): Data =>
    known.find((issued) => issued.obligation === manifest.obligation && issued.period === id && issued.revision === 1);
  const asKnown = (one: Owed): Span => {
    const first = firstOf(one.id);
    const own = { period: one.id, ...bounds(one), daily, waived: waivedIn(waivers, one.id, ms(cut)) };
    if (first === undefined) return { ...own, cut: null, tells: false };
    return { ...own, cut: ms(first.times.issued), tells: (first.counted ?? null) !== null };
  };
  const before = periods
    .filter(({ to }, n) =>
      place === -1 ? to < manifest.from : n < place && (to < manifest.from || isShift(periods[n])),
    )
    .map(asKnown);
  const ahead = periods.slice(place === -1 ? periods.length : place + 1).map(asKnown);
  const first = firstOf(manifest.period);
  const { from, to } = manifest;
  const hours = periods[place]?.clock;
  const own = {
    period: manifest.period,
    ...bounds({ from, to, ...(hours === undefined ? {} : { clock: hours }) }),
    cut: ms(cut),
    tells: true,
    daily,
    waived: waivedIn(waivers, manifest.period, ms(cut)),
    ...(obligation?.from > contract.servicePeriod.from && place !== -1
      ? { opens: clock.at(obligation?.from, '00:00') }
      : {}),
    ahead: ahead.some((one) => one.cut !== null) ? ahead : [],
    ...(first === undefined ? {} : { first: ms(first.times.issued) }),
  };
  // After the last period there is no next one: what comes of it later is its own.
  const isLast = manifest.to >= contract.servicePeriod.to;
  return [...before, isLast && own.cut > own.end ? { ...own, end: own.cut + 1 } : own];
}

/** From the entry of a waiver to its withdrawal, as far as both were known. */
const waivedIn = (waivers: readonly Data[], period: string, cut: number): (readonly [number, number])[] =>
  waivers
    .filter((one) => one.period === period && isVouched(one, one.at))
    .map((one) => {
      const { enteredAt, withdrawn } = one;
      const gone = withdrawn === undefined ? Number.POSITIVE_INFINITY : ms(withdrawn.at);
      return [Math.max(ms(enteredAt), shownSince(one)), gone <= cut ? gone : Number.POSITIVE_INFINITY] as const;
    });

const isWaived = ({ waived = [] }: Pick<Span, 'waived'>, now: number): boolean =>
  waived.some(([from, to]) => from <= now && now < to);

/** The periods before the last that make a document, as it knows. */
function madeBefore(spans: readonly Span[]): Span[] {
  const now = spans.at(-1)?.cut ?? Number.POSITIVE_INFINITY;
  return spans.slice(0, -1).filter((one) => one.cut !== null || !isWaived(one, now));
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

type Placed = Pick<Span, 'opens' | 'start' | 'end' | 'cut' | 'waived' | 'daily' | 'first' | 'ahead'>;

/**
 * Index of the period that the fact belongs to; -1 for one that waits for a later period, or that a later one told. The documents
 * are gone through as they went out: the first that knew of the fact has it, unless it waited for a period that was owed then.
 */
export function placeOf({ event, entered }: Fact, spans: readonly Placed[]): number {
  const last = spans.length - 1;
  if (event >= (spans[last]?.end ?? 0) || event < (spans[last]?.opens ?? event)) return -1;
  const all = [...spans, ...(spans[last]?.ahead ?? [])];
  const waits = (n: number, now: number): boolean => {
    const { end, cut, daily, first, waived } = all[n] as Placed;
    // A later document of the same moment was made before this one.
    if (cut !== null && (n === last && now === (first ?? cut) ? false : (first ?? cut) <= now)) return false;
    if (isWaived(waived === undefined ? {} : { waived }, now) || event >= end) return false;
    return daily !== true || event >= startOfHeld(all, n);
  };
  const issues = all
    .flatMap(({ cut, first }, n) => [first, cut].flatMap((at) => (at == null ? [] : [{ n, at }])))
    .toSorted((a, b) => a.at - b.at || Number(b.n > last) - Number(a.n > last) || a.n - b.n);
  const told = issues.find(
    ({ n, at }) =>
      event < (all[n] as Placed).end &&
      Math.max(event, entered) <= at &&
      !all.slice(0, n).some((_, before) => waits(before, at)),
  );
  if (told !== undefined) return told.n > last ? -1 : told.n;
  const now = spans[last]?.cut ?? Number.POSITIVE_INFINITY;
  return spans.findIndex(({ cut }, n) => cut === null && waits(n, now));
}

/** Since when what happened waits for a day that is owed: after the cut of the one before, when that ended early. */
function startOfHeld(all: readonly Placed[], n: number): number {
  const ends = all.slice(0, n).map(({ start, end, cut }) => {
    const early = cut !== null && cut < end;
    return early ? Math.max(start, cut) + 1 : end;
  });
  return ends.length === 0 ? (all[n] as Placed).start : Math.max(...ends);
}

/** What the last of the periods counts of time: from where those before ended, up to its own end or cut. */
export function countedSpan(spans: readonly Span[]): { from: number; to: number } {
  const bound = ({ start, end, cut }: Span): number => Math.min(end, Math.max(start, cut ?? end));
  const own = spans.at(-1) as Span;
  const before = madeBefore(spans).map(bound);
  const to = bound(own);
  return { from: Math.min(to, before.length === 0 ? (spans[0] as Span).start : Math.max(...before)), to };
}

/** The days that the last of the periods counts whole; `to` before `from` when there is none. */
export function countedDays({ spans, clock }: { spans: readonly Span[]; clock: Clock }): { from: string; to: string } {
  const lastWhole = ({ from, to, cut }: Span): string => {
    const over = cut === null ? to : plusDays(clock.day(new Date(cut).toISOString()), -1);
    return over < from ? plusDays(from, -1) : over < to ? over : to;
  };
  const own = spans.at(-1) as Span;
  const before = madeBefore(spans).map(lastWhole).sort().at(-1);
  const next = before === undefined ? (spans[0] as Span).from : plusDays(before, 1);
  // Days between two periods, of what is not owed in vacations, are counted whole by neither.
  const previous = spans.at(-2);
  const isGap = previous !== undefined && next > previous.to && next < own.from;
  return { from: isGap ? own.from : next, to: lastWhole(own) };
}
