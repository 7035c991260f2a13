/** Signing in with a password: slowed down when it is wrong, remembered on the browser when it was right. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { InstantText } from '../../contract/time.ts';
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
  /** Values of the two cookies. */
  | { session: string; device: string }
  /** Seconds until the next try; 0: wrong, and may be tried again. */
  | { wait: number };

export interface SignIn {
  signIn(request: SignInRequest): Promise<SignedIn>;
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
  return {
    async signIn({ account, password, device, address, now }) {
      const attempt = { account, device: knownDevice(account, device), address, now };
      const wait = throttle.wait(attempt);
      if (wait > 0) return { wait };
      if (!(await accounts.isPassword(account, password))) {
        throttle.failed(attempt);
        return { wait: throttle.wait(attempt) };
      }
      throttle.succeeded(attempt);
      const before = accounts.find(account)?.usedAt ?? null;
      accounts.used(account, now);
      return {
        session: sessions.begin({ account, address, now, before }),
        device: deviceOf(account, attempt.device ?? randomBytes(12).toString('base64url')),
      };
    },
  };
}

/** The key that marks browsers; made once for a workspace, so that a restart forgets none. */
function deviceKey(database: DatabaseSync): Uint8Array {
  database.prepare('INSERT OR IGNORE INTO kept (name, value) VALUES (?, ?)').run('device-key', randomBytes(32));
  return (database.prepare('SELECT value FROM kept WHERE name = ?').get('device-key') as { value: Uint8Array }).value;
}
