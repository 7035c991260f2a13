/** A day's samples as the compact record (可用性探测记录). Pure. A slot without a sample stays unobserved. */
import { at as atClock, HOUR_SECONDS, toText } from '../../contract/time.ts';
import { encodeProbe, type ProbeState, slotsPerDay } from '../../records/probe-samples.ts';
import type { ProbeRecord } from '../../subjects/inspections/kinds/probe.ts';
import type { Draft } from '../../workspace/change/change.ts';
import type { Sample, SampledTarget } from './spool.ts';

const HOURS = 24;

/** One sample of one target. */
type Point = SampledTarget & { slot: number };

/**
 * One record for each interval in use that day, usually one.
 * @param context `tool`: name and version; `now`: ISO instant of entry
 */
export function probeRecords(
  date: string,
  samples: readonly Sample[],
  context: { tool: string; now: string },
): Draft<ProbeRecord>[] {
  const byInterval = Map.groupBy(samples, (one) => one.interval);
  return [...byInterval].map(([interval, own]) => {
    const points = own.flatMap(({ slot, series }) =>
      slot < slotsPerDay(interval) ? series.map((one) => ({ ...one, slot })) : [],
    );
    const series = [...Map.groupBy(points, seriesKey).values()];
    const last = Math.max(...own.map((one) => one.slot));
    return {
      source: 'auto',
      at: timeOf(date, last, interval),
      enteredAt: context.now,
      date,
      interval,
      tool: context.tool,
      series: series.map((one) => seriesRow(one, interval)),
      failures: series.flatMap((one) => failuresOf(one, date, interval)),
    };
  });
}

/** What makes two rows the same series. */
export const seriesKey = (one: { target: string; probe: string; address?: string | undefined }): string =>
  `${one.target} ${one.probe} ${one.address ?? ''}`;

const timeOf = (date: string, slot: number, interval: number): string =>
  toText(atClock(date, '00:00').add({ seconds: slot * interval }));

function seriesRow(points: readonly Point[], interval: number): ProbeRecord['series'][number] {
  const { target, probe, address } = points[0] as Point;
  const latency = hourlyMedians(points, interval);
  return {
    target,
    probe,
    ...(address === undefined ? {} : { address }),
    states: encodeProbe(statesOf(points, interval)),
    ...(latency === null ? {} : { latency }),
  };
}

/** Every slot of the day. Of two samples in one slot the worse counts: two programs may have probed. */
function statesOf(points: readonly Point[], interval: number): ProbeState[] {
  const states: ProbeState[] = new Array(slotsPerDay(interval)).fill('unobserved');
  for (const { slot, state } of points) if (states[slot] !== 'down' && state !== 'unobserved') states[slot] = state;
  return states;
}

/** 24 medians; null when nothing was timed at all. */
function hourlyMedians(points: readonly Point[], interval: number): string | null {
  const hours = Map.groupBy(points, ({ slot }) => Math.floor((slot * interval) / HOUR_SECONDS));
  const medians = Array.from({ length: HOURS }, (_, hour) => {
    const timed = (hours.get(hour) ?? []).flatMap(({ latency }) => (latency === undefined ? [] : [latency]));
    const sorted = timed.toSorted((a, b) => a - b);
    return sorted.length === 0 ? '-' : String(Math.round(sorted[Math.floor(sorted.length / 2)] as number));
  });
  return medians.every((one) => one === '-') ? null : medians.join(',');
}

/** Stretches of slots in a row that failed for one reason. */
function failuresOf(points: readonly Point[], date: string, interval: number): ProbeRecord['failures'] {
  const failures: (ProbeRecord['failures'][number] & { next: number })[] = [];
  for (const { slot, state, target, reason } of points.toSorted((a, b) => a.slot - b.slot)) {
    if (state !== 'down') continue;
    const last = failures.at(-1);
    const told = reason ?? '无应答';
    const to = timeOf(date, slot + 1, interval);
    if (last !== undefined && last.reason === told && slot <= last.next) {
      if (slot === last.next) Object.assign(last, { to, failed: last.failed + 1, next: slot + 1 });
    } else {
      failures.push({ target, from: timeOf(date, slot, interval), to, reason: told, failed: 1, next: slot + 1 });
    }
  }
  return failures.map(({ next: _next, ...failure }) => failure);
}
