/** What the routine collecting of a workspace lacks in permits; for `doctor` and `status`. */

import { asksFor } from '../../contract/asked.ts';
import { dateOf } from '../../contract/time.ts';
import { routinePermitGap } from '../../subjects/permits/judge/standing.ts';
import { askedPermits } from '../../subjects/permits/judge/windows.ts';
import type { PermitRecord } from '../../subjects/permits/kinds/permit.ts';
import type { Session } from '../session.ts';

/** @param now ISO instant. @returns what is missing, in Chinese; null: nothing */
export async function permitGap({ workspace, workdays }: Session, now: string): Promise<string | null> {
  const { settings, contract, records } = workspace;
  // Nothing is collected once the service is over.
  if (dateOf(now) > contract.contract.servicePeriod.to) return null;
  // A contract that asks for no permit has none to lack.
  if (contract.contract.permits === undefined && !asksFor(contract.contract, 'permit')) return null;
  const isWorkingDay = (date: string): boolean => workdays.isWorkingDay(date);
  return routinePermitGap({
    assets: contract.assets,
    targets: settings.sources.map(({ target }) => target),
    permits: (await records.list<PermitRecord>('permit')).records,
    asOf: now,
    isWorkingDay,
    asked: askedPermits(contract.contract, isWorkingDay),
  });
}
