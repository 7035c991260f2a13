/** The hours of the office in which the service is done, as `officeHours` of the contract names them. Pure. */
import type { Contract } from '../terms/contract.ts';
import { dateOf, type InstantText } from '../time.ts';
import type { WorkdayCalendar } from './working-days.ts';
import { calendarNamed, workingTime } from './working-time.ts';

export interface OfficeTime {
  /** true when the office is open at the instant. */
  holds(instant: InstantText): boolean;
  /** Wall clocks of a day on which it is open, in the order of the data. */
  hours: readonly { from: string; to: string }[];
}

type Source = Pick<Contract, 'officeHours'> & Partial<Pick<Contract, 'calendars' | 'terms'>>;

/**
 * By the calendar that the contract names; by one span of every working day where it gives that alone.
 * @throws RangeError for a calendar that the contract does not have (refused when it is read)
 */
export function officeTime(contract: Source, isWorkingDay: WorkdayCalendar['isWorkingDay']): OfficeTime {
  const { calendar: name, from = '00:00', to = '24:00' } = contract.officeHours;
  if (name === undefined) {
    const isOpen = (clock: string): boolean => clock >= from && clock < to;
    return {
      holds: (instant) => isWorkingDay(dateOf(instant)) && isOpen(instant.slice(11, 16)),
      hours: [{ from, to }],
    };
  }
  const calendar = calendarNamed(contract, name);
  if (calendar === undefined) throw new RangeError(`calendar ${name} is not in the contract`);
  const { holds } = workingTime(calendar, { isWorkingDay }, contract);
  return { holds, hours: calendar.hours ?? [{ from: '00:00', to: '24:00' }] };
}

/** `09:00–17:30`, `08:00–12:00、13:30–17:30`. */
export const officeText = ({ hours }: Pick<OfficeTime, 'hours'>): string =>
  hours.map(({ from, to }) => `${from}–${to}`).join('、');
