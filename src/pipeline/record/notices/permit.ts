/** Work that its own permit does not cover is told when it is written down, and not first by the month's documents. */

import type { AnyRecord } from '../../../records/record.ts';
import { permitContextOf } from '../../../subjects/permits/judge/context.ts';
import { operationsOf } from '../../../subjects/permits/judge/operations.ts';
import { coverOf } from '../../../subjects/permits/judge/permits.ts';
import type { PermitRecord } from '../../../subjects/permits/kinds/permit.ts';
import type { Session } from '../../session.ts';

/**
 * One notice for each operation of the record that its named permit does not cover, by the judgement of the documents (5.2.3).
 * One that names none, or whose permit only waits for the purchaser's hand, is no surprise to who writes it down: no notice.
 * @param now ISO instant
 */
export async function permitNotices(
  { workspace, workdays }: Session,
  record: AnyRecord,
  now: string,
): Promise<string[]> {
  const { assets, contract } = workspace.contract;
  const own = new Set(assets.filter((one) => !one.contract).map(({ id }) => id));
  const named = operationsOf([record], own).filter((one) => one.permit !== null);
  const found = await Promise.all(named.map(({ permit }) => workspace.records.get<PermitRecord>(String(permit))));
  const permits = found.flatMap((one) => (one === undefined ? [] : [one.record]));
  const isWorkingDay = (date: string): boolean => workdays.isWorkingDay(date);
  const context = permitContextOf(contract, now, isWorkingDay);
  return coverOf(named, permits, context)
    .filter(({ breach, doubt, state }) => breach || (doubt && state !== 'claimed'))
    .map(
      ({ breach, text }) => `${record.id} ${breach ? '与许可不符' : '许可待核实'}，月报和许可台账将照此列出：${text}`,
    );
}
