/** Which documents a person has opened at the desk: nothing is signed for that nobody looked at. */
import type { DatabaseSync } from 'node:sqlite';
import type { InstantText } from '../contract/time.ts';

/** One document as an account had it open. */
export interface Opening {
  /** Of the document; another revision has another one. */
  fingerprint: string;
  /** How many pages it has; 0: nobody counted them. */
  pages: number;
  /** When it was opened first. */
  at: InstantText;
}

export interface Openings {
  /** By number of the document. */
  of(account: string): ReadonlyMap<string, Opening>;
  /** The first opening counts. */
  add(account: string, number: string, opening: Opening): void;
}

export function openOpenings(database: DatabaseSync): Openings {
  const insert = database.prepare(
    'INSERT OR IGNORE INTO opening (account, number, fingerprint, pages, at) VALUES (?, ?, ?, ?, ?)',
  );
  const select = database.prepare('SELECT number, fingerprint, pages, at FROM opening WHERE account = ?');
  return {
    of(account) {
      const rows = select.all(account) as unknown as (Opening & { number: string })[];
      return new Map(rows.map(({ number, ...opening }) => [number, opening]));
    },
    add(account, number, { fingerprint, pages, at }) {
      insert.run(account, number, fingerprint, pages, at);
    },
  };
}
