/** The log of who did what at the desk: only added to, kept for months, readable by who may (`audit`), told to syslog too. */
import type { DatabaseSync } from 'node:sqlite';
import type { InstantText } from '../../contract/time.ts';

export interface AuditEntry {
  at: InstantText;
  account: string | null;
  address: string;
  /** What was done or tried, in Chinese or as method and path. */
  action: string;
  /** 成功, 拒绝（…）, 失败（…）. */
  result: string;
}

export interface AuditLog {
  add(entry: AuditEntry): void;
  /** Newest first. @param before id of the entry after those wanted; undefined: from the newest */
  page(limit: number, before?: number): (AuditEntry & { id: number })[];
  /** Removes what is older than it has to be kept. */
  sweep(now: InstantText): void;
}

/** @param months for which entries are kept; @param tell told of each entry, such as for syslog */
export function openAuditLog(
  database: DatabaseSync,
  months: number,
  tell: (entry: AuditEntry) => void = () => undefined,
): AuditLog {
  const insert = database.prepare('INSERT INTO audit (at, account, address, action, result) VALUES (?, ?, ?, ?, ?)');
  return {
    add(entry) {
      insert.run(entry.at, entry.account, entry.address, entry.action.slice(0, 500), entry.result.slice(0, 500));
      tell(entry);
    },
    page: (limit, before = Number.MAX_SAFE_INTEGER) =>
      database
        .prepare('SELECT * FROM audit WHERE id < ? ORDER BY id DESC LIMIT ?')
        .all(before, limit) as unknown as (AuditEntry & { id: number })[],
    sweep(now) {
      const first = Temporal.Instant.from(now)
        .toZonedDateTimeISO('UTC')
        .subtract({ months })
        .toInstant().epochMilliseconds;
      const rows = database.prepare('SELECT id, at FROM audit ORDER BY id').all() as { id: number; at: string }[];
      const kept = rows.find((row) => Date.parse(row.at) >= first)?.id;
      database.prepare('DELETE FROM audit WHERE id < ?').run(kept ?? (rows.at(-1)?.id ?? 0) + 1);
    },
  };
}
