/** What an erasure that was interrupted left in the history goes at the next round; what keeps it from going keeps nothing else. */
import { EnvironmentError, UserError } from '../../contract/error.ts';
import type { FileProblem } from '../../workspace/store/record-store.ts';
import type { Session } from '../session.ts';
import { finishErasures } from './erase.ts';

/** @param now ISO instant @returns why something is still there, where somebody has to see to it */
export async function eraseRound(session: Session, now: string): Promise<FileProblem[]> {
  try {
    await finishErasures(session, now);
    return [];
  } catch (error) {
    if (!(error instanceof EnvironmentError || error instanceof UserError)) throw error;
    const { summary, place } = error;
    const hint = place.hint === undefined ? '' : `：${place.hint}`;
    return [{ path: 'records/erasure', message: `清除没有完成，内容仍在版本库的历史中：${summary}${hint}` }];
  }
}
