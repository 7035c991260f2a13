/** Nginx through stub_status (and Tengine's fourth column); rates from the earlier reading. Clause 4.3.2(c). */
import { z } from 'zod';
import { evidenceOf, requestName, textOf } from '../sources/http.ts';
import { parseStubStatus, type StubStatus } from '../sources/stub-status.ts';
import { sourceTypeWords } from '../wording/source-types.ts';
import { type CollectContext, defineCollector } from './_collector.ts';
import { get, type HttpAccess, httpAccess } from './parts/http-access.ts';
import { countedSince, growth, share, WENT_BACK } from './parts/rates.ts';
import { answerNamed, asAnswer, rereadOf } from './parts/reread.ts';
import { toReading, type Value } from './parts/separate-readings.ts';

export default defineCollector<HttpAccess>({
  id: 'nginx',
  label: sourceTypeWords.nginx,
  options: z.strictObject(httpAccess),
  async collect(access, context) {
    const answer = await get(access, context.signal);
    const at = context.clock();
    const values = valuesOf(parseStubStatus(textOf(answer)), context, at);
    return {
      readings: values.map((value) => toReading(value, context.target, at)),
      raw: [{ name: requestName(access), body: evidenceOf(answer) }],
    };
  },
  reread(access, answers, target) {
    const status = parseStubStatus(textOf(asAnswer(answerNamed(answers, requestName(access)))));
    return rereadOf(counted(status), target, () => true);
  },
});

function valuesOf(status: StubStatus, { previous }: CollectContext, at: string): Value[] {
  return [...counted(status), ...rates(status, previous, at)];
}

/** What the page says by itself. */
function counted(status: StubStatus): Value[] {
  const counters: Value[] = [
    { metric: 'nginx.accepts', value: status.accepts },
    { metric: 'nginx.handled', value: status.handled },
    { metric: 'nginx.requests', value: status.requests },
  ];
  if (status.requestTime !== null) counters.push({ metric: 'nginx.request-time-total', value: status.requestTime });
  return [
    { metric: 'nginx.active', value: status.active },
    { metric: 'nginx.waiting', value: status.waiting },
    ...counters,
  ];
}

/** Since the earlier reading, or since the start at the first. Nginx does not tell when it was started anew. */
function rates(status: StubStatus, previous: CollectContext['previous'], at: string): Value[] {
  const requests = growth(previous, 'nginx.requests', status.requests, at);
  const accepts = countedSince(previous, 'nginx.accepts', status.accepts, at);
  const handled = countedSince(previous, 'nginx.handled', status.handled, at);
  const values: Value[] = [
    accepts === null || handled === null
      ? { metric: 'nginx.dropped-rate', value: null, problem: WENT_BACK }
      : { metric: 'nginx.dropped-rate', value: share(Math.max(0, accepts - handled), accepts) ?? 0 },
    requests === null
      ? { metric: 'nginx.requests-rate', value: null, problem: '首次采集或计数器已重置，下次起有速率' }
      : { metric: 'nginx.requests-rate', value: requests.delta / requests.seconds },
  ];
  const time =
    status.requestTime === null ? null : growth(previous, 'nginx.request-time-total', status.requestTime, at);
  if (time !== null && requests !== null && requests.delta > 0) {
    values.push({ metric: 'nginx.request-time', value: time.delta / requests.delta });
  }
  return values;
}
