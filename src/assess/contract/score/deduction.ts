/** What a rule of a penalty scheme finds: each deduction with the record that it rests on, and what does not count, with why. */

import type { OnTimeBy } from '../../../contract/terms/due-rules.ts';
import type { Obligation } from '../../../contract/terms/obligations.ts';
import type { PenaltyRule, SharedCap } from '../../../contract/terms/penalties.ts';
import type { DateText, InstantText } from '../../../contract/time.ts';
import type { ApartReason } from '../../../states/apart.ts';
import type { Attendance } from '../../../subjects/attendance/judge/attendance.ts';
import type { CertifiedDuty } from '../../../subjects/attendance/judge/certificates.ts';
import type { TargetAvailability } from '../../../subjects/availability/judge/availability.ts';
import type { AvailabilityWindows } from '../../../subjects/availability/judge/availability-targets.ts';
import type { Delivery } from '../../../subjects/deliveries/judge/deliveries.ts';
import type { Clock } from '../../../subjects/incidents/judge/clock.ts';
import type { IncidentAssessment } from '../../../subjects/incidents/judge/clocks.ts';
import type { Quota } from '../../../subjects/incidents/judge/quota.ts';
import type { IncidentRecord } from '../../../subjects/incidents/kinds/incident.ts';
import type { Cover } from '../../../subjects/permits/judge/permits.ts';
import type { KeptSet } from '../../../subjects/recovery/judge/backup-kept.ts';
import type { OwedSets } from '../../../subjects/recovery/judge/backup-owed.ts';
import type { JudgedObjection } from '../../../subjects/scores/judge/objections.ts';
import type { AssessmentRecord } from '../../../subjects/scores/kinds/assessment.ts';
import { rounded } from '../../../wording/figures.ts';
import type { ActivityState } from '../activities.ts';
import type { EventKey } from '../event.ts';
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
  /** What an answered objection left of it, in the measure of the scheme. */
  reducedTo?: number;
  /** Who decided it, where a person did. */
  author?: string;
  /** Objects that it is about, where it is about some. */
  assets?: readonly string[];
  /** What happened, so that no charge on clauses counts it again. */
  events?: readonly EventKey[];
}

export interface Deduction extends Found {
  /** In the measure of the scheme; of what stands apart, what it would be. */
  amount: number;
  /** Where the cap over its incident left less of it: what it would have been, and that cap. */
  limited?: { from: number; cap: number };
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
  incident: Pick<
    IncidentRecord,
    'id' | 'title' | 'responsibility' | 'assets' | 'causeCategory' | 'repeatOf' | 'notRepeat'
  >;
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
  /** Each quota over its spans that the period touches. */
  quotas: readonly Quota[];
  /** Incidents that the document of the period counts; others of a quota were counted before. */
  counted: ReadonlyMap<string, { title: string; day: DateText }>;
  /** Every fault of the service that is known by now, for those that come again. */
  faults: readonly Pick<TimedIncident, 'incident' | 'judged' | 'levelName'>[];
  availability: readonly TargetAvailability[];
  /** The months, quarters … over which the rules ask for an availability. */
  windows: AvailabilityWindows;
  covers: readonly Cover[];
  /** Backup sets that were owed on the days of the period that are over. */
  owedSets: readonly OwedSets[];
  /** Sets of which it was decided in the period whether they were kept. */
  keptSets: readonly KeptSet[];
  /** Shifts of the days that are counted, for each certificate that they ask for. */
  certified: readonly CertifiedDuty[];
  exceptions: readonly ClauseException[];
  /** What persons of the purchaser's assessed. */
  assessments: readonly AssessmentRecord[];
  /** Against deductions of the period. */
  objections: readonly JudgedObjection[];
  /** At which it is judged. */
  asOf: InstantText;
  assetName(asset: string): string;
}

const DIGITS = 2;
const least = (amount: number, cap: number | undefined): number => (cap === undefined ? amount : Math.min(amount, cap));

