/** Readings that are taken apart from each other, so that one that fails costs only itself. */
import type { Reading } from '../../records/reading.ts';
import { toSourceError } from '../../sources/network-error.ts';
import type { RawAnswer } from '../_collector.ts';
import { metrics } from './metrics.ts';

/** A reading as a collector gives it; target and time are filled in by `takeAll`. */
export interface Value {
  metric: string;
  value: Reading['value'];
  instance?: string;
  problem?: string;
  dataAt?: string;
}

export interface Probe {
  /** Metrics that get a reading with `problem` when the probe fails. */
  metrics: readonly string[];
  /** Instance that those readings bear. */
  instance?: string;
  take(raw: RawAnswer[]): Promise<Value[]>;
}

type Taken = Omit<Reading, 'source' | 'evidence'>;

/** Adds target, time and the catalogue's unit. A number that is none becomes a problem: JSON has no NaN. */
export function toReading(value: Value, target: string, at: string): Taken {
  const unit = metrics[value.metric]?.unit;
  const bad = typeof value.value === 'number' && !Number.isFinite(value.value);
  const problem = value.problem ?? (bad ? `数值不可信（${value.value}）` : undefined);
  return {
    target,
    metric: value.metric,
    ...(value.instance !== undefined && { instance: value.instance }),
    value: problem === undefined ? value.value : null,
    ...(unit !== undefined && { unit }),
    at,
    ...(value.dataAt !== undefined && { dataAt: value.dataAt }),
    ...(problem !== undefined && { problem }),
  };
}

/**
 * Takes all probes at the same time. A failing one gives its metrics a `problem`; when the deadline has passed, its
 * reason is thrown instead: the source as a whole did not finish.
 */
export async function takeAll(
  probes: readonly Probe[],
  raw: RawAnswer[],
  target: string,
  clock: () => string,
  signal: AbortSignal,
): Promise<Taken[]> {
  const taken = await Promise.all(
    probes.map(async (probe) => {
      try {
        return (await probe.take(raw)).map((value) => toReading(value, target, clock()));
      } catch (error) {
        const { reason } = toSourceError(error, signal);
        const instance = probe.instance === undefined ? {} : { instance: probe.instance };
        return probe.metrics.map((metric) =>
          toReading({ metric, ...instance, value: null, problem: reason }, target, clock()),
        );
      }
    }),
  );
  if (signal.aborted) throw toSourceError(signal.reason, signal);
  return taken.flat();
}
