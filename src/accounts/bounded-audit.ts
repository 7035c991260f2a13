/**
 * What strangers can make the audit log grow by: of what fails or is refused the first of each address in an hour are written one by
 * one, and the first of a day; the rest is counted, and the count written. Whoever signed in is no stranger.
 */
import type { InstantText } from '../contract/time.ts';

/** An entry of the audit log. */
export interface Told {
  at: InstantText;
  account: string | null;
  address: string;
  /** What was done or tried, in Chinese or as method and path. */
  action: string;
  outcome: 'done' | 'refused' | 'failed';
  /** The same in words: 成功, 拒绝（…）, 失败（…）. */
  result: string;
}

/** Entries of one address in an hour, and of all of them in a day. */
export const EACH_HOUR = 20;
export const EACH_DAY = 2_000;
/** Addresses that are counted apart; more of them at once are made up, or many machines, and counted together. */
const ADDRESSES = 50;
const OTHERS = '其他地址';

const HOUR_MS = 3_600_000;
const HOURS = 24;

export interface Bound {
  /** Writes it, or counts it. */
  add(entry: Told): void;
  /** Writes what was counted and not written yet. @param at ISO instant */
  settle(at: string): void;
}

/** @param write keeps an entry for good */
export function boundedAudit(write: (entry: Told) => void): Bound {
  let hour = Number.NaN;
  let today = 0;
  let counts = new Map<string, { written: number; more: number }>();
  const settle = (at: string): void => {
    for (const [address, { more }] of counts) {
      if (more === 0) continue;
      const action = '失败或被拒绝的操作（合计）';
      write({
        ...{ at, account: null, address, action, outcome: 'refused' },
        result: `另有 ${more} 次，只计数，没有逐条记录`,
      });
    }
    counts = new Map();
  };
  const turn = (at: string): void => {
    const now = Math.floor(Date.parse(at) / HOUR_MS);
    if (now === hour) return;
    settle(at);
    if (Math.floor(now / HOURS) !== Math.floor(hour / HOURS)) today = 0;
    hour = now;
  };
  return {
    settle,
    add(entry) {
      turn(entry.at);
      const address = counts.has(entry.address) || counts.size < ADDRESSES ? entry.address : OTHERS;
      const own = counts.get(address) ?? { written: 0, more: 0 };
      counts.set(address, own);
      if (own.written >= EACH_HOUR || today >= EACH_DAY) {
        own.more += 1;
        return;
      }
      own.written += 1;
      today += 1;
      const isLast = own.written === EACH_HOUR || today === EACH_DAY;
      write(isLast ? { ...entry, result: `${entry.result}；此后一小时内的只计数` } : entry);
    },
  };
}
