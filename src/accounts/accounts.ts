/** The accounts of a workspace: made, reset and disabled on the terminal or by who manages them; nobody sees a password again. */
import type { DatabaseSync } from 'node:sqlite';
import type { Role } from '../contract/acts.ts';
import { ABSENT, UserError } from '../contract/error.ts';
import { nearest } from '../contract/nearest.ts';
import { plainWords, sayIn } from '../contract/party-words.ts';
import type { InstantText } from '../contract/time.ts';
import { inTransaction } from './database.ts';
import { firstPassword, fits, hashPassword, weaknesses } from './password.ts';
import type { AccountRules } from './settings.ts';

export interface Account {
  /** What is typed at sign-in: lower-case letters, digits, hyphens. */
  name: string;
  /** The person's name. */
  person: string;
  role: Role;
  /** The next sign-in must choose a password. */
  mustChange: boolean;
  createdAt: InstantText;
  passwordAt: InstantText | null;
  /** Last sign-in. */
  usedAt: InstantText | null;
  disabledAt: InstantText | null;
  disabledReason: string | null;
}

interface Row {
  name: string;
  person: string;
  role: string;
  hash: string | null;
  mustChange: number;
  createdAt: string;
  passwordAt: string | null;
  usedAt: string | null;
  disabledAt: string | null;
  disabledReason: string | null;
}

export interface NewAccount {
  name: string;
  person: string;
  /** Id of the role. */
  role: string;
  now: InstantText;
}

const NAME = /^[a-z][a-z0-9-]{1,31}$/;

/** Runs when it is certain that the act can be done, before it is: where it fails, nothing is changed. */
export type Before = (account: Pick<Account, 'name' | 'role'>) => Promise<void>;

export interface Accounts {
  list(): Account[];
  /** true once an account was made, disabled ones included. */
  any(): boolean;
  find(name: string): Account | null;
  /** @returns the first password, said once and kept nowhere. @throws UserError for a name that is taken or no name, an unknown role */
  add(account: NewAccount, before?: Before): Promise<string>;
  /** A new first password; ends all sessions. @throws UserError when there is no such account, or it is disabled */
  reset(name: string, before?: Before): Promise<string>;
  /** @throws UserError when there is no such account, it is disabled already, or no reason is given */
  disable(name: string, reason: string, now: InstantText, before?: Before): Promise<void>;
  /** true when the password is the account's. Takes the same time whether or not there is such an account. */
  isPassword(name: string, password: string): Promise<boolean>;
  /** Why the new password is not taken, in Chinese; none when it was set. */
  setPassword(name: string, password: string, now: InstantText): Promise<string[]>;
  /** true when the password is older than the rules allow, or a first one. */
  mustChange(account: Account, now: InstantText): boolean;
  used(name: string, now: InstantText): void;
  /** Accounts in use that nobody used for longer than the rules allow. */
  idle(now: InstantText): Account[];
  /** Forgets the names of people whose accounts were disabled longer ago than the rules keep them. @returns the accounts */
  forget(now: InstantText): string[];
}

/** Stands in place of the name of a person that was removed. */
export const FORGOTTEN = '（姓名已按期删除）';

