/** The log of who did what at the desk: only added to, kept for months, readable by who may (`audit`), told to syslog too. */
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { CONTRACT_ZONE, type InstantText } from '../contract/time.ts';
import { boundedAudit, type Told } from './bounded-audit.ts';

export type AuditEntry = Told;

type Result = Pick<AuditEntry, 'outcome' | 'result'>;
export const DONE: Result = { outcome: 'done', result: '成功' };
export const refusedFor = (why: string): Result => ({ outcome: 'refused', result: `拒绝（${why}）` });
export const failedFor = (why: string): Result => ({ outcome: 'failed', result: `失败（${why}）` });

export type KeptEntry = AuditEntry & { id: number };

/** Which entries; a key that is absent takes all. */
export interface AuditFilter {
  /** Name of the account; empty: entries without one. */
  account?: string;
  /** Those that were refused or failed alone. */
  failures?: boolean;
  /** Part of action or address. */
  text?: string;
  /** Contract days, both inclusive, `yyyy-mm-dd`. */
  from?: string;
  to?: string;
}

export interface AuditLog {
  /**
   * What was done is kept; what failed or was refused, within bounds (`bounded-audit.ts`).
   * @param isKnown whoever tried it has signed in: kept, whatever became of it
   */
  add(entry: AuditEntry, isKnown?: boolean): void;
  /** Writes what was counted of failures and not written yet. */
  settle(now: InstantText): void;
  /** Newest first. @param before id of the entry after those wanted; undefined: from the newest */
  page(limit: number, filter?: AuditFilter, before?: number): KeptEntry[];
  /** Removes what is older than it has to be kept, and says so in the log. @returns how many */
  sweep(now: InstantText): number;
}

/** Longest text of an entry; what somebody made up to fill the log is cut. */
const LONGEST = 500;

/** @param months for which entries are kept; @param tell told of each entry, such as for syslog */
export function openAuditLog(
  database: DatabaseSync,
  months: number,
  tell: (entry: AuditEntry) => void = () => undefined,
): AuditLog {
  const insert = database.prepare(
    'INSERT INTO audit (at, account, address, action, outcome, result) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const keep = (given: AuditEntry): void => {
    const entry = { ...given, action: given.action.slice(0, LONGEST), result: given.result.slice(0, LONGEST) };
    insert.run(entry.at, entry.account, entry.address, entry.action, entry.outcome, entry.result);
    tell(entry);
  };
  const bound = boundedAudit(keep);
  const add = (entry: AuditEntry, isKnown = false): void => {
    if (isKnown || entry.outcome === 'done') keep(entry);
    else bound.add(entry);
  };
  return {
    add,
    settle: bound.settle,
    page(limit, filter = {}, before = Number.MAX_SAFE_INTEGER) {
      const wanted = [['id < ?', before] as const, ...conditions(filter)];
      const where = wanted.map(([condition]) => condition).join(' AND ');
      const values = wanted.flatMap(([, ...given]) => given);
      return database
        .prepare(`SELECT * FROM audit WHERE ${where} ORDER BY id DESC LIMIT ?`)
        .all(...values, limit) as unknown as KeptEntry[];
    },
    sweep(now) {
      const first = Temporal.Instant.from(now).toZonedDateTimeISO('UTC').subtract({ months }).toInstant();
      const kept = database
        .prepare('SELECT id FROM audit WHERE julianday(at) >= julianday(?) ORDER BY id LIMIT 1')
        .get(first.toString()) as { id: number } | undefined;
      const old = database
        .prepare('SELECT count(*) AS n FROM audit WHERE id < ?')
        .get(kept?.id ?? Number.MAX_SAFE_INTEGER) as { n: number };
      if (old.n === 0) return 0;
      // Said first, so that the newest entry bears the time by which the six months are counted (`auditIsKept`).
      add({
        at: now,
        account: null,
        address: '本机',
        action: `删除满 ${months} 个月的操作日志 ${old.n} 条`,
        ...DONE,
      });
      database.prepare('DELETE FROM audit WHERE id IN (SELECT id FROM audit ORDER BY id LIMIT ?)').run(old.n);
      return old.n;
    },
  };
}

type Condition = readonly [sql: string, ...values: SQLInputValue[]];

/** First instant of a contract day; the log holds instants with any offset. */
const startOf = (day: string, later = 0): string =>
  Temporal.PlainDate.from(day).add({ days: later }).toZonedDateTime(CONTRACT_ZONE).toInstant().toString();

function conditions({ account, failures = false, text = '', from, to }: AuditFilter): Condition[] {
  return [
    ...(account === undefined ? [] : [["coalesce(account, '') = ?", account] as const]),
    ...(failures ? [["outcome <> 'done'"] as const] : []),
    ...(text === '' ? [] : [['instr(action || char(10) || address, ?) > 0', text] as const]),
    ...(from === undefined ? [] : [['julianday(at) >= julianday(?)', startOf(from)] as const]),
    ...(to === undefined ? [] : [['julianday(at) < julianday(?)', startOf(to, 1)] as const]),
  ];
}
