/** Outages at the desk: marked as planned maintenance by the supplier, agreed to by the purchaser. */
import { agreePlanned, markPlanned, recentOutages } from '../pipeline/record/planned-outage.ts';
import type { Session } from '../pipeline/session.ts';
import type { OutageLists, OutagesPort } from '../server/ports/outages.ts';
import type { DeskSession } from './desk-session.ts';
import { assetName } from './incident-lists.ts';

export function outagesPort(desk: DeskSession): OutagesPort {
  return {
    lists: (now) => desk.use((session) => listsOf(session, now)),
    mark: ({ actor, ...request }) => desk.use((session) => markPlanned(session, { ...request, entered: actor })),
    agree: ({ actor, ...request }) =>
      desk.use(async (session) => {
        await agreePlanned(session, { ...request, entered: actor });
      }),
  };
}

async function listsOf(session: Session, now: string): Promise<OutageLists> {
  const { since, probed, counted, marked, planned } = await recentOutages(session, now);
  return {
    ...{ since, probed },
    counted: counted.map((one) => ({
      ...one,
      targets: one.targets.map((id) => ({ id, name: assetName(session, id) })),
    })),
    marked: marked.map(({ window, version }) => ({
      ...{ record: window.id, version, from: window.from, to: window.to, purpose: window.purpose, at: window.at },
      assets: window.assets.map((id) => assetName(session, id)),
      announced: window.announced === 'yes',
      by: window.enteredBy?.name ?? '',
    })),
    planned: planned.map(({ window, target, from, to, down }) => ({
      ...{ record: window.id, from, to, down, asset: assetName(session, target) },
      afterwards: window.afterwards === 'yes',
      agreedAt: window.approvedAt ?? null,
    })),
  };
}
