/** Finishes or undoes what a process that died left in the middle of a change. The caller holds the lock. */
import { toText } from '../../contract/time.ts';
import { environmentError } from '../disk/faults.ts';
import type { Git } from '../git/git.ts';
import { gitAtRest, removeDeadGitLocks } from '../git/leftovers.ts';
import { forgetUnmade } from '../git/unmade.ts';
import { canRollForward, closeJournal, endUndo, type Journal, readJournal, rollBack, rollForward } from './journal.ts';
import { cleanIndex, commitJournal } from './staging.ts';

/** What became of an interrupted change. */
export interface Settled {
  subject: string;
  paths: string[];
  /**
   * `finished`: committed as it was meant to be, now. `done`: it had been committed already, and only its traces are gone.
   * `undone`: everything is as before it.
   */
  outcome: 'finished' | 'done' | 'undone';
}

/** A power cut may last for hours: the commit says when its files were written, and bears the seal of then. */
const finishedLate = ({ at, seal }: Journal): string =>
  seal === undefined ? '' : `补写：写入于 ${at}，中断后于 ${toText(Temporal.Now.instant())} 完成，印记 ${seal}`;

/**
 * Removes git's dead locks and settles the journal of an interrupted change; undefined when there was none.
 * @throws EnvironmentError when disk or git fail again; the journal stays for the next time
 */
export async function settleJournal(root: string, git: Git): Promise<Settled | undefined> {
  try {
    const left = await readJournal(root);
    if (left) await gitAtRest(root);
    await removeDeadGitLocks(root);
    if (!left) return undefined;
    const { journal, undoing } = left;
    const paths = journal.entries.map((entry) => entry.path);
    if ((await git.head()) !== journal.head) {
      // Committed already; what the files are by now is no longer this change's business.
      await closeJournal(root, journal);
      return { subject: journal.subject, paths, outcome: 'done' };
    }
    await forgetUnmade(root, journal);
    if (undoing || !(await canRollForward(root, journal))) {
      await rollBack(root, journal);
      await cleanIndex(git, journal);
      await endUndo(root);
      return { subject: journal.subject, paths, outcome: 'undone' };
    }
    await rollForward(root, journal);
    // git does not know a path that is gone from the disk and, by the commit that failed, from its index: it is shown it again.
    if (journal.entries.some(({ removed }) => removed)) await cleanIndex(git, journal);
    await commitJournal(git, journal, finishedLate(journal));
    await closeJournal(root, journal);
    return { subject: journal.subject, paths, outcome: 'finished' };
  } catch (error) {
    throw environmentError(error, '.opsledger/journal.json');
  }
}
