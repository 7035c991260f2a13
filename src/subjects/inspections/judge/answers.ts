/**
 * Which of a confirmation's answers (处理措施, manual results) reach no row of the inspection. Such an answer would be left
 * out of a document that is issued for good, so whoever confirms refuses it. Pure.
 */

import type { ManualResult } from '../../../records/reading.ts';
import { isUnknown } from '../../../states/outcome.ts';
import type { SignoffRecord } from '../../signing/kinds/signoff.ts';
import type { CheckResult } from './result.ts';
import { findMeasure } from './row.ts';

export type AnswerFault =
  /** No row of that check and object, or none of that instance. */
  | 'no-row'
  /** Another answer of the same confirmation already speaks for the row. */
  | 'double'
  /** What a machine is to measure, no person answers, measured or not; and what was answered before stands. */
  | 'measured'
  | 'settled';

export interface UnusedAnswer {
  list: 'measures' | 'manual';
  index: number;
  fault: AnswerFault;
  /** The row that the answer was meant for, where there is one. */
  row: CheckResult | null;
}

/** Rows as judged and, before the row over a kind, the rows of its members. */
export const withMembers = (results: readonly CheckResult[]): CheckResult[] =>
  results.flatMap((row) => [...(row.members ?? []), row]);

/**
 * @param results rows of the inspection judged without this confirmation
 * @param confirm the confirmation as it would be saved
 */
export function unusedAnswers(
  results: readonly CheckResult[],
  confirm: Pick<SignoffRecord, 'measures' | 'manual'>,
): UnusedAnswer[] {
  const rows = withMembers(results);
  return [...unusedMeasures(rows, confirm), ...unusedManual(rows, confirm)];
}

type Answers = Pick<SignoffRecord, 'measures' | 'manual'>;

function unusedMeasures(rows: readonly CheckResult[], confirm: Answers): UnusedAnswer[] {
  const reached = new Set(rows.map((r) => findMeasure(confirm as SignoffRecord, r.check, r.asset, r.instance)));
  return (confirm.measures ?? []).flatMap((one, index) => {
    if (reached.has(one)) return [];
    const row = rows.find(
      (r) =>
        r.check === one.check && r.asset === one.target && (one.instance === undefined || r.instance === one.instance),
    );
    return [{ list: 'measures', index, fault: row === undefined ? 'no-row' : 'double', row: row ?? null }];
  });
}

function unusedManual(rows: readonly CheckResult[], confirm: Answers): UnusedAnswer[] {
  const all = confirm.manual ?? [];
  return all.flatMap((one, index) => {
    const fitting = rows.filter((r) => r.check === one.check && r.asset === one.target);
    const row = fitting[0] ?? null;
    const fault = row === null ? 'no-row' : faultOf(one, index, all, fitting);
    return fault === null ? [] : [{ list: 'manual', index, fault, row }];
  });
}

function faultOf(
  one: ManualResult,
  index: number,
  all: readonly ManualResult[],
  fitting: readonly CheckResult[],
): AnswerFault | null {
  const earlier = all.findIndex((other) => other.check === one.check && other.target === one.target);
  // A row over a kind follows the results of its members where there are any.
  const byMembers = fitting
    .flatMap((row) => row.members ?? [])
    .some((member) => all.some((other) => other.check === one.check && other.target === member.asset));
  if (earlier < index || byMembers) return 'double';
  if (fitting.every((row) => !row.manual)) return 'measured';
  return fitting.every((row) => !isUnknown(row.outcome)) ? 'settled' : null;
}
