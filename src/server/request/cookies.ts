/** Cookies of a request and of an answer. */

export const SESSION_COOKIE = 'opsledger-session';
/** Marks a browser that signed in before; see `accounts/throttle.ts`. */
export const DEVICE_COOKIE = 'opsledger-device';

export function cookiesOf(header: string | undefined): ReadonlyMap<string, string> {
  const pairs = (header ?? '').split(';').map((one) => one.trim().split('='));
  return new Map(pairs.map(([name = '', ...value]) => [name, value.join('=')]));
}

export interface Cookie {
  name: string;
  /** Empty takes the cookie away. */
  value: string;
  /** Seconds for which the browser keeps it; without it, until it is closed. */
  seconds?: number;
  /** Sent along, too, when a page of another site leads here: for the way back from the organisation's own sign-in alone. */
  fromElsewhere?: true;
  /** Below which it is sent; the whole server without it. */
  path?: string;
}

/** Header `Set-Cookie`. */
export function setCookie({ name, value, seconds, fromElsewhere, path = '/' }: Cookie, secure: boolean): string {
  const age = value === '' ? '; Max-Age=0' : seconds === undefined ? '' : `; Max-Age=${seconds}`;
  const site = fromElsewhere === true ? 'Lax' : 'Strict';
  return `${name}=${value}; Path=${path}${age}; HttpOnly; SameSite=${site}${secure ? '; Secure' : ''}`;
}

/** The text that `encodeURIComponent` made; null for what it did not. */
export function decodedValue(value: string | undefined): string | null {
  if (value === undefined) return null;
  try {
    return decodeURIComponent(value);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
