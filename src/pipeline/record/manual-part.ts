/** An inspection as a person writes it down: what they looked at, and nothing that only a machine can say. */

import { parseInstant } from '../../contract/instant.ts';
import { compareInstants } from '../../contract/time.ts';

/** Fields of an inspection that the program fills in. */
export const MACHINE_FIELDS: readonly string[] = [
  'at',
  'startedAt',
  'finishedAt',
  'trigger',
  'why',
  'tool',
  'runs',
  'readings',
];

type Given = Readonly<Record<string, unknown>>;

/**
 * @param given data of the person's file: `date` and `manual`
 * @param now ISO instant of writing it down, which the rows keep
 */
export function manualPart(given: Given, now: string): Record<string, unknown> {
  const rows = Array.isArray(given['manual']) ? given['manual'] : [];
  const manual = rows.map((row: unknown) =>
    typeof row === 'object' && row !== null && !Array.isArray(row) ? { at: now, ...row, enteredAt: now } : row,
  );
  const times = manual
    .flatMap((row) => parseInstant(String((row as { at?: unknown } | null)?.at)) ?? [])
    .toSorted(compareInstants);
  const [startedAt = now] = times;
  return {
    ...given,
    at: startedAt,
    startedAt,
    finishedAt: times.at(-1) ?? now,
    trigger: 'hand',
    tool: '人工录入',
    runs: [],
    readings: [],
    ...(given['manual'] === undefined ? {} : { manual }),
    source: 'manual',
  };
}

/**
 * The inspection with the time at which each row was written down, where a door kept the rows until they became a record.
 * @param keptAt ISO instants, one a row; undefined where the rows were written down now
 */
export function withKeptTimes<T extends object>(draft: T, keptAt: readonly string[] | undefined): T {
  const { manual } = draft as { manual?: unknown };
  if (keptAt === undefined || !Array.isArray(manual)) return draft;
  const rows = manual.map((row: object, n) => ({
    ...row,
    ...(keptAt[n] === undefined ? {} : { enteredAt: keptAt[n] }),
  }));
  return { ...draft, manual: rows };
}
