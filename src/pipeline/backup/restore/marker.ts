/**
 * What tells our own data on a scratch server from everybody else's: a schema with a random name, in which every schema
 * is written down before it is made. So what a killed run left is known to the next one, and nothing else is touched.
 */
import { randomBytes } from 'node:crypto';
import { SourceError } from '../../../sources/error.ts';
import { type MysqlAccess, type Query, withScratchMysql } from '../../../sources/mysql.ts';
import { quoted, userSchemas } from '../../../sources/mysql-tables.ts';

const PREFIX = 'opsledger_restore_';
const NAME = /^opsledger_restore_[0-9a-f]{16}$/;
/** Held as long as a test runs: two tests must not share a server. */
const LOCK = 'opsledger_restore_test';
/** A big schema is not dropped in a moment. */
const CLEANING_MS = 15 * 60_000;

/** true when no other test runs on this server; the lock ends with the connection. */
export async function takeLock(query: Query): Promise<boolean> {
  const [row] = await query('SELECT GET_LOCK(?, 0) AS taken', [LOCK]);
  return Number(row?.['taken']) === 1;
}

export interface SchemasThere {
  /** Made by us, the markers themselves included. */
  ours: string[];
  /** Somebody else's. */
  foreign: string[];
}

export async function schemasThere(query: Query): Promise<SchemasThere> {
  const all = (await userSchemas(query)).map(({ name }) => name);
  const ours = new Set<string>();
  for (const marker of all.filter((name) => NAME.test(name))) {
    ours.add(marker);
    for (const name of await markedBy(query, marker)) ours.add(name);
  }
  return { ours: all.filter((name) => ours.has(name)), foreign: all.filter((name) => !ours.has(name)) };
}

async function markedBy(query: Query, marker: string): Promise<string[]> {
  const tables = await query(
    "SELECT COUNT(*) AS n FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = 'made'",
    [marker],
  );
  // A run that was killed between making the schema and the table has made nothing else.
  if (Number(tables[0]?.['n']) === 0) return [];
  return (await query(`SELECT name FROM ${quoted(marker)}.made`)).map((row) => String(row['name']));
}

/** Makes the marker of this run. @returns its name, which nobody can guess */
export async function placeMarker(query: Query): Promise<string> {
  const marker = `${PREFIX}${randomBytes(8).toString('hex')}`;
  await query(`CREATE DATABASE ${quoted(marker)}`);
  await query(
    `CREATE TABLE ${quoted(marker)}.made (name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PRIMARY KEY)`,
  );
  return marker;
}

/** Writes down that a schema will be ours. @throws SourceError when it is there already, and so somebody else's */
export async function announceSchema(query: Query, marker: string, name: string): Promise<void> {
  const known = await markedBy(query, marker);
  if (known.includes(name)) return;
  const there = (await userSchemas(query)).map((one) => one.name);
  if (there.includes(name)) throw new SourceError(`临时服务器上已有库 ${name}，不是本次测试建立的`);
  await query(`INSERT INTO ${quoted(marker)}.made VALUES (?)`, [name]);
}

/**
 * Drops everything that is ours, on a connection of its own, after ending what still works for us there.
 * @param keep connection that holds the lock
 * @returns schemas that are there in spite of it; empty when nothing is left
 */
export async function removeOurs(access: MysqlAccess, keep: number): Promise<string[]> {
  return await withScratchMysql(access, AbortSignal.timeout(CLEANING_MS), async (query) => {
    await endOthers(query, access.user, keep);
    const { ours } = await schemasThere(query);
    // The markers last: until then the next run knows what is ours.
    const order = ours.toSorted((a, b) => Number(NAME.test(a)) - Number(NAME.test(b)));
    await query('SET SESSION foreign_key_checks = 0');
    for (const name of order) await query(`DROP DATABASE IF EXISTS ${quoted(name)}`);
    return (await schemasThere(query)).ours;
  });
}

/** A client that was killed leaves its last statement running, which holds on to its table. */
async function endOthers(query: Query, user: string, keep: number): Promise<void> {
  const rows = await query(
    'SELECT ID AS id FROM information_schema.PROCESSLIST WHERE USER = ? AND ID NOT IN (CONNECTION_ID(), ?)',
    [user, keep],
  );
  for (const row of rows) {
    await query(`KILL CONNECTION ${Number(row['id'])}`).catch((error: unknown) => {
      // It may have ended between the look and the kill; whatever else is wrong shows when its schema is dropped.
      if (!(error instanceof SourceError)) throw error;
    });
  }
}
