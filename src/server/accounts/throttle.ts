/**
 * Wrong passwords slow down whoever types them, and nobody else: failures count for the browser that made them where it signed in
 * to the account before, else for all browsers that never did. A stranger can make strangers wait, not the account's owner.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { InstantText } from '../../contract/time.ts';

export interface Throttle {
  /**
   * Seconds until the next try; 0 when it may be made now.
   * @param device of a browser that signed in to this account before; null for any other
   */
  wait(attempt: Attempt): number;
  failed(attempt: Attempt): void;
  succeeded(attempt: Attempt): void;
}

export interface Attempt {
  account: string;
  device: string | null;
  address: string;
  now: InstantText;
}

/** Failures that cost nothing; each further one doubles the wait, up to a quarter of an hour. */
const FREE = 5;
const FIRST_WAIT = 30;
const LONGEST_WAIT = 900;
/** Failures of one address over all accounts in a quarter of an hour before it has to wait. */
const FREE_PER_ADDRESS = 30;
const WINDOW = 900;

export function openThrottle(database: DatabaseSync): Throttle {
  const key = ({ device }: Attempt): string => device ?? '';
  const since = (now: string): string => new Date(Date.parse(now) - WINDOW * 1000).toISOString();
  const secondsSince = (at: string, now: string): number => (Date.parse(now) - Date.parse(at)) / 1000;
  return {
    wait(attempt) {
      const own = database
        .prepare('SELECT count(*) AS n, max(at) AS last FROM failure WHERE account = ? AND device = ? AND at >= ?')
        .get(attempt.account, key(attempt), since(attempt.now)) as { n: number; last: string | null };
      const there = database
        .prepare('SELECT count(*) AS n, max(at) AS last FROM failure WHERE address = ? AND at >= ?')
        .get(attempt.address, since(attempt.now)) as { n: number; last: string | null };
      const waits = [
        own.n < FREE ? 0 : left(own.last, Math.min(FIRST_WAIT * 2 ** (own.n - FREE), LONGEST_WAIT), attempt.now),
        there.n < FREE_PER_ADDRESS ? 0 : left(there.last, LONGEST_WAIT, attempt.now),
      ];
      return Math.max(...waits);
    },
    failed(attempt) {
      const { account, address, now } = attempt;
      const at = new Date(Date.parse(now)).toISOString();
      database
        .prepare('INSERT INTO failure (account, device, address, at) VALUES (?, ?, ?, ?)')
        .run(account, key(attempt), address, at);
      // What is older than the window decides nothing any more.
      database.prepare('DELETE FROM failure WHERE at < ?').run(since(now));
    },
    succeeded(attempt) {
      database.prepare('DELETE FROM failure WHERE account = ? AND device = ?').run(attempt.account, key(attempt));
    },
  };
  function left(last: string | null, seconds: number, now: string): number {
    return last === null ? 0 : Math.max(0, Math.ceil(seconds - secondsSince(last, now)));
  }
}
