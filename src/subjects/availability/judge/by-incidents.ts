/**
 * 可用率 where the contract counts it by faults: down from where the clocks of a fault of certain levels start until it is restored,
 * each second once however many faults hold it. A month without any is no proof: it is observed only where probes saw all of it. Pure.
 */
import type { JudgedWindow } from '../../../contract/calendar/judged-windows.ts';
import { at, type InstantText, toDate, toInstant } from '../../../contract/time.ts';
import type { MaintenanceWindowRecord } from '../kinds/maintenance-window.ts';
import { type TargetAvailability, takesEffect } from './availability.ts';
import { cutTo, type Span, subtract, total, union } from './spans.ts';

/** A fault as far as it decides an availability. */
export interface DownFault {
  id: string;
  level: string;
  assets: readonly string[];
  /** Where its clocks start, by every reading that stands; the one in force first. */
  starts: readonly [InstantText, ...InstantText[]];
  /** null: not restored; then it is down to the end of what is judged. */
  restoredAt: InstantText | null;
}

/** What an availability by faults is judged from. */
export interface DownFacts {
  /** null: the document knows no faults. */
  faults: readonly DownFault[] | null;
  planned: readonly MaintenanceWindowRecord[];
  seen: readonly TargetAvailability[];
}

export interface UpDown {
  up: number;
  down: number;
}

/** Seconds of one object in a span of days. */
export interface FaultTime extends UpDown {
  unobserved: number;
  /** Records of the faults that lie in it. */
  faults: string[];
  /** By the other way to count agreed maintenance; null where no fault lies in any. */
  other: UpDown | null;
  /** By the readings of the starts that are best and worst for it; null where all agree. */
  range: { best: UpDown; worst: UpDown } | null;
}

export type MaintenanceRule = 'excluded' | 'included' | 'available';

/** @param levels whose faults count as down */
export function faultTime(
  target: string,
  { from, to }: Pick<JudgedWindow, 'from' | 'to'>,
  { levels, maintenance }: { levels: readonly string[]; maintenance: MaintenanceRule | undefined },
  { faults, planned, seen }: DownFacts,
): FaultTime {
  const whole = { from: secondsAt(from), to: secondsAt(toDate(to).add({ days: 1 }).toString()) };
  const left = union(
    planned
      .filter((one) => takesEffect(one) && one.assets.includes(target))
      .map((one) => cutTo({ from: secondsOf(one.from), to: secondsOf(one.to) }, whole)),
  );
  const own = (faults ?? [])
    .filter((one) => levels.includes(one.level) && one.assets.includes(target))
    .filter((one) => one.starts.some((start) => total([spanOf(start, one, whole)]) > 0));
  if (own.length === 0) {
    const up = faults === null ? 0 : provenUp(target, { from, to }, whole, seen);
    return { up, down: 0, unobserved: total([whole]) - up, faults: [], other: null, range: null };
  }
  const by = (pick: (starts: readonly InstantText[]) => InstantText, rule = maintenance): UpDown => {
    const down = union(own.map((one) => spanOf(pick(one.starts), one, whole)));
    return upDown(whole, down, left, rule);
  };
  const inForce = (starts: readonly InstantText[]): InstantText => starts[0] as InstantText;
  const [result, best, worst] = [by(inForce), by(latest), by(earliest)];
  const held = upDown(whole, union(own.map((one) => spanOf(inForce(one.starts), one, whole))), left, 'included');
  const other = maintenance === 'included' ? by(inForce, 'excluded') : held;
  return {
    ...result,
    unobserved: 0,
    faults: own.map(({ id }) => id),
    other: held.down > by(inForce, 'excluded').down ? other : null,
    range: best.down === worst.down ? null : { best, worst },
  };
}

/** `available`: what was agreed interrupts nothing and is part of the whole time; `excluded`: it is part of neither. */
function upDown(whole: Span, down: readonly Span[], planned: Span[], rule: MaintenanceRule | undefined): UpDown {
  if (rule === 'included') return { up: total([whole]) - total(down), down: total(down) };
  const counted = total(subtract(down, planned));
  const time = total([whole]) - (rule === 'available' ? 0 : total(planned));
  return { up: time - counted, down: counted };
}

/** Seconds up where probes saw the whole span and never one that failed; otherwise nothing is proven. */
function provenUp(
  target: string,
  { from, to }: Pick<JudgedWindow, 'from' | 'to'>,
  whole: Span,
  seen: readonly TargetAvailability[],
): number {
  const days = seen
    .filter((one) => one.target === target)
    .flatMap((one) => one.days)
    .filter(({ date }) => date >= from && date <= to);
  const sum = (key: 'up' | 'planned' | 'down'): number => days.reduce((all, one) => all + one[key], 0);
  const isWhole = sum('down') === 0 && sum('up') > 0 && sum('up') + sum('planned') === total([whole]);
  return isWhole ? total([whole]) : 0;
}

const spanOf = (start: InstantText, { restoredAt }: DownFault, whole: Span): Span =>
  cutTo({ from: secondsOf(start), to: restoredAt === null ? whole.to : secondsOf(restoredAt) }, whole);

const secondsAt = (day: string): number => at(day, '00:00').epochMilliseconds / 1000;
const secondsOf = (instant: InstantText): number => toInstant(instant).epochMilliseconds / 1000;
const bySeconds = (starts: readonly InstantText[]): InstantText[] =>
  [...starts].sort((a, b) => secondsOf(a) - secondsOf(b));
const earliest = (starts: readonly InstantText[]): InstantText => bySeconds(starts)[0] as InstantText;
const latest = (starts: readonly InstantText[]): InstantText => bySeconds(starts).at(-1) as InstantText;
