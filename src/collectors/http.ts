/**
 * Web pages and HTTP interfaces: status, latency, expected text and JSON, several steps, certificate chain and expiry.
 * Only GET and HEAD: looking changes nothing. Clauses 5.3.5, 5.6.2, 5.5.4.
 */
import { z } from 'zod';
import { count, optional, text } from '../contract/scalars.ts';
import { toInstant } from '../contract/time.ts';
import { inPlace, SourceError } from '../sources/error.ts';
import {
  evidenceOf,
  expectLetIn,
  fetchHttp,
  type HttpAnswer,
  isPage,
  jsonOf,
  requestName,
  textOf,
} from '../sources/http.ts';
import { jsonAt } from '../sources/json-path.ts';
import { toSourceError } from '../sources/network-error.ts';
import { lookAtCertificate, type TlsOptions } from '../sources/tls.ts';
import { sourceTypeWords } from '../wording/source-types.ts';
import { type CollectContext, type Collected, defineCollector, type RawAnswer } from './_collector.ts';
import { httpUrl, readTls, tlsFields } from './parts/http-access.ts';
import { asAnswer, rereadOf } from './parts/reread.ts';
import { toReading, type Value } from './parts/separate-readings.ts';

const step = z.strictObject({
  name: optional(text()).meta({ label: '步骤', example: '登录页' }),
  url: httpUrl().meta({ label: '地址', example: 'https://oa.example.internal/login' }),
  method: z.enum(['GET', 'HEAD']).default('GET').meta({ label: '方法' }),
  headers: optional(z.record(text(), text())).meta({ label: '请求头', sensitivity: 'internal' }),
  expectStatus: optional(count()).meta({ label: '应答状态码', example: 200 }).describe('Default: any from 200 to 299.'),
  expectType: optional(z.enum(['json', 'text']))
    .meta({ label: '应答类型', choices: { json: 'JSON', text: '纯文字' } })
    .describe(
      'An interface, not a page: a web page in its place (sign-in, gateway) is no answer. json with expectJson.',
    ),
  expectText: optional(text()).meta({ label: '应含文字', example: '用户登录' }),
  expectJson: optional(
    z.strictObject({
      path: text().meta({ label: '取值路径', example: 'data.status' }),
      equals: text().meta({ label: '应为', example: 'UP' }),
    }),
  ).meta({ label: '应答 JSON' }),
});
export type HttpStep = z.infer<typeof step>;

const options = z.union([
  step.extend(tlsFields),
  z.strictObject({ steps: z.array(step).min(1, '至少一步').meta({ label: '步骤' }), ...tlsFields }),
]);
export type HttpOptions = z.infer<typeof options>;

export default defineCollector<HttpOptions>({
  id: 'http',
  label: sourceTypeWords.http,
  options,
  async collect(given, context) {
    const steps: HttpStep[] = 'steps' in given ? given.steps : [given];
    const tls = await readTls(given);
    const raw: RawAnswer[] = [];
    const certificate = await certificateValues(steps, tls, context, raw);
    const walked = await walk(steps, tls, context, raw);
    // When even the certificate says nothing, the source as a whole has failed and the run says why.
    if (walked.failure !== null && certificate.length === 0) throw walked.failure;
    return collected([...certificate, ...walked.values], raw, context);
  },
  reread(given, answers, target) {
    const steps: HttpStep[] = 'steps' in given ? given.steps : [given];
    const walked = answers.filter(({ name }) => STATUS.test(name));
    const values = walked.flatMap((answer, index) => {
      const one = steps[index];
      if (one === undefined || !answer.name.startsWith(requestName(one))) throw new SourceError('应答与设置的步骤不符');
      const status = Number(STATUS.exec(answer.name)?.[1]);
      return [{ metric: 'http.status', value: status }, ...expected(one, { status, ...asAnswer(answer) })].map(
        (value): Value => ({ ...value, ...instanceOf(steps, index) }),
      );
    });
    return rereadOf(values, target, () => true);
  },
});

/** End of an answer's name. */
const STATUS = / HTTP (\d{3})$/;

const instanceOf = (steps: readonly HttpStep[], index: number): { instance?: string } =>
  steps.length === 1 ? {} : { instance: steps[index]?.name ?? `第 ${index + 1} 步` };

/** What a body shows of what the step expects; nothing of an answer that was refused, or was no page and no data. */
function expected(one: HttpStep, answer: Pick<HttpAnswer, 'status' | 'body'>): Value[] {
  try {
    return compare(one, answer).found;
  } catch (error) {
    if (error instanceof SourceError) return [];
    throw error;
  }
}

function collected(values: Value[], raw: RawAnswer[], context: CollectContext): Collected {
  return { readings: values.map((value) => toReading(value, context.target, context.clock())), raw };
}

/**
 * Walks the steps in order, carrying cookies; the first that is not as expected ends the walk and names why. Expected
 * but not met was measured (状态码 500); refused, cut off or something else altogether was not.
 */
