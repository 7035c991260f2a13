/** Kept answers and what they are read to, for the `reread` of collectors. Pure. */
import { SourceError } from '../../sources/error.ts';
import type { RawAnswer, Reread } from '../_collector.ts';
import { toReading, type Value } from './separate-readings.ts';

/** An answer in the form in which the parsers of `src/sources/http.ts` take it. */
export const asAnswer = ({ body }: RawAnswer): { body: Uint8Array } => ({
  body: typeof body === 'string' ? Buffer.from(body, 'utf8') : body,
});

/** The one answer of a name that begins so. @throws SourceError when there is none */
export function answerNamed(answers: readonly RawAnswer[], start: string): RawAnswer {
  const found = answers.find(({ name }) => name.startsWith(start));
  if (found === undefined) throw new SourceError(`没有原始应答 ${start}`);
  return found;
}

/** Values of one asset as readings without a time, for metrics that the answers alone decide. */
export function rereadOf(values: readonly Value[], target: string, isDecided: (metric: string) => boolean): Reread {
  const decided = values.filter(({ metric }) => isDecided(metric));
  return {
    readings: decided.map((value) => timeless(toReading(value, target, ''))),
    metrics: [...new Set(decided.map(({ metric }) => metric))],
  };
}

/** When it was read is the clock's. */
export function timeless<T extends { at: string }>({ at: _at, ...reading }: T): Omit<T, 'at'> {
  return reading;
}
