/** Whether several things failed at one time because of something that they share. Pure. */
import { formatDuration } from '../../wording/durations.ts';
import { percentText } from '../../wording/figures.ts';
import { binomialAtLeast } from './exact.ts';
import type { Look } from './look.ts';

export interface Joint {
  /** When and what: `2026-03-20 10:15 起`. */
  name: string;
  /** How many things it struck, and for how long, all of them together. */
  members: number;
  seconds: number;
}

/** Two may fall together by a change of both. */
const MEMBERS_AT_LEAST = 3;

/**
 * Binomial test: each thing down for the share of time that it is on average, independently of the others.
 * @param things how many there are; `span` seconds over which they were looked at
 */
export function togetherLooks(events: readonly Joint[], things: number, span: number): Look[] {
  const down = events.reduce((sum, { seconds }) => sum + seconds, 0);
  if (things < MEMBERS_AT_LEAST || span <= 0 || down <= 0) return [];
  const share = Math.min(1, down / (things * span));
  return events
    .filter(({ members }) => members >= MEMBERS_AT_LEAST)
    .map(
      ({ name, members, seconds }): Look => ({
        sort: 'standing',
        // Each event was an occasion on which the others might have been down.
        chance: Math.min(1, events.length * things * binomialAtLeast(members - 1, things - 1, share)),
        text:
          `${name} ${members} 个对象同时中断，合计 ${formatDuration(seconds)}，占本期中断时长的 ${percentText(seconds / down, 1)}` +
          '，应作为同一次中断查找共同的原因',
        test: '假定各对象互不相关，二项检验',
      }),
    );
}
