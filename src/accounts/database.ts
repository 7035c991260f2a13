/**
 * The database of the desk: accounts, sessions, failures, audit log, what was typed and not saved yet. It lies in `state/` of the workspace, never in git, and is
 * backed up and restored with it; losing it costs new first passwords and never a record.
 */
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { EnvironmentError, UserError } from '../contract/error.ts';

/** Path below the workspace. */
export const DESK_DATABASE = 'state/desk.sqlite';

/** Days for which what was typed and nobody saved is kept. */
export const DRAFT_DAYS = 30;

/** Steps in order; `user_version` tells how many were taken. */
const STEPS: readonly string[] = [
  `CREATE TABLE account (
     name TEXT PRIMARY KEY,
     person TEXT NOT NULL,
     role TEXT NOT NULL,
     hash TEXT,
     mustChange INTEGER NOT NULL DEFAULT 1,
     createdAt TEXT NOT NULL,
     passwordAt TEXT,
     usedAt TEXT,
     disabledAt TEXT,
     disabledReason TEXT
   ) STRICT;
   CREATE TABLE formerPassword (account TEXT NOT NULL, hash TEXT NOT NULL, at TEXT NOT NULL) STRICT;
   CREATE TABLE session (
     hash TEXT PRIMARY KEY,
     account TEXT NOT NULL,
     address TEXT NOT NULL,
     createdAt TEXT NOT NULL,
     seenAt TEXT NOT NULL,
     before TEXT
   ) STRICT;
   CREATE INDEX sessionAccount ON session (account);
   CREATE TABLE failure (account TEXT NOT NULL, device TEXT NOT NULL, address TEXT NOT NULL, at TEXT NOT NULL) STRICT;
   CREATE INDEX failureAccount ON failure (account, at);
   CREATE INDEX failureAddress ON failure (address, at);
   CREATE TABLE audit (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     at TEXT NOT NULL,
     account TEXT,
     address TEXT NOT NULL,
     action TEXT NOT NULL,
     result TEXT NOT NULL
   ) STRICT;
   CREATE TRIGGER auditStays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END;
   CREATE TABLE kept (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;`,
  // Six months at least (网络安全法 第二十一条), counted from the newest entry: no clock and no other program shortens them.
  `CREATE TRIGGER auditIsKept BEFORE DELETE ON audit
     WHEN julianday(OLD.at) > julianday((SELECT at FROM audit ORDER BY id DESC LIMIT 1), '-6 months')
     BEGIN SELECT RAISE(ABORT, 'kept for six months'); END;
   CREATE INDEX auditAccount ON audit (account, id);`,
  // Forms: what was typed and not saved, and which record came of a form that was.
  `CREATE TABLE draft (
     form TEXT PRIMARY KEY,
     account TEXT NOT NULL,
     kind TEXT NOT NULL,
     record TEXT,
     state TEXT NOT NULL,
     files TEXT NOT NULL,
     at TEXT NOT NULL
   ) STRICT;
   CREATE INDEX draftAccount ON draft (account, at);
   CREATE TABLE submission (
     form TEXT PRIMARY KEY,
     account TEXT NOT NULL,
     kind TEXT NOT NULL,
     at TEXT NOT NULL,
     record TEXT
   ) STRICT;`,
  `CREATE TABLE opening (
     account TEXT NOT NULL,
     number TEXT NOT NULL,
     fingerprint TEXT NOT NULL,
     pages INTEGER NOT NULL,
     at TEXT NOT NULL,
     PRIMARY KEY (account, number, fingerprint)
   ) STRICT;`,
  // Answers to manual checks that are no record yet, of several people; a photo's file lies in a folder under its name.
  `CREATE TABLE checkAnswer (
     period TEXT NOT NULL, row TEXT NOT NULL,
     result TEXT NOT NULL, value TEXT NOT NULL, note TEXT NOT NULL,
     person TEXT NOT NULL, at TEXT NOT NULL, account TEXT NOT NULL, keptAt TEXT NOT NULL,
     PRIMARY KEY (period, row)
   ) STRICT;
   CREATE TABLE checkPhoto (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     period TEXT NOT NULL, row TEXT NOT NULL, file TEXT NOT NULL, name TEXT NOT NULL,
     subject TEXT NOT NULL, place TEXT NOT NULL, account TEXT NOT NULL, keptAt TEXT NOT NULL
   ) STRICT;
   CREATE TABLE checkOpened (
     period TEXT NOT NULL, account TEXT NOT NULL, row TEXT NOT NULL, keptAt TEXT NOT NULL,
     PRIMARY KEY (period, account, row)
   ) STRICT;`,
  // 处理措施 of an abnormal check, until whoever confirms the day's document makes it part of their confirmation.
  `CREATE TABLE checkMeasure (
     period TEXT NOT NULL, row TEXT NOT NULL, measure TEXT NOT NULL, account TEXT NOT NULL, keptAt TEXT NOT NULL,
     PRIMARY KEY (period, row)
   ) STRICT;`,
  // What became of it, as a code beside the words; the column of older entries is filled in from theirs, which stay as they are.
  `ALTER TABLE audit ADD COLUMN outcome TEXT NOT NULL DEFAULT 'failed';
   DROP TRIGGER auditStays;
   UPDATE audit SET outcome = CASE WHEN result LIKE '成功%' THEN 'done' WHEN result LIKE '拒绝%' THEN 'refused' ELSE 'failed' END;
   CREATE TRIGGER auditStays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END;`,
  // When a photo of a check was taken; of older ones nobody asked.
  `ALTER TABLE checkPhoto ADD COLUMN takenAt TEXT NOT NULL DEFAULT '';`,
];

