/** The desk's database in a folder of its own, opened as the server opens it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { defaultRoles } from '../../../src/contract/acts.ts';
import { openDeskDatabase } from '../../../src/server/accounts/database.ts';
import { hashPassword } from '../../../src/server/accounts/password.ts';
import type { AccountRules } from '../../../src/server/accounts/settings.ts';

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
let hashed: Promise<string> | undefined;

/** An account whose password was set, as `accounts` makes one: by itself it costs a fifth of a second of processor. */
export async function putAccount(
  database: DatabaseSync,
  { name, person, role, now }: { name: string; person: string; role: string; now: string },
): Promise<void> {
  hashed ??= hashPassword(PASSWORD);
  const hash = await hashed;
  const columns = 'name, person, role, hash, mustChange, createdAt, passwordAt';
  database
    .prepare(`INSERT INTO account (${columns}) VALUES (?, ?, ?, ?, 0, ?, ?)`)
    .run(name, person, role, hash, now, now);
  database.prepare('INSERT INTO formerPassword VALUES (?, ?, ?)').run(name, hash, now);
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
