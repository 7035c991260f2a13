/** 应交项: one obligation in one period, or for one event, and what was issued for it. */

import { type OccurrenceState, stateWords } from '../../states/occurrence.ts';
import type { OnTimeBy } from '../terms/due-rules.ts';

/** States of a document that was issued and has, by its contract, to be handed over or signed for in time. */
const ofHandover: Partial<Record<OccurrenceState, Readonly<Record<'received' | 'both', string>>>> = {
  awaiting: { received: '待签收', both: '待送达或签收' },
  undelivered: { received: '逾期未签收', both: '逾期未送达或签收' },
  'delivered-late': { received: '逾期签收', both: '逾期送达或签收' },
};

/** true of a state that only a document has which goes by its delivery or receipt. */
export const isOfHandover = (state: OccurrenceState): boolean => ofHandover[state] !== undefined;

/** @param by which facts decide: one of a single document, all that occur of several. @returns the word of a state */
export function stateWord(state: OccurrenceState, by: readonly OnTimeBy[]): string {
  const words = ofHandover[state];
  if (words === undefined || !by.includes('received')) return stateWords[state];
  return by.includes('delivered') ? words.both : words.received;
}

/**
 * What a document counted of things that may still change: by the key of the thing (`GZ-20261124-001 restoration`), how often
 * under which value (`met`). What changes later is a signed row of the period that learns of it.
 */
export type Counted = Readonly<Record<string, Readonly<Record<string, number>>>>;

/**
 * What has to have happened before a document can say so: records of a kind within an interval, and those that are known.
 * Absent is never passing: a document that tells of fewer is not delivered.
 */
export interface Happening {
  /** Record kind. */
  kind: string;
  /** Values of its fields that are asked for, to name it by: `activity: [training]`. */
  only: readonly { field: string; in: readonly string[] }[];
  /** First and last day on which it counts, both inclusive. */
  from: string;
  to: string;
  /** How many records are asked for, after so many that others of the same frame tell of. */
  times: number;
  after: number;
  /** Those that are known, earliest first: the day on which each happened, and since when it can be told. */
  known: readonly { id: string; day: string; since: string }[];
}

/** What one reading of an unconfirmed 口径 makes of an occurrence that falls due by the strictest of them. */
export interface OccurrenceReading {
  /** Of the reading, as the 口径 words it. */
  label: string;
  /** false: by it nothing is owed. */
  owed: boolean;
  /** Instant; null: not known yet, or nothing owed. */
  dueAt: string | null;
  /** The reading alone does not tell: another 口径, of where the clocks start, is open. */
  open: boolean;
  /** See `Interpretation`. */
  countsFrom?: string;
}

/** One obligation in one period, or for one event. */
export interface Occurrence {
  obligation: string;
  /**
   * PERIOD of the design: `2026-11-24`, `2026-11`, `2026-W47`, `2026-Q4`, `2026-H2`, `2026-T1`, `2026`…, of a shift
   * `2026-11-24-s1`, of several in one year `2026-n1`, a record id with its part's suffix (`-c`, of
   * several reports in one `-c-x8`), `service`.
   */
  period: string;
  /** Name of the period where it has one of its own: of a term, a calendar quarter or year. */
  name?: string;
  /** First and last day of the interval, both inclusive; for events the day of the event. */
  from: string;
  to: string;
  /** First day of its obligation, when it begins later than the service: what happened before is none of its documents'. */
  opens?: string;
  /** Instants of the interval, from inclusive and to exclusive, when it does not run from midnight to midnight (17:00–17:00). */
  span?: { from: string; to: string };
  /** Instants; null when not yet known (an event still open) or never due. */
  issueFrom: string | null;
  dueAt: string | null;
  /** true: a rule met a year whose holiday calendar is not published yet, and counted Monday to Friday instead. */
  provisional?: true;
  /** Id of the event's record. */
  event?: string;
  /** Of an event whose class hangs on an unconfirmed 口径: each reading, where one of them owes nothing or by another time. */
  readings?: readonly OccurrenceReading[];
  /** What its document has to tell of; absent: it may truthfully be empty. */
  happenings?: readonly Happening[];
  /** Part of several reports: suffix such as `c`, `x1`, `z` and its name; of several that are owed as one, `c-x8`. */
  part?: {
    suffix: string;
    name: string;
    /** The reports that this one combines, each with its own due time. */
    combines?: { suffix: string; name: string; dueAt: string | null }[];
  };
}

/** What a document that was issued says of itself, as far as other documents may build on it. */
export interface IssuedSummary {
  obligation: string;
  period: string;
  revision: number;
  number: string;
  title: string;
  dueAt: string | null;
  issuedAt: string;
  confirmedAt: string | null;
  late: boolean;
  /** Why it was late or revised; null when nobody was asked. */
  reason?: string | null;
  fingerprint: string;
  /** Until when it counted, see `Manifest.cut`; without it its issue time. */
  cut?: string | null;
  /** See `Manifest.counted`. */
  counted?: Counted | null;
  /** See `Manifest.figures`. */
  figures?: Readonly<Record<string, number | null>> | undefined;
  /** Its 统计区间 in Chinese, as it prints it. */
  periodText?: string;
  /** Pages of its PDF; without it nobody counted them when it was issued. */
  pages?: number;
}
