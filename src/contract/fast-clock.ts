/** Watches and computers of people go a little fast, and whole minutes are typed: what lies ahead by so little is now. */
import { compareInstants, type InstantText, secondsBetween } from './time.ts';

/** Seconds by which a typed time may lie ahead of the server's clock, or beside it, and mean the same moment. */
export const FAST_CLOCK_SECONDS = 60;

/** @returns `now` in place of a time that lies ahead of it by a fast clock; any other time as it is */
export function notAhead(at: InstantText, now: InstantText): InstantText {
  const ahead = secondsBetween(now, at);
  return ahead > 0 && ahead <= FAST_CLOCK_SECONDS ? now : at;
}

/** The first of the times that lies less than a minute before now, else now: the moment that is meant where none is written. */
export const momentMeant = (times: readonly InstantText[], now: InstantText): InstantText =>
  times
    .filter((one) => secondsBetween(one, now) >= 0 && secondsBetween(one, now) <= FAST_CLOCK_SECONDS)
    .toSorted(compareInstants)[0] ?? now;
