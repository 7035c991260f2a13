/** What the desk asks of the day's manual checks: the checks that people make, grouped, half done or saved. */
import type { Actor } from './actor.ts';

export type CheckAnswer = 'normal' | 'abnormal' | 'not-applicable';

/** One answer that somebody gave and nobody saved yet. */
export interface CheckDraft {
  result: CheckAnswer;
  /** 正常, 异常, 不适用. */
  resultText: string;
  /** What was measured; empty where nothing was. */
  value: string;
  /** What was seen; empty where nothing was. */
  note: string;
  by: string;
  /** `09:20`, on another day than the round's first `2026-11-24 09:20`. */
  timeText: string;
}

/** A file that was uploaded: as the browser named it, and where it lies until the request ends. */
export interface CheckFile {
  name: string;
  path: string;
}

export interface CheckPhoto {
  id: number;
  name: string;
}

export interface CheckRow {
  /** `check~target`: name of its fields. */
  key: string;
  target: string;
  label: string;
  method: string;
  standard: string;
  /** A value is measured, with this unit (or none); null: it is looked at alone. */
  unit: string | null;
  /** null: nobody answered it yet, or the answer is saved. */
  draft: CheckDraft | null;
  photos: CheckPhoto[];
  /** 处理措施 that goes into the confirmation of the day's document; empty: none. */
  measure: string;
  /** What is on record, as a document prints it; null while nothing is. */
  saved: { word: string; measured: string; timeText: string; abnormal: boolean } | null;
}

/** Checks of one kind of asset at one place. */
export interface CheckGroup {
  id: string;
  place: string;
  kind: string;
  rows: CheckRow[];
  /** This person was shown its rows in this round. */
  opened: boolean;
  /** Rows that nobody answered. */
  open: number;
  /** Rows with an answer that is not saved yet. */
  drafted: number;
  abnormal: number;
}

/** The manual checks of one inspection: of a day, of a shift where the contract asks by shifts. */
export interface CheckRound {
  /** Period of the inspection's document, or the day. */
  period: string;
  /** As people read it. */
  text: string;
  /** Its time is over: what is written down now comes from paper. */
  late: boolean;
  /** Its days; one for most. */
  days: string[];
  /** The day that a time without one means; null: it is to be given. */
  day: string | null;
  groups: CheckGroup[];
  total: number;
  open: number;
  drafted: number;
  abnormal: number;
  /** Some answers were written down on a later day than they were seen: the sheet is to be attached. */
  needsSheet: boolean;
  /** Revision in which the document of the round was issued already; null: not yet. */
  issued: number | null;
}

export interface CheckFill {
  period: string;
  group: string;
  /** ISO instant at which the page was made on which the person answered: what others answered since is not theirs. */
  seen: string;
  /** Empty: now. `09:20`. */
  time: string;
  /** Of a round of several days; empty: its day. */
  day: string;
  /** Empty: the person of the account. */
  by: string;
  rows: readonly {
    key: string;
    result: CheckAnswer | '';
    value: string;
    note: string;
    /** Optional, and only of an abnormal row. */
    measure: string;
  }[];
  /** Photos of one row. */
  photos: { key: string; files: readonly CheckFile[] } | null;
  /** Photos to take away again. */
  dropped: readonly number[];
  /** 全部正常，除…: rows without an answer are normal. Refused before the person was shown the group. */
  restNormal: boolean;
}

export interface CheckSaved {
  ids: string[];
  rows: number;
  abnormal: number;
  notices: string[];
}

export interface ChecksPort {
  /**
   * @param period null: the round that runs now
   * @param show id of the group whose rows the person is about to be shown; `next`: the first one with rows to answer
   * @throws UserError when there is no such round
   */
  round(
    actor: Actor,
    now: string,
    period: string | null,
    show: string | null,
  ): Promise<CheckRound & { shown: string | null }>;
  /** Keeps answers of one group. @throws UserError naming the field that is wrong; nothing is kept then */
  fill(actor: Actor, now: string, given: CheckFill): Promise<void>;
  /** Makes a record of all kept answers of the round. @throws UserError as the command does; the answers stay kept then */
  save(actor: Actor, now: string, period: string, sheets: readonly CheckFile[]): Promise<CheckSaved>;
  /** Rounds with answers that nobody saved, but for the given one. */
  unsaved(now: string, except: string): Promise<{ period: string; text: string; rows: number }[]>;
}
