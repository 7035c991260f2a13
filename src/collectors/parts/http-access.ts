/** Settings that every collector over HTTP shares: address, credentials, authority. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { optional, text } from '../../contract/scalars.ts';
import { SourceError } from '../../sources/error.ts';
import { expectOk, fetchHttp, type HttpAnswer } from '../../sources/http.ts';
import type { TlsOptions } from '../../sources/tls.ts';

/** An http(s) address without credentials in it: they would end up in messages. */
export const httpUrl = () =>
  z
    .string('应为地址')
    .refine((value) => /^https?:$/.test(URL.parse(value)?.protocol ?? ''), '应为 http:// 或 https:// 开头的地址')
    .refine((value) => (URL.parse(value)?.username ?? '') === '', '地址中不要写账号口令，请引用环境变量');

export const tlsFields = {
  ca: optional(text())
    .meta({ label: '根证书文件' })
    .describe('PEM file of the authority, when the system does not know it.'),
  serverName: optional(text()).meta({ label: '证书域名' }),
};

/** Fields to spread into a collector's own settings. */
export const httpAccess = {
  url: httpUrl().meta({ label: '地址', example: 'http://127.0.0.1:9100/metrics' }),
  bearer: optional(text()).meta({ label: '令牌', sensitivity: 'internal' }),
  username: optional(text()).meta({ label: '账号', sensitivity: 'internal' }),
  password: optional(text()).meta({ label: '口令', sensitivity: 'internal' }),
  headers: optional(z.record(text(), text())).meta({ label: '请求头', sensitivity: 'internal' }),
  ...tlsFields,
};

export interface HttpAccess {
  url: string;
  bearer?: string | undefined;
  username?: string | undefined;
  password?: string | undefined;
  headers?: Record<string, string> | undefined;
  ca?: string | undefined;
  serverName?: string | undefined;
}

/**
 * Gets one page with the access's credentials. @param url default: the access's own
 * @throws SourceError for anything but a 2xx answer
 */
export async function get(access: HttpAccess, signal: AbortSignal, url = access.url): Promise<HttpAnswer> {
  const tls = await readTls(access);
  const answer = await fetchHttp({ url, headers: { ...access.headers, ...authorization(access) }, tls }, signal);
  expectOk(answer);
  return answer;
}

function authorization(access: HttpAccess): Record<string, string> {
  if (access.bearer !== undefined) return { authorization: `Bearer ${access.bearer}` };
  if (access.username === undefined) return {};
  const pair = Buffer.from(`${access.username}:${access.password ?? ''}`).toString('base64');
  return { authorization: `Basic ${pair}` };
}

/** Reads the authority's file. @throws SourceError when it cannot be read */
export async function readTls(access: Pick<HttpAccess, 'ca' | 'serverName'>): Promise<TlsOptions> {
  if (access.ca === undefined) return { serverName: access.serverName };
  try {
    return { ca: await readFile(access.ca, 'utf8'), serverName: access.serverName };
  } catch (error) {
    throw new SourceError('根证书文件无法读取', { cause: error });
  }
}
