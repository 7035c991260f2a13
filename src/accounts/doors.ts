/** All that signing in, staying signed in and signing out is made of, over one database. */

import type { DatabaseSync } from 'node:sqlite';
import type { InstantText } from '../contract/time.ts';
import { type Accounts, openAccounts } from './accounts.ts';
import { type AuditEntry, type AuditLog, openAuditLog, refusedFor } from './audit.ts';
import type { Oidc } from './oidc.ts';
import { openSessions, type Sessions } from './sessions.ts';
import type { AccountRules } from './settings.ts';
import { openSignIn, type SignIn } from './sign-in.ts';
import { openThrottle } from './throttle.ts';

export interface Doors extends SignIn {
  accounts: Accounts;
  sessions: Sessions;
  audit: AuditLog;
  openings: Openings;
  /** People sign in elsewhere: there is no password to ask for or to change here. */
  elsewhere: boolean;
  /** That sign-in, where it is one by OIDC. */
  oidc: Oidc | null;
  rules: AccountRules;
}

/** @param more.tell told of each entry of the audit log; @param more.oidc the organisation's own sign-in */
export function openDoors(
  database: DatabaseSync,
  rules: AccountRules & { elsewhere: boolean },
  { tell, oidc = null }: { tell?: (entry: AuditEntry) => void; oidc?: Oidc | null } = {},
): Doors {
  const accounts = openAccounts(database, rules);
  const audit = openAuditLog(database, rules.auditMonths, tell);
  const sessions = openSessions(database, rules.sessions, ({ account, from, address, now }) =>
    audit.add({ at: now, account, address, action: `登录（${from}）换了地址`, ...refusedFor('已结束这次登录') }),
  );
  const openings = openOpenings(database);
  const throttle = openThrottle(database);
  const signIn = openSignIn(database, { accounts, sessions, throttle });
  return { accounts, sessions, audit, openings, ...signIn, elsewhere: rules.elsewhere, oidc, rules };
}

/** One document as an account had it open. */
interface Opening {
  /** Of the document; another revision has another one. */
  fingerprint: string;
  /** How many pages it has; 0: nobody counted them. */
  pages: number;
  /** When it was opened first. */
  at: InstantText;
}

interface Openings {
  /** By number of the document. */
  of(account: string): ReadonlyMap<string, Opening>;
  /** The first opening counts. */
  add(account: string, number: string, opening: Opening): void;
}

function openOpenings(database: DatabaseSync): Openings {
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
