/** 履约看板: the figures of the first page; each leads to what it is made of. */

import type { Gravity } from '../states/gravity.ts';
import type { Cell, RichCell, Tone } from './block.ts';
import type { Figure, FigureInterval } from './figure.ts';

export interface SiteRate {
  id: string;
  label: string;
  /** `时限 10 分钟`, with the clauses. */
  limit: string;
  met: number;
  /** Not met, overrun or never written down. */
  missed: number;
  /** How many of those hang on an open 口径, in words; empty without any. */
  hanging: string;
  running: number;
  /** How it stands with those: `待协商`; empty where there are none. */
  unsettled: string;
  /** met ÷ (met + missed), 0–1; null when nothing could be decided. */
  rate: number | null;
  /** `66.67 %`, 尚无可判定. */
  rateText: string;
  href: string;
  /** The same numbers with their figures; each opens the faults that it counts. */
  cells: Record<'met' | 'missed' | 'running' | 'rate', RichCell>;
}

export interface SiteQuota {
  /** `重大故障与年度限额`. */
  title: string;
  /** What it counts, and what it is called: `重大故障`, `年度限额`. */
  counts: string;
  name: string;
  clause: string;
  limit: number;
  /** A 口径 decides what it counts. */
  byReadings: boolean;
  confirmed: boolean;
  /** Both sides confirmed it, and it counts from this day on. */
  countsFrom?: string;
  /** As documents and `status` say it: how grave it is (null: it is kept), in which tone and words. */
  verdict: { gravity: Gravity | null; tone: Tone; text: string; brief: string };
  /** Nothing is concluded while no reading is confirmed. */
  conclusion: string;
  /** How many 口径 of the contract are settled, and where they are listed; none without a reading to settle. */
  agreed: RichCell[];
  readings: {
    label: string;
    supplier: number;
    pending: number;
    others: number;
    cases: { id: string; href: string }[];
    /** The counts with their figures; each opens the faults that it counts. */
    cells: Record<'supplier' | 'pending' | 'others', RichCell>;
  }[];
}

/** 可用率 of one object, with what interrupted it. */
export interface SiteAvailability {
  name: string;
  href: string;
  tone: Tone;
  /** `99.93 %`, 未观测. */
  availability: string;
  /** The share as data: seconds up of seconds observed. */
  figure: Figure;
  /** 31 天无中断; 中断 2 次，共 31 分. */
  note: string;
}

/** A fault that is not restored yet. */
export interface SiteUnrestored {
  id: string;
  title: string;
  level: string;
  /** Of the first level of the contract. */
  worst: boolean;
  /** The level's limit for the restoration is past. */
  overrun: boolean;
  href: string;
}

export interface SiteOutage {
  id: string;
  /** Who answers for it, in words. */
  whose: string;
  href: string;
}

/** Parts of 首页 that only some contracts ask for. */
export type BoardPart =
  | 'inspection'
  | 'limits'
  | 'availability'
  | 'recovery'
  | 'duty'
  | 'renewals'
  | 'findings'
  | 'changes';

export interface SiteBoard {
  /** Which parts the contract asks for, or records tell of: of the others 首页 says nothing. */
  shows: Readonly<Record<BoardPart, boolean>>;
  /** First and last day that the figures of incidents cover. */
  from: string;
  to: string;
  /** What its figures count: this service up to the moment of the site. */
  within: FigureInterval;
  /** What the limits are called together: `响应与恢复`. */
  limitsTitle: string;
  /** The limits for response, arrival and so on, and the recovery times of the levels. */
  commitments: SiteRate[];
  recovery: SiteRate[];
  /** Of levels that are no fault, judged by the agreed date, outside the rates; null where the contract has none. */
  requirements: (SiteRate & { caption: string }) | null;
  /** Faults that go on at the moment of the site, the worst level first; a requirement is none. */
  unrestored: SiteUnrestored[];
  /** Faults of the service that are over, by what was down: of everything, of core business. The longest first. */
  outages: Record<'whole' | 'core', SiteOutage[]>;
  /** Systems of which no operation log was ever registered though the contract wants it; null: none, or it is too early to say. */
  unlogged: { text: string; brief: string; href: string; systems: Figure } | null;
  /** Restore tests of the service that did not pass. */
  failedRestores: { id: string; text: string; href: string }[];
  quotas: SiteQuota[];
  availability: {
    /** Days that the figures cover; null when nothing was probed. */
    span: string | null;
    /** Whole days of it. */
    days: number;
    /** What was bought, the worst first. */
    subsystems: SiteAvailability[];
    /** What they are called together. */
    called: string;
    /** Servers and interfaces that were interrupted or hardly observed. */
    others: SiteAvailability[];
    /** How many others were neither. */
    quiet: number;
  };
  findings: {
    /** Day of the newest scan; null when there was none. */
    scannedOn: string | null;
    /** Of all levels together what waits, and what of it is 逾期未修复: what only a scan has to confirm is not. */
    totals: { waiting: Figure; overdue: Figure };
    /** Mended after their deadline, of this service, by level in words; null: none was. */
    fixedLate: { text: string; figure: Figure } | null;
    /** Of what waits in time, the severe levels in words; empty without any. */
    severe: string;
    levels: {
      level: string;
      label: string;
      open: number;
      overdue: number;
      href: string;
      /** The counts with their figures; each opens the findings that it counts. */
      cells: Record<'open' | 'overdue', RichCell>;
    }[];
  };
  /** Latest backup, restore test and drill; each line says that there is none when there is none. */
  recoveryProof: { label: string; value: Cell; note: string }[];
  renewals: {
    item: string;
    expiresOn: string;
    left: string;
    state: string;
    /** When it runs out, and whether it was renewed before. */
    text: string;
    tone: Tone;
    owner: string;
    /** Empty: nobody is said to pay. */
    payer: string;
    href: string;
  }[];
  /** Things that the contract wants done, held or kept, by kind: what was missed, and what nothing shows; kinds without either are left out. */
  owed: {
    missed: { text: string; figure: Figure; href: string } | null;
    unseen: { text: string; href: string } | null;
  }[];
  duty: { post: string; person: string; state: string; tone: Tone; time: string }[];
  /** What waits for a word of the purchaser beside receipts, by kind; each count opens as many rows. */
  asked: { kind: string; label: string; count: number; href: string; figure: Figure }[];
  changes: { stage: string; label: string; count: number; href: string | null; figure: Figure }[];
}
