/** What verification will ask git, asked while this process still reads files: git's answers take it as long as all else. */
import { HAND_EDITED } from '../../workspace/change/hand-edits.ts';
import type { Git } from '../../workspace/git/git.ts';
import { ABOUT_NOW_SECONDS } from '../clock.ts';
import { WRITE_ONCE } from './history.ts';

/** Folders in which whoever writes can say what time it was. */
export const DATED = ['records', 'archive'];

/** All at once and first of all: a process that has read much takes long to start another. @param git answers the same question once (`answeringOnce`) */
export async function askAhead(git: Git): Promise<void> {
  const questions: (() => Promise<unknown>)[] = [
    () => git.missing(),
    () => git.history(),
    () => git.changes(),
    () => git.listTree('HEAD'),
    () => git.gitlinks('HEAD'),
    () => git.givenTimes(DATED, ABOUT_NOW_SECONDS),
    () => git.rewrites('records'),
    () => git.historyOf(...WRITE_ONCE),
    () => git.historyOf(...HAND_EDITED),
  ];
  // Whoever needs an answer that git refused is told why.
  await Promise.allSettled(questions.map((ask) => ask()));
}
