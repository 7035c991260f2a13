/** What is known beside the plan and the records: one answer for the verdicts of `status` and of the site. */
import { openOnTime } from '../../assess/contract/on-time.ts';
import type { FileProblem } from '../../workspace/store/record-store.ts';
import { doubtsOf } from '../doubts.ts';
import type { Plan } from '../plan/plan.ts';
import type { Session } from '../session.ts';
import { standingTerms } from '../verify/terms/altered.ts';
import { toldRecords } from '../verify/told-records.ts';
import { alteredPaths, fileFaults, type Looked } from './file-faults.ts';

/**
 * @param session a sound one, see `soundSession` @param read what could not be read, by whoever read it
 * @param now ISO; what was changed until then is told, and times are judged by that of the plan
 */
export const besideVerdict = async (
  session: Session,
  { documents, closeOut }: Pick<Plan, 'documents' | 'closeOut'>,
  { looked, read, now }: { looked: Looked; read: readonly FileProblem[]; now: string },
) => ({
  ...(await fileFaults(session, read, looked)),
  altered: await standingTerms(session, documents),
  told: await toldRecords(session, now, await alteredPaths(looked)),
  doubts: await doubtsOf(session, now),
  onTime: { unsettled: openOnTime(session.workspace.contract), now: closeOut.asOf },
});
