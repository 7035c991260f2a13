/** Is an incident one of a class of the contract, such as 重大故障, by each reading that is still open? Pure. */
import type { Condition, IncidentClass, QuotaTerm } from '../../../contract/terms/classes.ts';
import type { Interpretation } from '../../../contract/terms/interpretations.ts';
import { type Level, levelShort } from '../../../contract/terms/levels.ts';
import type { InstantText } from '../../../contract/time.ts';
import type { IncidentRecord } from '../kinds/incident.ts';
import { type ConditionCase, conditionsOf, earliest } from './conditions.ts';
import type { IncidentFacts } from './incident-facts.ts';
import { type ChosenOption, chosenOption, optionsToShow } from './interpretation.ts';
import { type Downtime, reachedAt } from './pauses.ts';

/** One incident held against one reading of a class. */
export interface Membership {
  label: string;
  holds: boolean;
  /** The readings of where the clocks start disagree: until one is confirmed it is neither counted nor left out. */
  open: boolean;
  /** When it was known to be one; null when it is none. */
  since: InstantText | null;
  /** Sentence for documents: why. */
  text: string;
}

export interface ClassResult {
  id: string;
  name: string;
  /** By option id; only the confirmed one once it is confirmed. */
  byOption: Record<string, Membership>;
  /** Option in force: the confirmed one, else the default. */
  option: string;
  confirmed: boolean;
  /** See `ChosenOption`. */
  countsFrom?: string;
  /** 口径 that decides what the class is; null: the contract leaves no question. */
  interpretation: string | null;
  /** By the option in force. */
  holds: boolean;
  /** By at least one of the options shown: reports of its incidents fall due. */
  byAny: boolean;
  /** Earliest instant at which one of the options shown made it one. */
  since: InstantText | null;
}

/** What of an incident a class looks at. */
export interface ClassCase {
  incident: IncidentRecord;
  facts: IncidentFacts;
  level: Level;
  levels: readonly Level[];
  downtime: Downtime;
  pauses: Pick<ChosenOption, 'effect'>;
  /** The pauses that stop its restoration. */
  paused: Pick<IncidentRecord, 'pauses'>;
  asOf: InstantText;
}

/** What counts as one: a class of the contract, or the incidents that a quota means without one. */
export type Meant = Pick<IncidentClass, 'id' | 'name' | 'when'>;

/** 口径 of a class; where none of the contract binds it, its own conditions. */
export const classOption = (interpretations: readonly Interpretation[], id: string): ChosenOption =>
  chosenOption(interpretations, 'class', id);

/** What a quota counts, as conditions of its own where it names no class. */
export function meantBy(quota: QuotaTerm, classes: readonly IncidentClass[]): Meant {
  const own = classes.find(({ id }) => id === quota.class);
  return own ?? { id: `quota-${quota.id}`, name: quota.name, when: quota.when ?? [{}] };
}

/** One incident against one class; a requirement is never one of a class of faults (rule 3). */
export function classResult(meant: Meant, one: ClassCase, interpretations: readonly Interpretation[]): ClassResult {
  const chosen = classOption(interpretations, meant.id);
  const shown = optionsToShow(chosen).map(({ id, label, when }): [string, Membership] => [
    id,
    membership(label, when ?? meant.when ?? [], one),
  ]);
  const results = shown.map(([, result]) => result);
  return {
    id: meant.id,
    name: meant.name,
    byOption: Object.fromEntries(shown),
    option: chosen.option,
    confirmed: chosen.confirmed,
    interpretation: chosen.interpretation,
    ...(chosen.countsFrom === undefined ? {} : { countsFrom: chosen.countsFrom }),
    holds: shown.find(([id]) => id === chosen.option)?.[1].holds ?? false,
    byAny: results.some((result) => result.holds),
    since: earliest(results.map((result) => result.since)),
  };
}

function membership(label: string, when: readonly Condition[], one: ClassCase): Membership {
  if (one.level.requirement === true)
    return { label, holds: false, open: false, since: null, text: `${levelShort(one.level)}，不计入故障` };
  const { since, text } = conditionsOf(when, caseOf(one));
  return { label, holds: since !== null, open: false, since, text };
}

function caseOf({ incident, facts, levels, downtime, pauses, paused, asOf }: ClassCase): ConditionCase {
  const until = facts.restoredAt ?? asOf;
  const lasted = (seconds: number): InstantText | null =>
    downtime.counted < seconds ? null : reachedAt(paused, facts.start, seconds, until, asOf, pauses.effect !== 'none');
  return { incident, facts, levels, downtime, lasted };
}

/**
 * One incident by several readings; the first is in force.
 * @param others by the other readings @param words what is read otherwise, such as `起算`, and why nothing is concluded
 */
export function classOverReadings(
  own: ClassResult,
  others: readonly ClassResult[],
  words: { what: string; why: string },
): ClassResult {
  const byOption = Object.entries(own.byOption).map(([id, result]): [string, Membership] => {
    const differing = others.flatMap((one) => one.byOption[id] ?? []).filter(({ holds }) => holds !== result.holds);
    const [other] = differing;
    if (other === undefined) return [id, result];
    const since = earliest([result, ...differing].map((one) => one.since));
    return [
      id,
      { ...result, open: true, since, text: `${result.text}；按另一${words.what}：${other.text}；${words.why}` },
    ];
  });
  return {
    ...own,
    byOption: Object.fromEntries(byOption),
    byAny: own.byAny || others.some((one) => one.byAny),
    since: earliest([own, ...others].map((one) => one.since)),
  };
}
