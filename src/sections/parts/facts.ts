/** What the composed pages are made from: the records that they asked for, and the ids of all. */

import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import type { WaivedPeriod } from '../../contract/calendar/waived.ts';
import type { OnTimeBy } from '../../contract/terms/due-rules.ts';
import type { Interpretation } from '../../contract/terms/interpretations.ts';
import type { Obligation } from '../../contract/terms/obligations.ts';
import type { Topic } from '../../contract/terms/topics.ts';
import type { DateText } from '../../contract/time.ts';
import type { AnyRecord, RecordKind } from '../../records/record.ts';
import type { TracedStep } from '../../records/record-step.ts';
import type { Section, SiteDocument } from '../../report/site-model.ts';
import type { StatedClause, StatedException, StatedOverdue } from '../../report/statement.ts';
import type { OccurrenceState } from '../../states/occurrence.ts';
import type { FiledPeople } from '../../subjects/attendance/judge/staff.ts';
import type { InspectedDay } from '../../subjects/inspections/judge/days.ts';
import type { CheckResult } from '../../subjects/inspections/judge/result.ts';
import type { JudgedInstalment } from '../../subjects/payments/judge/instalments.ts';
import type { SiteMask } from './mask.ts';

/** Records by the id of their kind, each list sorted by id. */
export type RecordsByKind = Readonly<Record<string, AnyRecord[]>>;

/** A score sheet: of a period that runs as its draft has it, of one that has ended as its document was issued. */
export interface ScoreSheet {
  obligation: string;
  name: string;
  periodText: string;
  sections: readonly Section[];
  /** Number of the issued document that says so; null: none was issued, and this is its draft. */
  document: string | null;
  /** false: the period runs. */
  ended: boolean;
  /** Why it could not be computed; null: it could. */
  problem: string | null;
}

/** The file of a record as it is on disk. */
export interface RecordOriginal {
  /** Relative to the workspace. */
  path: string;
  sha256: string;
}

/** What the view gives of an attachment. */
export interface ShownAttachment {
  /** What of it is given, or why nothing is. */
  text: string;
  href?: string;
  /** The name by which it is saved, of what no browser shows. */
  download?: string;
}

/** The documents that were made from a record. */
export interface Used {
  /** Numbers: of each obligation the newest revision of the document that counts the record's day, or the first that has it. */
  numbers: readonly string[];
  /** Revisions in all that were made with it at hand. */
  all: number;
}

/** What is outside the contract (合同外) and inspected with it, which no look of a day counts. */
interface InspectedApart {
  /** What it is called: `运维工作站`. */
  name: string;
  counts: InspectedDay['counts'];
}

/** How each inspected day came out; judged as the logs and reports of the days are. */
export interface InspectedYear {
  /** Oldest first. */
  days: readonly (Pick<InspectedDay, 'date' | 'record' | 'counts' | 'confirmed'> & { apart: InspectedApart | null })[];
  /** Days before today for which a log of their own is asked for, or was and is waived. */
  logs: ReadonlyMap<string, 'owed' | 'waived'>;
}

/** What an issued document says of each clause. */
export interface ClauseStatement {
  /** The document. */
  source: { text: string; href: string };
  /** ISO instant. */
  issuedAt: string;
  /** Its period in words, for which alone it judges: `2026 年第 4 季度`. */
  period: string;
  /** By the clause's id, in the order of the contract; none of a clause that the document does not judge. */
  clauses: ReadonlyMap<string, StatedClause>;
  /** In its order. */
  exceptions: readonly StatedException[];
  /** First and last of the days that it counts whole, as it says; null: it says none. */
  wholeDays: { from: string; to: string } | null;
  /** Operations that match no permit; null: it compares none. */
  breaches: number | null;
  /** The document itself, which begins with what it found. */
  page: string;
}

/** A period of the service of which a document judges, or is to judge, the clauses. */
export interface JudgedPeriod {
  /** Part of an address, unique among them. */
  key: string;
  /** `2026 年第 4 季度`, `第 2 个服务季度`. */
  name: string;
  /** First and last day, both included. */
  from: string;
  to: string;
  /** The newest revision of its document; else why there is none: not due yet, owed, or done without. */
  statement: ClauseStatement | 'open' | 'owed' | 'waived';
  /** ISO instant; null: at no time. */
  dueAt: string | null;
}

/** What the issued documents say of the clauses, over the whole service. */
export interface StatedVerdicts {
  /** The one that was issued last. */
  newest: ClauseStatement;
  /** Every period that has begun, the earliest first. */
  periods: readonly JudgedPeriod[];
  /** How periods are counted: `个季度`. */
  counter: string;
}

/** How the clauses stand: with what no document says of them, so that nothing is counted without it. */
export interface ClauseVerdicts extends StatedVerdicts {
  /** By the clause's id, the days of cases that no statement lists since a 口径 that calls them missed was settled later: by `withMissed`. */
  missed: ReadonlyMap<string, readonly DateText[]>;
}

export interface ClausePlaces {
  /** Titles above each clause on paper, the outermost first, by the clause's id; empty where the paper has none. */
  headings: ReadonlyMap<string, readonly string[]>;
  /** null: no document was issued yet that judges clauses. */
  verdicts: ClauseVerdicts | null;
}

/** An issued document that leaves something open because a 口径 was not settled when it was made. */
export interface LeftOpen {
  document: Pick<SiteDocument, 'number' | 'name' | 'period' | 'issuedAt'>;
  /** Names of the limits that it calls 口径未定. */
  clocks: readonly string[];
  /** Ids of the 口径 that it lists as 待确认. */
  interpretations: readonly string[];
  /** Limits of which the newest revision says that they were kept or missed, by their names; none of one that was revised. */
  judged: readonly { label: string; state: 'met' | 'missed'; text: string }[];
}

