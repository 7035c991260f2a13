/** What the frame of every page says of the contract. */
import { readKeptArchive } from '../archive/store.ts';
import { wordsOf } from '../contract/party-words.ts';
import type { Session } from '../pipeline/session.ts';
import type { ContractHead, ContractPort } from '../server/ports/contract.ts';
import type { DeskSession } from './desk-session.ts';

/** Name of the site where the settings give none, as the site has it. */
const SITE = '运维台账';

export function contractPort(desk: DeskSession): ContractPort {
  // Whether data are simulated does not change while a workspace stays open.
  const known = new WeakMap<Session, Promise<ContractHead>>();
  return {
    head: () =>
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
