/** What the frame of every page says: of the contract, and of whatever keeps the schedule. */
import { readKeptArchive } from '../archive/store.ts';
import { type ContractWords, wordsOf } from '../contract/party-words.ts';
import { needsScheduler, schedulerState } from '../pipeline/heartbeat.ts';
import type { Session } from '../pipeline/session.ts';
import { readHeartbeat } from '../workspace/store/heartbeat.ts';
import type { DeskSession } from './desk-session.ts';

export interface ContractHead {
  /** Name of the site (`site.title`). */
  site: string;
  project: string;
  /** The workspace holds simulated data, and every page says so. */
  simulated: boolean;
  /** What it calls its parties and kinds of duty; pages name them in marks. */
  words: ContractWords;
}

/** Name of the site where the settings give none, as the site has it. */
const SITE = '运维台账';

export function contractCalls(desk: DeskSession) {
  // Whether data are simulated does not change while a workspace stays open.
  const known = new WeakMap<Session, Promise<ContractHead>>();
  return {
    head: (): Promise<ContractHead> =>
      desk.use((session) => {
        const head = known.get(session) ?? headOf(session);
        known.set(session, head);
        return head;
      }),
  };
}

async function headOf(session: Session): Promise<ContractHead> {
  const { root, memo, settings, contract } = session.workspace;
  const { documents } = await readKeptArchive(root, memo);
  return {
    site: settings.site.title ?? SITE,
    project: contract.contract.project,
    simulated: documents.some(({ manifest }) => manifest.simulated),
    words: wordsOf(contract.contract),
  };
}

/** A desk that answers does not show that anything else runs. */
export const schedulerCalls = (desk: DeskSession) => ({
  /** @param now ISO instant. @returns why nothing is collected and issued by itself, in Chinese; null: it runs, or none is meant to */
  trouble: (now: string): Promise<string | null> =>
    desk.use(async ({ workspace }) => {
      const found = schedulerState(await readHeartbeat(workspace.root), now);
      return needsScheduler(found) || found.state === 'stopped' ? found.text : null;
    }),
});