/** A finding that the newest revision of a document lists as 逾期未修复. */
export interface ListedOverdue extends StatedOverdue {
  document: SiteDocument;
}

/** A document about one record that prints another deadline than it has now. */
export interface MovedDue {
  number: string;
  /** Begins with the id of the record. */
  period: string;
  /** ISO: as it is printed, and as it is judged now. */
  dueThen: string;
  dueAt: string;
  /** The 口径 settled since that move it; none: a record was corrected or entered. */
  by: readonly Interpretation[];
}

/** A report about one record that was issued, and when it was due as is judged now. */
export interface ReportDue {
  obligation: string;
  /** Which of several it is. */
  suffix?: string | undefined;
  /** 初报, 续报2; without parts the name of the obligation. */
  name: string;
  /** Begins with the id of the record. */
  period: string;
  /** ISO instant. */
  dueAt: string;
}

/** A document about one record that is or went out after its time. */
export interface LateReport {
  /** Id of its obligation, and which of several reports it is. */
  obligation: string;
  suffix?: string | undefined;
  /** With its period: `重大故障记录报告 GZ-20260721-001 初报`. */
  name: string;
  /** Begins with the id of the record. */
  period: string;
  /** Of the newest revision; null: none was issued. */
  number: string | null;
  state: OccurrenceState;
  /** The word of the state. */
  word: string;
  /** Which fact has to happen in time. */
  by: OnTimeBy;
  /** ISO instants: when it was due as is judged now, and when that fact happened; null: it did not. */
  dueAt: string | null;
  at: string | null;
  /** Why; null: nobody was asked. */
  reason: string | null;
  /** Which reading of an unconfirmed 口径 it rests on, and what the others give; empty where all give the same. */
  byReadings: string;
}

export interface SiteFacts {
  /** ISO instant at which everything is judged. */
  now: string;
  /** ISO: what was written down until then is known; later than `now` once the project is closed. Absent: `now`. */
  knownAt?: string;
  today: string;
  /** Last day that windows count: see `Moment`. */
  until: string;
  /** First day whose records have pages of their own: a year back. What is older is folded by month. */
  yearFrom: string;
  contract: ContractBundle;
  obligations: readonly Obligation[];
  /** What the chosen sections of an obligation's documents tell of, by its id. */
  told: ReadonlyMap<string, readonly Topic[]>;
  /** What was asked for; `recordsOf` gives them their type. */
  records: RecordsByKind;
  /** Records of the same days that were withdrawn (作废), as their files have them, by the id of their kind. */
  withdrawn: RecordsByKind;
  /** File and digest of each record of the months that the site shows. */
  originals: ReadonlyMap<string, RecordOriginal>;
  /** What the view gives of each attachment of those records, by `attachmentKey`. */
  attachments: ReadonlyMap<string, ShownAttachment>;
  /** Every version of each of those records that the repository has, oldest first, by the record's id. */
  histories: ReadonlyMap<string, readonly TracedStep[]>;
  /** By id: what was done past the program to the files of records; of these stands what they were. Absent: to none. */
  altered?: ReadonlyMap<string, string>;
  /** What was made from a record, by its id: see `Used`. */
  used: ReadonlyMap<string, Used>;
  /** Ids of all records by kind, sorted. */
  ids: ReadonlyMap<string, readonly string[]>;
  kinds: readonly RecordKind[];
  /** Address of a record by the id of its kind, of those that a section shows: see `recordHref`. */
  shown: ReadonlyMap<string, (facts: Pick<SiteFacts, 'yearFrom'>, id: string) => string | null>;
  documents: readonly SiteDocument[];
  /** Documents about faults, and the lists of 口径, that left open what may be settled now. */
  leftOpen: readonly LeftOpen[];
  /** Of all records, in the order of the plan. */
  lateReports: readonly LateReport[];
  /** Likewise; of one that stands for several, each. */
  reportDues: readonly ReportDue[];
  /** Likewise. */
  movedDues: readonly MovedDue[];
  /** By documents of the year. */
  listedOverdue: readonly ListedOverdue[];
  /** What the purchaser does without, of all obligations. */
  waived: readonly WaivedPeriod[];
  clauses: ClausePlaces;
  /** Who was filed as staff; null: the contract wants a filing and none was issued; undefined: it wants none. */
  filed: FiledPeople | null | undefined;
  /** What the penalty schemes make of each period, the newest first; none where the contract has none. */
  scores: readonly ScoreSheet[];
  /** What each instalment of the price asks for, and what of it is there; none where the contract has none. */
  instalments: readonly JudgedInstalment[];
  /** Titles of the articles of the workspace by their ids. */
  articles: ReadonlyMap<string, string>;
  /** Today's judged inspection rows; empty without an inspection. */
  inspection: readonly CheckResult[];
  /** By the State Council's notices and the contract's own list. */
  isWorkingDay(day: string): boolean;
  /** The inspected days whose records the site shows, and those on which an inspection was owed. */
  inspected: InspectedYear;
  /** Somebody has an account at the desk. */
  hasDesk: boolean;
  mask: SiteMask;
}

/**
 * The records of one kind.
 * @throws Error when nobody asked for them: nothing would be shown, as if there were none
 */
export function recordsOf<T extends AnyRecord>(facts: Pick<SiteFacts, 'records'>, kind: RecordKind<T>): T[] {
  const list = facts.records[kind.id];
  if (list === undefined) throw new Error(`no ${kind.id} records here: name the kind in \`needs\``);
  return list as T[];
}