/** @param rules of the workspace's settings */
export function openAccounts(database: DatabaseSync, rules: AccountRules): Accounts {
  const rows = openRows(database);
  const roleOf = (id: string): Role => rules.roles.find((role) => role.id === id) ?? unknownRole(id);
  const accountOf = ({ hash: _, ...row }: Row): Account => ({
    ...row,
    role: roleOf(row.role),
    mustChange: row.mustChange === 1,
  });
  /** Of no account; made at the first sign-in, whoever it is of. */
  let decoy: Promise<string> | undefined;
  const list = (): Account[] => rows.all().map(accountOf);
  const inUse = (name: string): Row => {
    const row = rows.named(name);
    if (row.disabledAt !== null) throw disabled(row);
    return row;
  };
  return {
    list,
    any: () => rows.any(),
    find(name) {
      const row = rows.read(name);
      return row === undefined ? null : accountOf(row);
    },
    async add(account, before = nothing) {
      const given = { ...account, person: account.person.trim() };
      requireName(given.name, given.person);
      const role = requireRole(given.role, rules.roles);
      if (rows.read(given.name) !== undefined) throw taken(given.name);
      const password = firstPassword();
      const hash = await hashPassword(password);
      await before({ name: given.name, role });
      // Somebody else may have made it in between.
      if (!rows.insert({ ...given, role: role.id }, hash)) throw taken(given.name);
      return password;
    },
    async reset(name, before = nothing) {
      const row = inUse(name);
      const password = firstPassword();
      const hash = await hashPassword(password);
      await before(accountOf(row));
      if (!rows.reset(name, hash)) throw disabled(rows.named(name));
      return password;
    },
    async disable(name, reason, now, before = nothing) {
      const row = inUse(name);
      requireReason(reason);
      await before(accountOf(row));
      rows.disable(name, reason.trim(), now);
    },
    async isPassword(name, password) {
      decoy ??= hashPassword(firstPassword());
      const other = await decoy;
      const row = rows.read(name);
      const right = await fits(password, row?.hash ?? other);
      return right && row?.hash != null && row.disabledAt === null;
    },
    async setPassword(name, password, now) {
      const row = rows.named(name);
      const weak = weaknesses(password, rules.passwords, [row.name, row.person]);
      if (weak.length > 0) return weak;
      const former = [row.hash, ...rows.former(name, rules.passwords.history)].filter((hash) => hash !== null);
      for (const hash of former) {
        if (await fits(password, hash)) return [`与最近 ${rules.passwords.history} 次用过的口令相同`];
      }
      rows.setPassword(name, await hashPassword(password), now);
      return [];
    },
    mustChange({ mustChange, passwordAt }, now) {
      const { maxAgeDays } = rules.passwords;
      if (mustChange || passwordAt === null) return true;
      return maxAgeDays > 0 && daysBetween(passwordAt, now) >= maxAgeDays;
    },
    used: rows.used,
    idle(now) {
      if (rules.idleDays === 0) return [];
      const isIdle = ({ disabledAt, usedAt, createdAt }: Account): boolean =>
        disabledAt === null && daysBetween(usedAt ?? createdAt, now) >= rules.idleDays;
      return list().filter(isIdle);
    },
    forget(now) {
      const last = Temporal.Instant.from(now)
        .toZonedDateTimeISO('UTC')
        .subtract({ months: rules.personMonths })
        .toInstant().epochMilliseconds;
      const due = list().filter(
        ({ disabledAt, person }) => disabledAt !== null && person !== FORGOTTEN && Date.parse(disabledAt) <= last,
      );
      for (const { name } of due) rows.forget(name);
      return due.map(({ name }) => name);
    },
  };
}

const nothing: Before = () => Promise.resolve();

