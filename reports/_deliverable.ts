/** What a unit of `reports/` is: metadata and one pure function. */

import type { ContractBundle } from '../src/contract/bundle/bundle.ts';
import type { PeriodCut } from '../src/contract/calendar/cut.ts';
import type { Counted, IssuedSummary, Occurrence } from '../src/contract/calendar/occurrence.ts';
import type { Obligation } from '../src/contract/terms/obligations.ts';
import type { Topic } from '../src/contract/terms/topics.ts';
import type { AnyRecord, RecordKind } from '../src/records/record.ts';
import type { Section, Tone } from '../src/report/block.ts';
import type { WrittenText } from '../src/report/written-text.ts';
import type { Monitoring } from '../src/subjects/incidents/judge/monitoring.ts';
import type { SignoffRecord } from '../src/subjects/signing/kinds/signoff.ts';

/**
 * Window of time from which a deliverable wants records, relative to its occurrence. `counted`: those that belong to it by
 * the cut (`src/contract/calendar/cut.ts`), whenever they happened; of kinds that are judged by the day all records of such a day.
 * `whole-days`: those of the days that it counts whole. `unissued`: those of the days of the service up to then of which the
 * named unit's daily document is not issued: what it could be made of. `to-date`: as `service-to-date`, and what came after its
 * last day. `waiting`: of what was signed about documents all of those that lie unanswered with the purchaser. `counted-before`:
 * what the document before it counted, by its cut, for whoever compares with it; `previous` are the days of its period.
 * `lastSigned`: of what was signed since so many days before its own that about the newest period.
 */
export type Window =
  | 'period'
  | 'previous'
  | 'counted'
  | 'counted-before'
  | 'whole-days'
  | 'service-to-date'
  | 'to-date'
  | 'waiting'
  | 'incident'
  | { days: number }
  | { lastSigned: number }
  | { unissued: string };

/**
 * `kind` is a record kind, or `manifest` for the manifests of documents issued before: with the window `previous` only
 * those of this obligation's period before, with any other window all of them.
 */
export interface Need {
  kind: string;
  window: Window;
  /** Nothing is read for it under a contract of which this says false. */
  when?(contract: NeedTerms): boolean;
  /** Of these only the records that it says true of; what is left out is no input, and changes no fingerprint. */
  only?(record: AnyRecord, contract: NeedTerms, occurrence: Pick<Occurrence, 'obligation' | 'period'>): boolean;
}

/** What of the contract says which records are wanted. */
export type NeedTerms = Pick<ContractBundle, 'obligations' | 'registers' | 'written' | 'contract' | 'interpretations'>;

/** A record as composing sees it: the envelope is sure, the rest is the kind's own (narrow it with the kind's type). */
// biome-ignore lint/suspicious/noExplicitAny: each deliverable knows the kinds that it asked for and types them itself
export type Records = Record<string, any[]>;

export interface ComposeInput {
  contract: ContractBundle;
  obligation: Obligation;
  occurrence: Occurrence;
  /** By kind; sorted by id; exactly the kinds asked for in `needs`, all windows together. */
  records: Records;
  /** Alerts and outages, when `monitoring: true` or `occurrences: true` was declared; else none. */
  monitoring: Monitoring;
  /** Present when `manifest` was asked for; sorted by number. */
  issued: IssuedSummary[];
  /** All occurrences of the service period up to `asOf`, when `occurrences: true` was declared. */
  occurrences: Occurrence[];
  /** What is judged against time is judged at this instant (ISO): of a document with a cut, the cut. */
  asOf: string;
  /** The periods of its obligation up to its own, with their cuts; of a document without a cut itself alone. */
  cuts: readonly PeriodCut[];
  /** What the other documents of its obligation counted of things that may change, all together. */
  countedBefore: Counted;
  /** Withdrawn records (作废) that an earlier document counted and this one has to take back, by kind. */
  withdrawn: Records;
  /** Withdrawn records that the needs would have given by then, by kind: they count nowhere; absent: there is none. */
  gone?: Records;
  revision: number;
  /** ISO: when the first revision was issued, in every later one; null of the first, which is issued at `asOf`, and of its draft. */
  firstIssuedAt: string | null;
  draft: boolean;
  /** The latest `confirm` of this revision or an earlier one; null: nobody has confirmed any. See `ownConfirm`. */
  confirm: SignoffRecord | null;
  /**
   * The confirmation of this revision was given to other evidence than the document rests on: what it answers (处理措施, manual
   * checks) was said and stands, but nobody has looked at this document.
   */
  confirmVoided?: true;
  /** The latest `confirm` of an earlier revision; null: nobody confirmed any. */
  confirmedBefore: SignoffRecord | null;
  /** The record kinds of `records` by id, for the deliverables whose kinds are named by data. */
  kinds?: Readonly<Record<string, RecordKind>>;
  /** Titles of the articles that its records name, by id, when `articles: true` was declared. */
  articleTitles?: ReadonlyMap<string, string>;
  /** A written document, or one that prints such a text (`text: true`): what its file says. */
  written?: WrittenText;
  /** `true` means working day; in a year that is not published Monday to Friday, and the document is marked so when it asks. */
  isWorkingDay(date: string): boolean;
}

