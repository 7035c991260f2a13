/**
 * A logical backup on its way into a scratch server: what belongs to the server itself is left out, every schema is
 * announced before it is made, and for each line it is known which table it is about.
 */
import { isSystemSchema, quoted } from './mysql-tables.ts';

export interface DumpOptions {
  /** Called with each schema's name, and waited for, before anything is handed on that makes or fills it. */
  onSchema(name: string): Promise<void>;
}

export interface DumpReader {
  /** Transforms the bytes of a dump; use once. */
  transform(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer>;
  /** Table (`schema.table`) that the line with this number, as handed on, is about; null before the first. */
  tableAt(line: number): string | null;
  /** Last table that the dump has come to; null for none. */
  lastTable(): string | null;
  /** Every table that the dump makes. */
  tables(): string[];
  /** Kinds of statements that were left out, in Chinese. */
  leftOut(): string[];
}

/** `USE` and `CREATE DATABASE` as mysqldump and mariadb-dump write them, and as people do. */
const USE = /^USE\s+`?([^`;\s]+)`?\s*;/i;
const CREATE_SCHEMA = /^CREATE\s+(?:DATABASE|SCHEMA)\b[^`]*`([^`]+)`/i;
const ONE_DATABASE = /^-- Host: .*\bDatabase: (\S+)\s*$/;
const CREATE_TABLE = /^CREATE TABLE (?:IF NOT EXISTS )?`((?:[^`]|``)+)`/i;
const ABOUT_TABLE =
  /^(?:INSERT (?:IGNORE )?INTO|REPLACE INTO|LOCK TABLES|-- Dumping data for table|-- Table structure for table|DROP TABLE IF EXISTS) `((?:[^`]|``)+)`/i;

/** Statements that would change the server itself or make it a replica, each up to the line that ends it. */
const SERVER_STATEMENTS: [RegExp, string][] = [
  [/^CHANGE (?:MASTER|REPLICATION)\b/i, '复制设置'],
  [/^(?:START|STOP|RESET) (?:ALL )?(?:SLAVE|REPLICA|MASTER)/i, '复制设置'],
  [/^SET (?:@@GLOBAL\.|GLOBAL )/i, '全局变量'],
  [/^(?:CREATE|DROP|ALTER) (?:USER|ROLE|SERVER)\b|^GRANT\b|^REVOKE\b/i, '账号与权限'],
  [/^(?:UN)?INSTALL (?:PLUGIN|SONAME|COMPONENT)/i, '插件'],
];

/** Enough of a line to see what it is. */
const HEAD = 512;
const NEWLINE = 0x0a;
const HYPHEN = 0x2d;
const LETTER_A = 0x41;
/** The small one, so that both cases lie between. */
const LETTER_Z = 0x7a;

export function readDump({ onSchema }: DumpOptions): DumpReader {
  const about: { line: number; table: string }[] = [];
  const made = new Set<string>();
  const leftOut = new Set<string>();
  let handedOn = 0;
  let schema: string | null = null;
  let announced: string | null = null;
  /** Database of the dump's heading; where nothing makes it before the first table, nobody will but us. */
  let mentioned: string | null = null;
  let leavingOut = false;
  let inRoutine = false;

  const announce = async (name: string) => {
    schema = name;
    if (announced === name) return;
    announced = name;
    await onSchema(name);
  };

  const schemaLine = async (name: string, line: Buffer): Promise<Buffer | null> => {
    if (isSystemSchema(name)) {
      schema = name;
      leftOut.add(`系统库 ${name}`);
      return null;
    }
    await announce(name);
    return line;
  };

  const tableLine = async (table: TableLine, line: Buffer): Promise<Buffer> => {
    if (schema !== null || mentioned === null) {
      note(table);
      return line;
    }
    await announce(mentioned);
    note(table);
    const name = quoted(mentioned);
    return Buffer.concat([Buffer.from(`CREATE DATABASE IF NOT EXISTS ${name}; USE ${name};\n`), line]);
  };

  const note = ({ name, created }: TableLine) => {
    const whole = schema === null ? name : `${schema}.${name}`;
    if (created) made.add(whole);
    if (about.at(-1)?.table !== whole) about.push({ line: handedOn + 1, table: whole });
  };

  /** A line with a word at its beginning. @returns the line, something in its place, or null to leave it out */
  const statement = (head: string, line: Buffer): Buffer | null | Promise<Buffer | null> => {
    const named = USE.exec(head)?.[1] ?? CREATE_SCHEMA.exec(head)?.[1];
    if (named !== undefined) return schemaLine(named, line);
    mentioned ??= ONE_DATABASE.exec(head)?.[1] ?? null;
    if (schema !== null && isSystemSchema(schema)) return null;
    const server = SERVER_STATEMENTS.find(([pattern]) => pattern.test(head));
    if (server === undefined) {
      const table = tableOfLine(head);
      return table === null ? line : tableLine(table, line);
    }
    leftOut.add(server[1]);
    leavingOut = !endsStatement(line);
    return null;
  };

  const take = (line: Buffer): Buffer | null | Promise<Buffer | null> => {
    if (leavingOut) {
      leavingOut = !endsStatement(line);
      return null;
    }
    const inSystem = schema !== null && isSystemSchema(schema);
    // Most lines of a big dump are rows or columns; only those that begin with a letter or `--` can be of interest.
    if (!beginsWithWord(line)) return inSystem ? null : line;
    const head = line.subarray(0, HEAD).toString('utf8');
    const delimiter = /^DELIMITER (\S+)/i.exec(head)?.[1];
    if (delimiter !== undefined) inRoutine = delimiter !== ';';
    if (inRoutine || delimiter !== undefined) return inSystem ? null : line;
    return statement(head, line);
  };

  const takeAll = async (lines: readonly Buffer[]): Promise<Buffer[]> => {
    const out: Buffer[] = [];
    for (const whole of lines) {
      const taken = take(whole);
      // Waiting for each of millions of lines would cost more than reading them.
      const line = taken instanceof Promise ? await taken : taken;
      if (line === null) continue;
      out.push(line);
      handedOn += linesIn(line);
    }
    return out;
  };

  async function* transform(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const lines of wholeLines(source)) {
      const out = await takeAll(lines);
      if (out.length > 0) yield Buffer.concat(out);
    }
  }

  return {
    transform,
    tableAt: (line) => about.findLast((one) => one.line <= line)?.table ?? null,
    lastTable: () => about.at(-1)?.table ?? null,
    tables: () => [...made],
    leftOut: () => [...leftOut],
  };
}

interface TableLine {
  name: string;
  /** true: the line makes the table. */
  created: boolean;
}

function tableOfLine(head: string): TableLine | null {
  const created = CREATE_TABLE.exec(head)?.[1];
  const name = created ?? ABOUT_TABLE.exec(head)?.[1];
  return name === undefined ? null : { name: name.replaceAll('``', '`'), created: created !== undefined };
}

/** Lines with their ends, as many at a time as a chunk completes; the last one may have no end. */
async function* wholeLines(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer[]> {
  let begun: Buffer[] = [];
  for await (const chunk of source) {
    const lines: Buffer[] = [];
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
      const piece = chunk.subarray(from, end + 1);
      lines.push(begun.length === 0 ? piece : Buffer.concat([...begun, piece]));
      begun = [];
      from = end + 1;
    }
    if (from < chunk.length) begun.push(chunk.subarray(from));
    yield lines;
  }
  if (begun.length > 0) yield [Buffer.concat(begun)];
}

function beginsWithWord(line: Buffer): boolean {
  const first = line[0] ?? 0;
  return first === HYPHEN || (first >= LETTER_A && first <= LETTER_Z);
}

const endsStatement = (line: Buffer): boolean => /;\s*(\*\/;?\s*)?$/.test(line.subarray(-HEAD).toString('latin1'));

function linesIn(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) lines += 1;
  return lines;
}
