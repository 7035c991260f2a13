/**
 * Availability from probe records (5.5.4, 5.5.1): per target, without agreed maintenance and with it, and what nobody observed
 * shown as that. Unobserved time is neither up nor down. Pure; times are seconds.
 */
import { at, compareInstants, dateOf, type InstantText, toDate, toInstant, toText } from '../../../contract/time.ts';
import { probeRuns } from '../../../records/probe-samples.ts';
import { isVouched } from '../../../records/purchaser.ts';
import type { Rate } from '../../../wording/figures.ts';
import type { ProbeRecord } from '../../inspections/kinds/probe.ts';
import type { MaintenanceWindowRecord } from '../kinds/maintenance-window.ts';
import { cutTo, overlapOf, type Span, subtract, total, union } from './spans.ts';

export interface Seconds {
  up: number;
  down: number;
  /** In maintenance windows that the purchaser agreed to (`takesEffect`), observed or not. */
  planned: number;
  /** Of it, what was observed, up and down. */
  plannedUp: number;
  plannedDown: number;
  unobserved: number;
}

export interface DayAvailability extends Seconds {
  date: string;
  /** up ÷ (up + down); null when nothing was observed. */
  availability: number | null;
}

export interface Outage {
  from: InstantText;
  to: InstantText;
  seconds: number;
  /** Reason that the probe gave, when it gave one. */
  reason: string | null;
  /** true: it began before the interval and is told where it began; here stands the part of it that lies inside. */
  goesOn: boolean;
}

export interface TargetAvailability {
  target: string;
  seconds: Seconds;
  /** up ÷ (up + down); null when nothing was observed. */
  availability: number | null;
  /** Observed part of the time outside maintenance; null when all of it was maintenance. */
  coverage: number | null;
  days: DayAvailability[];
  /** Times not reachable, maintenance taken out; longest first. An outage is counted where it begins (`begunIn`). */
  outages: Outage[];
}

export interface AvailabilityInput {
  probes: readonly ProbeRecord[];
  windows: readonly MaintenanceWindowRecord[];
  /** Both instants; the end is not included. */
  from: InstantText;
  to: InstantText;
  /** Targets that should have been probed; one that never was is all unobserved. Others are added as they are found. */
  targets?: readonly string[];
  /** Of the day before `from`: nothing of it is counted, but an outage that goes on from there did not begin here. */
  before?: readonly ProbeRecord[];
}

/** 可用率（不计计划维护）: seconds up of those observed outside agreed maintenance. */
export const upOf = ({ up, down }: Pick<Seconds, 'up' | 'down'>): Rate => ({ numerator: up, denominator: up + down });

/** 可用率（计入计划维护）: seconds up of all that were observed, agreed maintenance or not. */
export const upWithPlannedOf = (seconds: Observed): Rate => upOf(withPlanned(seconds));

/** true when something was down in agreed maintenance: then what was left out would be out of sight, and both figures are told. */
export const hasPlanned = ({ plannedDown }: Pick<Seconds, 'plannedDown'>): boolean => plannedDown > 0;

type Observed = Pick<Seconds, 'up' | 'down' | 'plannedUp' | 'plannedDown'>;

/** What was seen up and down, agreed maintenance or not. */
export const withPlanned = ({ up, down, plannedUp, plannedDown }: Observed): Pick<Seconds, 'up' | 'down'> => ({
  up: up + plannedUp,
  down: down + plannedDown,
});

/** Sum of what several targets or days were seen. */
export function sumOfSeconds(all: readonly Seconds[]): Seconds {
  const sum = (key: keyof Seconds): number => all.reduce((total, one) => total + one[key], 0);
  return {
    ...{ up: sum('up'), down: sum('down'), planned: sum('planned') },
    ...{ plannedUp: sum('plannedUp'), plannedDown: sum('plannedDown'), unobserved: sum('unobserved') },
  };
}

