/** How many requests one address may make: far above what people do, far below what a guesser needs. */
import type { InstantText } from '../../contract/time.ts';

export interface Rate {
  /** Counts a request of this address. @returns seconds to wait; 0 when it may go on */
  wait(address: string, at: InstantText): number;
}

/** Requests of one address a minute; a desk behind one address of many people stays below it. */
export const MOST_A_MINUTE = 600;
const WINDOW_MS = 60_000;
/** Addresses remembered at once; more of them means that somebody makes them up, and the oldest go. */
const ADDRESSES = 10_000;

/** @param tell told once a minute of an address that has to wait */
export function openRate(tell: (address: string, at: InstantText) => void = () => undefined): Rate {
  const counts = new Map<string, { since: number; n: number }>();
  return {
    wait(address, at) {
      const now = Date.parse(at);
      const one = counts.get(address);
      if (one === undefined || now - one.since >= WINDOW_MS || now < one.since) {
        counts.delete(address);
        counts.set(address, { since: now, n: 1 });
        const [oldest] = counts.keys();
        if (counts.size > ADDRESSES && oldest !== undefined) counts.delete(oldest);
        return 0;
      }
      one.n += 1;
      if (one.n <= MOST_A_MINUTE) return 0;
      if (one.n === MOST_A_MINUTE + 1) tell(address, at);
      return Math.ceil((one.since + WINDOW_MS - now) / 1000);
    },
  };
}
