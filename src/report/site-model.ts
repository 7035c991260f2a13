/** Everything that the site draws; written by the pipeline as one JSON file, read by Astro pages, which know nothing else. */

import type { OccurrenceState } from '../states/occurrence.ts';
import type { ReceiptState } from '../states/receipt.ts';
import type { Block, RichCell, TableBlock, Tone } from './block.ts';
import type { Figure } from './figure.ts';
import type { SiteBoard } from './site-board.ts';
import type { SiteKnowledge } from './site-knowledge.ts';
import type { ComposedSection } from './site-page.ts';
import type { SiteShown } from './site-shown.ts';

export type {
  Block,
  Cell,
  ChartBlock,
  ChartData,
  DayCell,
  DaysBlock,
  FactsBlock,
  Found,
  NoteBlock,
  RichCell,
  Section,
  SiteRecord,
  TableBlock,
  TimelineBlock,
  Tone,
} from './block.ts';
export type { SiteBoard, SiteQuota, SiteRate } from './site-board.ts';
export type { SiteConsultation, SiteKnowledge, SiteRelated, SiteUnanswered } from './site-knowledge.ts';
export type { ComposedSection, SitePage } from './site-page.ts';

/** Who a built site is for; decides what it leaves out. */
export type SiteView = 'supplier' | 'purchaser' | 'audit';

export type { ShownField, ShownKind, ShownState, ShownStates, SiteShown } from './site-shown.ts';

export interface SiteDocument {
  number: string;
  obligation: string;
  name: string;
  period: string;
  periodText: string;
  /** The days of it, where the number reads like those of another: `2026-08-25 至 2026-11-24`. */
  days?: string;
  revision: number;
  revisionText: string;
  /** draft documents have no files to download but a preview page in HTML. */
  status: 'draft' | 'issued';
  issuedAt: string | null;
  /** ISO: what happened after it stands on the next one; absent of what was not issued. */
  cut?: string | null;
  confirmedAt: string | null;
  late: boolean;
  clauses: string[];
  fingerprint: string;
  /** Site paths; the files are served from the archive (drafts: from the built site). */
  files: { html: string; pdf: string | null; xlsx: string | null };
  /** Names offered for saving: `20261124_系统巡检日志_第1版.pdf`. */
  downloads: { pdf: string | null; xlsx: string | null };
  marks: string[];
  /** Of the newest revision that was issued. */
  receipt?: SiteReceipt;
}

/** How a document stands with the purchaser. */
export interface SiteReceipt {
  state: ReceiptState;
  /** 未送达 · 待签收 · 待确认 · 已签收 · 已退回 · 已作废 */
  text: string;
  /** Day of the delivery, the receipt or the return; null: not delivered. */
  on: string | null;
  /** How it was signed for, where an account alone shows it: 电子确认. */
  note?: string;
  /** Of what was not delivered: the revision before it that the purchaser has or signed for: `第 1 版已于 2026-11-24 送达，未签收`. */
  earlier?: { state: 'waiting' | 'received'; text: string };
  /** Whole days that it has waited for the purchaser; null: it does not. */
  days: number | null;
  /** By when the contract asks for the answer, or the revision after a return. */
  answer?: { text: string; tone: Tone };
}

export interface SiteOccurrence {
  obligation: string;
  name: string;
  period: string;
  periodText: string;
  state: OccurrenceState;
  /** Its word, which for what goes by its receipt is 签收 instead of 送达. */
  stateText: string;
  dueAt: string | null;
  /** 应交: its due time has passed, and it was not waived. */
  owed: boolean;
  /** What it was due by when it was issued, where that was another time: `签发时为 2026-07-21 23:10，其后口径或记录有变`. */
  dueThen?: string;
  /** The 口径 that were settled after it was issued and by which times begin to run. */
  dueSince?: RichCell[];
  issuedAt: string | null;
  /** Of what goes by its delivery or receipt: when that first happened, and its word, 送达 or 签收. */
  /** `writtenAt`: when it was written down, where it is judged by that and may not go unsaid. */
  handedOver?: { what: string; at: string; writtenAt?: string };
  /** What is missing for it, in Chinese. */
  lacks: string[];
  document: string | null;
  /** Of what is waived: when, by whom and why. */
  waiver?: string;
  /** Of what is 缺失: why, or that nobody wrote it down, and where it stands or is to stand. */
  cause?: RichCell;
}

/** What the purchaser sent back, newest first. */
export interface SiteReturns {
  open: TableBlock;
  /** The newest of those that were revised. */
  answered: TableBlock;
  /** How many were. */
  revised: number;
}

export interface SiteArticle {
  /** Path under `knowledge-base/` without extension. */
  id: string;
  title: string;
  /** Sanitised HTML without the first heading; empty where `own` is true. */
  html: string;
  /** A page of the program's own with components: the site draws it from its file. */
  own?: true;
  headings: { depth: number; slug: string; text: string }[];
  topics: string[];
  systems: string[];
  /** Other words under which people look for it; searched, not shown. */
  keywords: string[];
  /** Clause ids that it helps to keep. */
  clauses: string[];
  /** Date of the last review or change, when the article says so. */
  updated: string | null;
  /** Day after which it must be looked at again; null when nobody ever did. */
  reviewDue: string | null;
  owner: string | null;
  /** First sentences, one line. */
  summary: string;
  /** Plain text, for search and excerpts. */
  text: string;
}

