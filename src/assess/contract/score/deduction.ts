/** What a rule of a penalty scheme finds: each deduction with the record that it rests on, and what does not count, with why. */

import type { OnTimeBy } from '../../../contract/terms/due-rules.ts';
import type { Obligation } from '../../../contract/terms/obligations.ts';
import type { PenaltyRule } from '../../../contract/terms/penalties.ts';
import type { DateText, InstantText } from '../../../contract/time.ts';
import type { ApartReason } from '../../../states/apart.ts';
import type { Attendance } from '../../../subjects/attendance/judge/attendance.ts';
import type { TargetAvailability } from '../../../subjects/availability/judge/availability.ts';
import type { AvailabilityWindows } from '../../../subjects/availability/judge/availability-targets.ts';
import type { Delivery } from '../../../subjects/deliveries/judge/deliveries.ts';
import type { Clock } from '../../../subjects/incidents/judge/clock.ts';
import type { IncidentAssessment } from '../../../subjects/incidents/judge/clocks.ts';
import type { Cover } from '../../../subjects/permits/judge/permits.ts';
import type { AssessmentRecord } from '../../../subjects/scores/kinds/assessment.ts';
import { rounded } from '../../../wording/figures.ts';
import type { ActivityState } from '../activities.ts';
import type { ClauseException } from '../exception.ts';

/** One thing that a rule looked at. */
export interface Found {
  /** Record or document; empty where there is none, as for what was not done. */
  record: string;
  day: DateText | null;
  text: string;
  /** How often it counts, by the rule's `per`. */
  quantity: number;
  /** Amount of one; without it the rule's own. */
  each?: number;
  /** Why it does not count. */
  apart?: ApartReason;
  /** Who decided it, where a person did. */
  author?: string;
}

export interface Deduction extends Found {
  /** In the measure of the scheme; of what stands apart, what it would be. */
  amount: number;
}

export interface RuleResult {
  rule: PenaltyRule;
  deductions: Deduction[];
  apart: Deduction[];
  /** Sum of the deductions, and what counts of it by the rule's cap. */
  uncapped: number;
  total: number;
}

/** An incident with the clocks that are counted in the period of the scheme. */
export interface TimedIncident {
  incident: { id: string; title: string; responsibility: string };
  judged: IncidentAssessment;
  clocks: readonly Clock[];
  /** Name of its level as printed. */
  levelName: string;
}

/** Everything that is judged elsewhere, once, for the period of the scheme. */
export interface ScoreFacts {
  incidents: readonly TimedIncident[];
  deliveries: readonly Delivery[];
  /** By which fact a document is in time, by the reading of the 口径 that is asked for. */
  onTimeBy(obligation: Obligation): OnTimeBy;
  attendance: Attendance;
  activities: readonly ActivityState[];
  availability: readonly TargetAvailability[];
  /** The months, quarters … over which the rules ask for an availability. */
  windows: AvailabilityWindows;
  covers: readonly Cover[];
  exceptions: readonly ClauseException[];
  /** What persons of the purchaser's assessed. */
  assessments: readonly AssessmentRecord[];
  /** Contract date at which it is judged. */
  today: DateText;
  /** The moment of judging. */
  now: InstantText;
  assetName(asset: string): string;
}

const DIGITS = 2;
const least = (amount: number, cap: number | undefined): number => (cap === undefined ? amount : Math.min(amount, cap));

/** Adds up what a rule found: each by its amount and its own cap, all of them by the rule's. */
export function resultOf(rule: PenaltyRule, found: readonly Found[]): RuleResult {
  const all = found.map((one): Deduction => {
    const amount = rounded(one.quantity * (one.each ?? rule.amount ?? 0), DIGITS);
    return { ...one, amount: least(amount, rule.capEach) };
  });
  const deductions = all.filter((one) => one.apart === undefined);
  const uncapped = sumOf(deductions);
  return {
    rule,
    deductions,
    apart: all.filter((one) => one.apart !== undefined),
    uncapped,
    total: least(uncapped, rule.cap),
  };
}

export const sumOf = (all: readonly { amount: number }[]): number =>
  rounded(
    all.reduce((sum, one) => sum + one.amount, 0),
    DIGITS,
  );

/** Each once: of what counts the first of a group alone, such as of a day or of the whole period. */
export function firstOf(found: readonly Found[], groupOf: (one: Found) => string): Found[] {
  const seen = new Set<string>();
  return found.filter((one) => {
    const group = `${one.apart === undefined} ${groupOf(one)}`;
    if (seen.has(group)) return false;
    seen.add(group);
    return true;
  });
}
