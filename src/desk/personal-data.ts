/** What is kept about the person of an account, all of it but what proves the password: the way out of their data. */
import type { DatabaseSync } from 'node:sqlite';
import type { KeptEntry } from '../accounts/audit.ts';
import { UserError } from '../contract/error.ts';
import { nearest } from '../contract/nearest.ts';
import { opened } from './accounts.ts';

export interface PersonalData {
  account: {
    name: string;
    person: string;
    role: string;
    createdAt: string;
    passwordAt: string | null;
    usedAt: string | null;
    disabledAt: string | null;
    disabledReason: string | null;
  };
  /** Open sign-ins. */
  sessions: { address: string; createdAt: string; seenAt: string }[];
  /** Wrong passwords of the last quarter of an hour. */
  failures: { address: string; at: string }[];
  /** Entries of the audit log that name the account, oldest first. */
  audit: KeptEntry[];
  /** What else the desk keeps of the account, by table. */
  others: Record<string, unknown[]>;
}

/** What proves who somebody is, and what is told above in a form of its own. */
const TOLD: readonly string[] = ['account', 'formerPassword', 'session', 'failure', 'audit'];

/** @throws UserError when there is no such account */
export const exportAccount = (root: string, name: string): Promise<PersonalData> =>
  opened(root, ({ accounts, audit, database }) => {
    const account = accounts.find(name);
    if (account === null) {
      const names = accounts.list().map((one) => one.name);
      const close = nearest(name, names, (one) => one, 2);
      throw new UserError('没有这个账号', {
        ...{ found: name, expected: names.join('、') || '（还没有账号）' },
        ...(close.length === 0 ? {} : { hint: `您是不是要 ${close.join('、')}` }),
      });
    }
    const { role, mustChange: _, ...rest } = account;
    const rows = <T>(sql: string): T[] => database.prepare(sql).all(name) as T[];
    return {
      account: { ...rest, role: role.name },
      sessions: rows('SELECT address, createdAt, seenAt FROM session WHERE account = ? ORDER BY createdAt'),
      failures: rows('SELECT address, at FROM failure WHERE account = ? ORDER BY at'),
      audit: audit.page(Number.MAX_SAFE_INTEGER, { account: name }).toReversed(),
      others: othersOf(database, name),
    };
  });

/** Rows of all other tables that name an account, so that what is kept for a new page is told as well. */
function othersOf(database: DatabaseSync, name: string): Record<string, unknown[]> {
  const tables = database
    .prepare(
      "SELECT m.name AS name FROM sqlite_master m JOIN pragma_table_info(m.name) c ON c.name = 'account' WHERE m.type = 'table' ORDER BY m.name",
    )
    .all() as { name: string }[];
  const others = tables.filter((table) => !TOLD.includes(table.name));
  return Object.fromEntries(
    others.map((table) => [table.name, database.prepare(`SELECT * FROM "${table.name}" WHERE account = ?`).all(name)]),
  );
}
