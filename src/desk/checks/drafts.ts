/**
 * Answers to manual checks that somebody gave and nobody saved as a record yet, of several people. They lie in the desk's database,
 * never in git: they survive a restart, are copied and told with it, and are gone once they are a record, or after a month.
 */
import type { DatabaseSync } from 'node:sqlite';
import { DRAFT_DAYS, deskFault, inTransaction, isDatabaseError, openDeskDatabase } from '../../accounts/database.ts';
import type { ManualResult } from '../../records/reading.ts';

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
  /** Where its file lies (`photos.ts`). */
  file: string;
  /** As the person named it. */
  name: string;
  subject: string;
  place: string;
  account: string;
  /** ISO instants: of the picture, empty where it was kept before anybody asked; and of keeping it. */
  takenAt: string;
  keptAt: string;
}

/** What was done about an abnormal row. */
export interface KeptMeasure {
  row: string;
  measure: string;
  account: string;
  /** ISO instant. */
  keptAt: string;
}

export interface CheckDrafts {
  answers(period: string): KeptAnswer[];
  photos(period: string): KeptPhoto[];
  /** Files that a photo has. */
  files(): string[];
  keep(period: string, answer: KeptAnswer): void;
  drop(period: string, row: string): void;
  addPhoto(period: string, photo: Omit<KeptPhoto, 'id'>): void;
  dropPhoto(period: string, row: string, id: number): void;
  /** 处理措施 by row, until the document of the period is confirmed with them. */
  measures(period: string): KeptMeasure[];
  /** @param kept empty: there is none */
  keepMeasure(period: string, kept: KeptMeasure): void;
  forgetMeasures(period: string): void;
  /** Rows that an account was shown. */
  opened(period: string, account: string): ReadonlySet<string>;
  open(period: string, account: string, rows: readonly string[], now: string): void;
  /** Periods with answers, and how many. */
  periods(): { period: string; rows: number }[];
  /** Takes away what was saved: these answers as they were, and their photos. */
  saved(period: string, answers: readonly KeptAnswer[], photos: readonly number[]): void;
  /** Forgets what nobody saved for as long as a draft is kept. */
  sweep(now: string): void;
}

/**
 * Does something with the drafts of a workspace, all of it or nothing.
 * @throws EnvironmentError when the database cannot be opened
 */
export function withDrafts<T>(root: string, work: (drafts: CheckDrafts) => T): T {
  const database = openDeskDatabase(root);
  try {
    return inTransaction(database, () => work(draftsIn(database)));
  } catch (error) {
    throw isDatabaseError(error) ? deskFault(error) : error;
  } finally {
    database.close();
  }
}

function draftsIn(database: DatabaseSync): CheckDrafts {
  const all = <T>(sql: string, ...values: (string | number)[]): T[] => database.prepare(sql).all(...values) as T[];
  const run = (sql: string, ...values: (string | number)[]): void => {
    database.prepare(sql).run(...values);
  };
  return {
    answers: (period) =>
      all<KeptAnswer>(
        'SELECT row, result, value, note, person, at, account, keptAt FROM checkAnswer WHERE period = ? ORDER BY row',
        period,
      ),
    photos: (period) =>
      all<KeptPhoto>(
        'SELECT id, row, file, name, subject, place, account, keptAt FROM checkPhoto WHERE period = ? ORDER BY id',
        period,
      ),
    files: () => all<{ file: string }>('SELECT file FROM checkPhoto').map(({ file }) => file),
    keep(period, { row, result, value, note, person, at, account, keptAt }) {
      run(
        'INSERT OR REPLACE INTO checkAnswer (period, row, result, value, note, person, at, account, keptAt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        ...[period, row, result, value, note, person, at, account, keptAt],
      );
    },
    drop: (period, row) => run('DELETE FROM checkAnswer WHERE period = ? AND row = ?', period, row),
    addPhoto: (period, { row, file, name, subject, place, account, takenAt, keptAt }) =>
      run(
        'INSERT INTO checkPhoto (period, row, file, name, subject, place, account, takenAt, keptAt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        ...[period, row, file, name, subject, place, account, takenAt, keptAt],
      ),
    dropPhoto: (period, row, id) =>
      run('DELETE FROM checkPhoto WHERE period = ? AND row = ? AND id = ?', period, row, id),
    measures: (period) =>
      all('SELECT row, measure, account, keptAt FROM checkMeasure WHERE period = ? ORDER BY row', period),
    keepMeasure(period, { row, measure, account, keptAt }) {
      if (measure === '') run('DELETE FROM checkMeasure WHERE period = ? AND row = ?', period, row);
      else
        run(
          'INSERT OR REPLACE INTO checkMeasure (period, row, measure, account, keptAt) VALUES (?, ?, ?, ?, ?)',
          ...[period, row, measure, account, keptAt],
        );
    },
    forgetMeasures: (period) => run('DELETE FROM checkMeasure WHERE period = ?', period),
    opened: (period, account) =>
      new Set(
        all<{ row: string }>('SELECT row FROM checkOpened WHERE period = ? AND account = ?', period, account).map(
          ({ row }) => row,
        ),
      ),
    open(period, account, rows, now) {
      for (const row of rows) {
        run(
          'INSERT OR IGNORE INTO checkOpened (period, account, row, keptAt) VALUES (?, ?, ?, ?)',
          ...[period, account, row, now],
        );
      }
    },
    periods: () => all('SELECT period, count(*) AS rows FROM checkAnswer GROUP BY period ORDER BY period'),
    saved(period, answers, photos) {
      for (const { row, keptAt } of answers)
        run('DELETE FROM checkAnswer WHERE period = ? AND row = ? AND keptAt = ?', period, row, keptAt);
      for (const id of photos) run('DELETE FROM checkPhoto WHERE period = ? AND id = ?', period, id);
      run('DELETE FROM checkOpened WHERE period <> ? AND period NOT IN (SELECT period FROM checkAnswer)', period);
    },
    sweep(now) {
      for (const table of ['checkAnswer', 'checkPhoto', 'checkOpened', 'checkMeasure'])
        run(`DELETE FROM ${table} WHERE julianday(keptAt) < julianday(?) - ${DRAFT_DAYS}`, now);
    },
  };
}
