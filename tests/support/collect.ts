/** Runs a collector as the pipeline does: options through its schema, one deadline around it. */
import type { Collected, Collector } from '../../src/collectors/_collector.ts';
import { metrics } from '../../src/collectors/parts/metrics.ts';
import { toText } from '../../src/contract/time.ts';
import { type Reading, readingSchema } from '../../src/records/reading.ts';
import { withDeadline } from '../../src/sources/deadline.ts';
import { SourceError } from '../../src/sources/error.ts';

export interface Outcome {
  /** null when the source as a whole failed. */
  collected: Collected | null;
  reason: string | null;
  seconds: number;
}

export interface RunOptions {
  /** The deadline; one that no machine reaches without it. */
  seconds?: number;
  target?: string;
  previous?: Reading[];
  clock?: () => string;
  /** Folder of the workspace. */
  root?: string;
}

export async function runCollector<O>(
  collector: Collector<O>,
  options: unknown,
  run: RunOptions = {},
): Promise<Outcome> {
  const parsed = collector.options.parse(options);
  const started = performance.now();
  const clock = run.clock ?? (() => toText(Temporal.Now.instant()));
  const outcome = await withDeadline(run.seconds ?? 60, (signal) =>
    collector.collect(parsed, {
      name: 'test',
      target: run.target ?? 'target-1',
      signal,
      clock,
      previous: run.previous ?? [],
      ...(run.root !== undefined && { root: run.root }),
    }),
  ).then(
    (collected) => ({ collected, reason: null }),
    (error: unknown) => {
      if (!(error instanceof SourceError)) throw error;
      return { collected: null, reason: error.reason };
    },
  );
  for (const reading of outcome.collected?.readings ?? []) refuseUnknown(reading);
  return { ...outcome, seconds: (performance.now() - started) / 1000 };
}

/** Whatever a test is about: a reading follows the catalogue and the record's schema, or the test fails. */
function refuseUnknown(reading: Collected['readings'][number]): void {
  const metric = metrics[reading.metric];
  if (metric === undefined) throw new Error(`metric ${reading.metric} is not in the catalogue`);
  if (metric.unit !== reading.unit)
    throw new Error(`unit of ${reading.metric}: ${reading.unit}, catalogue ${metric.unit}`);
  if (reading.instance !== undefined && metric.instance === undefined)
    throw new Error(`${reading.metric} has no instances`);
  if ((reading.value === null) !== (reading.problem !== undefined))
    throw new Error(`${reading.metric}: value and problem`);
  readingSchema.parse({ ...reading, source: 'test' });
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

/** Longer than any machine takes: what ends a wait is its condition. */
const PATIENCE_SECONDS = 180;

/** Waits until a condition holds; fails loudly when it never does. What is dear to ask, such as by a client of a database, is asked less often. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + PATIENCE_SECONDS * 1000;
  for (let asked = performance.now(); !(await condition()); asked = performance.now()) {
    const now = performance.now();
    if (now > end) throw new Error(`condition not met within ${PATIENCE_SECONDS} s`);
    await new Promise((resolve) => setTimeout(resolve, Math.max(20, 4 * (now - asked))));
  }
}
