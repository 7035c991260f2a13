/**
 * Answers to manual checks that somebody gave and nobody saved as a record yet, of several people. In a database of the
 * workspace's state, never in git: it survives a restart, and is gone once the answers are a record.
 */
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { EnvironmentError } from '../../contract/error.ts';
import type { ManualResult } from '../../records/reading.ts';
import type { Attachment } from '../../records/record.ts';

/** Path below the workspace; `state/*.sqlite` is kept out of git. */
export const CHECK_DRAFTS = 'state/checks.sqlite';

const TABLES = `
  CREATE TABLE IF NOT EXISTS answer (
    period TEXT NOT NULL, row TEXT NOT NULL,
    result TEXT NOT NULL, value TEXT NOT NULL, note TEXT NOT NULL,
    person TEXT NOT NULL, at TEXT NOT NULL, account TEXT NOT NULL, keptAt TEXT NOT NULL,
    PRIMARY KEY (period, row)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS photo (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    period TEXT NOT NULL, row TEXT NOT NULL, attachment TEXT NOT NULL, bytes BLOB NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS opened (
    period TEXT NOT NULL, account TEXT NOT NULL, row TEXT NOT NULL,
    PRIMARY KEY (period, account, row)
  ) STRICT;`;

export interface KeptAnswer {
  row: string;
  result: ManualResult['result'];
  value: string;
  note: string;
  person: string;
  /** ISO instant at which it was seen. */
  at: string;
  account: string;
  /** ISO instant at which it was written down here. */
  keptAt: string;
}

export interface KeptPhoto {
  id: number;
  row: string;
  attachment: Attachment;
}

export interface CheckDrafts {
  answers(period: string): KeptAnswer[];
  photos(period: string): KeptPhoto[];
  bytesOf(photo: number): Uint8Array;
  keep(period: string, answer: KeptAnswer): void;
  drop(period: string, row: string): void;
  addPhoto(period: string, row: string, attachment: Attachment, bytes: Uint8Array): void;
  dropPhoto(period: string, row: string, id: number): void;
  /** Rows that an account was shown. */
  opened(period: string, account: string): ReadonlySet<string>;
  open(period: string, account: string, rows: readonly string[]): void;
  /** Periods with answers, and how many. */
  periods(): { period: string; rows: number }[];
  /** Takes away what was saved: these answers as they were, and their photos. */
  saved(period: string, answers: readonly KeptAnswer[], photos: readonly number[]): void;
}

/**
 * Does something with the drafts of a workspace, all of it or nothing.
 * @throws EnvironmentError when the database cannot be opened
 */
export function withDrafts<T>(root: string, work: (drafts: CheckDrafts) => T): T {
  const database = opened(root);
  try {
    database.exec('BEGIN IMMEDIATE');
    try {
      const result = work(draftsIn(database));
      database.exec('COMMIT');
      return result;
    } catch (error) {
      database.exec('ROLLBACK');
      throw error;
    }
  } finally {
    database.close();
  }
}

function opened(root: string): DatabaseSync {
  const path = join(root, CHECK_DRAFTS);
  try {
    mkdirSync(dirname(path), { recursive: true });
    const database = new DatabaseSync(path, { timeout: 5_000 });
    database.exec(`PRAGMA synchronous = FULL; ${TABLES}`);
    return database;
  } catch (error) {
    const made = new EnvironmentError('人工检查的草稿打不开', {
      file: CHECK_DRAFTS,
      found: error instanceof Error ? error.message : String(error),
      hint: '移走该文件后重试：只丢失未保存的检查结果，记录和文档不受影响',
    });
    made.cause = error;
    throw made;
  }
}

function draftsIn(database: DatabaseSync): CheckDrafts {
  const all = <T>(sql: string, ...values: (string | number)[]): T[] => database.prepare(sql).all(...values) as T[];
  const run = (sql: string, ...values: (string | number | Uint8Array)[]): void => {
    database.prepare(sql).run(...values);
  };
  return {
    answers: (period) =>
      all<KeptAnswer>(
        'SELECT row, result, value, note, person, at, account, keptAt FROM answer WHERE period = ? ORDER BY row',
        period,
      ),
    photos: (period) =>
      all<{ id: number; row: string; attachment: string }>(
        'SELECT id, row, attachment FROM photo WHERE period = ? ORDER BY id',
        period,
      ).map((one) => ({ ...one, attachment: JSON.parse(one.attachment) as Attachment })),
    bytesOf: (photo) =>
      all<{ bytes: Uint8Array }>('SELECT bytes FROM photo WHERE id = ?', photo)[0]?.bytes as Uint8Array,
    keep(period, { row, result, value, note, person, at, account, keptAt }) {
      run(
        'INSERT OR REPLACE INTO answer (period, row, result, value, note, person, at, account, keptAt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        ...[period, row, result, value, note, person, at, account, keptAt],
      );
    },
    drop: (period, row) => run('DELETE FROM answer WHERE period = ? AND row = ?', period, row),
    addPhoto: (period, row, attachment, bytes) =>
      run(
        'INSERT INTO photo (period, row, attachment, bytes) VALUES (?, ?, ?, ?)',
        ...[period, row, JSON.stringify(attachment), bytes],
      ),
    dropPhoto: (period, row, id) => run('DELETE FROM photo WHERE period = ? AND row = ? AND id = ?', period, row, id),
    opened: (period, account) =>
      new Set(
        all<{ row: string }>('SELECT row FROM opened WHERE period = ? AND account = ?', period, account).map(
          ({ row }) => row,
        ),
      ),
    open(period, account, rows) {
      for (const row of rows)
        run('INSERT OR IGNORE INTO opened (period, account, row) VALUES (?, ?, ?)', period, account, row);
    },
    periods: () => all('SELECT period, count(*) AS rows FROM answer GROUP BY period ORDER BY period'),
    saved(period, answers, photos) {
      for (const { row, keptAt } of answers)
        run('DELETE FROM answer WHERE period = ? AND row = ? AND keptAt = ?', period, row, keptAt);
      for (const id of photos) run('DELETE FROM photo WHERE period = ? AND id = ?', period, id);
      run('DELETE FROM opened WHERE period <> ? AND period NOT IN (SELECT period FROM answer)', period);
    },
  };
}