/** A rule with everything that it found, counting or apart. */
export interface RuleFound {
  rule: PenaltyRule;
  found: readonly Found[];
}

/**
 * Adds up what the rules of a scheme found, in their order: each by its amount and its own cap, then by the cap that several rules share
 * for one incident, all of a rule by the rule's.
 */
export function resultsOf(sharedCaps: readonly SharedCap[], all: readonly RuleFound[]): RuleResult[] {
  const ofIncidents = sharedCaps.filter(({ per }) => per === 'incident');
  const left = new Map<SharedCap, Map<string, number>>(ofIncidents.map((one) => [one, new Map()]));
  return all.map(({ rule, found }) => {
    const amounts = found.map((one): Deduction => {
      const amount = rounded(one.quantity * (one.each ?? rule.amount ?? 0), DIGITS);
      return { ...one, amount: least(least(amount, rule.capEach), one.reducedTo) };
    });
    const shared = ofIncidents.find(({ over }) => over.includes(rule.id));
    const room = shared === undefined ? undefined : left.get(shared);
    const counting = amounts.filter((one) => one.apart === undefined);
    const deductions = shared && room ? counting.map((one) => withinShared(one, shared, room)) : counting;
    const uncapped = sumOf(deductions);
    return {
      rule,
      deductions,
      apart: amounts.filter((one) => one.apart !== undefined),
      uncapped,
      total: least(uncapped, rule.cap),
    };
  });
}

/** @param room by record, what of the cap is left; changed */
function withinShared(one: Deduction, { cap }: SharedCap, room: Map<string, number>): Deduction {
  const free = room.get(one.record) ?? cap;
  const amount = Math.min(one.amount, free);
  room.set(one.record, rounded(free - amount, DIGITS));
  return amount === one.amount ? one : { ...one, amount, limited: { from: one.amount, cap } };
}

/** A cap over several rules for the whole period that took something off. */
export interface SharedLimit {
  shared: SharedCap;
  /** What the rules come to together, and what of it is over the cap. */
  sum: number;
  over: number;
}

/** The caps over several rules for the period that were met. */
export function sharedLimitsOf(sharedCaps: readonly SharedCap[], rules: readonly RuleResult[]): SharedLimit[] {
  return sharedCaps
    .filter(({ per }) => per === 'period')
    .map((shared) => {
      const own = rules.filter(({ rule }) => shared.over.includes(rule.id));
      const sum = sumOf(own.map(({ total }) => ({ amount: total })));
      return { shared, sum, over: rounded(Math.max(0, sum - shared.cap), DIGITS) };
    })
    .filter(({ over }) => over > 0);
}

export const sumOf = (all: readonly { amount: number }[]): number =>
  rounded(
    all.reduce((sum, one) => sum + one.amount, 0),
    DIGITS,
  );

const groupsOf: Readonly<Partial<Record<PenaltyRule['per'], (one: Found) => string>>> = {
  incident: ({ record }) => record,
  day: ({ day }) => day ?? '',
  period: () => '',
};

/**
 * Each incident, day or period once, as the rule counts: of what counts the first of a group alone, and of each reason not to count. To be asked when it is settled what
 * is set apart: what happened on a free day, or was taken back, stands in place of nothing that counts, or waits for another reason.
 */
export function onceBy({ per }: Pick<PenaltyRule, 'per'>, found: readonly Found[]): Found[] {
  const groupOf = groupsOf[per];
  if (groupOf === undefined) return [...found];
  const groups = Map.groupBy(found, (one) => `${one.apart ?? ''} ${groupOf(one)}`);
  return [...groups.values()].map((own) => {
    const [found] = own as [Found];
    const first = { ...found, quantity: Math.min(1, found.quantity) };
    // The one stands for all of them: none of what happened is left for another charge.
    const events = own.flatMap((one) => one.events ?? []);
    return events.length === 0 ? first : { ...first, events };
  });
}
