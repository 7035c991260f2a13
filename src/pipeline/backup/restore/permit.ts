/** By whose leave a restore test is done. A permit that does not fit stops nobody, but it is said and recorded. */
import { operationsOf } from '../../../assess/permits/operations.ts';
import { coverOf } from '../../../assess/permits/permits.ts';
import { UserError } from '../../../contract/error.ts';
import { clausesOf, inBrackets } from '../../../contract/terms/clauses.ts';
import type { PermitRecord } from '../../../records/kinds/permit.ts';
import type { RestoreTestRecord } from '../../../records/kinds/restore-test.ts';
import type { AnyRecord } from '../../../records/record.ts';
import type { Session } from '../../session.ts';

/** What of a restore test decides whether its permit fits. */
export type PermittedTest = Pick<RestoreTestRecord, 'asset' | 'startedAt' | 'finishedAt' | 'operator'>;

/** @throws UserError when neither a permit nor the lack of one is named, both are, or the permit is not recorded */
export async function namedPermit(
  { workspace }: Session,
  { permit, withoutPermit }: { permit?: string; withoutPermit?: string },
): Promise<PermitRecord | null> {
  if ((permit === undefined) === (withoutPermit === undefined)) {
    throw new UserError('须写明许可', {
      at: '--permit / --without-permit',
      found: permit === undefined ? '（缺少）' : '两者都写了',
      expected: '许可编号（XK-…）；没有许可的用 --without-permit 如实写明',
    });
  }
  if (permit === undefined) return null;
  const stored = await workspace.records.get<PermitRecord>(permit);
  if (stored?.kind === 'permit') return stored.record;
  throw new UserError('没有这份许可', { at: '--permit', found: permit, expected: '已登记的许可编号（XK-…）' });
}

/**
 * Why the permit does not cover the test (expired, another operation or asset, a written one overdue, only the supplier tells of
 * it …); null when it does.
 * The same judgement lists the test in the 合同履约对照表.
 */
export function permitProblem(session: Session, permit: PermitRecord, test: PermittedTest): string | null {
  const record = { ...test, id: '', kind: 'restore-test', permit: permit.id } as unknown as AnyRecord;
  // Whether the conditions are kept (cleaned up that day, reviewed) shows only in the finished record.
  const operations = operationsOf([record]).map((one) => ({ ...one, kept: {} }));
  const [cover] = coverOf(operations, [permit], {
    asOf: test.finishedAt,
    isWorkingDay: (date) => session.workdays.isWorkingDay(date),
  });
  if (cover === undefined || !(cover.breach || cover.doubt)) return null;
  const clauses = inBrackets(clausesOf(session.workspace.contract.contract, 'permit'));
  return `${cover.breach ? '许可不符' : '许可待核实'}${clauses}：${cover.text}`;
}
