/** The connection by which a request came. */
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** Its address; `0.0.0.0`, which nobody trusts, for a request that came by no connection. */
export function peerOf(c: Context): string {
  const { incoming } = (c.env ?? {}) as { incoming?: unknown };
  return incoming === undefined ? '0.0.0.0' : (getConnInfo(c).remote.address ?? '0.0.0.0');
}

/** Version of HTTP that was spoken on it; undefined for a request that came by no connection. */
export function httpVersionOf(c: Context): string | undefined {
  const { incoming } = (c.env ?? {}) as { incoming?: { httpVersion?: string } };
  return incoming?.httpVersion;
}
