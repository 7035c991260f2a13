/** A fault of the story as its author writes it; `incidents.ts` makes the record of it, `probes.ts` the outage. Pure. */
import type { IncidentRecord } from '../../subjects/incidents/kinds/incident.ts';
import { type Department, people } from '../kit/people.ts';
import { plus, t } from '../kit/times.ts';

/** Seconds after the clocks' start (申报, or 发现 where the own watch was first), who, what, and what came of it. */
export type Step = readonly [seconds: number, actor: string, action: string, result?: string];

/** Problem, measure, who, until when, how it is judged, when it was done. */
export type MeasureText = readonly [
  problem: string,
  measure: string,
  owner: string,
  dueOn: string,
  acceptance: string,
  doneOn?: string,
];

export interface Fault {
  key: string;
  title: string;
  assets: readonly string[];
  foundBy: IncidentRecord['foundBy'];
  /** Department of the person who reported it; absent when nobody had to. */
  department?: Department['name'];
  date: string;
  /** 发现时间 `hh:mm:ss`. */
  discovered: string;
  /** Seconds from 发现 to 申报. */
  reported?: number;
  /** Seconds after the clocks' start. */
  responded: number;
  remote?: number;
  arrived?: number;
  restored?: number;
  /** The purchaser's confirmation: the restoration that counts. */
  confirmed?: number;
  /** ISO instant of 处理完成; absent: still open at the end of the story. */
  closed?: string;
  level: string;
  levelReason: string;
  /** Later gradings: seconds after the start, level, reason, seconds to the purchaser's confirmation. */
  regraded?: readonly (readonly [seconds: number, level: string, reason: string, confirmedAfter: number])[];
  outage: IncidentRecord['outage'];
  diagnosis: IncidentRecord['diagnosis'];
  onSpot?: boolean;
  impact: string;
  users?: number;
  business?: string;
  symptom: string;
  cause: NonNullable<IncidentRecord['causeCategory']>;
  direct: string;
  root?: string;
  whys?: readonly (readonly [question: string, answer: string])[];
  responsibility?: IncidentRecord['responsibility'];
  basis?: string;
  pauses?: readonly {
    from: number;
    to: number;
    reason: NonNullable<IncidentRecord['pauses']>[number]['reason'];
    detail: string;
    evidence?: string;
    confirmed?: boolean;
  }[];
  steps: readonly Step[];
  verification: string;
  /** The root cause as the purchaser wanted it told, after the analysis had come back. */
  corrected?: { at: string; root: string };
  /** The response as it turned out to be after the month was reported: seconds after the start. */
  amended?: { at: string; responded: number; reason: string };
  /** ISO: nobody wrote it down before. */
  enteredLate?: string;
  prevention?: string;
  articles?: readonly string[];
  measures?: readonly MeasureText[];
  suggestion?: string;
  opinion?: string;
  /** P5: date and paper of the agreement. */
  agreed?: readonly [date: string, paper: string];
  flagged?: boolean;
  /**
   * What the probes saw: targets down from some seconds before the clocks' start (after it when negative) until restoration.
   * They are among what the fault affected.
   */
  down?: { targets: readonly string[]; before: number; reason: string };
  /** What whoever came on site did there, which is not what was done from afar. */
  visit?: string;
  /**
   * Operations for which an oral permission was granted at this second, three minutes after it was asked for unless it says
   * otherwise, and how many working days the written one took.
   */
  emergency?: { at: number; asked?: number; operations: readonly string[]; scope: string; writtenAfterDays: number };
  /** The same, asked for and granted in writing. */
  written?: { at: number; operations: readonly string[]; scope: string };
}

/** Instant from which the clocks run. */
export function startOf(fault: Fault): string {
  const discovered = t(fault.date, fault.discovered);
  return fault.foundBy === 'user' ? plus(discovered, fault.reported ?? 0) : discovered;
}

/** All that the fault affected: what its author names, and what the probes could not reach. */
export const affectedOf = ({ assets, down }: Fault): string[] => [...new Set([...assets, ...(down?.targets ?? [])])];

/** The fault for which nobody had asked for anything. */
export const NOT_ASKED = 'search-sort';

/** Key of the permit under which something was changed to end the fault; null: nothing was, or nobody had asked. */
export function changePermitOf({ key, emergency, written }: Fault): string | null {
  if (emergency !== undefined) return `permit:oral-${key}`;
  return written === undefined ? null : `permit:fix-${key}`;
}

/** Who takes it in hand: the resident engineer in office hours, at other times whoever is first in its steps. */
export function handlerOf(fault: Fault, isWorkingDay: (date: string) => boolean): string {
  const hour = Number(fault.discovered.slice(0, 2));
  if (isWorkingDay(fault.date) && hour >= 8 && hour < 18) return people.resident;
  return fault.steps[0]?.[1] ?? people.nightA;
}

/** Instant at which the service was back; null while it is not. */
export function backOf(fault: Fault): string | null {
  return fault.restored === undefined ? null : plus(startOf(fault), fault.restored);
}

/** Instant at which the service was back as the purchaser saw it; null while it is not. */
export function restoredOf(fault: Fault): string | null {
  const seconds = fault.confirmed ?? fault.restored;
  return seconds === undefined ? null : plus(startOf(fault), seconds);
}
