/**
 * The redo log of one change. All new files are on disk as temp files before the journal is written; after it, the
 * change can always be finished, or undone, whenever the machine stopped in between.
 */
import { readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { EnvironmentError } from '../../contract/error.ts';
import { discardTemp, releaseTemp, syncFolder, writeDurable } from '../disk/durable.ts';
import { normalisePath } from '../disk/paths.ts';
import { isThere, readIfThere } from '../disk/presence.ts';
import { sha256Of } from '../store/evidence.ts';
import { jsonOf } from '../text/json.ts';

const relativePath = z.string().refine((path) => normalisePath(path) === path);

const entrySchema = z.strictObject({
  /** Where the file will be, relative to the workspace; so are the other two. */
  path: relativePath,
  temp: relativePath,
  /** Second name of the file that was there before; null when there was none. */
  backup: z.nullable(relativePath),
  /** Of the new bytes. */
  sha256: z.string(),
  /** false: not for git. */
  tracked: z.boolean(),
  /** true: the file goes; there is no temp file then, and `sha256` is empty. */
  removed: z.optional(z.literal(true)),
});

const journalSchema = z.strictObject({
  schema: z.literal(1),
  subject: z.string(),
  body: z.string(),
  at: z.string(),
  /** Newest commit before the change: any other means that the change is committed. */
  head: z.string(),
  entries: z.array(entrySchema),
  /** By the key of the log, of `sealedText`, when it was written; absent: this machine has none. */
  seal: z.optional(z.string()),
  /** How long git's own logs of names were, see `namesLogged`; absent: an older program wrote it. */
  logged: z.optional(z.record(z.string(), z.int().min(0))),
});

/** Signs a text by the key of the log, where this machine has it. */
export type Seal = (text: string) => Promise<string | undefined>;

/** In a commit that was finished after an interruption: when it was written, when finished, and the seal. */
export const FINISHED_LATE = /^补写：写入于 (\S+)，中断后于 (\S+) 完成，印记 (\S+)$/m;

/** What a seal vouches for: these files were to follow that commit, at that time. `sha256` empty: the file goes. */
export const sealedText = (at: string, head: string, files: readonly { path: string; sha256: string }[]): string =>
  ['opsledger journal', at, head, ...files.map(({ path, sha256 }) => `${sha256} ${path}`).toSorted(), ''].join('\n');

export type Journal = z.infer<typeof journalSchema>;
export type JournalEntry = z.infer<typeof entrySchema>;

const FORWARD = '.opsledger/journal.json';
/** Same content under this name: the change is being undone. A rename needs no space on a full disk. */
const BACKWARD = '.opsledger/journal-undo.json';

/** Makes the journal durable. From here on the change will happen or be undone as a whole. */
export async function writeJournal(root: string, journal: Journal): Promise<void> {
  await writeDurable(join(root, FORWARD), JSON.stringify(journal), FORWARD);
}

/**
 * The journal that a crash left, and which way it was going; undefined when there is none.
 * @throws EnvironmentError when it cannot be read, or is of a newer program
 */
export async function readJournal(root: string): Promise<{ journal: Journal; undoing: boolean } | undefined> {
  for (const file of [BACKWARD, FORWARD]) {
    const text = (await readIfThere(join(root, file)))?.toString('utf8');
    if (text === undefined) continue;
    const parsed = journalSchema.safeParse(jsonOf(text));
    if (parsed.success) return { journal: parsed.data, undoing: file === BACKWARD };
    throw new EnvironmentError('恢复日志无法识别', { file, hint: '由更新的 opsledger 写下；请升级后再执行' });
  }
  return undefined;
}

const newerSchema = z.looseObject({ schema: z.int().min(2) });

/**
 * Files of the journal that say nothing to any program, relative to the workspace: a damaged disk or a hand left them so, since
 * a journal gets its name only when it is whole. One of a newer program is none of them.
 */
export async function damagedJournals(root: string): Promise<string[]> {
  const damaged: string[] = [];
  for (const file of [BACKWARD, FORWARD]) {
    const bytes = await readIfThere(join(root, file));
    const value = bytes === undefined ? undefined : jsonOf(bytes.toString('utf8'));
    const known = journalSchema.safeParse(value).success || newerSchema.safeParse(value).success;
    if (bytes !== undefined && !known) damaged.push(file);
  }
  return damaged;
}

/** Which way the journal that is on the disk would go; undefined when there is none. */
export async function journalWay(root: string): Promise<'forward' | 'back' | undefined> {
  if (await isThere(join(root, BACKWARD))) return 'back';
  return (await isThere(join(root, FORWARD))) ? 'forward' : undefined;
}

/** Gives every file its name. Safe to repeat. */
export async function rollForward(root: string, journal: Journal): Promise<void> {
  for (const entry of journal.entries) {
    if (entry.removed) await rm(join(root, entry.path), { force: true });
    const temp = join(root, entry.temp);
    if (!(await isThere(temp))) continue;
    await rename(temp, join(root, entry.path));
    releaseTemp(temp);
  }
  await syncFolders(root, journal);
}

/** true when each new file is there under its temp name or its own, with the right bytes. */
export async function canRollForward(root: string, journal: Journal): Promise<boolean> {
  for (const entry of journal.entries) {
    if (entry.removed) continue;
    const at = (await isThere(join(root, entry.temp))) ? entry.temp : entry.path;
    const bytes = (await isThere(join(root, at))) ? await readFile(join(root, at)) : undefined;
    if (bytes === undefined || sha256Of(bytes) !== entry.sha256) return false;
  }
  return true;
}

/** Puts back every file as it was before the change. Needs no disk space; safe to repeat, until `endUndo`. */
export async function rollBack(root: string, journal: Journal): Promise<void> {
  if (await isThere(join(root, FORWARD))) await rename(join(root, FORWARD), join(root, BACKWARD));
  for (const entry of journal.entries) {
    await discardTemp(join(root, entry.temp));
    if (entry.backup === null) await rm(join(root, entry.path), { force: true });
    else await putBack(join(root, entry.backup), join(root, entry.path));
  }
  await syncFolders(root, journal);
}

/** Ends the journal of a change that is undone. */
export async function endUndo(root: string): Promise<void> {
  await rm(join(root, BACKWARD), { force: true });
}

async function putBack(backup: string, path: string): Promise<void> {
  if (!(await isThere(backup))) return;
  await rename(backup, path);
  // When the file was not replaced yet, both names are of one file, and rename leaves both.
  await discardTemp(backup);
}

/** Ends the journal of a change that is complete and committed. */
export async function closeJournal(root: string, journal: Journal): Promise<void> {
  // The journal last: whoever finds it knows what else there may be.
  for (const entry of journal.entries) if (entry.backup !== null) await discardTemp(join(root, entry.backup));
  await rm(join(root, FORWARD), { force: true });
  await syncFolder(join(root, '.opsledger'));
}

async function syncFolders(root: string, journal: Journal): Promise<void> {
  const folders = new Set(journal.entries.map((entry) => dirname(join(root, entry.path))));
  for (const folder of folders) if (await isThere(folder)) await syncFolder(folder);
}
