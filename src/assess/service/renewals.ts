/** 到期事项 (4.1.7, 4.1.10(2)): what runs out and how near it is. Pure. */
import { type DateText, dateOf, type InstantText, toDate } from '../../contract/time.ts';
import type { RenewalRecord } from '../../records/kinds/renewal.ts';

export const renewalStates = {
  expired: '已到期未办理',
  due: '进入提醒期',
  upcoming: '未到提醒期',
  renewed: '已续期',
  stopped: '不再续期',
} as const;
export type RenewalState = keyof typeof renewalStates;

export interface JudgedRenewal {
  renewal: RenewalRecord;
  state: RenewalState;
  /** The day that counts: of what was renewed the date that it was renewed to. */
  expiresOn: DateText;
  /** Days from the contract day of `asOf` to that day; negative once it has passed. */
  daysLeft: number;
}

/** Nearest expiry first; the day of expiry itself is still valid. */
export function judgeRenewals(renewals: readonly RenewalRecord[], asOf: InstantText): JudgedRenewal[] {
  const today = toDate(dateOf(asOf));
  return renewals
    .map((renewal) => {
      const expiresOn = (renewal.status === 'renewed' ? renewal.renewedTo : undefined) ?? renewal.expiresOn;
      const daysLeft = today.until(toDate(expiresOn), { largestUnit: 'days' }).days;
      return { renewal, expiresOn, daysLeft, state: stateOf(renewal, daysLeft) };
    })
    .sort((a, b) => a.daysLeft - b.daysLeft || (a.renewal.id < b.renewal.id ? -1 : 1));
}

/** What was renewed runs out again: before that day it comes due like anything else. */
function stateOf({ status, noticeDays, renewedTo }: RenewalRecord, daysLeft: number): RenewalState {
  if (status === 'stopped' || (status === 'renewed' && renewedTo === undefined)) return status;
  if (daysLeft < 0) return 'expired';
  if (daysLeft <= noticeDays) return 'due';
  return status === 'renewed' ? 'renewed' : 'upcoming';
}

/** true for what still has to be seen to. */
export const isPending = ({ state }: JudgedRenewal): boolean => state === 'expired' || state === 'due';

/** Days that every list looks ahead of what nobody has to see to yet. */
export const AHEAD_DAYS = 90;

/** true for what runs out within the days that lists look ahead, also where it was renewed before: it comes up again. */
export const isAhead = ({ state, renewal: { renewedTo }, daysLeft }: JudgedRenewal): boolean =>
  daysLeft <= AHEAD_DAYS && (state === 'upcoming' || (state === 'renewed' && renewedTo !== undefined));
