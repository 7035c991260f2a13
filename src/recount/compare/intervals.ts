/** Of what time a figure tells, worked out again. */
import { plusDays } from '../data.ts';
import { isSheetOf, sheetsBefore } from '../registers.ts';
import { countedDays, countedSpan, isHeld } from '../spans.ts';
import type { World } from '../world.ts';
import { incidentOf } from './figures.ts';
import { daysOfMonth } from './months.ts';

const WHOLE_DAYS = /^(attendance\.|certificates\.|inspection\.[a-z]|oncall\.|backups\.asked\.)/;
/** Whole days too, told to the second. */
const OBSERVED = /^(availability|coverage|outages|systems\.up)\./;
/** Whole days of one month of a year. */
const OF_MONTH = /^months\.(\d{4}-\d\d)\.availability$/;
/** What stands at the end, whenever it began. */
const TO_DATE = /^(quota\.|changes\.carried\.|findings\.(waiting|overdue))/;
const CHECKS = /^checks\./;

/**
 * The interval that a figure of a document may print: worked out again from the rule of the cut, of the document of an event from that.
 * @returns null when it follows from something else
 */
export function intervalOf(world: World, id: string): { from: string; to: string } | null {
  const { manifest, contract, spans, clock } = world;
  if (CHECKS.test(id)) return { from: manifest.from, to: manifest.to };
  if (!isHeld(world, manifest)) return ofEvent(world, id);
  if (isSheetOf(world, manifest.obligation)) {
    // A sheet goes from the one before to its own making, whatever its month.
    const last = Math.max(...sheetsBefore(world));
    const from = Number.isFinite(last) ? new Date(last).toISOString() : contract.servicePeriod.from;
    return { from, to: world.asOf };
  }
  const month = OF_MONTH.exec(id)?.[1];
  if (month !== undefined) return daysOfMonth(world, month) ?? null;
  const days = countedDays(world);
  if (WHOLE_DAYS.test(id)) return days;
  const instant = (at: number): string => new Date(at).toISOString();
  const midnight = (day: string): string => instant(clock.at(day, '00:00'));
  if (OBSERVED.test(id)) return { from: midnight(days.from), to: midnight(plusDays(days.to, 1)) };
  const span = countedSpan(spans);
  const to = instant(span.to);
  return TO_DATE.test(id) || isOfService(world, id)
    ? { from: contract.servicePeriod.from, to }
    : { from: instant(span.from), to };
}

/** A figure of a table that lists the whole service. */
function isOfService({ registers, manifest }: World, id: string): boolean {
  const register = registers.find((one) => one.id === manifest.obligation);
  const [, no] = /^(?:lines|sum)\.(\d+)/.exec(id) ?? [];
  if (register === undefined || no === undefined) return false;
  const table = [register, ...(register.more ?? [])][Number(no) - 1];
  return table?.kind === 'asset' || table?.window === 'service-to-date';
}

/** Kinds of events whose documents count from a moment of theirs until they are made. */
const SINCE: readonly [RegExp, kind: string, since: string][] = [
  [/^measures\./, 'incident', 'at'],
  [/^exercise\./, 'security-exercise', 'startedAt'],
];

const CLOCK = /^clock\.([a-z-]+)$/;

function ofEvent(world: World, id: string): { from: string; to: string } | null {
  const [, clock] = CLOCK.exec(id) ?? [];
  if (clock !== undefined) return ofClock(world, clock);
  const [, kind, since] = SINCE.find(([pattern]) => pattern.test(id)) ?? [];
  if (kind === undefined || since === undefined) return null;
  const record = world.records(kind).find((one) => one.id === world.manifest.event);
  return record === undefined ? null : { from: record[since], to: world.asOf };
}

/** From the start in force to the end, or so far; the analysis from the closing on. Of an agreed date there is none. */
function ofClock(world: World, clock: string): { from: string; to: string } | null {
  const judged = incidentOf(world);
  const time = judged?.clocks[clock];
  if (judged === undefined || time?.limitAt === undefined) return null;
  const from = clock === 'record' ? judged.record.closedAt : judged.start;
  return { from, to: time.end === undefined ? world.asOf : new Date(time.end).toISOString() };
}