async function walk(steps: HttpStep[], tls: TlsOptions, context: CollectContext, raw: RawAnswer[]) {
  const values: Value[] = [];
  const cookies = new Map<string, string>();
  for (const [index, one] of steps.entries()) {
    const instance = instanceOf(steps, index);
    let answered = false;
    try {
      const answer = await ask(one, cookies, tls, context.signal);
      raw.push({ name: `${requestName(one)} HTTP ${answer.status}`, body: evidenceOf(answer) });
      keepCookies(answer, cookies);
      values.push(...shownBy(answer).map((value) => ({ ...value, ...instance })));
      answered = true;
      const { unmet, found } = compare(one, answer);
      values.push(...found.map((value) => ({ ...value, ...instance })));
      if (unmet !== null) {
        const where = 'instance' in instance ? `${instance.instance}：` : '';
        return { values: [...values, { metric: 'http.ok', value: `${where}${unmet}` }], failure: null };
      }
    } catch (error) {
      const reason = toSourceError(error, context.signal);
      const failure = 'instance' in instance ? inPlace(instance.instance, reason) : reason;
      const problem = { value: null, problem: failure.reason };
      const failed = answered
        ? []
        : ['http.status', 'http.latency'].map((metric) => ({ metric, ...instance, ...problem }));
      return { values: [...values, { metric: 'http.ok', ...problem }, ...failed], failure };
    }
  }
  return { values: [...values, { metric: 'http.ok', value: true }], failure: null };
}

function ask(one: HttpStep, cookies: Map<string, string>, tls: TlsOptions, signal: AbortSignal): Promise<HttpAnswer> {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const headers = { ...one.headers, ...(cookie !== '' && { cookie }) };
  return fetchHttp({ url: one.url, method: one.method, headers, tls }, signal);
}

function keepCookies(answer: HttpAnswer, cookies: Map<string, string>): void {
  for (const line of answer.headers['set-cookie'] ?? []) {
    const [, name, value] = /^([^=;]+)=([^;]*)/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) cookies.set(name, value);
  }
}

/** What every answer shows. */
const shownBy = (answer: HttpAnswer): Value[] => [
  { metric: 'http.status', value: answer.status },
  { metric: 'http.latency', value: Math.round(answer.latencyMs) },
];

const isExpected = (status: number, expected: number | undefined): boolean =>
  expected === undefined ? status >= 200 && status < 300 : status === expected;

/**
 * What was found, and the first expectation that was not met in words: `状态码 503`. Expectations are settings.
 * @throws SourceError when the answer is not what was asked for: refused (401), or a page in place of data
 */
function compare(one: HttpStep, answer: Pick<HttpAnswer, 'status' | 'body'>): { found: Value[]; unmet: string | null } {
  const found: Value[] = [];
  const unmet: string[] = [];
  const statusFits = isExpected(answer.status, one.expectStatus);
  if (!statusFits) {
    expectLetIn(answer);
    unmet.push(`状态码 ${answer.status}`);
  }
  const type = one.expectType ?? (one.expectJson === undefined ? undefined : 'json');
  if (statusFits && type === 'text' && isPage(answer)) throw new SourceError('应答是网页，不是文字');
  const json = statusFits && type === 'json' ? jsonOf(answer) : undefined;
  if (one.expectText !== undefined) {
    const holds = textOf(answer).includes(one.expectText);
    found.push({ metric: 'http.text', value: holds });
    if (!holds) unmet.push(`缺少文字“${one.expectText}”`);
  }
  if (one.expectJson !== undefined && statusFits) {
    const value = jsonAt(json, one.expectJson.path);
    const equal = value !== undefined && String(value) === one.expectJson.equals;
    found.push({ metric: 'http.json', value: equal });
    if (!equal) unmet.push(`${one.expectJson.path} 为 ${value === undefined ? '空' : String(value).slice(0, 40)}`);
  }
  return { found, unmet: unmet[0] ?? null };
}

/** Certificate of the first https step; without one there is nothing to say, and a failing handshake is the step's to tell. */
async function certificateValues(
  steps: HttpStep[],
  tls: TlsOptions,
  context: CollectContext,
  raw: RawAnswer[],
): Promise<Value[]> {
  const secure = steps.map((one) => new URL(one.url)).find((url) => url.protocol === 'https:');
  if (secure === undefined) return [];
  const port = secure.port === '' ? 443 : Number(secure.port);
  const shown = await lookAtCertificate(secure.hostname, port, tls, context.signal).catch((error: unknown) => {
    if (error instanceof SourceError && !context.signal.aborted) return null;
    throw error;
  });
  if (shown === null) return [];
  raw.push({ name: `TLS ${secure.host}`, body: JSON.stringify(shown) });
  const left = toInstant(shown.validTo).epochMilliseconds - toInstant(context.clock()).epochMilliseconds;
  return [
    { metric: 'tls.days-left', value: Math.floor(left / 86_400_000) },
    { metric: 'tls.chain', value: shown.chain },
  ];
}
