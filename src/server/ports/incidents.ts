/** Incidents at the desk: taken down in six fields, handled step by step, analysed later. */
import type { Nearest, Running } from '../../assess/incidents/running.ts';
import type { IncidentStep } from '../../records/incident-steps.ts';
import type { IncidentRecord } from '../../records/kinds/incident.ts';
import type { Actor } from './actor.ts';

/** A clock of an open incident; times are ISO instants. */
export interface Clock {
  id: string;
  label: string;
  /** `running`, `overrun`, `met` … and its word. */
  state: string;
  word: string;
  /** As printed; null: by agreement. */
  limit: string | null;
  /** When the limit passes as things stand; null: it stands still, or is over. */
  dueAt: string | null;
  /** Sentence of the judgement. */
  text: string;
}

/** An open incident that nobody calls restored, for 今日. */
export interface RunningIncident {
  id: string;
  title: string;
  level: string;
  /** ISO instant at which it began. */
  at: string;
  handler: string;
  /** The nearest limit first. */
  running: Running[];
}

/** Restored by the supplier's word, and to be confirmed by the purchaser. */
export interface RestorationToConfirm {
  id: string;
  title: string;
  level: string;
  /** ISO instant. */
  restoredAt: string;
}

export interface IncidentLine {
  id: string;
  title: string;
  level: string;
  assets: string[];
  at: string;
  restoredAt: string | null;
  closedAt: string | null;
  /** Of an open one, the nearest limit first. */
  running: Running[];
  /** Restored by the supplier's word, with a limit, and not confirmed by an account or a paper of the purchaser's. */
  awaitsPurchaser: boolean;
}

/** An alert that nobody has dealt with yet. */
export interface AlertLine {
  id: string;
  alert: string;
  summary: string;
  monitor: string;
  asset: string | null;
  firedAt: string;
  resolvedAt: string | null;
  /** Id of the level that the contract's data map such an alert to; null: a person says it. */
  level: string | null;
}

export interface IncidentLists {
  /** The contract has levels, without which no incident can be written down. */
  canReport: boolean;
  open: IncidentLine[];
  /** Newest first. */
  closed: IncidentLine[];
  /** Closed ones that stand before those shown. */
  more: number;
  alerts: AlertLine[];
  /** The contract asks for an availability or a watch: outages have a page. */
  asksAvailability: boolean;
  /** The levels, for an alert of which the data map none. */
  levels: LevelChoice[];
}

interface Named {
  id: string;
  name: string;
}

export interface LevelChoice extends Named {
  /** What the contract says of it. */
  scope: string | null;
}

/** What the form offers. */
export interface IncidentChoices {
  levels: LevelChoice[];
  /** By group, in the words of the contract. */
  assets: { group: string; assets: Named[] }[];
  places: Named[];
  /** What was down decides something in this contract. */
  asksOutage: boolean;
}

/** What was said at the call. */
export interface Report {
  reporter: string;
  unit: string;
  phone: string;
  what: string;
  assets: readonly string[];
  place: string;
  level: string;
  outage: string;
  foundBy: string;
  /** As typed, contract time; empty: now. */
  when: string;
  /** Why `when` lies far from now. */
  reason: string;
  /** Alert that it comes from; empty for none. */
  alert: string;
  /** Same for each submit of one form. */
  form: string;
  /** ISO: when the form was opened. */
  opened: string;
}

export interface LackingField {
  field: string;
  label: string;
}

/** One document that the incident brings up. */
export interface IncidentDocument {
  obligation: string;
  period: string;
  name: string;
  part: string | null;
  state: string;
  dueAt: string | null;
  lacks: string[];
  number: string | null;
}

export interface IncidentDetail {
  record: IncidentRecord;
  level: Named;
  assets: Named[];
  place: string | null;
  clocks: Clock[];
  running: Running[];
  /** Which steps the contract asks for. */
  asks: { remote: boolean; arrival: boolean; pause: boolean };
  levels: LevelChoice[];
  /** Paths whose confirmation is the purchaser's own: `confirmedRestoredAt`, `levels.r1`. */
  vouched: string[];
  documents: IncidentDocument[];
  /** What is missing before it can be closed, and what documents would print as 未登记. */
  lacksToClose: LackingField[];
  lacksInPrint: LackingField[];
  /** Fields that this contract does not ask for, and nobody has filled in. */
  notAsked: string[];
  /** Of its assets, fired before it and not dealt with: likely the same fault. */
  alerts: AlertLine[];
  /** Records of monitoring that measured when it was found and restored; null where a person said so. */
  measured: { discovered: string | null; restored: string | null };
  /** Not called restored yet, and all its alerts are over: when the last of them was, by which record. */
  measuredEnd: { record: string; at: string } | null;
  /** What monitoring contradicts, and that no document will read it. */
  notices: string[];
}

/** A step as it is asked for: `at` as typed, empty for now. */
export type AskedStep = Asked<IncidentStep>;
type Asked<S> = S extends IncidentStep ? Omit<S, 'at' | 'typed'> & { at: string; reason: string } : never;

/** A text of the analysis that somebody else changed while it was written. */
export interface ChangedMeanwhile {
  label: string;
  now: string;
  yours: string;
}

/** What was written of the analysis. */
export interface Analysis {
  /** By field; empty: not written. */
  texts: Readonly<Record<string, string>>;
  /** The texts as the form showed them: what somebody else changed meanwhile is no ground to undo it. */
  was: Readonly<Record<string, string>>;
  /** Rows to add, by list. */
  rows: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;
  reason: string;
}

export interface IncidentsPort {
  /** Of each open incident what counts next, what can still be kept before what cannot; asked for by every page. @param now ISO instant */
  running(now: string): Promise<Nearest[]>;
  lists(now: string): Promise<IncidentLists>;
  choices(now: string): Promise<IncidentChoices>;
  /** @throws UserError when there is none */
  find(id: string, now: string): Promise<IncidentDetail>;
  alert(id: string): Promise<AlertLine>;
  /** Saves it at once. The same form twice is one. @returns its id. @throws UserError naming the field that is wrong */
  report(report: Report, actor: Actor, now: string): Promise<{ id: string; notices: string[] }>;
  /** @returns false when it was taken already. @throws UserError */
  step(id: string, step: AskedStep, actor: Actor, now: string): Promise<boolean>;
  /** Makes an alert part of an incident that there is. @throws UserError when it was dealt with already */
  link(id: string, alert: string, actor: Actor, now: string): Promise<void>;
  /** Makes an incident of an alert, with the times that monitoring knew; the same alert again gives the same. @param level empty: as the data map it. @throws UserError */
  raise(
    alert: string,
    level: string,
    actor: Actor,
    now: string,
  ): Promise<{ id: string; already: boolean; notices: string[] }>;
  /** Puts an alert aside: it is not offered again. @throws UserError when nothing is said of why, or it was dealt with already */
  settle(alert: string, decision: 'dismissed' | 'handled', why: string, actor: Actor, now: string): Promise<void>;
  /** @returns what somebody else changed meanwhile; where there is any, nothing was saved. @throws UserError */
  analyse(id: string, analysis: Analysis, actor: Actor, now: string): Promise<ChangedMeanwhile[]>;
}
