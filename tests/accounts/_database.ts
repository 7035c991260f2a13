/** The desk's database in a folder of its own, opened as the server opens it. */
import { argon2Sync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { openDeskDatabase } from '../../src/accounts/database.ts';
import type { AccountRules } from '../../src/accounts/settings.ts';
import { defaultRoles } from '../../src/contract/acts.ts';

export const NOW = '2026-11-24T09:00:00+08:00';

/** So many seconds after `NOW`. */
export const later = (seconds: number): string => new Date(Date.parse(NOW) + seconds * 1000).toISOString();

export const RULES: AccountRules = {
  passwords: { minLength: 12, classes: 3, history: 5, maxAgeDays: 90, dictionary: [] },
  sessions: { idleMinutes: 30, absoluteHours: 12, sameAddress: true },
  idleDays: 180,
  auditMonths: 6,
  personMonths: 12,
  roles: defaultRoles,
};

/** Of every account of a test. */
export const PASSWORD = 'Quiet-Harbour-Lamp-58';

/** As it is kept, with the least cost that there is: what it costs by itself is a fifth of a second of processor. */
const HASH = cheapHash();
function cheapHash(): string {
  const nonce = Buffer.from('sixteen bytes ok');
  const tag = argon2Sync('argon2id', { message: PASSWORD, nonce, memory: 8, passes: 1, parallelism: 1, tagLength: 32 });
  return ['argon2id', 8, 1, nonce.toString('base64url'), tag.toString('base64url')].join('$');
}

/** An account whose password was set, as `accounts` makes one. */
export function putAccount(
  database: DatabaseSync,
  { name, person, role, now }: { name: string; person: string; role: string; now: string },
): void {
  const columns = 'name, person, role, hash, mustChange, createdAt, passwordAt';
  database
    .prepare(`INSERT INTO account (${columns}) VALUES (?, ?, ?, ?, 0, ?, ?)`)
    .run(name, person, role, HASH, now, now);
  database.prepare('INSERT INTO formerPassword VALUES (?, ?, ?)').run(name, HASH, now);
}

const opened: { root: string; database: DatabaseSync }[] = [];

export function openTestDatabase(): DatabaseSync & { root: string } {
  const root = mkdtempSync(join(tmpdir(), 'opsledger-desk-'));
  const database = openDeskDatabase(root);
  opened.push({ root, database });
  return Object.assign(database, { root });
}

/** Closes and removes what was opened; each test file calls it after its tests. */
export function closeDatabases(): void {
  for (const { root, database } of opened.splice(0)) {
    if (database.isOpen) database.close();
    rmSync(root, { recursive: true, force: true });
  }
}