/** What a deliverable says beyond the frame, which is the same for all. */
export interface Composed {
  /** Under the title; default: the period in Chinese. */
  subtitle?: string;
  marks?: { text: string; tone: Tone }[];
  /** A form of one page. */
  form?: 'short';
  /** true: it is printed, stamped and kept by both sides, and so bears witness for the log. */
  witness?: true;
  /** 巡检人 of a daily document; default: who confirmed it. */
  inspector?: string;
  sections: Section[];
  /** Records the document used for measured times, to print 采集时间. ISO instants. */
  collected?: { from: string; to: string };
  /** What it counted of things that may change, its own corrections among it; the next documents correct it. */
  counted?: Counted;
  /** Key figures of its first page by their ids, with which the document of the next period compares its own. */
  figures?: Readonly<Record<string, number | null>>;
  /** When the newest thing happened that is told and stands in no record, such as issuing a document that is listed. */
  newest?: string;
  /** What the supplier is told before issuing, in Chinese; no part of the document. Needs `notices: true`. */
  notices?: string[];
  prepared?: string;
  reviewed?: string;
  approved?: string;
}

export interface Deliverable {
  /** The unit's file name; once it is bound to an obligation, the obligation's id. */
  id: string;
  needs: Need[];
  /** true: judges incidents, and wants the alerts and outages that show where their clocks start. */
  monitoring?: boolean;
  /**
   * true: it tells of a period by statistics, held to the cut: what happened or was written down later is the next one's,
   * and a revision counts no more than the first one could. The manifests of its periods before are inputs.
   */
  cut?: boolean;
  /**
   * Units whose documents about the same event it tells of, beside its own earlier reports, or whose documents of its period it
   * adds up: issued in one round, they go out before it. Once it is bound to an obligation, the ids of the obligations that they compose.
   */
  follows?: readonly string[];
  /** Sections that the data may choose and order, by id with their Chinese titles; without it there is no choice. */
  sections?: Readonly<Record<string, string>>;
  /** What these sections tell of, by their ids: so that nobody misses a document about it. */
  sectionTopics?: Readonly<Record<string, readonly Topic[]>>;
  /** true: wants the list of occurrences. */
  occurrences?: boolean;
  /** true: prints what people wrote in the Markdown file that the obligation names (`file`), among what it counts. */
  text?: boolean;
  /** true: prints the articles that its records name; their files are inputs, since their titles stand in it. */
  articles?: boolean;
  /** true: `compose` gives `notices`, so that who confirms hears of them before the confirmation is kept. */
  notices?: boolean;
  /** Kinds without which nothing can be issued (the state 缺失): evidence of the period. */
  evidence: string[];
  compose(input: ComposeInput): Composed;
}

/**
 * Default export of a file in `reports/`: one deliverable, which serves every obligation that names the unit, or a function that
 * gives one for each of its entries of the contract's data, under the obligation's id.
 */
export type DeliverableUnit = Deliverable | DeliverableFactory;

/** Gives one deliverable for each of its entries. */
export interface DeliverableFactory {
  (contract: ContractBundle): Deliverable[];
  /** Sections of which each entry has to choose; see `Deliverable.sections`. */
  sections?: Readonly<Record<string, string>>;
  /** See `Deliverable.sectionTopics`. */
  sectionTopics?: Readonly<Record<string, readonly Topic[]>>;
}

/** Gives the unit its type; the identity function. */
export function defineDeliverable(deliverable: Deliverable): Deliverable {
  return deliverable;
}
