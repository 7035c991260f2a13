/** What the desk asks of the day: who is here, what is due, what runs and what came in. Whatever is not asked for is empty. */
import type { Act, Side } from '../../contract/acts.ts';
import type { Actor } from './actor.ts';
import type { RestorationToConfirm, RunningIncident } from './incidents.ts';

/** A shift or post at which a person can sign in. */
export interface AttendanceSlot {
  /** Of the form: post and begin. */
  key: string;
  /** `驻点运维工程师 09:00–18:00`. */
  text: string;
  /** Seconds after the begin; null: in time. */
  lateText: string | null;
  /** Its time is over, or far ahead: only 补登. */
  backfill: boolean;
  /** How many others have signed in, where they are as many as the contract asks for; null while somebody is missing. */
  filled: number | null;
}

/** One sign-in of the person, as it stands on record. */
export interface AttendanceEntry {
  record: string;
  text: string;
  state: string;
  signedIn: string;
  signedOut: string | null;
  /** Of a day that is over: what is missing can only be made up for. */
  past: boolean;
  /** 签退 now would be before the end of the shift: by how much; null otherwise. */
  earlyText: string | null;
  /** What the attendance machine has, where that is read; null otherwise. */
  machine: string | null;
}

/** A post on call now that the person may take over, or holds. */
export interface WatchLine {
  /** Of the form: post, shift and day. */
  key: string;
  name: string;
  /** Record of the person who holds it; null: they may take it over. */
  record: string | null;
  /** `18:02`; empty: nobody of this name holds it. */
  since: string;
  /** `24:00`; until then it counts without anything more. */
  until: string;
  /** Who else holds it. */
  others: readonly string[];
}

export interface DueLine {
  obligation: string;
  name: string;
  period: string;
  periodText: string;
  /** Title of the event that it is of; empty: none. */
  eventTitle: string;
  state: string;
  stateText: string;
  dueText: string;
  /** `逾期 3 小时`, `还有 5 小时`; empty without a time. */
  distance: string;
  late: boolean;
  lacks: string;
  /** The viewer's role confirms and issues it. */
  mine: boolean;
}

export interface DutyLine {
  /** Post, shift and place. */
  post: string;
  /** Who is there or rostered; empty: nobody is on record. */
  people: { name: string; state: string; phone: string | null }[];
  /** Persons that the contract asks for; null where it asks for none. */
  owed: number | null;
  /** Whoever is there says so by 签到; of the others somebody writes it down. */
  signsIn: boolean;
}

export interface CameIn {
  id: string;
  kind: 'alert-proposal' | 'consultation';
  text: string;
  time: string;
}

export interface ReturnedLine {
  obligation: string;
  period: string;
  name: string;
  periodText: string;
  time: string;
  reason: string;
}

export interface Today {
  dateText: string;
  attendance: { slots: AttendanceSlot[]; entries: AttendanceEntry[] } | null;
  watch: WatchLine[];
  checks: { text: string; total: number; open: number; drafted: number; abnormal: number } | null;
  due: DueLine[];
  /** Due lines that are not shown. */
  dueMore: number;
  /** Days that passed without anything on record. */
  missing: { count: number; latest: string; month: string } | null;
  duty: DutyLine[];
  running: RunningIncident[];
  toConfirm: RestorationToConfirm[];
  /** Outages that the supplier calls planned maintenance, and the purchaser has not agreed to. */
  outagesToConfirm: number;
  alerts: CameIn[];
  consultations: CameIn[];
  returned: ReturnedLine[];
  /** Documents that await the purchaser's signature, and the days that the oldest has waited. */
  toReceive: { count: number; days: number } | null;
  /** 口径 that wait for the purchaser's decision, and waivers that wait for their approval. */
  toDecide: number;
  toApprove: number;
}

export interface TodayViewer {
  name: string;
  account: string;
  side: Side;
  acts: readonly Act[];
  documents: readonly string[];
}

export interface TodayPort {
  today(viewer: TodayViewer, now: string): Promise<Today>;
  /**
   * @param given the slot, and for 补登 the time (`08:55`) and why
   * @returns what was done, in Chinese
   * @throws UserError when there is no such slot, or the record cannot be made
   */
  signIn(actor: Actor, now: string, given: { slot: string; time: string; reason: string }): Promise<string>;
  signOut(actor: Actor, now: string, given: { record: string; time: string; reason: string }): Promise<string>;
  /** 接班 now. @param key of the watch. @throws UserError when there is none to take */
  takeOver(actor: Actor, now: string, key: string): Promise<string>;
  /** 交班 now. @throws UserError when the person does not hold it */
  handOver(actor: Actor, now: string, record: string): Promise<string>;
}
