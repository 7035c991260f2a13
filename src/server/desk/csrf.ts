/**
 * A POST counts only when it came from a page of this server: its `Origin` is this server's own (plain http sends no
 * Sec-Fetch-*), and it carries a token that only the pages of the same session hold.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** @param key of this process, random; @param session hash of the session, or a name for visitors who have none */
export const tokenOf = (key: Uint8Array, session: string): string =>
  createHmac('sha256', key).update(session).digest('base64url');

export function isToken(key: Uint8Array, session: string, given: string): boolean {
  const expected = Buffer.from(tokenOf(key, session));
  const found = Buffer.from(given);
  return expected.length === found.length && timingSafeEqual(expected, found);
}

/**
 * true when the request was made by a page of this server.
 * @param origin header `Origin`, else `Referer`; @param self origin under which the server was asked
 */
export function isOwnOrigin(origin: string | undefined, self: string): boolean {
  if (origin === undefined) return false;
  return URL.parse(origin)?.origin === self;
}
