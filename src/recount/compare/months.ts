/** The rows of a year's months, counted again: each month as its own 月报 counts it, of what belongs to the year's document. */
import { balanceOf } from '../balance.ts';
import { factOf, ofDays, ofPeriod } from '../belongs.ts';
import { periodsOf } from '../cadence/owed-periods.ts';
import type { Counted } from '../counted.ts';
import { type Data, ms, plusDays } from '../data.ts';
import { type CheckRow, checkRows, confirmOf, outcomesIn } from '../inspection.ts';
import { seenOf } from '../outages/availability.ts';
import { startOf } from '../period-incidents.ts';
import { countedDays, type Fact, placeOf, type Span, spansOf } from '../spans.ts';
import { isOf } from '../units.ts';
import { serviceRecords, type World } from '../world.ts';
import { once } from './once.ts';

/** By `2026-11.calls`. */
export function monthRows(world: World): Record<string, Counted> {
  const spans = monthsOf(world);
  const rows: Record<string, Counted> = {};
  spans.forEach(({ period }, n) => {
    const days = countedDays({ spans: spans.slice(0, n + 1), clock: world.clock });
    const isHere = (fact: Fact): boolean => placeOf(fact, spans) === n;
    for (const [column, value] of Object.entries(rowOf(world, days, isHere))) rows[`${period}.${column}`] = value;
  });
  return rows;
}

/** The whole days of one of them; undefined for no month of the service so far. @param month `2026-11` */
export function daysOfMonth(world: World, month: string): { from: string; to: string } | undefined {
  const spans = monthsOf(world);
  const n = spans.findIndex(({ period }) => period === month);
  return n === -1 ? undefined : countedDays({ spans: spans.slice(0, n + 1), clock: world.clock });
}

/** As the contract's first obligation for a 月报 has them, up to the moment of the document. */
function monthsOf(world: World): Span[] {
  const monthly = world.obligations.find(({ id }) => isOf(world, id, 'monthly-maintenance'));
  if (monthly === undefined) return [];
  const begun = periodsOf(world, monthly).filter(({ from }) => world.clock.at(from, '00:00') <= ms(world.asOf));
  const last = begun.at(-1);
  if (last === undefined) return [];
  const manifest = { obligation: monthly.id, period: last.id, from: last.from, to: last.to, event: null };
  const waivers = world.records('waiver').filter(({ obligation }) => obligation === monthly.id);
  return spansOf({ ...world, manifest }, world.known, world.asOf, waivers);
}

function rowOf(
  world: World,
  { from, to }: { from: string; to: string },
  isHere: (fact: Fact) => boolean,
): Record<string, Counted> {
  const { incidents, counts } = balanceOf(world);
  const isIn = ({ date }: Data): boolean => date >= from && date <= to;
  const days = [
    ...new Set<string>(
      ofDays(world, 'inspection')
        .filter(isIn)
        .map(({ date }) => date),
    ),
  ];
  const outcomes = outcomesByDay(world);
  const records = (kind: string): number => ofPeriod(world, kind).filter((one) => isHere(factOf(world, one))).length;
  return {
    inspected: days.length,
    abnormal: days.reduce((sum, day) => sum + (outcomes(day)?.['abnormal'] ?? 0), 0),
    availability: availabilityOf(world, from, to),
    incidents: incidents.filter((one) => !one.requirement && counts(`${one.record.id} level`) && isHere(startOf(one)))
      .length,
    calls: records('call'),
    questions: records('consultation'),
    changes: records('change'),
  };
}

/** Seconds up of those observed, of all targets. */
function availabilityOf(world: World, from: string, to: string): Counted {
  const counted = ofDays(world, 'probe').filter(({ date }) => date >= from && date <= to);
  const before = serviceRecords(world, 'probe').filter(({ date }) => date === plusDays(from, -1));
  const [start, end] = [world.clock.at(from, '00:00'), world.clock.at(plusDays(to, 1), '00:00')];
  const seen = [...seenOf(world, { counted, before }, start, end).values()];
  const up = seen.reduce((sum, one) => sum + one.up, 0);
  return { numerator: up, denominator: seen.reduce((sum, one) => sum + one.up + one.down, 0) };
}

/** Outcomes of a day's checks as its log has them, under the confirmation that the document knows. */
export function outcomesByDay(world: World): (day: string) => Record<string, number> | null {
  const rows = checksByDay(world);
  return (day) => outcomesIn(rows(day));
}

/** The rows themselves; each day is judged once. */
export const checksByDay = once((world: World): ((day: string) => CheckRow[] | null) => {
  const days = new Map<string, CheckRow[] | null>();
  const confirms = world
    .records('signoff')
    .filter((one) => one.action === 'confirm' && isOf(world, one.obligation, 'inspection-log'));
  return (day: string) => {
    const own = days.has(day) ? days.get(day) : checkRows(world, day, confirmOf(confirms, day));
    days.set(day, own ?? null);
    return own ?? null;
  };
});
