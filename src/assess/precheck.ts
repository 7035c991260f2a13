/**
 * Lines for the reviewer about records that look made up. They accuse nobody: each names the records and what was seen, and
 * the supplier sees them before issuing. Pure.
 */
import type { InstantText } from '../contract/time.ts';
import type { PermitRecord } from '../records/kinds/permit.ts';
import type { AnyRecord } from '../records/record.ts';
import { operationsOf } from './permit-operations.ts';
import { coverOf } from './permits.ts';
import { arrivalsWithoutSignIn } from './precheck-arrival.ts';
import { inspectionsBeforeData } from './precheck-inspection.ts';
import type { PrecheckLine } from './precheck-line.ts';
import { repeatedTexts } from './precheck-text.ts';
import { impossibleTimes } from './precheck-times.ts';
import { frozenValues } from './precheck-values.ts';

export interface PrecheckInput {
  /** Records of the period, all kinds together; permits and duty records of the whole service period. */
  records: readonly AnyRecord[];
  asOf: InstantText;
  /** true: working day; for the deadline of the written permit. */
  isWorkingDay: (date: string) => boolean;
  /** Assets outside the contract, for which no permission is asked. */
  ownAssets?: ReadonlySet<string>;
}

/** All lines, in the order of the rules. */
export function precheck(input: PrecheckInput): PrecheckLine[] {
  const { records, asOf } = input;
  return [
    ...repeatedTexts(records),
    ...frozenValues(records),
    ...impossibleTimes(records, asOf),
    ...inspectionsBeforeData(records),
    ...arrivalsWithoutSignIn(records),
    ...workWithoutValidPermit(input),
  ];
}

function workWithoutValidPermit({ records, asOf, isWorkingDay, ownAssets }: PrecheckInput): PrecheckLine[] {
  const permits = records.filter((record): record is PermitRecord => record.kind === 'permit');
  return coverOf(operationsOf(records, ownAssets), permits, { asOf, isWorkingDay })
    .filter((cover) => cover.breach)
    .map((cover) => ({
      rule: 'permit' as const,
      records: [cover.operation.record, ...(cover.permit === null ? [] : [cover.permit.id])],
      text: cover.text,
    }));
}
