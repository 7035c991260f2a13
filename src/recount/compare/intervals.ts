/** The interval that a figure of a document may print: worked out again from the rule of the cut. */
import { type Data, ms, plusDays } from '../data.ts';
import { isSheetOf, sheetsBefore } from '../registers.ts';
import { countedDays, countedSpan, isHeld } from '../spans.ts';
import type { World } from '../world.ts';

const WHOLE_DAYS = /^(attendance|inspection|oncall)\./;
/** Whole days too, told to the second. */
const OBSERVED = /^(availability|outages|systems\.up)\./;
/** What stands at the end, whenever it began. */
const TO_DATE = /^(quota\.|changes\.carried\.|findings\.(waiting|overdue))/;
const CHECKS = /^checks\./;

/** @returns null when the interval of the figure follows from something else, such as the times of one incident */
export function intervalOf(world: World, id: string): { from: string; to: string } | null {
  const { manifest, contract, spans, clock } = world;
  if (CHECKS.test(id)) return { from: manifest.from, to: manifest.to };
  if (!isHeld(world, manifest)) return null;
  if (isSheetOf(world, manifest.obligation)) {
    // A sheet goes from the one before to its own making, whatever its month.
    const last = Math.max(...sheetsBefore(world));
    const from = Number.isFinite(last) ? new Date(last).toISOString() : contract.servicePeriod.from;
    return { from, to: world.asOf };
  }
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

/** Whether two intervals are one: days by their dates, times by the instant. */
export const isSame = (a: Data, b: Data): boolean => same(a.from, b.from) && same(a.to, b.to);

const isDay = (text: string): boolean => text.length === 'yyyy-mm-dd'.length;
const same = (a: string, b: string): boolean => (isDay(a) || isDay(b) ? a === b : ms(a) === ms(b));
