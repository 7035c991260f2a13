/**
 * The 口径 that decides which levels are held to the time of a calendar alone (非教学时间不计): while it is open, each clock is
 * judged by every option, and where the options differ nothing is concluded. Pure.
 */
import type { Interpretation } from '../../../contract/terms/interpretations.ts';
import { clockStates } from '../../../states/clock.ts';
import { unsettledText } from '../../../wording/interpretation-words.ts';
import type { Clock, ClockAlternative } from './clock.ts';
import { type ChosenOption, chosenOption, type Option, optionsToShow } from './interpretation.ts';
import { toldOver } from './told-over.ts';

/** What is in force, and what stands beside it while both sides have not confirmed it. */
export function workingTimeOption(interpretations: readonly Interpretation[]): {
  chosen: ChosenOption;
  others: readonly Option[];
} {
  const chosen = chosenOption(interpretations, 'working-time');
  return { chosen, others: optionsToShow(chosen).filter(({ id }) => id !== chosen.option) };
}

/** The calendar in whose time alone the minutes of a level run, by the option in force; null for day and night. */
export function calendarFor({ option, options }: ChosenOption, level: string): string | null {
  const own = options.find(({ id }) => id === option);
  return own?.levels?.includes(level) === true ? (own.calendar ?? null) : null;
}

/**
 * One clock by every option; the first is in force.
 * @param others the clock by the other options, with each option
 */
export function clockOverOptions(
  own: Clock,
  chosen: ChosenOption,
  others: readonly { option: Option; clocks: readonly Clock[] }[],
): Clock {
  const same = others.map(({ option, clocks }) => ({ option, clock: clocks.find(({ id }) => id === own.id) ?? own }));
  if (same.every(({ clock }) => clock.state === own.state && clock.seconds === own.seconds)) return own;
  const isOpen = same.some(({ clock }) => clock.state !== own.state);
  const label = chosen.options.find(({ id }) => id === chosen.option)?.label ?? '';
  const told = [
    { label, text: own.text },
    ...same.map(({ option, clock }) => ({ label: option.label, text: clock.text })),
  ];
  const conclusion = isOpen ? `口径${unsettledText(chosen)}，不下结论` : `${clockStates[own.state]}，无论这项口径`;
  const alternative = (name: string, id: string, clock: Clock): ClockAlternative => ({
    label: name,
    option: `${chosen.interpretation ?? 'working-time'}:${id}`,
    ...(chosen.countsFrom === undefined ? {} : { countsFrom: chosen.countsFrom }),
    seconds: clock.seconds,
    limitSeconds: clock.limitSeconds,
    limit: clock.limit ?? null,
    state: clock.state,
    text: clock.text,
  });
  return {
    ...own,
    state: isOpen ? 'undecided' : own.state,
    text: toldOver(told, conclusion, '无论这项口径'),
    alternatives: [
      ...(isOpen ? [alternative(label, chosen.option, own)] : []),
      ...same.map(({ option, clock }) => alternative(option.label, option.id, clock)),
      ...own.alternatives,
    ],
  };
}
