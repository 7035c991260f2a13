/** The serial numbers of records: none is given twice, whether the one that bears it is on disk or only in the last commit. */
import { basename, dirname } from 'node:path';
import { parseRecordId } from '../../contract/record-id.ts';
import type { RecordKind } from '../../records/record.ts';
import type { Git, TreeEntry } from '../git/git.ts';
import { recordFolder } from '../store/record-file.ts';
import { entries } from '../store/record-store.ts';

/** Where numbers that were given are looked for. */
export interface SerialContext {
  root: string;
  git: Git;
  /** Of a process that makes many changes; without it git is asked for each. */
  committed?: CommittedNames;
}

/** Names of the records in the last commit, kept while that commit is the last one, and with what this process adds to it. */
export interface CommittedNames {
  /** Names of the files in a folder, such as `records/note/2026/11`. */
  of(folder: string): Promise<readonly string[]>;
  /**
   * To be told of each commit of this process, under the lock under which it was made.
   * @param before the commit on which it was made @param after the one that was made
   */
  moved(paths: readonly string[], before: string, after: string): void;
  /** true when every commit from one to the other was made by this process, as far as it remembers. */
  areOurs(before: string, after: string): boolean;
}

/** Commits of this process that are remembered. */
const REMEMBERED = 100;

/** @param whole all folders are asked for at once: for one run that writes into most of them */
export function openCommittedNames(git: Pick<Git, 'head' | 'listTree'>, whole: boolean): CommittedNames {
  let known:
    | { head: string; trees: Map<string, Promise<Map<string, string[]>>>; added: Map<string, string[]> }
    | undefined;
  const parents = new Map<string, string>();
  return {
    async of(folder) {
      const head = await git.head();
      if (known?.head !== head) known = { head, trees: new Map(), added: new Map() };
      const { trees, added } = known;
      const asked = whole ? 'records' : folder;
      const tree = trees.get(asked) ?? git.listTree(head, `${asked}/`).then(namesByFolder);
      trees.set(asked, tree);
      tree.catch(() => trees.delete(asked));
      return [...((await tree).get(folder) ?? []), ...(added.get(folder) ?? [])];
    },
    moved(paths, before, after) {
      parents.set(after, before);
      for (const old of [...parents.keys()].slice(0, -REMEMBERED)) parents.delete(old);
      if (known === undefined) return;
      // Somebody else made one in between: what is kept says nothing of it.
      if (known.head !== before) {
        known = undefined;
        return;
      }
      known.head = after;
      for (const path of paths.filter((one) => one.startsWith('records/'))) {
        const names = known.added.get(dirname(path)) ?? [];
        known.added.set(dirname(path), [...names, basename(path)]);
      }
    },
    areOurs(before, after) {
      for (let at: string | undefined = after; at !== undefined; at = parents.get(at)) if (at === before) return true;
      return false;
    },
  };
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

/** A git process for each change would cost a process that makes many of them more than writing their records. */
async function committedNames({ git, committed }: SerialContext, folder: string): Promise<readonly string[]> {
  if (committed !== undefined) return committed.of(folder);
  return namesByFolder(await git.listTree('HEAD', `${folder}/`)).get(folder) ?? [];
}

function namesByFolder(tree: readonly TreeEntry[]): Map<string, string[]> {
  const byFolder = Map.groupBy(tree, ({ path }) => dirname(path));
  return new Map([...byFolder].map(([folder, entries]) => [folder, entries.map(({ path }) => basename(path))]));
}
