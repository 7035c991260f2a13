/**
 * Availability from probe records (5.5.4, 5.5.1): per target, agreed maintenance left out, and what nobody observed shown as
 * that. Unobserved time is neither up nor down. Pure; times are seconds.
 */
import { at, compareInstants, dateOf, type InstantText, toDate, toInstant, toText } from '../../contract/time.ts';
import type { MaintenanceWindowRecord } from '../../records/kinds/maintenance-window.ts';
import type { ProbeRecord } from '../../records/kinds/probe.ts';
import { probeRuns } from '../../records/probe-samples.ts';
import { isVouched } from '../../records/purchaser.ts';
import type { Rate } from '../../wording/figures.ts';
import { cutTo, overlapOf, type Span, subtract, total, union } from './spans.ts';

export interface Seconds {
  up: number;
  down: number;
  /** In maintenance windows that the purchaser agreed to beforehand. */
  planned: number;
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

/** 可用率: seconds up of those observed. */
export const upOf = ({ up, down }: Seconds): Rate => ({ numerator: up, denominator: up + down });

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

/** Windows that leave nothing out: not agreed before they began as far as the purchaser's hand shows, or cancelled. Documents list them. */
export function windowsWithoutEffect(windows: readonly MaintenanceWindowRecord[]): MaintenanceWindowRecord[] {
  return windows.filter((window) => !takesEffect(window));
}

function takesEffect(window: MaintenanceWindowRecord): boolean {
  const { approvedAt, from, cancelled } = window;
  if (approvedAt === undefined || compareInstants(approvedAt, from) > 0) return false;
  return isVouched(window, approvedAt) && cancelled !== 'yes';
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
    const sums = sumsOf(cutTo(span, whole), up, down, planned);
    return { date, ...sums, availability: ratio(sums.up, sums.up + sums.down) };
  });
  const sums = sumsOf(whole, up, down, planned);
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

function sumsOf(whole: Span, up: readonly Span[], down: readonly Span[], planned: readonly Span[]): Seconds {
  const sums = { up: overlapOf(up, whole), down: overlapOf(down, whole), planned: overlapOf(planned, whole) };
  return { ...sums, unobserved: total([whole]) - sums.up - sums.down - sums.planned };
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
