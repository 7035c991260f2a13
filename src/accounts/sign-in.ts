/** Signing in with a password: slowed down when it is wrong, remembered on the browser when it was right. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { InstantText } from '../contract/time.ts';
import type { Accounts } from './accounts.ts';
import type { Sessions } from './sessions.ts';
import type { Throttle } from './throttle.ts';

export interface SignInRequest {
  account: string;
  password: string;
  /** Value of the browser's device cookie. */
  device: string | undefined;
  address: string;
  now: InstantText;
}

export type SignedIn =
  /** Values of the two cookies, and the sign-in before this one. */
  | { session: string; device: string; before: InstantText | null }
  /** Seconds until the next try; 0: wrong, and may be tried again. */
  | { wait: number };

export interface SignIn {
  signIn(request: SignInRequest): Promise<SignedIn>;
  /** Whether it is the password of somebody who signed in; slowed down as a sign-in. @returns true, or seconds to wait as `SignedIn` */
  confirmPassword(request: SignInRequest): Promise<true | { wait: number }>;
  /** The browser by its device cookie; null: nobody signed in there before. */
  browserOf(device: string | undefined): string | null;
  /**
   * Signs in a person whom the organisation's own sign-in vouches for.
   * @returns value of the session's cookie; null when they have no account in use here
   */
  admit(request: { account: string; address: string; now: InstantText }): string | null;
}

export function openSignIn(
  database: DatabaseSync,
  { accounts, sessions, throttle }: { accounts: Accounts; sessions: Sessions; throttle: Throttle },
): SignIn {
  const key = deviceKey(database);
  /** Proves that this browser signed in to the account before; says nothing else. */
  const deviceOf = (account: string, nonce: string): string =>
    `${nonce}.${createHmac('sha256', key).update(`${account}\n${nonce}`).digest('base64url')}`;
  const knownDevice = (account: string, value: string | undefined): string | null => {
    const [nonce = ''] = (value ?? '').split('.');
    const expected = Buffer.from(deviceOf(account, nonce));
    const given = Buffer.from(value ?? '');
    return nonce !== '' && expected.length === given.length && timingSafeEqual(expected, given) ? nonce : null;
  };
  /** The nonce of the browser where the password is right. */
  const tried = async (request: SignInRequest): Promise<{ nonce: string } | { wait: number }> => {
    const { account, password, device, address, now } = request;
    const attempt = { account, device: knownDevice(account, device), address, now };
    const wait = throttle.enter(attempt);
    if (wait > 0) return { wait };
    if (!(await accounts.isPassword(account, password))) return { wait: throttle.wait(attempt) };
    throttle.succeeded(attempt);
    return { nonce: attempt.device ?? randomBytes(12).toString('base64url') };
  };
  const begin = (account: string, address: string, now: InstantText): string => {
    const before = accounts.find(account)?.usedAt ?? null;
    accounts.used(account, now);
    return sessions.begin({ account, address, now, before });
  };
  return {
    async signIn(request) {
      const found = await tried(request);
      if ('wait' in found) return found;
      const { account, address, now } = request;
      const before = accounts.find(account)?.usedAt ?? null;
      return { session: begin(account, address, now), device: deviceOf(account, found.nonce), before };
    },
    async confirmPassword(request) {
      const found = await tried(request);
      return 'wait' in found ? found : true;
    },
    browserOf(device) {
      if (device === undefined) return null;
      return (
        accounts
          .list()
          .map(({ name }) => knownDevice(name, device))
          .find((one) => one !== null) ?? null
      );
    },
    admit({ account, address, now }) {
      const found = accounts.find(account);
      return found === null || found.disabledAt !== null ? null : begin(account, address, now);
    },
  };
}

/** The key that marks browsers; made once for a workspace, so that a restart forgets none. */
function deviceKey(database: DatabaseSync): Uint8Array {
  database.prepare('INSERT OR IGNORE INTO kept (name, value) VALUES (?, ?)').run('device-key', randomBytes(32));
  return (database.prepare('SELECT value FROM kept WHERE name = ?').get('device-key') as { value: Uint8Array }).value;
}
