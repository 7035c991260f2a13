import type { InspectionContext } from '../../src/subjects/inspections/judge/judge.ts';

/** Of a contract without calendars, every day of which is a working day. */
export const everyDay: Pick<InspectionContext, 'isWorkingDay' | 'calendars'> = {
  isWorkingDay: () => true,
  calendars: {},
};
