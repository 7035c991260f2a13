/** 收口版: the revision of the last period's documents that counts what came after their cut, so that all sums hold. Pure. */
import type { CadenceUnit } from '../terms/cadence.ts';
import type { Obligation } from '../terms/obligations.ts';
import { at, type InstantText, toText } from '../time.ts';
import type { DateSpan } from './periods.ts';
import { nextWorkingDay, type WorkdayCalendar } from './working-days.ts';

/** Why such a revision is made, as it is printed. */
export const CLOSING_REASON = '服务期结束后的收口版';

/** The documents of the last day are due that morning; in the evening everything that the service owed is known. */
const EVENING = '17:00';

/** When the closing revisions are made: the first working day after the last day of service, in the evening. */
export function closingAt(service: DateSpan, workdays: WorkdayCalendar): InstantText {
  return toText(at(nextWorkingDay(workdays, service.to), EVENING));
}

/** Units whose statistics run over days; of a day's own report the next one tells what came later. */
const CLOSED: readonly (CadenceUnit | undefined)[] = [
  'week',
  'half-month',
  'month',
  'quarter',
  'half-year',
  'year',
  'term',
];

/** true when an occurrence is the last of an obligation that gets a closing revision. */
export const isClosed = ({ every, seasons }: Obligation, occurrence: DateSpan, service: DateSpan): boolean =>
  (seasons !== undefined || CLOSED.includes(every?.unit)) && occurrence.to === service.to;
