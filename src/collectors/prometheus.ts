/**
 * Any Prometheus-compatible API (Prometheus, Thanos, VictoriaMetrics): a fleet measured by its existing monitoring.
 * Instant queries, and range queries reduced to one number. Clauses 5.5.4, 4.3.
 */

import { z } from 'zod';
import { ownValue } from '../contract/names.ts';
import { optional, text } from '../contract/scalars.ts';
import { toInstant, toText } from '../contract/time.ts';
import { evidenceOf, type HttpAnswer, jsonOf, requestName } from '../sources/http.ts';
import { toSourceError } from '../sources/network-error.ts';
import { matrixOf, type Point, type Series, vectorOf } from '../sources/prometheus-api.ts';
import { sourceTypeWords } from '../wording/source-types.ts';
import { type CollectContext, defineCollector, type RawAnswer } from './_collector.ts';
import { get, type HttpAccess, httpAccess } from './parts/http-access.ts';
import { nodeQueries, type PrometheusQuery, querySchema } from './parts/prometheus-queries.ts';
import { asAnswer, timeless } from './parts/reread.ts';
import { toReading, type Value } from './parts/separate-readings.ts';
import { targetMap } from './parts/target-map.ts';

const shape = z.strictObject({
  ...httpAccess,
  queries: optional(z.array(querySchema)).meta({ label: '查询' }),
  preset: optional(z.enum(['node']))
    .meta({ label: '预置查询' })
    .describe('node: the host metrics of node_exporter.'),
  targetLabel: text().default('instance').meta({ label: '对象标签' }),
  targets: optional(targetMap())
    .meta({ label: '对象对照', example: '10.0.0.11:9100: app-server-1' })
    .describe('Value of the target label → asset id. Without it all belongs to the target of the source.'),
});
// Asking nothing would succeed and measure nothing.
const options = shape.refine((given) => given.preset !== undefined || (given.queries ?? []).length > 0, {
  path: ['queries'],
  message: '应写 preset 或至少一条 queries',
});
type Options = z.infer<typeof options>;

export default defineCollector<Options>({
  id: 'prometheus',
  label: sourceTypeWords.prometheus,
  options,
  targets: (given) => Object.values(given.targets ?? {}),
  async collect(given, context) {
    const raw: RawAnswer[] = [];
    const queries = [...(given.preset === 'node' ? nodeQueries : []), ...(given.queries ?? [])];
    const answered = await Promise.all(queries.map((one) => run(given, one, context, raw)));
    return { readings: answered.flat(), raw };
  },
  reread(given, answers, target) {
    const context = { target, clock: () => '' };
    const queries = [...(given.preset === 'node' ? nodeQueries : []), ...(given.queries ?? [])];
    // A query that was refused left no answer.
    const answered = queries.flatMap((one) => {
      const answer = answers.find(({ name }) => name === answerName(given, one));
      return answer === undefined
        ? []
        : [{ metric: one.metric, readings: takenOf(given, one, asAnswer(answer), context) }];
    });
    return {
      readings: answered.flatMap(({ readings }) => readings.map(timeless)),
      metrics: [...new Set(answered.map(({ metric }) => metric))],
    };
  },
});

type Taken = ReturnType<typeof toReading>;
type Place = Pick<CollectContext, 'target' | 'clock'>;

/** One query; a refused one costs only its own metric, a server that is not there costs the source. */
async function run(given: Options, one: PrometheusQuery, context: CollectContext, raw: RawAnswer[]): Promise<Taken[]> {
  const answer = await get(given as HttpAccess, context.signal, addressOf(given.url, one, context.clock())).catch(
    (error: unknown) => {
      const failure = toSourceError(error, context.signal);
      if (/^应答状态码 (400|422)/.test(failure.reason)) return null;
      throw failure;
    },
  );
  if (answer === null) return missing(given, one, context, '查询语句被拒绝');
  raw.push({ name: answerName(given, one), body: evidenceOf(answer) });
  return takenOf(given, one, answer, context);
}

const answerName = (given: Options, one: PrometheusQuery): string => `${requestName(given)} ${one.metric}`;

/** What an answer says of each target. */
function takenOf(given: Options, one: PrometheusQuery, answer: Pick<HttpAnswer, 'body'>, context: Place): Taken[] {
  const json = jsonOf(answer);
  const series =
    one.hours === undefined
      ? vectorOf(json)
      : matrixOf(json).map((s) => ({ ...s, points: [reduce(s.points, one.take)] }));
  const readings = series.flatMap((s) => toTaken(given, one, s, context));
  const seen = new Set(readings.map((r) => r.target));
  return [...readings, ...missing(given, one, context, '监控中没有数据').filter((r) => !seen.has(r.target))];
}

function addressOf(base: string, one: PrometheusQuery, now: string): string {
  const url = new URL(base);
  const folder = url.pathname.replace(/\/+$/, '');
  url.pathname = `${folder}/api/v1/${one.hours === undefined ? 'query' : 'query_range'}`;
  url.searchParams.set('query', one.query);
  if (one.hours !== undefined) {
    const end = toInstant(now).epochMilliseconds / 1000;
    url.searchParams.set('start', String(end - one.hours * 3600));
    url.searchParams.set('end', String(end));
    // Prometheus refuses more than 11,000 points; a thousand is plenty for one number.
    url.searchParams.set('step', String(Math.max(15, Math.ceil((one.hours * 3600) / 1000))));
  }
  return url.href;
}

/** Every expected target without an answer gets a reading that says so: a host that fell out of monitoring must show. */
function missing(given: Options, one: PrometheusQuery, context: Place, problem: string): Taken[] {
  const expected = given.targets === undefined ? [context.target] : Object.values(given.targets);
  return expected.map((target) => toReading({ metric: one.metric, value: null, problem }, target, context.clock()));
}

function toTaken(given: Options, one: PrometheusQuery, series: Series, context: Place): Taken[] {
  const target =
    given.targets === undefined
      ? context.target
      : ownValue(given.targets, ownValue(series.labels, given.targetLabel) ?? '');
  const point = series.points[0];
  if (target === undefined || point === undefined) return [];
  const instance = one.instanceLabel === undefined ? undefined : series.labels[one.instanceLabel];
  const value: Value = {
    metric: one.metric,
    value: one.boolean === true && (point.value === 0 || point.value === 1) ? point.value === 1 : point.value,
    dataAt: toText(Temporal.Instant.fromEpochMilliseconds(Math.trunc(point.time * 1000))),
    ...(instance !== undefined && { instance }),
  };
  return [toReading(value, target, context.clock())];
}

function reduce(points: readonly Point[], take: PrometheusQuery['take']): Point {
  const time = points.at(-1)?.time ?? 0;
  const values = points.map((p) => p.value);
  if (take === 'max') return { time, value: Math.max(...values) };
  if (take === 'min') return { time, value: Math.min(...values) };
  if (take === 'last') return { time, value: values.at(-1) ?? Number.NaN };
  return { time, value: values.reduce((a, b) => a + b, 0) / values.length };
}
