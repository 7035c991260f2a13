/**
 * Lines for the reviewer about records that look made up. They accuse nobody: each names the records and what was seen, and
 * the supplier sees them before issuing. Pure.
 */
import type { OfficeTime } from '../../contract/calendar/office.ts';
import type { InstantText } from '../../contract/time.ts';
import type { AnyRecord } from '../../records/record.ts';
import type { Cover } from '../../subjects/permits/judge/permits.ts';
import { arrivalsWithoutSignIn } from './arrival.ts';
import { inspectionsBeforeData } from './inspection-times.ts';
import type { PrecheckLine } from './line.ts';
import { papersOfOthers } from './other-paper.ts';
import { workWithoutValidPermit } from './permit.ts';
import { repeatedTexts } from './repeated-text.ts';
import { reusedTwice } from './reused-evidence.ts';
import { impossibleTimes } from './times.ts';
import { frozenValues } from './values.ts';

export interface PrecheckInput {
  /** Ids of the obligations that are inspection logs. */
  logs: readonly string[];
  /** Records of the period, all kinds together; permits and duty records of the whole service period. */
  records: readonly AnyRecord[];
  /** All records that the document has: what is evidence in the period may be that of another one. */
  known?: readonly AnyRecord[];
  asOf: InstantText;
  /** true: working day; for the deadline of the written permit. */
  isWorkingDay: (date: string) => boolean;
  /** For permits that exclude it. */
  office?: OfficeTime;
  /** Assets outside the contract, for which no permission is asked. */
  ownAssets?: ReadonlySet<string>;
  /** The operations that are held against their permits, where a document counts them; absent: those of the records. */
  covers?: readonly Cover[];
}

/** All lines, in the order of the rules. */
export function precheck(input: PrecheckInput): PrecheckLine[] {
  const { records, asOf, isWorkingDay, office, ownAssets, covers } = input;
  const context = { asOf, isWorkingDay, ...(office === undefined ? {} : { office }) };
  return [
    ...repeatedTexts(records),
    ...frozenValues(records),
    ...impossibleTimes(records),
    ...inspectionsBeforeData(records, input.logs),
    ...arrivalsWithoutSignIn(records),
    ...reusedTwice(records, input.known ?? []),
    ...papersOfOthers(records),
    ...workWithoutValidPermit(records, context, {
      ...(covers === undefined ? {} : { covers }),
      ...(ownAssets === undefined ? {} : { ownAssets }),
    }),
  ];
}
