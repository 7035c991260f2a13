/** A small HTTP client on Node's own: one request, one connection, a size limit, and sockets that end with the signal. */

import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { sizeLimitText } from '../wording/figures.ts';
import { AccessError, SourceError } from './error.ts';
import { hearDate } from './heard-time.ts';
import { toSourceError } from './network-error.ts';
import { type TlsOptions, trusted } from './tls.ts';

export interface HttpRequest {
  url: string;
  method?: 'GET' | 'HEAD' | 'POST';
  headers?: Readonly<Record<string, string>>;
  body?: string;
  /** Largest answer in bytes; default 8 MB. */
  maxBytes?: number;
  tls?: TlsOptions;
}

export interface HttpAnswer {
  status: number;
  headers: IncomingMessage['headers'];
  body: Uint8Array;
  /** From the first packet sent to the last byte read, connecting and TLS included. */
  latencyMs: number;
}

const MAX_BYTES = 8 * 1024 * 1024;

/** `GET https://host/path`: names an answer in the evidence; queries and credentials stay out, they may hold secrets. */
export function requestName(request: Pick<HttpRequest, 'url' | 'method'>): string {
  const url = new URL(request.url);
  return `${request.method ?? 'GET'} ${url.origin}${url.pathname}`;
}

/**
 * Sends one request; redirects are not followed. Certificates are verified before anything is sent.
 * @throws SourceError 连接被拒绝, 域名无法解析, 连接中断, 证书已过期, 应答过大 …
 */
export async function fetchHttp(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
  try {
    return await send(request, signal);
  } catch (error) {
    throw toSourceError(error, signal);
  }
}

function send(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
  signal.throwIfAborted();
  const url = new URL(request.url);
  const secure = url.protocol === 'https:';
  if (!secure && url.protocol !== 'http:') throw new SourceError('地址应以 http:// 或 https:// 开头');
  const started = performance.now();
  const answer = Promise.withResolvers<HttpAnswer>();
  const options = {
    method: request.method ?? 'GET',
    headers: { 'user-agent': 'opsledger', accept: '*/*', 'accept-encoding': 'identity', ...request.headers },
    agent: false as const,
    signal,
    ...(secure ? trusted(request.tls ?? {}) : {}),
  };
  const sent = (secure ? requestHttps : requestHttp)(url, options, (response) => {
    hearDate(url.hostname, response.headers.date);
    readBody(response, request.maxBytes ?? MAX_BYTES).then((body) => {
      const { statusCode: status = 0, headers } = response;
      answer.resolve({ status, headers, body, latencyMs: performance.now() - started });
    }, answer.reject);
  });
  sent.on('error', answer.reject);
  sent.end(request.body);
  return answer.promise;
}

async function readBody(response: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) {
      response.destroy();
      throw new SourceError(`应答过大（超过 ${sizeLimitText(maxBytes)}）`);
    }
    chunks.push(chunk);
  }
  if (!response.complete) throw new SourceError('连接中断（应答不完整）');
  return Buffer.concat(chunks);
}

/** The body as text. @throws SourceError when it is not UTF-8 */
export function textOf(answer: Pick<HttpAnswer, 'body'>): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(answer.body);
  } catch (error) {
    throw new SourceError('应答不是 UTF-8 文字', { cause: error });
  }
}

/** The body for the evidence: text where it is text, so that a person can read it there, else the bytes. */
export function evidenceOf(answer: Pick<HttpAnswer, 'body'>): string | Uint8Array {
  const text = new TextDecoder().decode(answer.body);
  return text.includes('\u{fffd}') ? answer.body : text;
}

/** The body as JSON. @throws SourceError naming what came instead */
export function jsonOf(answer: Pick<HttpAnswer, 'body'>): unknown {
  const text = textOf(answer);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SourceError(/^\s*</.test(text) ? '应答是网页，不是 JSON' : '应答不是 JSON', { cause: error });
  }
}

/** @throws AccessError 账号或口令有误 (401): what was asked for was not shown, so nothing is known about it */
export function expectLetIn(answer: Pick<HttpAnswer, 'status'>): void {
  if (answer.status === 401) throw new AccessError('账号或口令有误（HTTP 401）');
}

/** true when the body is a web page, whatever its header claims. */
export function isPage(answer: Pick<HttpAnswer, 'body'>): boolean {
  return /^\ufeff?\s*<(!doctype html|html|head|body)\b/i.test(new TextDecoder().decode(answer.body.subarray(0, 512)));
}

/** Throws for the status codes that every API client treats alike. @throws SourceError 账号或口令有误 (401), 没有权限 (403), 应答状态码 … */
export function expectOk(answer: Pick<HttpAnswer, 'status'>): void {
  expectLetIn(answer);
  if (answer.status === 403) throw new AccessError('没有权限（HTTP 403）');
  if (answer.status < 200 || answer.status > 299) throw new SourceError(`应答状态码 ${answer.status}`);
}
