/** What the purchaser's desk asks of the stages about what both sides agree on: 口径 to confirm, waivers to approve. */
import type { Actor } from './actor.ts';

/** One ambiguous clause as it is put to the purchaser. */
export interface QuestionToDecide {
  id: string;
  question: string;
  clauses: string[];
  /** Neither confirmed nor chosen. */
  open: boolean;
  /** How it was confirmed; empty while it is open. */
  settled: string;
  options: {
    id: string;
    label: string;
    text: string;
    /** What the tool makes of it; empty where the option says it itself. */
    effect: string;
    /** Proposed by the supplier. */
    proposed: boolean;
    chosen: boolean;
  }[];
}

/** 豁免 that the supplier tells of and the purchaser has not approved. */
export interface WaiverToApprove {
  record: string;
  name: string;
  period: string;
  reason: string;
  /** Who is said to have approved it, and when. */
  person: string;
  at: string;
  document: string;
}

export interface Deciding {
  actor: Actor;
  question: string;
  option: string;
  /** As it was shown: another wording is another question. */
  wording: string;
  /** ISO instant. */
  now: string;
}

export interface Approving {
  actor: Actor;
  /** Id of the record that tells of it. */
  record: string;
  now: string;
}

export interface AgreementsPort {
  questions(): Promise<(QuestionToDecide & { wording: string })[]>;
  /** @throws UserError when there is no such question or option, it is confirmed already, or reads differently by now */
  decide(request: Deciding): Promise<{ record: string }>;
  waivers(now: string): Promise<WaiverToApprove[]>;
  /** @throws UserError when nothing of the kind waits, or the document was issued meanwhile */
  approve(request: Approving): Promise<{ record: string; name: string; period: string }>;
}
