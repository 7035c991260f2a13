/** Any program that speaks the Prometheus text format: series named in the settings become metrics of the catalogue. */
import { z } from 'zod';
import { number, optional, text } from '../contract/scalars.ts';
import { toText } from '../contract/time.ts';
import { type Exposition, parseExposition, type Sample, select } from '../sources/exposition.ts';
import { evidenceOf, requestName, textOf } from '../sources/http.ts';
import { sourceTypeWords } from '../wording/source-types.ts';
import { defineCollector } from './_collector.ts';
import { get, type HttpAccess, httpAccess } from './parts/http-access.ts';
import { answerNamed, asAnswer, rereadOf } from './parts/reread.ts';
import { toReading, type Value } from './parts/separate-readings.ts';

const series = z.strictObject({
  metric: text().meta({ label: '指标', example: 'redis.memory' }),
  name: text().meta({ label: '序列名', example: 'redis_memory_used_ratio' }),
  labels: optional(z.record(text(), text())).meta({ label: '标签' }),
  instanceLabel: optional(text()).meta({ label: '实例标签', example: 'mountpoint' }),
  scale: optional(number()).meta({ label: '倍数', example: 100 }).describe('The value is multiplied by this.'),
});
type Series = z.infer<typeof series>;

const options = z.strictObject({ ...httpAccess, series: z.array(series).min(1, '至少一项').meta({ label: '序列' }) });
type Options = HttpAccess & { series: Series[] };

export default defineCollector<Options>({
  id: 'text-exposition',
  label: sourceTypeWords['text-exposition'],
  options,
  async collect(given, { target, signal, clock }) {
    const answer = await get(given, signal);
    const exposition = parseExposition(textOf(answer));
    const values = allValues(exposition, given);
    const readings = values.map((value) => toReading(value, target, clock()));
    return { readings, raw: [{ name: requestName(given), body: evidenceOf(answer) }] };
  },
  reread(given, answers, target) {
    const exposition = parseExposition(textOf(asAnswer(answerNamed(answers, requestName(given)))));
    return rereadOf(allValues(exposition, given), target, () => true);
  },
});

const allValues = (exposition: Exposition, given: Options): Value[] =>
  given.series.flatMap((one) => valuesOf(exposition, one));

function valuesOf(exposition: Exposition, one: Series): Value[] {
  const samples = select(exposition, one.name, one.labels);
  if (samples.length === 0) return [{ metric: one.metric, value: null, problem: `没有序列 ${one.name}` }];
  if (one.instanceLabel === undefined && samples.length > 1) {
    return [{ metric: one.metric, value: null, problem: `序列 ${one.name} 有 ${samples.length} 个值，请用标签限定` }];
  }
  return samples.map((sample) => toValue(sample, one));
}

function toValue(sample: Sample, one: Series): Value {
  const instance = one.instanceLabel === undefined ? undefined : sample.labels[one.instanceLabel];
  return {
    metric: one.metric,
    value: sample.value * (one.scale ?? 1),
    ...(instance !== undefined && { instance }),
    ...(sample.timestamp !== undefined && {
      dataAt: toText(Temporal.Instant.fromEpochMilliseconds(Math.trunc(sample.timestamp))),
    }),
  };
}
