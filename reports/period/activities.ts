/** What the contract wants done so many times a period, as every document judges it. */
import { type ActivityState, activityStates } from '../../src/assess/contract/activities.ts';
import { requirementsOf } from '../../src/contract/terms/requirements.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import type { PeriodView } from './period.ts';

/** Every period that has begun by the moment of the document. Needs the records of the service to date. @param kind only of this one */
export function activitiesToDate({ input }: PeriodView, kind?: string): ActivityState[] {
  const { contract } = input.contract;
  const { asOf, isWorkingDay } = input;
  return activityStates(
    requirementsOf(contract).activities.filter((one) => kind === undefined || one.kind === kind),
    {
      recordsOf: (id) => (input.records[id] ?? []) as AnyRecord[],
      service: { ...contract.servicePeriod, terms: contract.terms },
      ...{ isWorkingDay, asOf },
    },
  );
}

/** Those whose period ended on a day that is counted here. */
export const activitiesOver = (view: PeriodView): ActivityState[] =>
  activitiesToDate(view).filter(({ ends }) => ends >= view.firstDay && ends <= view.lastDay);
