/** What incidents are judged by, from the data of a contract. Pure. */
import type { ContractBundle } from '../../../contract/bundle/bundle.ts';
import type { WorkdayCalendar } from '../../../contract/calendar/working-days.ts';
import { loadWorkingDays } from '../../../contract/calendar/working-days-data.ts';
import type { IncidentContext } from './clocks.ts';

type Bundle = Pick<ContractBundle, 'contract' | 'assets' | 'interpretations' | 'holidays'>;

/**
 * @param rest the moment of judging and what stands outside the contract; without `isWorkingDay` the working days are those
 * that are published and that the contract's own data add
 */
export function contextOf(
  bundle: Bundle,
  rest: Pick<IncidentContext, 'asOf' | 'monitoring' | 'submissions'> & Partial<Pick<IncidentContext, 'isWorkingDay'>>,
): IncidentContext {
  const { contract, assets, interpretations } = bundle;
  return { isWorkingDay: workingDaysOf(bundle), contract, assets, interpretations, ...rest };
}

const NONE: NonNullable<Bundle['holidays']> = [];
const known = new WeakMap<object, WorkdayCalendar['isWorkingDay']>();

/** One function for the same notices, so that what is worked out from it can be kept. */
function workingDaysOf({ holidays = NONE }: Pick<Bundle, 'holidays'>): WorkdayCalendar['isWorkingDay'] {
  const found = known.get(holidays) ?? loadWorkingDays(holidays).isWorkingDay;
  known.set(holidays, found);
  return found;
}
