/** What the desk asks of the stages about documents: what is open, what each would say, and the acts on it. */
import type { Actor } from './actor.ts';

/** One document of one period or event. */
export interface DocumentName {
  obligation: string;
  period: string;
}

/** What there is at a moment. @param now ISO instant */
export interface Named extends DocumentName {
  now: string;
}

/** A document in the list: how it stands, in words. */
export interface DocumentLine extends DocumentName {
  name: string;
  periodText: string;
  /** Title of the event that it is of; empty: none. */
  eventTitle: string;
  /** Month (`yyyy-mm`) in which its interval ends. */
  month: string;
  /** As roles name it (`inScope`). */
  kind: 'daily' | 'event' | 'other';
  /** ISO. */
  dueAt: string | null;
  state: string;
  stateText: string;
  tone: 'normal' | 'attention' | 'abnormal' | 'muted';
  lacks: readonly string[];
  /** Why a confirmation counts no more. */
  voided: string | null;
  /** Why the purchaser sent it back. */
  returned: string | null;
  /** Who made the newest revision void, when and why; null: it stands. */
  annulled: string | null;
  confirmed: boolean;
  /** Who confirmed it, and the record of that, while it stands. */
  confirmation: { id: string; at: string; person: string } | null;
  /** Nothing was observed of which it could be made. */
  hasEvidence: boolean;
  /** Somebody has something to do about it. */
  open: boolean;
  /** Its time has come and gone. */
  late: boolean;
  issued: { number: string; revision: number; issuedAt: string; delivered: boolean; received: boolean } | null;
}

/** A row of an inspection that is not normal, with what was said of it before. */
export interface OpenRow {
  check: string;
  target: string;
  instance: string | null;
  text: string;
  /** false: no asset of the contract, listed apart and not counted. */
  contract: boolean;
  action: string;
  permit: string;
}

/** A document as it would be issued now, and what whoever confirms it has to see first. */
export interface DraftLook {
  number: string;
  revision: number;
  title: string;
  /** Fingerprint of what it rests on; the confirmation is of this alone. */
  seen: string;
  /** What is still 待填写 or 待补充 in it: anchor in the draft, heading above it, and the words around it. */
  blanks: readonly { id: string; where: string; text: string }[];
  openRows: readonly OpenRow[];
  /** 处理措施 and the like are answered in its confirmation. */
  takesAnswers: boolean;
  /** Whether it is issued as soon as it is confirmed: its time has come, and no blank holds it back. */
  issuesNow: boolean;
  /** What is told before a confirmation, in Chinese. */
  notices: readonly string[];
  /** Of these each has to be looked at before it is confirmed. */
  mustSee: readonly string[];
  /** What differs from a plain one. */
  unusual: readonly string[];
  /** What is not done or written yet; whoever confirms it says that they know. */
  unfinished: { text: string /** No field of its form would mend it. */; standing: boolean } | null;
  /** 复核人 of the confirmation before; empty: none. */
  reviewer: string;
  /** 综述 of the confirmation before; null: the document has no first page on which it would stand. */
  summary: string | null;
  /** Evidence that cannot be read: it cannot be issued. */
  problems: readonly { path: string; message: string }[];
  /** Records it rests on, newest first, at most a page of them. */
  records: readonly { kind: string; id: string; label: string }[];
  recordCount: number;
  /** Records that came after a confirmation that counts no more. */
  changed: readonly { kind: string; id: string }[];
}

/** An issued revision and its files, as addresses of this server. */
export interface IssuedRevision {
  number: string;
  revision: number;
  issuedAt: string;
  confirmedAt: string | null;
  reason: string | null;
  /** Who made it void, when and why, and what took its place; null: nobody did. */
  annulled: string | null;
  files: { html: string; pdf: string; xlsx: string };
}

export interface IssuedLook {
  /** Newest first. */
  revisions: readonly IssuedRevision[];
  delivered: { at: string; person: string; via: string | null } | null;
  received: { at: string; person: string } | null;
  returned: { at: string; person: string; reason: string | null } | null;
}

