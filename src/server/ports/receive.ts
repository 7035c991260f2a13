/** What the purchaser's desk asks of the stages: what waits for a signature, the documents themselves, signing and sending back. */
import type { Actor } from './actor.ts';
import type { RestorationToConfirm } from './incidents.ts';

/** One document that waits for the purchaser. */
export interface AwaitingDocument {
  number: string;
  name: string;
  period: string;
  /** Title of the incident or other event that it is of; empty: it is of none, or that has no title. */
  eventTitle: string;
  revision: string;
  /** Contract time. */
  issuedAt: string;
  deliveredAt: string;
  deliveredBy: string;
  /** Whole days since it was handed over. */
  days: number;
  /** This account has had it open. */
  opened: boolean;
  /** The supplier says that it was received, and nothing shows it. */
  claimed: boolean;
}

/** Documents of one month that are not signed one by one. */
export interface AwaitingList {
  /** `2026-11` */
  month: string;
  title: string;
  count: number;
  /** Days since the first of them was handed over. */
  days: number;
  exceptions: number;
}

export interface ReceiveOverview {
  /** Oldest first. */
  documents: AwaitingDocument[];
  lists: AwaitingList[];
  /** Issued and not handed over: nothing to sign yet. */
  undelivered: number;
  /** Incidents that the supplier calls restored and this side has not confirmed, the oldest first. */
  restorations: RestorationToConfirm[];
  /** What this side sent back and is not revised yet. */
  returned: { number: string; name: string; period: string; eventTitle: string; at: string; said: string }[];
}

/** One file of a document as the archive has it. */
export interface ArchivedFile {
  bytes: Uint8Array;
  type: string;
  name: string;
  fingerprint: string;
  /** Pages of the printed document; 0: not counted. */
  pages: number;
}

/** What an account had open: fingerprint and pages by number of the document. */
export type Opened = ReadonlyMap<string, { fingerprint: string; pages: number }>;

export interface DocumentToReceive extends AwaitingDocument {
  fingerprint: string;
  /** 签收 or 退回 is still to be said. */
  waits: boolean;
  /** How it stands, in a word. */
  state: string;
  /** What was printed on it: 补报, 未经人工确认 … */
  marks: string[];
  hasPdf: boolean;
  /** 签收 or 退回 that an account of the purchaser's said of this revision, and that they may take back; null: none. */
  own: { what: string; at: string; person: string; said: string } | null;
  /** Earlier revisions that were sent back, and why. */
  before: { revision: string; at: string; person: string; said: string }[];
}

export interface ListToReceive {
  month: string;
  title: string;
  documents: (AwaitingDocument & { exceptions: string[] })[];
  /** Of the same kind and month, and not on the list, with the reason. */
  missing: { name: string; period: string; reason: string }[];
  /** SHA-256 over numbers and fingerprints of the documents listed. */
  fingerprint: string;
}

interface Signing {
  actor: Actor;
  opened: Opened;
  /** ISO instant. */
  now: string;
}

export interface SigningOne extends Signing {
  number: string;
  remark: string;
}

export interface Returning extends Signing {
  number: string;
  reason: string;
  marks: readonly { page?: number; text: string }[];
}

export interface TakingBack {
  actor: Actor;
  number: string;
  reason: string;
  now: string;
}

export interface SigningList extends Signing {
  month: string;
  /** As it was shown. */
  fingerprint: string;
}

export interface Signed {
  /** How many were recorded now; 0: it had been said before. */
  count: number;
}

export interface ReceivePort {
  overview(opened: Opened, now: string): Promise<ReceiveOverview>;
  /** null: there is no such document, or no such revision any more. */
  document(number: string, opened: Opened, now: string): Promise<DocumentToReceive | null>;
  /** null: there is no such file. @throws UserError when it is not what its manifest says */
  file(number: string, format: string, now: string): Promise<ArchivedFile | null>;
  /** @throws UserError when it was not opened, or cannot be received */
  sign(request: SigningOne): Promise<Signed>;
  /** @throws UserError when it was not opened, no reason is given, or it cannot be sent back */
  sendBack(request: Returning): Promise<Signed>;
  /** Takes back what an account of theirs said of a document. @throws UserError when none did, or without a reason */
  takeBack(request: TakingBack): Promise<{ what: string }>;
  /** null: nothing of the month waits. */
  list(month: string, opened: Opened, now: string): Promise<ListToReceive | null>;
  /** @throws UserError when the list is another by now, or one of its exceptions was not opened */
  signList(request: SigningList): Promise<Signed>;
}