/** The rows of the database, and each change of them whole or not at all. */
function openRows(database: DatabaseSync) {
  const read = (name: string): Row | undefined =>
    database.prepare('SELECT * FROM account WHERE name = ?').get(name) as Row | undefined;
  const all = (): Row[] => database.prepare('SELECT * FROM account ORDER BY name').all() as unknown as Row[];
  const endSessions = (name: string): void => {
    database.prepare('DELETE FROM session WHERE account = ?').run(name);
  };
  return {
    read,
    all,
    any: () => database.prepare('SELECT 1 FROM account LIMIT 1').get() !== undefined,
    named(name: string): Row {
      const row = read(name);
      if (row === undefined) throw unknownAccount(name, all());
      return row;
    },
    /** @returns false when there is one of that name */
    insert({ name, person, role, now }: NewAccount, hash: string): boolean {
      const { changes } = database
        .prepare('INSERT OR IGNORE INTO account (name, person, role, hash, createdAt) VALUES (?, ?, ?, ?, ?)')
        .run(name, person, role, hash, now);
      return changes === 1;
    },
    /** @returns false when it was disabled in between */
    reset(name: string, hash: string): boolean {
      return inTransaction(database, () => {
        const { changes } = database
          .prepare(
            'UPDATE account SET hash = ?, mustChange = 1, passwordAt = NULL WHERE name = ? AND disabledAt IS NULL',
          )
          .run(hash, name);
        database.prepare('DELETE FROM failure WHERE account = ?').run(name);
        endSessions(name);
        return changes === 1;
      });
    },
    forget(name: string): void {
      inTransaction(database, () => {
        database.prepare('UPDATE account SET person = ? WHERE name = ?').run(FORGOTTEN, name);
        database.prepare('DELETE FROM formerPassword WHERE account = ?').run(name);
      });
    },
    disable(name: string, reason: string, now: string): void {
      inTransaction(database, () => {
        database
          .prepare('UPDATE account SET disabledAt = ?, disabledReason = ?, hash = NULL WHERE name = ?')
          .run(now, reason, name);
        endSessions(name);
      });
    },
    former: (name: string, many: number): string[] =>
      (
        database
          .prepare('SELECT hash FROM formerPassword WHERE account = ? ORDER BY at DESC, rowid DESC LIMIT ?')
          .all(name, many) as { hash: string }[]
      ).map(({ hash }) => hash),
    setPassword(name: string, hash: string, now: string): void {
      inTransaction(database, () => {
        database
          .prepare('UPDATE account SET hash = ?, mustChange = 0, passwordAt = ? WHERE name = ?')
          .run(hash, now, name);
        database.prepare('INSERT INTO formerPassword VALUES (?, ?, ?)').run(name, hash, now);
        endSessions(name);
      });
    },
    used(name: string, now: string): void {
      database.prepare('UPDATE account SET usedAt = ? WHERE name = ?').run(now, name);
    },
  };
}

/** An account whose role the settings no longer have may do nothing. */
const unknownRole = (id: string): Role => ({
  ...{ id, name: `${id}（设置中没有这个角色）` },
  ...{ side: 'supplier' as const, acts: [], documents: [] },
});

function unknownAccount(name: string, rows: readonly Row[]): UserError {
  const names = rows.map((one) => one.name);
  const close = nearest(name, names, (one) => one, 2);
  return new UserError('没有这个账号', {
    found: name,
    expected: names.length === 0 ? '（还没有账号）' : names.join('、'),
    ...(close.length === 0 ? {} : { hint: `您是不是要 ${close.join('、')}` }),
  });
}

const taken = (name: string): UserError =>
  new UserError('账号已经有了', {
    ...{ found: name, expected: '没有用过的名称' },
    hint: `要换新的首次口令，运行 opsledger account reset ${name}`,
  });

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

function requireName(name: string, person: string): void {
  if (!NAME.test(name)) {
    throw new UserError('账号名称不对', {
      found: name || ABSENT,
      expected: '小写字母开头，含小写字母、数字、连字符，2–32 个字符，例如 wang-lei',
    });
  }
  if (person.trim() === '')
    throw new UserError('没有写明账号是谁的', { at: '--person', found: ABSENT, expected: '使用人姓名' });
}

function requireReason(reason: string): void {
  if (reason.trim() !== '') return;
  throw new UserError('没有写明停用的原因', { at: '--reason', found: ABSENT, expected: '一句话，例如 离岗' });
}

/** A role by its id, or by its name. */
function requireRole(id: string, roles: readonly Role[]): Role {
  const named =
    roles.find((role) => role.id === id) ??
    roles.find((role) => [role.name, sayIn(plainWords, role.name)].includes(id));
  if (named !== undefined) return named;
  const close = nearest(
    id,
    roles.flatMap((role) => [
      { role, name: role.id },
      { role, name: sayIn(plainWords, role.name) },
    ]),
    (one) => one.name,
    2,
  );
  throw new UserError('没有这种角色', {
    at: '--role',
    found: id || ABSENT,
    expected: roles.map((role) => `${role.id}（${role.name}）`).join('、'),
    ...(close.length === 0 ? {} : { hint: `您是不是要 ${[...new Set(close.map(({ role }) => role.id))].join('、')}` }),
  });
}

const disabled = ({ name, disabledReason }: Row): UserError =>
  new UserError('账号已经停用', {
    found: `${name}（${disabledReason ?? ''}）`,
    expected: '在用的账号',
    hint: '停用后不再启用；重新使用的，另建账号',
  });