/** Where 合同要求的都做到了没有 is answered for one month. */
export interface SiteMonthAnswer {
  /** What 按期 is said of under the contract: 签发, 送达, 签收; 交付 where several of them decide. */
  fact: string;
  /** That it is open which of them decides; null where that is settled. */
  open: RichCell | null;
  /** Its 月报, or that none was issued; null: the contract asks for none. */
  report: RichCell | null;
  /**
   * Of a month without a 月报 of its own, whose days are counted in that of a longer period: `report` is that one. `text` says so, and
   * leads to the page of the month that bears its name.
   */
  joined?: RichCell;
  /**
   * What page one of that 月报 says, worst first: what was missed, and what wants a look, each with its place there; null: there is none
   * to be read. `wholeDays`: by which days it counts them, where those are not the days of the month.
   */
  told: { abnormal: readonly RichCell[]; attention: readonly RichCell[]; wholeDays: string | null } | null;
  /** The periods whose statements judge the clauses in it, each with what it lists of the month; none before the first was issued. */
  judged: RichCell[];
  /** Exceptions that those statements list with a day of the month. */
  exceptions: number;
}

export interface SiteModel {
  schema: 1;
  /** ISO instant at which the model was made. */
  builtAt: string;
  /** ISO instant by which everything on the pages is judged: `builtAt`, once the project is closed that of the closing. */
  asOf: string;
  /** What is said of the closing of the project (结项), and what was written down after it; null: nothing was written down of one. */
  closed: { text: string; later: { text: string; href: string }[] } | null;
  /**
   * Of a workspace in which a scheduler is meant to run: ISO instant by which the pages are built anew, null where nothing promises it.
   * null: none ever ran, and the pages say nothing of one.
   */
  scheduled: { nextUpdateBy: string | null } | null;
  /** Somebody has an account at the desk: the header leads there. */
  hasDesk: boolean;
  /** Where the purchaser signs for what was delivered. */
  toSign: Block[];
  /** The newest checkpoint of the transparency log as paper prints it, which the reader's browser remembers; null: there is no log. */
  logHead: string | null;
  today: string;
  /** Last day that windows count, see `Moment`: months are read from its, and short times leave out its year. */
  until: string;
  project: string;
  /** Name of the site in its header; 运维台账 without one. */
  siteTitle?: string | null;
  purchaser: string;
  supplier: string;
  /** What the contract calls the two, such as 甲方. */
  called: { purchaser: string; supplier: string };
  servicePeriod: string;
  /** Words of the states of documents that go by their delivery or receipt; without it the contract has none. */
  handoverStates?: Partial<Record<SiteOccurrence['state'], string>>;
  simulated: boolean;
  view: SiteView;
  /** Address of the feed of due times for calendar programs; null: this view has none. */
  dueFeed: string | null;
  board: SiteBoard;
  /** Where each record stands whole, by its id: wherever an id is printed it leads there. */
  places: Record<string, string>;
  /** The sections that are composed by the pipeline, in their order. */
  sections: ComposedSection[];
  /** The one sentence that answers 合同履约正常吗, and the reasons below it. */
  verdict: {
    tone: 'normal' | 'attention' | 'abnormal';
    text: string;
    /** `figure`: the count that a reason names, which is the number of rows of what it opens. */
    reasons: {
      tone: string;
      text: string;
      href: string | null;
      figure?: Figure;
      /** What is told in the same line with a list of its own. */
      also?: { text: string; href: string; figure: Figure }[];
    }[];
  };
  /** What is said where `inspection` is null. */
  noInspection: string;
  /** Today's inspection, null when there is none. */
  inspection: {
    date: string;
    status: 'draft' | 'issued';
    counts: Record<string, number>;
    /** The same counts as the documents of the day have them. */
    figures: Figure[];
    conclusion: string;
    document: string;
    /** Counts of the supplier's own machine, listed apart. */
    opsHost: Record<string, number>;
    /** What it is called. */
    opsHostName: string;
  } | null;
  due: SiteOccurrence[];
  occurrences: SiteOccurrence[];
  documents: SiteDocument[];
  /** By the month: what its 月报 counts as owed, where that was issued: it goes by due times, the lists of the site by periods. */
  reportCounts: Record<string, RichCell>;
  /** By the month, of those of the service that have begun. */
  monthAnswers: Record<string, SiteMonthAnswer>;
  /** By the month what went wrong in it, worst first, each leading to its list; an empty list: nothing of it is on record. */
  monthFacts: Record<string, RichCell[]>;
  returns: SiteReturns;
  /** What was made void, newest first. */
  voids: TableBlock;
  /** Every kind of deliverable of the contract, also those of which nothing is due yet. `told`: what its page says beside its documents. */
  kinds: { id: string; name: string; clauses: string[]; told?: { title: string; blocks: Block[] } }[];
  articles: SiteArticle[];
  knowledge: SiteKnowledge;
  manual: SiteArticle[];
  /** What pages of the manual show of the program itself. */
  shown: SiteShown;
  /** Articles or records that could not be used, each with file and reason. */
  problems: { file: string; message: string }[];
}
