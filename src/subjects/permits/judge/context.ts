/** What comparing operations with permits takes from a contract. Pure. */

import { officeTime } from '../../../contract/calendar/office.ts';
import type { WorkdayCalendar } from '../../../contract/calendar/working-days.ts';
import type { Contract } from '../../../contract/terms/contract.ts';
import type { InstantText } from '../../../contract/time.ts';
import type { PermitContext } from './permits.ts';
import { askedPermits } from './windows.ts';

/** @param asOf the moment at which it is judged */
export const permitContextOf = (
  contract: Contract,
  asOf: InstantText,
  isWorkingDay: WorkdayCalendar['isWorkingDay'],
): PermitContext => ({
  asOf,
  isWorkingDay,
  office: officeTime(contract, isWorkingDay),
  asked: askedPermits(contract, isWorkingDay),
});
