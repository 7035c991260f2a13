/** What the contract's `permits` ask beside a permit: a window in which the operation lies whole, and written leave in good time. Pure. */

import { type WorkdayCalendar, workingDaysBefore } from '../../../contract/calendar/working-days.ts';
import { calendarNamed, type WorkingTime, workingTime } from '../../../contract/calendar/working-time.ts';
import type { Contract } from '../../../contract/terms/contract.ts';
import { type PermitTerm, termsAsking } from '../../../contract/terms/permits/permit-terms.ts';
import {
  compareInstants,
  type DateText,
  dateOf,
  formatDateTime,
  type InstantText,
  MINUTE_SECONDS,
  secondsBetween,
  toInstant,
  toText,
} from '../../../contract/time.ts';
import { limitText } from '../../../wording/durations.ts';
import type { PermitRecord } from '../kinds/permit.ts';
import type { Operation } from './operations.ts';

/** An entry of `permits`, with the time of its window. */
export interface AskedPermit extends PermitTerm {
  time: WorkingTime | null;
}

/**
 * @returns null where the contract has no `permits`: every operation needs one, and nothing is said of windows
 * @throws RangeError for a calendar that the contract does not have (refused when it is read)
 */
export function askedPermits(
  contract: Pick<Contract, 'permits' | 'calendars' | 'terms'>,
  isWorkingDay: WorkdayCalendar['isWorkingDay'],
): AskedPermit[] | null {
  if (contract.permits === undefined) return null;
  return contract.permits.map((one) => {
    if (one.window === undefined) return { ...one, time: null };
    const calendar = calendarNamed(contract, one.window);
    if (calendar === undefined) throw new RangeError(`calendar ${one.window} is not in the contract`);
    return { ...one, time: workingTime(calendar, { isWorkingDay }, contract) };
  });
}

/** The entries that ask a permit for the operation; null: the contract has no list, and every operation needs one. */
export const askingFor = (asked: readonly AskedPermit[] | null, operation: Operation): AskedPermit[] | null =>
  asked === null ? null : termsAsking(asked, operation);

/** What speaks against an operation: a window that it left, leave that came too late, a start that nobody wrote down. */
export interface Beyond {
  state: 'window' | 'lead' | 'start-unknown';
  why: string;
}

/** An oral permit of an emergency, where the contract takes the written one afterwards. */
const isExcused = ({ emergency }: AskedPermit, permit: Pick<PermitRecord, 'type'> | null): boolean =>
  emergency === true && permit?.type === 'emergency';

/** @param permit null: there is none, and the window holds all the same */
export function beyondWindows(
  asking: readonly AskedPermit[],
  operation: Operation,
  permit: Pick<PermitRecord, 'type'> | null,
): Beyond[] {
  // Work that its record does not call one of the operations may be none of those that have a window.
  if (operation.operation === null) return [];
  const own = asking.filter((one) => !isExcused(one, permit));
  const left = own.flatMap(({ time }): Beyond[] => {
    const seconds = time === null ? 0 : secondsOutside(time, operation);
    if (time === null || seconds === 0) return [];
    return [{ state: 'window', why: `${time.name}${outsideText(operation, seconds)}` }];
  });
  const wantsStart = own.some(({ time, leadWorkingDays }) => time !== null || leadWorkingDays !== undefined);
  const open = operation.startUnknown === true && wantsStart;
  return [...left, ...(open ? [{ state: 'start-unknown' as const, why: '' }] : [])];
}

/** Minutes of the operation outside the window, begun ones whole; of a moment only that it lies outside. */
function outsideText({ from, to }: Operation, seconds: number): string {
  if (compareInstants(from, to) === 0) return '以外';
  return `以外 ${limitText(Math.ceil(seconds / MINUTE_SECONDS) * MINUTE_SECONDS)}`;
}

/** Both ends of a window belong to it: what ends as it closes lies within. Of a moment outside it a second. */
function secondsOutside(time: WorkingTime, { from, to }: Operation): number {
  if (compareInstants(from, to) < 0) return secondsBetween(from, to) - time.seconds(from, to);
  return time.holds(from) || time.holds(toText(toInstant(from).subtract({ seconds: 1 }))) ? 0 : 1;
}

/** Written leave that came later than so many working days before the day of the start, that day not counted. */
export function beyondLead(
  asking: readonly AskedPermit[],
  { operation, from }: Operation,
  permit: PermitRecord,
  isWorkingDay: WorkdayCalendar['isWorkingDay'],
): Beyond[] {
  if (operation === null) return [];
  const written = writtenLeave(permit);
  return asking.flatMap((one): Beyond[] => {
    if (one.leadWorkingDays === undefined || isExcused(one, permit)) return [];
    const latest: DateText = workingDaysBefore({ isWorkingDay }, dateOf(from), one.leadWorkingDays);
    if (written !== undefined && dateOf(written) <= latest) return [];
    const told = written === undefined ? '没有书面批准' : `${formatDateTime(written)} 批准`;
    return [{ state: 'lead', why: `须提前 ${one.leadWorkingDays} 个工作日，不迟于 ${latest}；${told}` }];
  });
}

/** Of an oral permit the written one is the leave in writing. */
const writtenLeave = ({ type, grantedAt, writtenAt }: PermitRecord): InstantText | undefined =>
  type === 'emergency' ? writtenAt : grantedAt;