/** Names of all tables. */
const TABLES = STEPS.flatMap((step) => [...step.matchAll(/CREATE TABLE (\w+)/g)].map(([, name]) => name ?? ''));

/** A whole copy, made each hour (`copy.ts`). Path below the workspace. */
export const DESK_COPY = 'state/desk-copy.sqlite';

const RESTORE =
  '停下服务，移走 state/desk.sqlite、-wal、-shm，把 state/desk-copy.sqlite（每小时一份）改名为 desk.sqlite，或从工作区备份取回；都没有的，用 opsledger account add 重新建立账号。记录和文档不受影响';

/**
 * Opens the database, making it where there never was one.
 * @param root absolute path of the workspace
 * @throws EnvironmentError (`isDeskFault`) when it cannot be opened, is damaged or gone, or was made by a newer program
 */
export function openDeskDatabase(root: string): DatabaseSync {
  const path = join(root, DESK_DATABASE);
  try {
    mkdirSync(dirname(path), { recursive: true });
    requireContent(root);
    keepPrivate(path);
    const database = new DatabaseSync(path, { timeout: 5_000 });
    try {
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
      migrate(database);
      requireTables(database);
    } catch (error) {
      database.close();
      throw error;
    }
    return database;
  } catch (error) {
    throw deskFault(error);
  }
}

/**
 * The same for whoever keeps it open and lets people in by it: read through once, and tried whether it can be written.
 * @throws EnvironmentError as `openDeskDatabase`
 */
export function openWholeDatabase(root: string): DatabaseSync {
  const database = openDeskDatabase(root);
  try {
    const { quick_check: said } = database.prepare('PRAGMA quick_check(1)').get() as { quick_check: string };
    if (said !== 'ok') throw new Error(said);
    database.exec(`BEGIN IMMEDIATE; PRAGMA user_version = ${STEPS.length}; COMMIT`);
    return database;
  } catch (error) {
    database.close();
    throw deskFault(error);
  }
}

