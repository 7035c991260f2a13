/** The serial numbers of records: none is given twice, whether the one that bears it is on disk or only in the last commit. */
import { basename, dirname } from 'node:path';
import { parseRecordId } from '../../contract/record-id.ts';
import type { RecordKind } from '../../records/record.ts';
import type { Git, TreeEntry } from '../git/git.ts';
import { recordFolder } from '../store/record-file.ts';
import { entries } from '../store/records.ts';

/** Where numbers that were given are looked for. */
export interface SerialContext {
  root: string;
  git: Git;
  /**
   * Names of records in git by folder, read once for many changes of one long run. What this process adds is on disk, and there it is
   * looked for each time.
   */
  committed?: { names?: Promise<Map<string, string[]>> };
}

/**
 * One above the highest serial number of the date, on disk or in the last commit, so that no id is given twice. Numbers
 * are handed out in the order of asking, also to those who ask at the same time.
 */
export function nextSerial(
  context: SerialContext,
  kind: RecordKind,
  date: string,
  serials: Map<string, Promise<number>>,
): Promise<number> {
  const key = `${kind.prefix}-${date}`;
  const next = (serials.get(key) ?? highestSerial(context, kind, date)).then((serial) => serial + 1);
  serials.set(key, next);
  return next;
}

async function highestSerial(context: SerialContext, kind: RecordKind, date: string): Promise<number> {
  const folder = recordFolder(kind.id, date);
  const onDisk = (await entries(context.root, folder)).map((entry) => entry.name);
  const inGit = await committedNames(context, folder);
  const serialsOfDate = [...onDisk, ...inGit]
    .map((name) => parseRecordId(name.replace(/\.[a-z]+$/, '')))
    .filter((parts) => parts !== undefined && parts.prefix === kind.prefix && parts.date === date)
    .map((parts) => parts?.serial ?? 0);
  return Math.max(0, ...serialsOfDate);
}

/** A git process for each folder would cost a long run more than writing its records. */
async function committedNames({ git, committed }: SerialContext, folder: string): Promise<string[]> {
  if (committed === undefined) return namesByFolder(await git.listTree('HEAD', `${folder}/`)).get(folder) ?? [];
  committed.names ??= git.listTree('HEAD', 'records/').then(namesByFolder);
  return (await committed.names).get(folder) ?? [];
}

function namesByFolder(tree: readonly TreeEntry[]): Map<string, string[]> {
  const byFolder = Map.groupBy(tree, ({ path }) => dirname(path));
  return new Map([...byFolder].map(([folder, entries]) => [folder, entries.map(({ path }) => basename(path))]));
}
