/**
 * Files of the workspace that cannot be relied on, told by `due`, `status` and the site in the words in which `issue` and
 * `confirm` refuse them and `verify` names them.
 */
import type { FileProblem } from '../../workspace/store/record-store.ts';
import { type Unsound, unsoundRecords } from '../issue/sound-records.ts';
import { unreadableEdits } from '../plan/unreadable-edits.ts';
import type { Session } from '../session.ts';

export interface FileFaults {
  /** What nobody can read: whatever was counted is not complete. */
  unreadable: FileProblem[];
  /** Changed or deleted by hand although it may not be: nothing is issued that holds it, or would have held it. */
  edited: FileProblem[];
}

/** What git, the files and the history say by themselves, whatever else is read. */
export type Looked = Promise<{ refused: FileProblem[]; unreadable: FileProblem[]; unsound: Unsound[] }>;

/** To be begun before a plan is made: git is a process of its own, and works meanwhile. */
export function lookForFaults(session: Session): Looked {
  const looked = look(session);
  // Whoever waits for it is told; whoever fails before has something else to tell.
  looked.catch(() => undefined);
  return looked;
}

async function look(session: Session): Looked {
  const { workspace } = session;
  const refused = await workspace.refusedHandEdits();
  const unsound = await unsoundRecords(session, refused);
  const changed = refused.length === 0 ? [] : await workspace.git.changedPaths(['records']);
  return { refused, unreadable: await unreadableEdits(session, changed), unsound };
}

/**
 * @param read what else could not be read, by whoever read it
 * @param looked see `lookForFaults`
 * @returns each file once, in the order of their paths
 */
export async function fileFaults(
  session: Session,
  read: readonly FileProblem[],
  looked: Looked = look(session),
): Promise<FileFaults> {
  const { refused, unsound, ...own } = await looked;
  const unreadable = byPath([...read, ...own.unreadable]);
  const known = new Set(unreadable.map(({ path }) => path));
  const edited = byPath([...unsound.map(({ path, message }) => ({ path, message })), ...refused]);
  return { unreadable, edited: edited.filter(({ path }) => !known.has(path)) };
}

/** Paths of the records that stand as they were, not as their files are. */
export const alteredPaths = async (looked: Looked): Promise<string[]> => (await looked).unsound.map(({ path }) => path);

/** A fault as one line. */
export const faultText = ({ path, message }: FileProblem): string => `${path}：${message}`;

/** Several may have tried to read it: the last one's word stands. */
const byPath = (problems: readonly FileProblem[]): FileProblem[] =>
  [...new Map(problems.map((one) => [one.path, one])).values()].sort((a, b) => (a.path < b.path ? -1 : 1));
