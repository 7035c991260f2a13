/** Sessions: 192 random bits in a cookie, their hash here. Idle and absolute limits; one that moves to another address ends. */
import { createHash, randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { InstantText } from '../contract/time.ts';
import type { SessionRules } from './settings.ts';

export interface OpenSession {
  /** Hash of the cookie's value. */
  hash: string;
  account: string;
  /** Sign-in before the one that made the session. */
  before: InstantText | null;
}

export interface Sessions {
  /** @returns value of the cookie */
  begin(session: { account: string; address: string; now: InstantText; before: InstantText | null }): string;
  /** The session of a cookie, which is seen now; null when there is none, it ran out, or it came from elsewhere. */
  find(value: string, seen: { address: string; now: InstantText }): OpenSession | null;
  end(hash: string): void;
  /** Sign-out everywhere. @returns how many were ended */
  endAll(account: string): number;
  /** Removes what ran out. */
  sweep(now: InstantText): void;
}

const hashOf = (value: string): string => createHash('sha256').update(value).digest('hex');

interface Row {
  account: string;
  address: string;
  createdAt: string;
  seenAt: string;
  before: string | null;
}

/** A session that was ended because its cookie came from elsewhere. */
export interface Moved {
  account: string;
  /** Addresses of the sign-in and of the request. */
  from: string;
  address: string;
  now: InstantText;
}

/** @param tell told of each session that was ended because it moved */
export function openSessions(
  database: DatabaseSync,
  rules: SessionRules,
  tell: (moved: Moved) => void = () => undefined,
): Sessions {
  const minutes = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 60_000;
  const ranOut = (row: Pick<Row, 'createdAt' | 'seenAt'>, now: string): boolean =>
    minutes(row.seenAt, now) >= rules.idleMinutes || minutes(row.createdAt, now) >= rules.absoluteHours * 60;
  const end = (hash: string): void => {
    database.prepare('DELETE FROM session WHERE hash = ?').run(hash);
  };
  return {
    begin({ account, address, now, before }) {
      const value = randomBytes(24).toString('base64url');
      database
        .prepare('INSERT INTO session (hash, account, address, createdAt, seenAt, before) VALUES (?, ?, ?, ?, ?, ?)')
        .run(hashOf(value), account, address, now, now, before);
      return value;
    },
    find(value, { address, now }) {
      const hash = hashOf(value);
      const row = database.prepare('SELECT * FROM session WHERE hash = ?').get(hash) as Row | undefined;
      if (row === undefined) return null;
      const moved = rules.sameAddress && row.address !== address;
      if (ranOut(row, now) || moved) {
        end(hash);
        if (moved) tell({ account: row.account, from: row.address, address, now });
        return null;
      }
      // A write a minute is enough for a limit of minutes.
      if (minutes(row.seenAt, now) >= 1)
        database.prepare('UPDATE session SET seenAt = ? WHERE hash = ?').run(now, hash);
      return { hash, account: row.account, before: row.before };
    },
    end,
    endAll: (account) => Number(database.prepare('DELETE FROM session WHERE account = ?').run(account).changes),
    sweep(now) {
      const rows = database.prepare('SELECT hash, createdAt, seenAt FROM session').all() as unknown as (Row & {
        hash: string;
      })[];
      for (const row of rows) if (ranOut(row, now)) end(row.hash);
    },
  };
}
