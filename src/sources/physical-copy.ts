/** A private copy of a physical backup set (mariadb-backup, xtrabackup), made ready to start a server on. */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { runCommand } from './command.ts';
import { SourceError } from './error.ts';

export interface PhysicalSet {
  /** `MariaDB` for mariadb-backup, `MySQL` for xtrabackup. */
  family: 'MariaDB' | 'MySQL';
  /** An increment cannot be restored without its full backup. */
  incremental: boolean;
  /** Files that lead out of the set; the server started on a copy would open what they point at. */
  leadingOut: string[];
  /** Options without which no server can read these files. */
  options: string[];
}

/** Options of `backup-my.cnf` that describe the files; anything with a path in it stays out. */
const DESCRIBING = [
  'innodb_data_file_path',
  'innodb_page_size',
  'innodb_undo_tablespaces',
  'innodb_checksum_algorithm',
];

export async function readPhysicalSet(folder: string): Promise<PhysicalSet> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const leadingOut = entries
    .filter((entry) => entry.isSymbolicLink() || entry.name.endsWith('.isl'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  const info = await firstOf(folder, ['xtrabackup_info', 'mariadb_backup_info']);
  const checkpoints = await firstOf(folder, ['xtrabackup_checkpoints', 'mariadb_backup_checkpoints']);
  const settings = await firstOf(folder, ['backup-my.cnf']);
  const isXtrabackup = /^tool_name\s*=.*xtrabackup/m.test(info) && !/mariadb/i.test(info);
  return {
    family: isXtrabackup ? 'MySQL' : 'MariaDB',
    incremental: /^backup_type\s*=\s*incremental/m.test(checkpoints),
    leadingOut,
    options: DESCRIBING.flatMap((name) => {
      const value = new RegExp(`^${name}\\s*=\\s*(\\S+)\\s*$`, 'm').exec(settings)?.[1];
      return value === undefined || !/^[\w.:;-]+$/.test(value) ? [] : [`--loose-${name.replaceAll('_', '-')}=${value}`];
    }),
  };
}

async function firstOf(folder: string, names: readonly string[]): Promise<string> {
  for (const name of names) {
    const text = await readFile(join(folder, name), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (text !== null) return text;
  }
  return '';
}

/** What went wrong with a file of a set, and which table it belongs to. */
export class TableFailure extends Error {
  /** `schema.table`; null when the file belongs to none. */
  readonly table: string | null;
  readonly reason: string;

  constructor(reason: string, table: string | null, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'TableFailure';
    this.reason = reason;
    this.table = table;
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: '磁盘已满',
  EDQUOT: '磁盘配额已满',
  EACCES: '没有权限读取备份文件',
  EIO: '备份文件读取出错',
  ENOENT: '备份文件缺失',
  EROFS: '磁盘只读',
};

/**
 * Copies every file; what it makes only its owner can read.
 * @throws TableFailure naming the table whose file could not be copied; the signal's reason
 */
export async function copySet(from: string, to: string, signal: AbortSignal): Promise<void> {
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    signal.throwIfAborted();
    const path = join(entry.parentPath, entry.name);
    const name = relative(from, path);
    try {
      if (entry.isDirectory()) await mkdir(join(to, name), { recursive: true, mode: 0o700 });
      else if (entry.isFile()) {
        await mkdir(join(to, name, '..'), { recursive: true, mode: 0o700 });
        await pipeline(createReadStream(path), createWriteStream(join(to, name), { mode: 0o600 }), { signal });
      }
    } catch (error) {
      signal.throwIfAborted();
      const code = (error as NodeJS.ErrnoException).code ?? '';
      throw new TableFailure(reasons[code] ?? `复制备份文件失败（${code}）`, tableOfFile(name), { cause: error });
    }
  }
}

/** `oa/leave_request.ibd` → `oa.leave_request`; of a partition its table. @param name relative to the set */
export function tableOfFile(name: string): string | null {
  const [, schema, table] =
    /(?:^|\/)([^/\s]+)\/([^/\s]+?)(?:#[pP]#[^/]*)?\.(?:ibd|new|frm|MYD|MYI|MAD|MAI|CSV)\b/.exec(
      name.split(sep).join('/'),
    ) ?? [];
  return schema === undefined || table === undefined ? null : `${decoded(schema)}.${decoded(table)}`;
}

/** File names hold letters other than ASCII as `@` and four hex digits. */
const decoded = (name: string): string =>
  name.replace(/@([0-9a-f]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/**
 * Applies the log that was copied with the data. @returns last lines of what the program said, for the transcript
 * @throws TableFailure when the set cannot be prepared, naming the table that the program complained of
 */
export async function prepareCopy(program: string, folder: string, signal: AbortSignal): Promise<string[]> {
  const { code, stderr } = await runCommand(program, ['--no-defaults', '--prepare', `--target-dir=${folder}`], signal);
  const lines = stderr.trimEnd().split('\n');
  if (code === 0) return lines.slice(-3);
  const complaints = lines.filter((line) => /error|fatal|cannot|corrupt|full/i.test(line));
  const full = complaints.some((line) => /no space left|disk (?:is )?full|errno: 28|OS error 28/i.test(line));
  const table = complaints.map(tableOfFile).find((one) => one !== null) ?? null;
  throw new TableFailure(full ? '磁盘已满' : `准备（prepare）失败，退出码 ${code}`, table, {
    cause: new SourceError(complaints.slice(0, 5).join(' ')),
  });
}
