/**
 * Wrong passwords slow down whoever types them, and nobody else: tries count for the browser that made them where it signed in
 * to the account before, else for the address from which they come. A stranger makes nobody wait who is somewhere else.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { InstantText } from '../contract/time.ts';
import { inTransaction } from './database.ts';

export interface Throttle {
  /**
   * Seconds until the next try; 0 when it may be made now, and is counted from then on: of many at once, all but the first few
   * wait. What turns out to be right is taken back by `succeeded`.
   */
  enter(attempt: Attempt): number;
  /** Seconds until the next try, counting nothing. */
  wait(attempt: Attempt): number;
  succeeded(attempt: Attempt): void;
}

export interface Attempt {
  account: string;
  /** Of a browser that signed in to this account before; null for any other. */
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

/** Of whom nothing is counted. */
const NOBODY: Failures = { n: 0, last: null };

interface Failures {
  n: number;
  last: string | null;
}

export function openThrottle(database: DatabaseSync): Throttle {
  const failures = (where: string, ...values: string[]): Failures =>
    database
      .prepare(`SELECT count(*) AS n, max(at) AS last FROM failure WHERE ${where}`)
      .get(...values) as unknown as Failures;
  /** Who the tries of an account count for: the known browser, else the address. */
  const own = ({ account, device, address }: Attempt): [string, string[]] =>
    device === null
      ? ["account = ? AND device = '' AND address = ?", [account, address]]
      : ['account = ? AND device = ?', [account, device]];
  const wait = (attempt: Attempt): number => {
    const [where, values] = own(attempt);
    const since = before(attempt.now, WINDOW);
    const mine = failures(`${where} AND at >= ?`, ...values, since);
    // A browser that is known is its owner's, whoever else comes from there: its own tries alone count.
    const there =
      attempt.device === null ? failures("device = '' AND address = ? AND at >= ?", attempt.address, since) : NOBODY;
    return Math.max(
      mine.n < FREE ? 0 : left(mine, Math.min(FIRST_WAIT * 2 ** (mine.n - FREE), LONGEST_WAIT), attempt.now),
      there.n < FREE_PER_ADDRESS ? 0 : left(there, LONGEST_WAIT, attempt.now),
    );
  };
  return {
    wait,
    enter: (attempt) =>
      inTransaction(database, () => {
        const seconds = wait(attempt);
        if (seconds > 0) return seconds;
        const { account, device, address, now } = attempt;
        database
          .prepare('INSERT INTO failure (account, device, address, at) VALUES (?, ?, ?, ?)')
          .run(account, device ?? '', address, before(now, 0));
        // What is older than the window decides nothing any more.
        database.prepare('DELETE FROM failure WHERE at < ?').run(before(now, WINDOW));
        return 0;
      }),
    succeeded(attempt) {
      const [where, values] = own(attempt);
      database.prepare(`DELETE FROM failure WHERE ${where}`).run(...values);
    },
  };
}

const before = (now: string, seconds: number): string => new Date(Date.parse(now) - seconds * 1000).toISOString();

const left = ({ last }: Failures, seconds: number, now: string): number =>
  last === null ? 0 : Math.max(0, Math.ceil(seconds - (Date.parse(now) - Date.parse(last)) / 1000));
