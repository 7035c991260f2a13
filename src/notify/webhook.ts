/** Robots of 企业微信, 钉钉 and 飞书, and any program that takes JSON. */

import { createHmac } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type NoticeChannel, robots } from '../contract/notices.ts';
import { type FailureReason, failed, type Outcome, reasonOfError, unknown } from './failure.ts';
import type { NoticeLine } from './line.ts';
import { authoritiesOf } from './trust.ts';

export type RobotChannel = Exclude<NoticeChannel, { type: 'mail' }>;

export interface Posted {
  id: string;
  subject: string;
  chat: string;
  lines: readonly NoticeLine[];
  repeated: boolean;
  /** ISO instant of the try. */
  at: string;
}

interface Request {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** @param milliseconds this machine's clock, which signatures bear. @returns what is known of it; throws nothing */
export async function post(
  channel: RobotChannel,
  message: Posted,
  { milliseconds, timeout }: { milliseconds: number; timeout: number },
): Promise<Outcome> {
  let ca: string[];
  try {
    ca = await authoritiesOf(channel.ca);
  } catch {
    return failed('ca');
  }
  const asked = requestOf(channel, message, milliseconds);
  if (!URL.canParse(asked.url)) return failed('secret');
  const answer = await ask(asked, ca, timeout);
  return 'result' in answer ? answer : judged(channel, answer);
}

function requestOf(channel: RobotChannel, message: Posted, milliseconds: number): Request {
  const json = (url: string, value: object, headers: Record<string, string> = {}): Request => ({
    url,
    headers,
    body: JSON.stringify(value),
  });
  if (channel.type === 'webhook') {
    const { id, subject, lines, repeated, at } = message;
    const bearer = channel.token === undefined ? {} : { authorization: `Bearer ${channel.token}` };
    return json(channel.url, { schema: 1, id, at, repeated, subject, lines }, { ...bearer, 'idempotency-key': id });
  }
  const base = `${channel.base.replace(/\/+$/, '')}${robots[channel.type].path(channel.token)}`;
  const { secret } = channel;
  if (channel.type === 'wecom') return json(base, { msgtype: 'text', text: { content: message.chat } });
  if (channel.type === 'dingtalk') {
    const signed =
      secret === undefined
        ? ''
        : `&timestamp=${milliseconds}&sign=${encodeURIComponent(dingtalkSign(secret, milliseconds))}`;
    return json(`${base}${signed}`, { msgtype: 'text', text: { content: message.chat } });
  }
  const seconds = Math.floor(milliseconds / 1000);
  const signed = secret === undefined ? {} : { timestamp: `${seconds}`, sign: feishuSign(secret, seconds) };
  return json(base, { ...signed, msg_type: 'text', content: { text: message.chat } });
}

interface Answer {
  status: number;
  text: string;
}

/** Nobody needs to be told more by a robot. */
const MOST_BYTES = 65_536;

/** Until the request is written out nothing can have arrived; from then on silence says nothing. */
function ask({ url, headers, body }: Request, ca: string[], timeout: number): Promise<Answer | Outcome> {
  const secure = new URL(url).protocol === 'https:';
  const bytes = Buffer.from(body, 'utf8');
  return new Promise((done) => {
    let connected = false;
    const sent = (secure ? httpsRequest : httpRequest)(url, {
      method: 'POST',
      headers: {
        ...headers,
        'content-type': 'application/json; charset=utf-8',
        'content-length': bytes.length,
        accept: 'application/json',
      },
      agent: false,
      signal: AbortSignal.timeout(timeout),
      ...(secure ? { ca, minVersion: 'TLSv1.2' as const } : {}),
    });
    sent.on('socket', (socket) => {
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        connected = true;
      });
    });
    sent.on('error', (error) => {
      const reason =
        reasonOfError(error) ?? (error.name === 'AbortError' || error.name === 'TimeoutError' ? 'timeout' : 'connect');
      done(connected ? unknown() : failed(reason));
    });
    sent.on('response', (response) => {
      const parts: Buffer[] = [];
      let size = 0;
      response.on('data', (part: Buffer) => {
        size += part.length;
        if (size <= MOST_BYTES) parts.push(part);
        else response.destroy();
      });
      const finish = (): void =>
        done({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') });
      response.on('end', finish);
      response.on('close', finish);
      // The status has been told already; what is cut off of the rest is judged as it stands.
      response.on('error', finish);
    });
    sent.end(bytes);
  });
}

/** Codes by which robots say why, by their makers' pages; others are told by their number. */
const robotReasons: Readonly<Record<string, FailureReason>> = {
  'wecom 93000': 'token',
  'wecom 40001': 'token',
  'wecom 45009': 'rate',
  'dingtalk 300001': 'token',
  'dingtalk 400101': 'token',
  'dingtalk 310000': 'sign',
  'dingtalk 410100': 'rate',
  'dingtalk 130101': 'rate',
  'dingtalk 660026': 'rate',
  'feishu 19001': 'token',
  'feishu 19021': 'sign',
  'feishu 19024': 'sign',
  'feishu 11232': 'rate',
  'feishu 9499': 'robot',
};

const RATE_STATUS = 429;

/** A robot answers 200 whatever happened, and says inside how it went. */
function judged(channel: RobotChannel, { status, text }: Answer): Outcome {
  if (status === RATE_STATUS) return failed('rate', status);
  if (status === 401 || status === 403) return failed(channel.type === 'webhook' ? 'http' : 'token', status);
  if (status === 502 || status === 504) return unknown('gateway', status);
  if (status >= 500) return failed('gateway', status);
  if (status >= 400) return failed('http', status);
  if (status >= 300) return failed('redirect', status);
  const code = codeIn(text);
  if (channel.type === 'webhook') return code === null || code === 0 ? { result: 'sent' } : failed('http', code);
  if (code === 0) return { result: 'sent' };
  // Not a word of a robot: something stands in between, and nobody knows what it did.
  if (code === null) return unknown('lost', status);
  return failed(robotReasons[`${channel.type} ${code}`] ?? 'robot', code);
}

/** `errcode` of 企业微信 and 钉钉, `code` of 飞书; null: none. */
function codeIn(text: string): number | null {
  try {
    const value = JSON.parse(text) as { errcode?: unknown; code?: unknown; StatusCode?: unknown } | null;
    const found = value?.errcode ?? value?.code ?? value?.StatusCode;
    return typeof found === 'number' && Number.isSafeInteger(found) ? found : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** 钉钉: keyed by the secret, over time and secret; milliseconds. @returns base64, not yet encoded for an address */
const dingtalkSign = (secret: string, milliseconds: number): string =>
  createHmac('sha256', secret).update(`${milliseconds}\n${secret}`, 'utf8').digest('base64');

/** 飞书: keyed by time and secret, over nothing; seconds. @returns base64 */
const feishuSign = (secret: string, seconds: number): string =>
  createHmac('sha256', `${seconds}\n${secret}`).digest('base64');
