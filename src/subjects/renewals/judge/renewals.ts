/** 到期事项 (4.1.7, 4.1.10(2)): what runs out and how near it is. Pure. */

import { type DateText, dateOf, type InstantText, toDate } from '../../../contract/time.ts';
import { type RenewalState, renewalStates } from '../../../states/renewal.ts';
import { choiceWords } from '../../../wording/codes.ts';
import { daysLeftText } from '../../../wording/durations.ts';
import renewal, { type RenewalRecord } from '../kinds/renewal.ts';

export interface JudgedRenewal {
  renewal: RenewalRecord;
  state: RenewalState;
  /** The day that counts: of what was renewed the date that it was renewed to. */
  expiresOn: DateText;
  /** Days from the contract day of `asOf` to that day; negative once it has passed. */
  daysLeft: number;
}

/** What of it is to be done, open or taken in hand, for a sentence that counts several: `已到期未办结 2 项`. */
export const UNSETTLED = '未办结';

const word = choiceWords(renewal);

/** How it stands as printed; of what is to be done also how far that is, in the word of its record: `进入提醒期，办理中`. */
export function renewalStateText({ state, renewal: { status } }: JudgedRenewal): string {
  const isOpen = (state === 'expired' || state === 'due') && status !== 'renewed';
  return isOpen ? `${renewalStates[state]}，${word('status', status)}` : renewalStates[state];
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

/**
 * When it runs out, and of what was renewed that it was and until when: `已于 2025-12-30 续期，下次到期 2026-12-31（还有 36 天）`.
 * @param days whether the days that are left are named; they may stand beside it
 */
export function runsOutText(one: JudgedRenewal, days = true): string {
  const { state, expiresOn } = one;
  if (state === 'stopped' || (state === 'renewed' && one.renewal.renewedTo === undefined)) return renewalStates[state];
  const when = isRenewed(one) ? renewedText(one, days) : `${expiresOn} 到期${days ? leftText(one) : ''}`;
  return state === 'renewed' ? when : `${when}，${renewalStateText(one)}`;
}

/** It was renewed to a day that is known. */
export const isRenewed = ({ renewal: { status, renewedTo } }: JudgedRenewal): boolean =>
  status === 'renewed' && renewedTo !== undefined;

/** Days by which it had run out when it was renewed; the day of expiry itself is in time. 0: in time, or it was not renewed. */
export function renewedLate({ status, expiresOn, renewedOn }: RenewalRecord): number {
  if (status !== 'renewed' || renewedOn === undefined) return 0;
  return Math.max(0, toDate(expiresOn).until(toDate(renewedOn), { largestUnit: 'days' }).days);
}

/** `，晚于到期日 4 天`; nothing where it was renewed in time. */
export function renewedLateText(renewal: RenewalRecord): string {
  const late = renewedLate(renewal);
  return late === 0 ? '' : `，晚于到期日 ${late} 天`;
}

/** That it was renewed, and when it runs out again, whatever that asks for. */
export const renewedText = (one: JudgedRenewal, days = true): string =>
  `已于 ${one.renewal.renewedOn ?? '未登记的日期'} 续期${renewedLateText(one.renewal)}，下次到期 ${one.expiresOn}${days ? leftText(one) : ''}`;

const leftText = ({ daysLeft }: JudgedRenewal): string => `（${daysLeftText(daysLeft)}）`;

/** true for what still has to be seen to. */
export const isPending = ({ state }: JudgedRenewal): boolean => state === 'expired' || state === 'due';

/** Days that every list looks ahead of what nobody has to see to yet. */
export const AHEAD_DAYS = 90;

/** true for what runs out within the days that lists look ahead, also where it was renewed before: it comes up again. */
export const isAhead = ({ state, renewal: { renewedTo }, daysLeft }: JudgedRenewal): boolean =>
  daysLeft <= AHEAD_DAYS && (state === 'upcoming' || (state === 'renewed' && renewedTo !== undefined));