/** What SQLite says of the database, in words and with the way out; any other error as it is. */
export function deskFault(error: unknown): unknown {
  if (error instanceof UserError) return error;
  const said = error instanceof Error ? error.message : String(error);
  const hint = hintOf(said);
  const made = new EnvironmentError('登记台的账号库打不开', { file: DESK_DATABASE, found: foundOf(said), hint });
  made.cause = error;
  return made;
}

/** What SQLite and the system say in English, in words; what is said in Chinese stays. */
const FOUND: readonly (readonly [RegExp, string])[] = [
  [/locked|busy/i, '被别的程序锁着'],
  [/readonly|read-only/i, '只能读，不能写'],
  [/not a database|encrypted/i, '内容不是账号库：被改动、覆盖或损坏'],
  [/full/i, '磁盘已满'],
  [/unable to open|EACCES|EISDIR|permission/i, '文件不能打开：权限不对，或不是文件'],
  [/I\/O/i, '磁盘读写出错'],
];
const foundOf = (said: string): string =>
  /\p{Script=Han}/u.test(said) ? said : (FOUND.find(([pattern]) => pattern.test(said))?.[1] ?? '内容损坏');

const hintOf = (found: string): string =>
  /locked|busy/i.test(found)
    ? '有别的程序锁着它：停下那个程序（备份、手工打开的 sqlite3）；放开后自动恢复'
    : /readonly|read-only/i.test(found)
      ? `检查 state/ 的权限和磁盘是否只读（opsledger doctor --fix 改回权限）；文件损坏的：${RESTORE}`
      : RESTORE;

/** true for what SQLite itself throws while it is used. */
export const isDatabaseError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR';

/** true for what keeps the desk shut and nothing else. */
export const isDeskFault = (error: unknown): error is EnvironmentError =>
  error instanceof EnvironmentError && error.place.file === DESK_DATABASE;

/**
 * Where there is a copy there was a database: SQLite would take an empty file, or none, for a new one, and nobody would have an account
 * any more.
 */
function requireContent(root: string): void {
  const path = join(root, DESK_DATABASE);
  const isEmpty = !existsSync(path) || statSync(path).size === 0;
  if (!isEmpty || !existsSync(join(root, DESK_COPY))) return;
  throw new EnvironmentError('登记台的账号库打不开', {
    file: DESK_DATABASE,
    found: existsSync(path) ? '文件是空的' : '文件不见了，副本 state/desk-copy.sqlite 还在',
    hint: `${RESTORE}；确要从头建立的，连同副本一起移走`,
  });
}

/** Another program's database, or one of which a part is gone, is none of ours. */
function requireTables(database: DatabaseSync): void {
  const there = new Set(
    (database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all() as { name: string }[]).map(
      ({ name }) => name,
    ),
  );
  const lost = TABLES.filter((name) => !there.has(name));
  if (lost.length > 0) throw new Error(`没有表 ${lost.join('、')}`);
}

/** For this user alone, before anything is in it; SQLite gives `-wal` and `-shm` the rights of the file itself. */
function keepPrivate(path: string): void {
  closeSync(openSync(path, 'a', 0o600));
  for (const one of [path, `${path}-wal`, `${path}-shm`]) if (existsSync(one)) chmodSync(one, 0o600);
}

function migrate(database: DatabaseSync): void {
  const { user_version: taken } = database.prepare('PRAGMA user_version').get() as { user_version: number };
  if (taken > STEPS.length) {
    throw new EnvironmentError('登记台的账号库由更新的程序建立', {
      file: DESK_DATABASE,
      found: `第 ${taken} 版`,
      expected: `不高于第 ${STEPS.length} 版`,
      hint: '请升级本程序',
    });
  }
  for (const [n, step] of STEPS.entries()) {
    if (n >= taken) inTransaction(database, () => database.exec(`${step}; PRAGMA user_version = ${n + 1};`));
  }
}

/** Runs the work whole or not at all; writers of other processes wait. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    // A fault of the disk may have ended it already.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
