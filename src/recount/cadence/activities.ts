/** The periods in which the contract wants an activity done, and which records count in each of them. */
import { type Data, plusDays, plusMonths } from '../data.ts';
import type { Terms } from '../terms.ts';
import { type Owed, periodsOf } from './owed-periods.ts';

const STEPS: Readonly<Record<string, number>> = {
  ...{ month: 1, 'two-months': 2, quarter: 3, 'four-months': 4, 'half-year': 6, year: 12 },
};

const matches = (record: Data, filters: readonly Data[]): boolean =>
  filters.every((one) => [record[one.field]].flat().some((value) => one.in.includes(String(value))));

/** Whether a record counts for an activity in the n-th of its periods: of a rotation only one of the value whose turn it is. */
export function countsInSpan({ where, rotate = [] }: Data, n: number, record: Data): boolean {
  if (where === undefined) return true;
  const turn = rotate[n % rotate.length];
  return matches(record, [where, ...(turn === undefined ? [] : [{ field: where.field, in: [turn.value] }])]);
}

type Given = Pick<Terms, 'contract' | 'workdays'>;

/** The periods in which an activity has to happen, between its own first and last day. */
export function activityPeriods(given: Given, activity: Data): Pick<Owed, 'from' | 'to' | 'clock'>[] {
  const { per, spans, every, timesADay, seasons, interval, from, until } = activity;
  if (!(spans?.length > 0) && per === undefined)
    return activity.after === undefined ? periodsOf(given, { every, timesADay, seasons, interval, from, until }) : [];
  const { contract } = given;
  const all: Data[] = spans?.length > 0 ? spans : per === 'term' ? (contract.terms ?? []) : steps(contract, STEPS[per]);
  return all
    .map((one) => ({ from: [one.from, from ?? one.from].sort()[1], to: [one.to, until ?? one.to].sort()[0] }))
    .filter((one) => one.from <= one.to);
}

function steps({ servicePeriod: service }: Data, months: number | undefined): { from: string; to: string }[] {
  if (months === undefined) return [service];
  const found: { from: string; to: string }[] = [];
  for (let n = 0; plusMonths(service.from, n * months) <= service.to; n += 1) {
    const to = plusDays(plusMonths(service.from, (n + 1) * months), -1);
    found.push({ from: plusMonths(service.from, n * months), to: [to, service.to].sort()[0] as string });
  }
  return found;
}
