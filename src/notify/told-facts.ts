/** What reminders are made from: how things stand at one moment, as numbers, names of kinds, times and states. */
import type { DateText, InstantText } from '../contract/time.ts';
import type { LineKind, LineNumber, LineState } from './line.ts';

/** An occurrence that is not handed in yet. */
export interface OpenDocument {
  /** Obligation and period: by which reminders of it are told apart. */
  key: string;
  number: LineNumber;
  kind: LineKind;
  dueAt: InstantText;
  state: Extract<
    LineState,
    'due' | 'upcoming' | 'overdue' | 'undelivered' | 'unreceived' | 'awaiting' | 'awaiting-receipt' | 'missing'
  >;
  /** Of one day or a part of it: listed twice a day in place of reminders of its own. */
  daily: boolean;
}

/** A limit of an incident that nothing has ended yet. */
export interface OpenClock {
  key: string;
  /** Of the incident. */
  number: LineNumber;
  kind: LineKind;
  dueAt: InstantText;
  state: Extract<
    LineState,
    'response' | 'remote-start' | 'arrival' | 'diagnosis' | 'restoration' | 'analysis' | 'notice' | 'limit'
  >;
}

/** What runs out at the end of a day. */
export interface Expiry {
  key: string;
  number: LineNumber;
  kind: LineKind;
  /** Its last day. */
  on: DateText;
  /** ISO: when it runs out. */
  at: InstantText;
  /** Since when it is there: a warning that would have come earlier is not made up for. */
  from: DateText;
  /** Days ahead that the record itself asks for, beside those of the settings. */
  noticeDays?: number;
}

/** What the purchaser has before them and has not signed for. */
export interface Unsigned {
  key: string;
  number: LineNumber;
  kind: LineKind;
  since: InstantText;
  /** When the time that the contract gives for the answer is over; absent: it gives none. */
  dueAt?: InstantText;
}

export interface Facts {
  documents: readonly OpenDocument[];
  clocks: readonly OpenClock[];
  expiries: readonly Expiry[];
  unsigned: readonly Unsigned[];
}
