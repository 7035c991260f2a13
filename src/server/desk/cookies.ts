/** Cookies of a request and of an answer. */

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
}

/** Header `Set-Cookie`. @param path of the whole server unless it is for the desk alone */
export function setCookie(
  { name, value, seconds }: Cookie,
  { secure, path = '/' }: { secure: boolean; path?: string },
): string {
  const age = value === '' ? '; Max-Age=0' : seconds === undefined ? '' : `; Max-Age=${seconds}`;
  return `${name}=${value}; Path=${path}${age}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
}
