/**
 * One clock by several readings of where it starts (口径 `clocks`). Where the options that the contract offers differ, nothing
 * is concluded; where all of them say the same, that is concluded, whatever else was written down. Pure.
 */

import { clockStates } from '../../../states/clock.ts';
import { unsettledText } from '../../../wording/interpretation-words.ts';
import type { Clock, ClockAlternative } from './clock.ts';
import { isOffered, type StartReading } from './start.ts';
import { toldOver } from './told-over.ts';

/**
 * The clock of the reading in force, with the others beside it. Options that give another state leave it `undecided`.
 * @param starts the readings; the first is that of `own`, one that no option offers decides nothing
 * @param others the clocks of the other readings, in their order
 */
export function clockOverStarts(
  own: Clock,
  starts: readonly StartReading[],
  others: readonly (readonly Clock[])[],
): Clock {
  const [first, ...rest] = starts;
  const same = others.map((clocks) => clocks.find(({ id }) => id === own.id) ?? own);
  // 分析处理记录 runs from the closing, whatever the other clocks start at.
  const isMoved = same.some(({ start, state }) => start !== own.start || state !== own.state);
  if (first === undefined || !isMoved) return own;
  const results = [own, ...same];
  const offered = same.filter((_, n) => rest[n] !== undefined && isOffered(rest[n]));
  const isOpen = offered.some(({ state }) => state !== own.state);
  const told = results.map((one, n) => ({ label: starts[n]?.label ?? '', text: one.text }));
  const conclusion = isOpen
    ? `起算口径${unsettledText(first)}，不下结论`
    : `${clockStates[own.state]}，各起算口径结果相同`;
  return {
    ...own,
    decides: [own, ...offered].some(({ decides }) => decides),
    state: isOpen ? 'undecided' : own.state,
    text: toldOver(told, conclusion, '各起算口径结果相同'),
    alternatives: [
      ...(isOpen ? [alternative(first, own)] : []),
      ...rest.flatMap((reading, n) => (same[n] === undefined ? [] : [alternative(reading, same[n])])),
      ...own.alternatives.map((one) => overStarts(one, offered, first)),
    ],
  };
}

const alternative = ({ interpretation, option, label, countsFrom }: StartReading, clock: Clock): ClockAlternative => ({
  label,
  option: `${interpretation}:${option}`,
  ...(countsFrom === undefined ? {} : { countsFrom }),
  ...(clock.start === null ? {} : { start: clock.start }),
  seconds: clock.seconds,
  limitSeconds: clock.limitSeconds,
  limit: clock.limit ?? null,
  state: clock.state,
  text: clock.text,
});

/** What stands beside a clock for another reason (another limit, another level) is not concluded either. */
function overStarts(own: ClockAlternative, clocks: readonly Clock[], start: StartReading): ClockAlternative {
  const same = clocks.map((clock) => clock.alternatives.find(({ label }) => label === own.label));
  const states = new Set([own.state, ...same.map((one) => one?.state ?? own.state)]);
  if (states.size === 1) return own;
  const words = [...states].map((state) => clockStates[state]).join('或');
  return { ...own, state: 'undecided', text: `${words}，起算口径${unsettledText(start)}，不下结论` };
}
