/** Runs a collector as the pipeline does: options through its schema, one deadline around it. */
import type { Collected, Collector } from '../../src/collectors/_collector.ts';
import { toText } from '../../src/contract/time.ts';
import type { Reading } from '../../src/records/reading.ts';
import { withDeadline } from '../../src/sources/deadline.ts';
import { SourceError } from '../../src/sources/error.ts';

export interface Outcome {
  /** null when the source as a whole failed. */
  collected: Collected | null;
  reason: string | null;
  seconds: number;
}

export interface RunOptions {
  seconds?: number;
  target?: string;
  previous?: Reading[];
  clock?: () => string;
}

export async function runCollector<O>(
  collector: Collector<O>,
  options: unknown,
  run: RunOptions = {},
): Promise<Outcome> {
  const parsed = collector.options.parse(options);
  const started = performance.now();
  const clock = run.clock ?? (() => toText(Temporal.Now.instant()));
  const outcome = await withDeadline(run.seconds ?? 5, (signal) =>
    collector.collect(parsed, {
      name: 'test',
      target: run.target ?? 'target-1',
      signal,
      clock,
      previous: run.previous ?? [],
    }),
  ).then(
    (collected) => ({ collected, reason: null }),
    (error: unknown) => {
      if (!(error instanceof SourceError)) throw error;
      return { collected: null, reason: error.reason };
    },
  );
  return { ...outcome, seconds: (performance.now() - started) / 1000 };
}

/** Value of a metric (and instance); throws when the reading is missing, so that a test never passes by its absence. */
export function measured(outcome: Outcome, metric: string, instance?: string): Reading['value'] {
  return readingOf(outcome, metric, instance).value;
}

export function readingOf(outcome: Outcome, metric: string, instance?: string) {
  const found = outcome.collected?.readings.find(
    (r) => r.metric === metric && (instance === undefined || r.instance === instance),
  );
  if (found === undefined)
    throw new Error(
      `no reading ${metric} ${instance ?? ''}; reason ${outcome.reason}; ${JSON.stringify(outcome.collected?.readings)}`,
    );
  return found;
}

/** Readings as the next run sees them in `previous`. */
export function asPrevious(outcome: Outcome): Reading[] {
  return (outcome.collected?.readings ?? []).map((reading) => ({ ...reading, source: 'test' }));
}

/** Waits until a condition holds; fails loudly after `seconds`. */
export async function until(condition: () => boolean | Promise<boolean>, seconds = 3): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`condition not met within ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
