/** Which limits that were missed hang on a 口径 that nobody confirmed: by one of its options they were not. Said wherever they are counted. Pure. */
import { unsettledWord } from '../../../wording/interpretation-words.ts';
import type { Clock } from './clock.ts';
import { isFailing } from './clocks.ts';

const others = ({ alternatives }: Pick<Clock, 'alternatives'>): Clock['alternatives'] =>
  alternatives.filter(({ option, state }) => option !== undefined && !isFailing(state));

/** How the 口径 is called by which a clock that failed would not have, 未确认; empty where it failed by every option. */
export function hangsOnReading(clock: Pick<Clock, 'state' | 'alternatives'>): string {
  const open = isFailing(clock.state) ? others(clock) : [];
  return open.length === 0 ? '' : unsettledWord(...open);
}

/**
 * The sentence of a clock that failed, and behind it each option of an open 口径 by which it would not have: where one exempts the
 * incident, a list of exceptions does not say 未达标 without it.
 */
export function withOpenReadings(clock: Pick<Clock, 'state' | 'text' | 'alternatives'>): string {
  const { text } = clock;
  if (!isFailing(clock.state)) return text;
  const said = others(clock)
    .filter((one) => !(text.includes(one.label) && text.includes(one.text)))
    .map((one) => `若按${unsettledWord(one)}的“${one.label}”：${one.text}`);
  return [text, ...said].join('。');
}

/** `其中 1 次按未确认的口径不算未达标`; empty where none hangs on one. @param words of `hangsOnReading` */
export function hangingText(words: readonly string[]): string {
  const open = words.filter((one) => one !== '');
  return open.length === 0 ? '' : `其中 ${open.length} 次按${[...new Set(open)].join('、')}的口径不算未达标`;
}