export interface ConfirmOrder extends Named {
  actor: Actor;
  /** See `DraftLook`. */
  seen: string;
  reviewer: string;
  remark: string;
  /** 综述; empty: none. */
  summary: string;
  reason: string;
  measures: readonly { check: string; target: string; instance: string | null; action: string; permit: string }[];
  /** The list of `mustSee` was looked at. */
  saw: boolean;
  /** They know what is `unfinished`. */
  knows: boolean;
}

export interface IssueOrder extends Named {
  actor: Actor;
  reason: string;
  /** See `ConfirmOrder`. */
  saw: boolean;
}

export interface DeliverOrder {
  /** Numbers, or `obligation/period` for the newest revision. */
  documents: readonly string[];
  actor: Actor;
  via: string;
  /** ISO; empty: now. */
  happenedAt: string;
  remark: string;
  /** ISO. */
  now: string;
}

/** One document of a job, and how far it has come. */
export interface JobItem extends DocumentName {
  name: string;
  periodText: string;
  state: 'waiting' | 'running' | 'done' | 'failed';
  /** What was done, or why not, in Chinese; empty while it waits. */
  text: string;
  late: boolean;
  /** Of what went out or stands. */
  number?: string;
  /** Of a job that only looks: what to see before it is confirmed. */
  look?: Pick<DraftLook, 'seen' | 'unusual' | 'mustSee' | 'unfinished'> & { problems: number };
}

/** Work on documents in a process of its own, one document after the other. */
export interface Job {
  id: string;
  /** Account that began it. */
  account: string;
  kind: 'look' | 'confirm' | 'issue';
  items: readonly JobItem[];
  finished: boolean;
}

/** The newest revision made void. */
export interface VoidOrder extends Named {
  actor: Actor;
  reason: string;
  /** Who agreed for the purchaser, of what they signed for; empty: nobody. */
  agreedBy: string;
}

export interface DocumentsPort {
  /**
   * All that the contract asks for, nearest due time first.
   * @param now ISO instant
   * @param decides true: something is decided by it, so that nothing that was just saved may be missing
   */
  list(now: string, decides?: boolean): Promise<DocumentLine[]>;
  /** @throws UserError when there is no such document */
  find(named: Named): Promise<DocumentLine>;
  /** @throws UserError when nothing can be composed of it */
  look(named: Named): Promise<DraftLook>;
  /** The draft as a page, as it was looked at with that fingerprint, or as it is now. */
  draft(named: Named & { seen: string }): Promise<string>;
  issued(named: Named): Promise<IssuedLook>;
  /** People of the contract, by whom a confirmation may be reviewed. */
  people(): Promise<string[]>;
  /**
   * Keeps the confirmation; the document is issued in a process of its own when its time has come.
   * @throws UserError as the command `confirm`; nothing is saved then
   */
  confirm(order: ConfirmOrder): Promise<{ job: string | null; text: string }>;
  /** Begins to issue. @returns id of the job */
  issue(order: IssueOrder): Promise<string>;
  /** All that are named, or none. @throws UserError as the command `deliver`. @returns numbers of the documents */
  deliver(order: DeliverOrder): Promise<string[]>;
  /** @throws UserError as the command `void`: nothing is saved then. @returns number of the document */
  void(order: VoidOrder): Promise<string>;
  /** Begins to look at several. @returns id of the job */
  lookAtMany(lines: readonly DocumentLine[], actor: Actor, now: string): string;
  /** Begins to confirm and issue what was looked at. @returns id of the job */
  confirmMany(
    looked: readonly JobItem[],
    order: Pick<ConfirmOrder, 'actor' | 'reviewer' | 'remark' | 'reason' | 'saw' | 'knows' | 'now'>,
  ): string;
  /** null: there is none, or the server was started anew since. */
  job(id: string): Job | null;
}
