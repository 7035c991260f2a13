/** Rows and checksum of every table of a server, and what decides whether such figures can be compared. Reads only. */
import { SourceError } from './error.ts';
import type { Query, Row } from './mysql.ts';

const SYSTEM = ['mysql', 'sys', 'performance_schema', 'information_schema'];

/** true for schemas that belong to the server itself. */
export const isSystemSchema = (name: string): boolean => SYSTEM.includes(name.toLowerCase());

export interface SchemaOfServer {
  name: string;
  characterSet: string;
  collation: string;
}

/** Schemas that people made, sorted by name. */
export async function userSchemas(query: Query): Promise<SchemaOfServer[]> {
  const rows = await query(
    'SELECT SCHEMA_NAME AS name, DEFAULT_CHARACTER_SET_NAME AS characterSet, DEFAULT_COLLATION_NAME AS collation FROM information_schema.SCHEMATA ORDER BY SCHEMA_NAME',
  );
  return rows
    .map((row) => ({
      name: textOf(row['name']),
      characterSet: textOf(row['characterSet']),
      collation: textOf(row['collation']),
    }))
    .filter(({ name }) => !isSystemSchema(name));
}

export interface TableOfServer {
  schema: string;
  table: string;
  engine: string | null;
}

/** Tables (no views) of the named schemas, sorted. */
export async function listTables(query: Query, schemas: readonly string[]): Promise<TableOfServer[]> {
  if (schemas.length === 0) return [];
  const rows = await query(
    `SELECT TABLE_SCHEMA AS s, TABLE_NAME AS t, ENGINE AS e FROM information_schema.TABLES
     WHERE TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED') AND TABLE_SCHEMA IN (${schemas.map(() => '?').join(', ')})
     ORDER BY TABLE_SCHEMA, TABLE_NAME`,
    schemas,
  );
  return rows.map((row) => ({
    schema: textOf(row['s']),
    table: textOf(row['t']),
    engine: row['e'] === null ? null : textOf(row['e']),
  }));
}

export interface CountedTable extends TableOfServer {
  rows: number;
  /** null: the server could not compute it. */
  checksum: string | null;
}

/** A name in backquotes. */
export const quoted = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

/** COUNT(*) and CHECKSUM TABLE. @throws SourceError when the table cannot be read */
export async function countTable(query: Query, table: TableOfServer): Promise<CountedTable> {
  const name = `${quoted(table.schema)}.${quoted(table.table)}`;
  const [counted] = await query(`SELECT COUNT(*) AS n FROM ${name}`);
  const [summed] = await query(`CHECKSUM TABLE ${name}`);
  const checksum = summed?.['Checksum'] ?? null;
  return { ...table, rows: Number(counted?.['n'] ?? 0), checksum: checksum === null ? null : String(checksum) };
}

export interface ServerSettings {
  version: string;
  characterSet: string;
  collation: string;
  sqlMode: string;
  timeZone: string;
  lowerCaseTableNames: string;
}

/** What figures of one server must be read beside. */
export async function serverSettings(query: Query): Promise<ServerSettings> {
  const [row] = await query(
    `SELECT VERSION() AS version, @@global.character_set_server AS characterSet, @@global.collation_server AS collation,
     @@global.sql_mode AS sqlMode, @@global.time_zone AS timeZone, @@global.lower_case_table_names AS lowerCaseTableNames`,
  );
  if (row === undefined) throw new SourceError('数据库没有应答');
  const of = (name: string) => textOf(row[name]);
  return {
    version: of('version'),
    characterSet: of('characterSet'),
    collation: of('collation'),
    sqlMode: of('sqlMode'),
    timeZone: of('timeZone'),
    lowerCaseTableNames: of('lowerCaseTableNames'),
  };
}

/** `MariaDB` or `MySQL`: their checksums are not comparable with each other. */
export const familyOf = (version: string): 'MariaDB' | 'MySQL' => (/mariadb/i.test(version) ? 'MariaDB' : 'MySQL');

/** The one value of a query with one row of one column, as text. @throws SourceError for any other shape */
export async function singleValue(query: Query, sql: string): Promise<string> {
  const rows = await query(sql);
  const columns = Object.values(rows[0] ?? {});
  if (rows.length !== 1 || columns.length !== 1) throw new SourceError('查询应只得一行一列');
  return columns[0] === null ? 'NULL' : String(columns[0]);
}

const textOf = (value: Row[string] | undefined): string => (value === undefined || value === null ? '' : String(value));
