/** Network failures in the engineer's words: short, Chinese, without address or secret. */
import { SourceError } from './error.ts';

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: '连接被拒绝',
  ENOTFOUND: '域名无法解析',
  EAI_AGAIN: '域名无法解析',
  EAI_NODATA: '域名无法解析',
  ECONNRESET: '连接中断',
  EPIPE: '连接中断',
  UND_ERR_SOCKET: '连接中断',
  ETIMEDOUT: '连接超时',
  EHOSTUNREACH: '网络不可达',
  ENETUNREACH: '网络不可达',
  EADDRNOTAVAIL: '网络不可达',
  EACCES: '没有权限',
  EPERM: '没有权限',
  EMFILE: '打开的文件过多',
  ENOENT: '文件不存在',
  CERT_HAS_EXPIRED: '证书已过期',
  CERT_NOT_YET_VALID: '证书尚未生效',
  DEPTH_ZERO_SELF_SIGNED_CERT: '自签名证书，不受信任',
  SELF_SIGNED_CERT_IN_CHAIN: '证书链不受信任',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: '证书链不完整',
  UNABLE_TO_GET_ISSUER_CERT: '证书链不完整',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: '证书链不完整或不受信任',
  ERR_TLS_CERT_ALTNAME_INVALID: '证书与域名不符',
  CERT_REVOKED: '证书已吊销',
  HOSTNAME_MISMATCH: '证书与域名不符',
  ERR_INVALID_URL: '地址有误',
};

/** The reason for an error code of Node or OpenSSL; undefined for an unknown one. */
export function reasonOfCode(code: string | undefined): string | undefined {
  if (code === undefined) return undefined;
  if (reasons[code] !== undefined) return reasons[code];
  if (code.startsWith('HPE_')) return '应答不是 HTTP';
  if (code.startsWith('ERR_SSL_') || code === 'EPROTO' || code.startsWith('ERR_TLS')) return 'TLS 握手失败';
  return undefined;
}

/**
 * Turns anything that a client threw into a `SourceError`.
 * @param signal its reason wins: what broke because the deadline passed is a timeout
 */
export function toSourceError(error: unknown, signal?: AbortSignal): SourceError {
  if (signal?.aborted && signal.reason instanceof SourceError) return signal.reason;
  if (error instanceof SourceError) return error;
  if (error instanceof AggregateError && error.errors.length > 0) return toSourceError(error.errors[0]);
  const code = codeOf(error);
  const reason = reasonOfCode(code) ?? (/hang up|aborted/i.test(String(error)) ? '连接中断' : undefined);
  if (reason !== undefined) return new SourceError(reason, { cause: error });
  return new SourceError(`采集失败${code === undefined ? '' : `（${code}）`}`, { cause: error, fault: 'unknown' });
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'cause' in error ? codeOf(error.cause) : undefined;
}
