/** Whether a workspace tells a story (演示): there, and nowhere else, a time may be given for what is written. */
import { openGit } from '../workspace/git/git.ts';
import { isWorkspace } from '../workspace/is-workspace.ts';
import { demoHistory } from '../workspace/store/demo-mark.ts';

/** true of a workspace that has been a demonstration from its beginning. @param dir any folder */
export async function wasBegunAsDemo(dir: string): Promise<boolean> {
  return (await isWorkspace(dir)) && (await demoHistory(dir, openGit(dir))) === 'begun';
}
