/** Which option of an ambiguous clause (口径) applies, by the effect to which it is bound. Pure. */
import { type EffectId, effects } from '../../../contract/terms/effects.ts';
import type { Interpretation } from '../../../contract/terms/interpretations.ts';
import { type DateText, dateOf, type InstantText } from '../../../contract/time.ts';

/** One option, with what it decides. */
export type Option = Pick<
  Interpretation['options'][number],
  'id' | 'label' | 'effect' | 'when' | 'calendar' | 'levels' | 'clocks'
>;

/** The option in force for one question. */
export interface ChosenOption {
  /** Option id: the confirmed one, else the default. */
  option: string;
  /** The reading of the effect that it stands for; empty where it says it with values of its own. */
  effect: string;
  /** Nothing is open: both sides have confirmed it, or the contract leaves no question. */
  confirmed: boolean;
  /** Id of the 口径; null: none of the contract binds to the effect. */
  interpretation: string | null;
  /** Every option, in the order of the data. */
  options: readonly Option[];
  /** It is confirmed, and counts from this day on: of what happened before nothing is agreed. */
  countsFrom?: string;
}

/** Whether the 口径 is bound to an effect (for a class, to that class). */
export const isBoundTo = (one: Interpretation, effect: EffectId, classId?: string): boolean =>
  one.binds === effect && (effect !== 'class' || one.class === classId);

/**
 * The option in force.
 * @param classId of the effect `class`: which class
 * @returns where nothing binds to the effect, its plain reading, with nothing left open
 */
export function chosenOption(
  interpretations: readonly Interpretation[],
  effect: EffectId,
  classId?: string,
): ChosenOption {
  const found = interpretations.find((one) => isBoundTo(one, effect, classId));
  if (found === undefined) {
    const plain = effects[effect].plain ?? '';
    const option = { id: PLAIN, label: '按合同', ...(plain === '' ? {} : { effect: plain }) };
    return { option: PLAIN, effect: plain, confirmed: true, interpretation: null, options: [option] };
  }
  const confirmed = isSettled(found);
  const option = confirmed ? (found.chosen ?? found.default) : found.default;
  const own = found.options.find(({ id }) => id === option);
  return {
    option,
    effect: own?.effect ?? effects[effect].plain ?? '',
    confirmed,
    interpretation: found.id,
    options: found.options,
    ...(found.countsFrom === undefined ? {} : { countsFrom: found.countsFrom }),
  };
}

/** Id of the one option where the contract leaves no question. */
export const PLAIN = 'plain';

/** Both sides have confirmed an option. */
export const isSettled = ({ confirmed, chosen }: Interpretation): boolean => confirmed && chosen !== null;

/**
 * The 口径 as they count for what happened on a day: one that both sides confirmed from a later day on leaves it open.
 * @returns the list itself where none does
 */
export function countingOn(list: readonly Interpretation[], day: DateText): readonly Interpretation[] {
  const isLater = (one: Interpretation): boolean =>
    isSettled(one) && one.effectiveFrom !== undefined && day < one.effectiveFrom;
  if (!list.some(isLater)) return list;
  return list.map((one) => {
    if (!isLater(one) || one.effectiveFrom === undefined) return one;
    const { before, effectiveFrom, ...own } = one;
    return before === undefined ? { ...one, confirmed: false, countsFrom: effectiveFrom } : { ...own, chosen: before };
  });
}

/** Those that are open for what happened on one of the days, as they count there: each once. */
export function openOn(list: readonly Interpretation[], days: readonly DateText[]): Interpretation[] {
  const [first = LAST_DAY] = days.toSorted();
  // A confirmation counts from a day on, never to a day: on the earliest the most is open.
  return countingOn(list, first).filter((one) => !isSettled(one));
}

const LAST_DAY = '9999-12-31';

/**
 * The 口径 as they would be, were this option confirmed and the others left as they are; where both sides confirmed one from a day on,
 * it is what happened before that is looked at by this option.
 */
export const choosing = (interpretations: readonly Interpretation[], id: string, option: string): Interpretation[] =>
  interpretations.map(({ countsFrom, ...one }) => {
    if (one.id !== id) return countsFrom === undefined ? one : { ...one, countsFrom };
    if (isSettled(one) && one.effectiveFrom !== undefined) return { ...one, before: option };
    const { effectiveFrom: _, ...own } = one;
    return { ...own, confirmed: true, chosen: option };
  });

/** Effects whose readings, where they differ, leave a clock undecided. */
const OPEN: readonly (string | undefined)[] = ['clock-start', 'working-time', 'arrival', 'pauses'];

/** Whether a clock can be left undecided by this question while it is open. */
export const decidesClocks = ({ binds }: Pick<Interpretation, 'binds'>): boolean => OPEN.includes(binds);

/** Whether a question that is still open can leave a clock undecided: without one nobody reads of it. */
export const mayBeUndecided = (interpretations: readonly Interpretation[]): boolean =>
  interpretations.some((one) => decidesClocks(one) && (!isSettled(one) || one.effectiveFrom !== undefined));

/** The options whose result a document must show: all of them until one is confirmed. */
export function optionsToShow(chosen: ChosenOption): readonly Option[] {
  return chosen.confirmed ? chosen.options.filter((one) => one.id === chosen.option) : chosen.options;
}

/** Those of the list that were settled on a day after this moment; one without a day is not known to be. */
export const settledAfter = (list: readonly Interpretation[], at: InstantText): Interpretation[] =>
  list.filter((one) => isSettled(one) && one.confirmedOn !== undefined && dateOf(at) < one.confirmedOn);

/**
 * The 口径 settled since a document was issued that move the time by which it is due: what is owed of a class of faults runs from when a
 * fault is known to be of it, which goes by what the class is and by when its clocks start.
 * @param eventClass of the obligation; absent: none moves it
 */
export function dueMovedBy(
  { eventClass }: { eventClass?: string | undefined },
  issuedAt: InstantText,
  interpretations: readonly Interpretation[],
): Interpretation[] {
  if (eventClass === undefined) return [];
  const moving = interpretations.filter((own) => decidesClocks(own) || isBoundTo(own, 'class', eventClass));
  return settledAfter(moving, issuedAt);
}
