/** Outages at the desk: marked as planned maintenance by the supplier, agreed to by the purchaser. */

import { agreePlanned, markPlanned, recentOutages } from '../pipeline/record/planned-outage.ts';
import type { Session } from '../pipeline/session.ts';
import type { Actor } from './actor.ts';
import type { DeskSession } from './desk-session.ts';
import { assetName } from './incident-lists.ts';

/** Counted as down, and marked by nobody. Times are ISO instants. */
export interface OutageLine {
  from: string;
  to: string;
  seconds: number;
  targets: { id: string; name: string }[];
  reason: string | null;
}

/** Marked by the supplier, and not agreed to. */
export interface MarkedLine {
  record: string;
  /** As it was shown: another one has to be looked at again. */
  version: string;
  from: string;
  to: string;
  assets: string[];
  purpose: string;
  announced: boolean;
  /** Who marked it, and when. */
  by: string;
  at: string;
}

/** Left out of the availability. */
export interface PlannedLine {
  record: string;
  from: string;
  to: string;
  asset: string;
  /** Seconds down in it. */
  down: number;
  afterwards: boolean;
  agreedAt: string | null;
}

export interface OutageLists {
  since: string;
  probed: boolean;
  counted: OutageLine[];
  marked: MarkedLine[];
  planned: PlannedLine[];
}

export interface Marking {
  actor: Actor;
  from: string;
  to: string;
  targets: readonly string[];
  purpose: string;
  announced: boolean;
  now: string;
}

export interface Agreeing {
  actor: Actor;
  record: string;
  version: string;
  agreed: boolean;
  reason: string;
  now: string;
}

export function outagesCalls(desk: DeskSession) {
  return {
    lists: (now: string) => desk.use((session) => listsOf(session, now)),
    /** @returns id of the record. @throws UserError when there is no such outage, or it was marked already */
    mark: ({ actor, ...request }: Marking) =>
      desk.use((session) => markPlanned(session, { ...request, entered: actor })),
    /** @throws UserError when nothing of the kind waits, or it reads differently by now */
    agree: ({ actor, ...request }: Agreeing) =>
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
