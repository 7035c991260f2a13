/**
 * The database of the desk: accounts, sessions, failures, audit log, what was typed and not saved yet. It lies in `state/` of the workspace, never in git, and is
 * backed up and restored with it; losing it costs new first passwords and never a record.
 */
import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { EnvironmentError } from '../contract/error.ts';

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
];

/**
 * Opens the database, making it where there is none.
 * @param root absolute path of the workspace
 * @throws EnvironmentError when it cannot be opened, is damaged, or was made by a newer program
 */
export function openDeskDatabase(root: string): DatabaseSync {
  const path = join(root, DESK_DATABASE);
  try {
    mkdirSync(dirname(path), { recursive: true });
    keepPrivate(path);
    const database = new DatabaseSync(path, { timeout: 5_000 });
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
    migrate(database);
    return database;
  } catch (error) {
    if (error instanceof EnvironmentError) throw error;
    const made = new EnvironmentError('登记台的账号库打不开', {
      file: DESK_DATABASE,
      found: error instanceof Error ? error.message : String(error),
      hint: '停下服务，移走 state/desk.sqlite、-wal、-shm，把 state/desk-copy.sqlite（每小时一份）改名为 desk.sqlite，或从工作区备份取回；都没有的，用 opsledger account add 重新建立账号。记录和文档不受影响',
    });
    made.cause = error;
    throw made;
  }
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
    database.exec('ROLLBACK');
    throw error;
  }
}
