/**
 * The one mark of a workspace that tells a story (演示): a file that `demo` writes before there is a record or a document. It
 * lets a time be given, and every record and document of such a workspace says 演示数据; so it must not come to real work later.
 */
import { join } from 'node:path';
import { isThere } from '../disk/presence.ts';
import type { Git } from '../git/git.ts';
import { statePath } from './state.ts';

/** Name of the state that is the mark; it also says how far the story is written. */
export const DEMO_STATE = 'demo';

export const DEMO_MARK = statePath(DEMO_STATE);

/** true where the mark lies, whoever put it there: then everything says 演示数据. */
export const isMarkedDemo = (root: string): Promise<boolean> => isThere(join(root, DEMO_MARK));

/** How the mark of a workspace stands by its history. `none`: there is no mark, and there never was. */
export type DemoHistory = 'none' | 'begun' | 'came-later' | 'went';

/**
 * Whether a workspace has been a demonstration from its beginning, by what is committed. Only `begun` lets a time be given: a mark
 * that was put there by hand, committed or not, does not.
 */
export async function demoHistory(root: string, git: Pick<Git, 'history' | 'historyOf'>): Promise<DemoHistory> {
  const marked = await git.historyOf(DEMO_MARK);
  const first = marked.at(-1);
  if (first === undefined) return (await isMarkedDemo(root)) ? 'came-later' : 'none';
  if (marked.some(({ files }) => files.some(({ state }) => state === 'deleted'))) return 'went';
  if (!(await isMarkedDemo(root))) return 'went';
  const told = (await git.historyOf('records', 'archive')).at(-1);
  if (told === undefined) return 'begun';
  const order = (await git.history()).map(({ commit }) => commit);
  return order.indexOf(first.commit) > order.indexOf(told.commit) ? 'begun' : 'came-later';
}
