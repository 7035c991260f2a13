import type { EventKey } from './event.ts';

/** One 例外 of a clause. */
export interface ClauseException {
  /** Clause ids of the contract. */
  clauses: string[];
  /** Clauses that state the goal which it is measured against, see `towards`; a penalty on a clause does not count it for them again. */
  goals?: string[];
  /** Record or document that shows it; empty when there is none. */
  where: string;
  /** Records that tell of it, where none is its own: who was late, the scans that still show it. */
  shownBy?: string[];
  /** Contract day on which it happened; null when it is about the whole period. */
  day: string | null;
  text: string;
  /** What happened, by `event.ts`; without it, it is an event by itself that no ground of a charge names. */
  events?: readonly EventKey[];
  /** Id of the quota that it tells of: incidents beyond it are events, each counted where it is new. */
  quota?: string;
  /** What its clauses lack by it, as their coverage names what is missing. */
  lacks?: string[];
  /** It is an operation that matches no permit. */
  breach?: true;
  /** The findings that it counts: still waiting past their day, or mended since; `cut`: it names the first of them only. */
  findings?: { state: 'overdue' | 'fixed-late'; count: number; cut: boolean };
  /** The contract asks for such a thing, but no clause of it for this one: 未指明. */
  unnamed?: true;
}
