/** What the desk keeps beside the records: forms that were not saved, answers and photos on their way. */
import { access, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { copyDatabase } from '../../accounts/copy.ts';
import { DESK_COPY, DESK_DATABASE } from '../../accounts/database.ts';
import { isUnreachable } from '../../workspace/disk/faults.ts';
import { sha256Of } from '../../workspace/store/evidence.ts';

/** Tables with what people typed, and the columns with its text. */
const TYPED: Readonly<Record<string, string>> = {
  draft: 'state',
  checkAnswer: "result || ' ' || value || ' ' || note",
  checkMeasure: 'measure',
};

/** Folders of files that were handed in; of the rest of `.opsledger/` nothing is anybody's. */
const HANDED_IN = ['inbox', '.opsledger'];
const CACHE = '.opsledger/cache/';

/**
 * Deletes what holds one of the texts or originals, from the database's free pages and its copy, too.
 * @param texts as they were written @param digests SHA-256 of files
 * @returns files that went, relative to the workspace, and why the database could not be cleared, in Chinese (null: it was)
 */
export async function clearHandedIn(
  root: string,
  texts: readonly string[],
  digests: ReadonlySet<string>,
): Promise<{ files: string[]; unreached: string | null }> {
  const files = digests.size === 0 ? [] : await clearFiles(root, digests);
  return { files, unreached: texts.length === 0 ? null : await clearDatabase(root, texts) };
}

async function clearFiles(root: string, digests: ReadonlySet<string>): Promise<string[]> {
  const gone: string[] = [];
  for (const folder of HANDED_IN) {
    const entries = await readdir(join(root, folder), { withFileTypes: true, recursive: true }).catch(
      (error: unknown) => {
        if (isUnreachable(error)) return [];
        throw error;
      },
    );
    for (const entry of entries.filter((one) => one.isFile())) {
      const file = join(entry.parentPath, entry.name);
      const path = file.slice(root.length + 1);
      // The cache goes as a whole.
      if (path.startsWith(CACHE) || !digests.has(sha256Of(await readFile(file)))) continue;
      await rm(file, { force: true });
      gone.push(path);
    }
  }
  return gone.sort();
}

async function clearDatabase(root: string, texts: readonly string[]): Promise<string | null> {
  const path = join(root, DESK_DATABASE);
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  if (!isThere) return null;
  try {
    const database = new DatabaseSync(path, { timeout: 5_000 });
    try {
      if (!deleteRows(database, texts)) return null;
      // Pages that were freed still hold what was on them.
      database.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)');
      copyDatabase(database, root);
      return null;
    } finally {
      database.close();
    }
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    return `登记台的账号库 ${DESK_DATABASE} 与 ${DESK_COPY}（${found}）：未保存的表单中可能还有，停下服务后重新执行 opsledger erase`;
  }
}

/** @returns true when some went */
function deleteRows(database: DatabaseSync, texts: readonly string[]): boolean {
  const known = new Set(
    (database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all() as { name: string }[]).map(
      ({ name }) => name,
    ),
  );
  let gone = 0;
  for (const [table, text] of Object.entries(TYPED)) {
    if (!known.has(table)) continue;
    const statement = database.prepare(`DELETE FROM ${table} WHERE instr(${text}, ?) > 0 OR instr(${text}, ?) > 0`);
    for (const one of texts) gone += Number(statement.run(one, JSON.stringify(one).slice(1, -1)).changes);
  }
  return gone > 0;
}
