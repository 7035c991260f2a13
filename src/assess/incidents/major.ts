/** Is an incident a major one (重大故障), by each reading of clauses 5.1.2 and 5.1.3? Pure. */

import type { Interpretation } from '../../contract/terms/interpretations.ts';
import { compareInstants, type InstantText } from '../../contract/time.ts';
import type { IncidentRecord } from '../../records/kinds/incident.ts';
import { exactDuration } from '../../wording/durations.ts';
import { elapsedBetween } from './clock.ts';
import { type IncidentFacts, pausedBetween, reachedAt } from './facts.ts';
import { type ChosenOption, chosenOption, optionsToShow } from './interpretation.ts';

/** Clause 5.1.2: 恢复正常运行时间超过两小时（含）. */
export const MAJOR_SECONDS = 2 * 3600;

export interface MajorResult {
  label: string;
  major: boolean;
  /** The readings of where the clocks start disagree: until one is confirmed it is neither counted nor left out. */
  open: boolean;
  /** When it was known to be one; null when it is none. */
  since: InstantText | null;
  /** Sentence for documents: why. */
  text: string;
}

/** 口径 of major incidents: 甲 `outage`, 乙 `letter`; both are shown where the contract's data say nothing. */
export function majorOption(interpretations: readonly Interpretation[]): ChosenOption {
  const chosen = chosenOption(interpretations, 'major', 'letter');
  if (chosen.options.length > 1) return chosen;
  return {
    ...chosen,
    options: [
      { id: 'outage', label: '甲' },
      { id: 'letter', label: '乙' },
    ],
  };
}

/** Restoration time, or time open so far: with and without the confirmed pauses. Seconds. */
export interface Downtime {
  gross: number;
  net: number;
  /** The figure that counts under the option in force. */
  counted: number;
  /** Restored at `asOf`. */
  restored: boolean;
}

export interface Major {
  /** By option id; only the confirmed one once it is confirmed. */
  byOption: Record<string, MajorResult>;
  /** Option in force: the confirmed one, else the default. */
  option: string;
  confirmed: boolean;
  /** By the option in force. */
  major: boolean;
  /** By at least one of the options shown: reports of major incidents fall due. */
  byAny: boolean;
  /** Earliest instant at which one of the options shown made it major. */
  since: InstantText | null;
  /** The supplier's, the purchaser's …: only `supplier` counts against the quota, others are listed apart. */
  responsibility: IncidentRecord['responsibility'];
}

/** Time down between the clocks' start and restoration (or `asOf`). */
export function downtimeOf(
  incident: IncidentRecord,
  facts: IncidentFacts,
  pauses: ChosenOption,
  asOf: InstantText,
): Downtime {
  const end = facts.restoredAt ?? (compareInstants(asOf, facts.start) > 0 ? asOf : facts.start);
  const gross = elapsedBetween(facts.start, end);
  const net = gross - pausedBetween(incident, facts.start, end, asOf).confirmed;
  return { gross, net, counted: pauses.option === 'none' ? gross : net, restored: facts.restoredAt !== null };
}

/** @param requirement the level is one by agreement (P5): a requirement is never a major incident (rule 3) */
export function majorOf(
  incident: IncidentRecord,
  facts: IncidentFacts,
  readings: { major: ChosenOption; pauses: ChosenOption },
  asOf: InstantText,
  requirement: boolean,
): Major {
  const downtime = downtimeOf(incident, facts, readings.pauses, asOf);
  const long = downtime.counted >= MAJOR_SECONDS;
  const until = facts.restoredAt ?? asOf;
  const longSince = long
    ? reachedAt(incident, facts.start, MAJOR_SECONDS, until, asOf, readings.pauses.option !== 'none')
    : null;
  const judge = (reading: string, label: string): MajorResult =>
    requirement
      ? { label, major: false, open: false, since: null, text: '适用性调整，不计入故障' }
      : reading === 'outage'
        ? byOutage(incident, label, downtime, longSince)
        : byLetter(facts, label, downtime, longSince);
  const shown = optionsToShow(readings.major).map(({ id, label }) => [id, judge(id, label)] as const);
  const results = shown.map(([, result]) => result);
  return {
    byOption: Object.fromEntries(shown),
    option: readings.major.option,
    confirmed: readings.major.confirmed,
    major: shown.find(([id]) => id === readings.major.option)?.[1].major ?? false,
    byAny: results.some((one) => one.major),
    since: earliest(results.map((one) => one.since)),
    responsibility: incident.responsibility,
  };
}

/** One incident by several readings of where its clocks start; the first is in force. */
export function majorOverStarts(own: Major, others: readonly Major[]): Major {
  const byOption = Object.entries(own.byOption).map(([id, result]): [string, MajorResult] => {
    const differing = others.flatMap((one) => one.byOption[id] ?? []).filter(({ major }) => major !== result.major);
    const [other] = differing;
    if (other === undefined) return [id, result];
    const since = earliest([result, ...differing].map((one) => one.since));
    return [id, { ...result, open: true, since, text: `${result.text}；按另一起算：${other.text}；起算口径未确认` }];
  });
  return {
    ...own,
    byOption: Object.fromEntries(byOption),
    byAny: own.byAny || others.some((one) => one.byAny),
    since: earliest([own, ...others].map((one) => one.since)),
  };
}

function byOutage(
  incident: IncidentRecord,
  label: string,
  downtime: Downtime,
  longSince: InstantText | null,
): MajorResult {
  const wide = incident.outage === 'whole' || incident.outage === 'core';
  const scope =
    incident.outage === 'whole'
      ? '全系统中断'
      : incident.outage === 'core'
        ? '核心业务中断'
        : '未整体中断且核心业务未中断';
  return {
    label,
    major: wide && longSince !== null,
    open: false,
    since: wide ? longSince : null,
    text: `${scope}，${lengthText(downtime)}`,
  };
}

function byLetter(facts: IncidentFacts, label: string, downtime: Downtime, longSince: InstantText | null): MajorResult {
  const first = facts.level.id === 'P1' ? facts.level.since : null;
  const since = earliest([first, longSince]);
  const level = facts.level.id === 'P1' ? '一级故障' : `${facts.level.id}，不是一级故障`;
  return { label, major: since !== null, open: false, since, text: `${level}，${lengthText(downtime)}` };
}

function lengthText({ counted, gross, net, restored }: Downtime): string {
  const verb = restored ? '恢复用时' : '至今历时';
  const paused = gross === net ? '' : `（扣除暂停前 ${exactDuration(gross)}，扣除后 ${exactDuration(net)}）`;
  return `${verb} ${exactDuration(counted)}${paused}，${counted >= MAJOR_SECONDS ? '达到' : '未达'}两小时`;
}

function earliest(instants: readonly (InstantText | null)[]): InstantText | null {
  return instants.reduce(
    (best, one) => (one !== null && (best === null || compareInstants(one, best) < 0) ? one : best),
    null,
  );
}