/** 观测覆盖率: seconds observed of those outside agreed maintenance. */
export const observedOf = ({ up, down, unobserved }: Seconds): Rate => ({
  numerator: up + down,
  denominator: up + down + unobserved,
});

/** 中断次数 of an interval: an outage is one, and belongs to the interval in which it begins. */
export const begunIn = ({ outages }: Pick<TargetAvailability, 'outages'>): number =>
  outages.filter((one) => !one.goesOn).length;

/** Availability of every target between two instants. */
export function availabilityOf(input: AvailabilityInput): TargetAvailability[] {
  const names = new Set(input.targets ?? []);
  for (const probe of input.probes) for (const row of probe.series) names.add(row.target);
  const whole: Span = { from: seconds(input.from), to: seconds(input.to) };
  return [...names].sort().map((target) => ofTarget(target, input, whole));
}

/** Windows that leave nothing out: not agreed as far as the purchaser's hand shows, or cancelled. Documents list them. */
export function windowsWithoutEffect(windows: readonly MaintenanceWindowRecord[]): MaintenanceWindowRecord[] {
  return windows.filter((window) => !takesEffect(window));
}

/**
 * true of a window that is left out: the purchaser's own hand shows that they agreed, before it began, or afterwards where the
 * record says that it was marked afterwards. The word of the supplier alone takes nothing out.
 */
export function takesEffect(window: MaintenanceWindowRecord): boolean {
  const { approvedAt, from, cancelled, afterwards } = window;
  if (approvedAt === undefined || cancelled === 'yes') return false;
  if (afterwards !== 'yes' && compareInstants(approvedAt, from) > 0) return false;
  return isVouched(window, approvedAt);
}

/** One agreed window of one target, as far as it lies in the interval. */
export interface PlannedSpan {
  window: MaintenanceWindowRecord;
  target: string;
  from: InstantText;
  to: InstantText;
  /** Seconds down in it. */
  down: number;
}

/** 计划维护 of an interval that was left out, for those who read the figure: each window and target with what was down in it, in order of time. */
export function plannedSpans(input: Omit<AvailabilityInput, 'targets' | 'before'>): PlannedSpan[] {
  const whole: Span = { from: seconds(input.from), to: seconds(input.to) };
  const seen = new Set(input.probes.flatMap(({ series }) => series.map(({ target }) => target)));
  const downs = new Map([...seen].map((target) => [target, observations(target, input.probes).down]));
  return input.windows
    .filter(takesEffect)
    .flatMap((window) => {
      const span = cutTo({ from: seconds(window.from), to: seconds(window.to) }, whole);
      if (span.to <= span.from) return [];
      return [...new Set(window.assets)]
        .filter((target) => seen.has(target))
        .map((target) => ({
          ...{ window, target, from: instantOf(span.from), to: instantOf(span.to) },
          down: overlapOf(downs.get(target) ?? [], span),
        }));
    })
    .sort((a, b) => compareInstants(a.from, b.from) || (a.window.id < b.window.id ? -1 : 1));
}

function ofTarget(target: string, input: AvailabilityInput, whole: Span): TargetAvailability {
  const planned = union(
    input.windows
      .filter((window) => takesEffect(window) && window.assets.includes(target))
      .map((window) => ({ from: seconds(window.from), to: seconds(window.to) })),
  );
  const observed = observations(target, input.probes);
  const down = subtract(observed.down, planned);
  const earlier = subtract(observations(target, input.before ?? []).down, planned);
  const up = subtract(observed.up, planned);
  const days = daysOf(input.from, input.to).map(({ date, span }) => {
    const sums = sumsOf(cutTo(span, whole), { up, down, planned, observed });
    return { date, ...sums, availability: ratio(sums.up, sums.up + sums.down) };
  });
  const sums = sumsOf(whole, { up, down, planned, observed });
  const outside = total([whole]) - sums.planned;
  return {
    target,
    seconds: sums,
    availability: ratio(sums.up, sums.up + sums.down),
    coverage: ratio(sums.up + sums.down, outside),
    days,
    outages: outagesOf(target, union([...earlier, ...down]), whole, input.probes),
  };
}

