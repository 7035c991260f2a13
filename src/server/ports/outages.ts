/** What the desk asks of the stages about outages: which count, which are called planned maintenance, and who agreed. */
import type { Actor } from './actor.ts';

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

export interface OutagesPort {
  lists(now: string): Promise<OutageLists>;
  /** @returns id of the record. @throws UserError when there is no such outage, or it was marked already */
  mark(request: Marking): Promise<string>;
  /** @throws UserError when nothing of the kind waits, or it reads differently by now */
  agree(request: Agreeing): Promise<void>;
}
