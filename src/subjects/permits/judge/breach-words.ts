/** What stands beside a permit in a list of records, where the permit that one names does not cover what was done. Pure. */

import type { AnyRecord } from '../../../records/record.ts';
import type { PermitRecord } from '../kinds/permit.ts';
import { operationsOf } from './operations.ts';
import { coverOf, coverStateText, type PermitContext } from './permits.ts';

/**
 * @param permits all of them
 * @param ownAssets ids of assets outside the contract: what is done to them needs no permit
 * @returns by the id of the record how its permit stands, in a few words (许可已过期); of one that names none nothing
 */
export function breachWords(
  records: readonly AnyRecord[],
  permits: readonly PermitRecord[],
  context: PermitContext,
  ownAssets: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const covers = coverOf(operationsOf(records, ownAssets), permits, context);
  return new Map(
    covers
      .filter(({ permit, breach, operation }) => breach && (permit !== null || operation.permit !== null))
      .map((cover) => [cover.operation.record, coverStateText(cover)]),
  );
}
