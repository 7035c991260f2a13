/**
 * What is open of one incident and decides its clocks: each 口径 that nobody confirmed and whose readings touch this incident at all. Every
 * combination of them is judged, and where they differ nothing is concluded. Where the clocks start has readings of its own (`start.ts`). Pure.
 */
import {
  combinationCount,
  combinationsOf,
  MOST_COMBINATIONS,
  singlesOf,
} from '../../../../contract/terms/combinations.ts';
import type { EffectId } from '../../../../contract/terms/effects.ts';
import type { Interpretation } from '../../../../contract/terms/interpretations.ts';
import type { IncidentRecord } from '../../kinds/incident.ts';
import { type ChosenOption, choosing, chosenOption, type Option, optionsToShow } from '../interpretation.ts';

/** What an incident is judged by, as one combination of readings has it. */
export interface Reading {
  incident: IncidentRecord;
  interpretations: readonly Interpretation[];
}

/** One thing that is open. */
export interface Question {
  /** Id of the 口径. */
  id: string;
  /** Those that stand, the one in force first. */
  readings: { id: string; label: string; of(reading: Reading): Reading }[];
  /** See `Interpretation`. */
  countsFrom?: string;
}

type Touches = (incident: IncidentRecord, options: readonly Option[]) => boolean;

/** Effects that leave a clock undecided, but for where the clocks start, and whether an incident is touched by their readings at all. */
const DECIDING: Partial<Record<EffectId, Touches>> = {
  'working-time': ({ levels }, options) =>
    levels.some(({ level }) => options.some((one) => one.levels?.includes(level) === true)),
  // Nothing of an arrival on record is the same by every reading, but by that of the purchaser's hand.
  arrival: ({ gateAt, arrivalSignedAt, onDuty, arrivedAt, residentOnSpot }) =>
    onDuty === true || residentOnSpot || [gateAt, arrivalSignedAt, arrivedAt].some((one) => one !== undefined),
  pauses: ({ pauses = [] }) =>
    pauses.some(({ confirmedAt, evidence }) => confirmedAt !== undefined && evidence !== undefined),
};

/** In the order of the table; none where all is settled. @param incident as the purchaser vouches for it */
export function openQuestions(incident: IncidentRecord, interpretations: readonly Interpretation[]): Question[] {
  return Object.entries(DECIDING).flatMap(([effect, touches]) => {
    const chosen = chosenOption(interpretations, effect as EffectId);
    const question = touches(incident, chosen.options) ? questionOf(chosen) : null;
    return question === null ? [] : [question];
  });
}

function questionOf(chosen: ChosenOption): Question | null {
  const { interpretation, option, countsFrom } = chosen;
  const shown = optionsToShow(chosen).toSorted((a, b) => Number(b.id === option) - Number(a.id === option));
  if (interpretation === null || shown.length < 2) return null;
  return {
    id: interpretation,
    readings: shown.map(({ id, label }) => ({
      ...{ id, label },
      of: (one) => ({ ...one, interpretations: choosing(one.interpretations, interpretation, id) }),
    })),
    ...(countsFrom === undefined ? {} : { countsFrom }),
  };
}

/** What is judged of the readings: numbers of them, one a question; the first is what is in force. */
export interface Picks {
  picks: readonly (readonly number[])[];
  /** How many combinations there are; more than were judged, where they are too many to be judged one by one. */
  count: number;
}

/** Every combination; of too many only those in which one question is read otherwise. */
export function picksOf(questions: readonly Question[]): Picks {
  const lists = questions.map(({ readings }) => readings.map((_, n) => n));
  const count = combinationCount(lists);
  return { count, picks: count > MOST_COMBINATIONS ? singlesOf(lists) : combinationsOf(lists) };
}

/** What is judged by one combination. */
export const readBy = (own: Reading, questions: readonly Question[], picks: readonly number[]): Reading =>
  questions.reduce((reading, { readings }, n) => readings[picks[n] ?? 0]?.of(reading) ?? reading, own);
