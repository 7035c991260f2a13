/**
 * 探测失败 of a register: the outages that the samples show, by the computation of the monthly report. What a probe wrote
 * down of its failures gives the reasons; one outage over midnight, or told with two reasons, is one line.
 */

import type { RegisterTable } from '../../src/contract/terms/obligations.ts';
import { at, dateOf, toDate, toText } from '../../src/contract/time.ts';
import { availabilityOf, type Outage } from '../../src/subjects/availability/judge/availability.ts';
import type { MaintenanceWindowRecord } from '../../src/subjects/availability/kinds/maintenance-window.ts';
import { reasonText } from '../../src/subjects/availability/tables.ts';
import type { ProbeRecord } from '../../src/subjects/inspections/kinds/probe.ts';

/** Kind of the windows that the purchaser agreed to: what falls into one is no outage. */
export const WINDOWS = 'maintenance-window';

export const listsOutages = ({ kind, rows }: Pick<RegisterTable, 'kind' | 'rows'>): boolean =>
  kind === 'probe' && rows === 'failures';

/** The same records, each with the outages that began on its day in place of the failures it wrote down. */
export function withOutages(
  probes: readonly ProbeRecord[],
  windows: readonly MaintenanceWindowRecord[],
): ProbeRecord[] {
  const days = probes.map((one) => one.date).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const [from, to] = [toText(at(first, '00:00')), toText(at(toDate(last).add({ days: 1 }), '00:00'))];
  const rows = availabilityOf({ probes, windows, from, to }).flatMap(({ target, outages }) =>
    outages.map((outage) => ({ target, outage })),
  );
  const told = new Set<string>();
  return probes.map((probe) => {
    const isFirst = !told.has(probe.date);
    told.add(probe.date);
    const own = isFirst ? rows.filter(({ outage }) => dateOf(outage.from) === probe.date) : [];
    return { ...probe, failures: own.map(({ target, outage }) => failureOf(target, outage, probe.interval)) };
  });
}

function failureOf(target: string, outage: Outage, interval: number) {
  const { from, to, seconds } = outage;
  return { target, from, to, reason: reasonText(outage), failed: Math.round(seconds / interval) };
}
