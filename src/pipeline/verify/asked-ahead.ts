/** What verification will ask git, asked while this process still reads files: git's answers take it as long as all else. */
import { DATED, HAND_EDITED, WRITE_ONCE } from '../../workspace/disk/areas.ts';
import type { Git } from '../../workspace/git/git.ts';
import { ABOUT_NOW_SECONDS } from '../clock.ts';

/**
 * All at once and first of all: a process that has read much takes long to start another.
 * @param git answers the same question once (`answeringOnce`)
 * @param deep git is asked for every object anyway
 */
export async function askAhead(git: Git, { deep }: { deep: boolean }): Promise<void> {
  const questions: (() => Promise<unknown>)[] = [
    ...(deep ? [] : [() => git.missing()]),
    () => git.changes(),
    () => git.contents('HEAD'),
    () => git.givenTimes(DATED, ABOUT_NOW_SECONDS),
    () => git.rewrites('records'),
    () => git.historyOf(...WRITE_ONCE),
    () => git.historyOf(...HAND_EDITED),
  ];
  // Whoever needs an answer that git refused is told why.
  await Promise.allSettled(questions.map((ask) => ask()));
}
