/** Which operations a document compares with permits, and what it finds: for the section of permits, page one and the statement. */

import type { Fact } from '../../src/contract/calendar/cut.ts';
import { compareInstants } from '../../src/contract/time.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import { permitContextOf } from '../../src/subjects/permits/judge/context.ts';
import { type Operation, operationKinds, operationsOf } from '../../src/subjects/permits/judge/operations.ts';
import { type Cover, coverOf, type PermitContext } from '../../src/subjects/permits/judge/permits.ts';
import { writtenDeadline } from '../../src/subjects/permits/judge/written.ts';
import permit from '../../src/subjects/permits/kinds/permit.ts';
import type { ComposeInput } from '../_deliverable.ts';
import { allOf, belongsHere, isCountedByNow, type PeriodView } from '../period/period.ts';

/** What the comparison with permits takes from the document: its moment and its contract. */
export const permitContext = ({ asOf, isWorkingDay, contract }: ComposeInput): PermitContext =>
  permitContextOf(contract.contract, asOf, isWorkingDay);

export interface PeriodCover extends Cover {
  /** An operation of an earlier period, which became a breach in this one. */
  earlier: boolean;
}

/** Covers of the operations that are counted here, by when they began; behind them those of `cameAbout`. */
export function coversOfPeriod(view: PeriodView): PeriodCover[] {
  const { own = [], earlier = [] } = Object.groupBy(knownOperations(view), ({ fact }) =>
    belongsHere(view, fact) ? 'own' : 'earlier',
  );
  return [
    ...coversOf(view, own).map((one) => ({ ...one, earlier: false })),
    ...cameAbout(view, earlier).map((one) => ({ ...one, earlier: true })),
  ];
}

/**
 * Covers of earlier operations that became a breach in this period: the written permit was not there by a deadline that lay after the
 * cut of the document that counted them, which could not know it.
 */
function cameAbout(view: PeriodView, earlier: readonly Operation[]): Cover[] {
  return coversOf(view, earlier).filter(({ breach, state, permit: own }) => {
    if (!breach || state !== 'covered' || own === null) return false;
    const deadline = writtenDeadline(own, (day) => view.input.isWorkingDay(day));
    return belongsHere(view, { event: deadline, entered: deadline });
  });
}

/**
 * Covers of all operations so far that wait for the purchaser, because only the supplier says that a condition was kept: whatever the
 * period, until somebody confirms it. Needs those sessions since the begin of service.
 */
export function coversToConfirm(view: PeriodView): Cover[] {
  const told = knownOperations(view).filter(({ told = [] }) => told.length > 0);
  return coversOf(view, told).filter(({ state }) => state === 'told');
}

type KnownOperation = Operation & { fact: Fact };

/** A report that is made late judges no deadline after its period: the next one counts what came about then. */
function coversOf(view: PeriodView, operations: readonly Operation[]): Cover[] {
  const { input, end } = view;
  const asOf = compareInstants(input.asOf, end) < 0 ? input.asOf : end;
  return coverOf(operations, allOf(view, permit), { ...permitContext(input), asOf });
}

/** Those that this document or one before it counts. */
function knownOperations(view: PeriodView): KnownOperation[] {
  const { input } = view;
  const own = new Set(input.contract.assets.filter((one) => !one.contract).map((one) => one.id));
  const records = operationKinds.flatMap((kind) => (input.records[kind] ?? []) as AnyRecord[]);
  const entered = new Map(records.map((one) => [one.id, one.enteredAt]));
  return operationsOf(records, own)
    .map((one) => ({ ...one, fact: { event: one.from, entered: entered.get(one.record) ?? one.from } }))
    .filter(({ fact }) => isCountedByNow(view, fact));
}