const seconds = (instant: InstantText): number => toInstant(instant).epochMilliseconds / 1000;
const instantOf = (value: number): InstantText => toText(Temporal.Instant.fromEpochMilliseconds(value * 1000));
const ratio = (part: number, all: number): number | null => (all > 0 ? part / all : null);

interface Spans {
  /** Outside agreed maintenance. */
  up: readonly Span[];
  down: readonly Span[];
  planned: readonly Span[];
  /** All of it. */
  observed: { up: readonly Span[]; down: readonly Span[] };
}

function sumsOf(whole: Span, { up, down, planned, observed }: Spans): Seconds {
  const sums = { up: overlapOf(up, whole), down: overlapOf(down, whole), planned: overlapOf(planned, whole) };
  return {
    ...sums,
    plannedUp: overlapOf(observed.up, whole) - sums.up,
    plannedDown: overlapOf(observed.down, whole) - sums.down,
    unobserved: total([whole]) - sums.up - sums.down - sums.planned,
  };
}

/** When the target was seen up or down. Several probes of one target: down when any of them failed. */
function observations(target: string, probes: readonly ProbeRecord[]): { up: Span[]; down: Span[] } {
  const up: Span[] = [];
  const down: Span[] = [];
  for (const probe of probes) {
    const midnight = at(probe.date, '00:00').epochMilliseconds / 1000;
    for (const row of probe.series.filter((one) => one.target === target)) {
      for (const run of probeRuns(row.states)) {
        const span = { from: midnight + run.from * probe.interval, to: midnight + run.to * probe.interval };
        if (run.state === 'up') up.push(span);
        if (run.state === 'down') down.push(span);
      }
    }
  }
  const failed = union(down);
  return { up: subtract(union(up), failed), down: failed };
}

/** The contract days that [from, to) touches. */
function daysOf(from: InstantText, to: InstantText): { date: string; span: Span }[] {
  const days: { date: string; span: Span }[] = [];
  for (
    let day = toDate(dateOf(from));
    at(day, '00:00').epochMilliseconds < toInstant(to).epochMilliseconds;
    day = day.add({ days: 1 })
  ) {
    const start = at(day, '00:00').epochMilliseconds / 1000;
    days.push({
      date: day.toString(),
      span: { from: start, to: at(day.add({ days: 1 }), '00:00').epochMilliseconds / 1000 },
    });
  }
  return days;
}

/** @param down in order of time, none touching another; what lies outside the interval is left out */
function outagesOf(target: string, down: readonly Span[], whole: Span, probes: readonly ProbeRecord[]): Outage[] {
  const reasons = reasonsOf(target, probes);
  let first = 0;
  return down
    .map((span) => ({ span: cutTo(span, whole), goesOn: span.from < whole.from }))
    .filter(({ span }) => span.to > span.from)
    .map(({ span, goesOn }) => {
      // Both lists are in order, so what ends before this span never comes up again.
      while (first < reasons.length && (reasons[first] as Told).to <= span.from) first += 1;
      const told = reasons[first];
      return {
        from: instantOf(span.from),
        to: instantOf(span.to),
        seconds: span.to - span.from,
        reason: told !== undefined && told.from < span.to ? told.reason : null,
        goesOn,
      };
    })
    .sort((a, b) => b.seconds - a.seconds || compareInstants(a.from, b.from));
}

interface Told extends Span {
  reason: string;
}

/** What the probes gave as reasons, in order of time. */
function reasonsOf(target: string, probes: readonly ProbeRecord[]): Told[] {
  return probes
    .flatMap((probe) => probe.failures)
    .filter((failure) => failure.target === target)
    .map(({ from, to, reason }) => ({ from: seconds(from), to: seconds(to), reason }))
    .sort((a, b) => a.from - b.from || a.to - b.to);
}
