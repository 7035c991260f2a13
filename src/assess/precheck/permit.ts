/**
 * Work under a permit that did not hold: the operations that clause 5.2 makes depend on permission, and whatever else names
 * a permit (a note, a visit, a window, the handling of a fault, a measure of an inspection). Pure.
 */
import { at, compareInstants, formatDateTime, type InstantText, toText } from '../../contract/time.ts';
import { clockStartField, type IncidentRecord } from '../../records/kinds/incident.ts';
import type { MaintenanceWindowRecord } from '../../records/kinds/maintenance-window.ts';
import type { NoteRecord } from '../../records/kinds/note.ts';
import { type PermitRecord, permitTypes } from '../../records/kinds/permit.ts';
import type { ServiceOrderRecord } from '../../records/kinds/service-order.ts';
import type { SignoffRecord } from '../../records/kinds/signoff.ts';
import type { AnyRecord } from '../../records/record.ts';
import { operationsOf } from '../permits/operations.ts';
import { type CoverState, coverOf, coverStates, type PermitContext } from '../permits/permits.ts';
import type { PrecheckLine } from './line.ts';

/** @param ownAssets assets outside the contract, for which no permission is asked */
export function workWithoutValidPermit(
  records: readonly AnyRecord[],
  context: PermitContext,
  ownAssets?: ReadonlySet<string>,
): PrecheckLine[] {
  const permits = records.filter((record): record is PermitRecord => record.kind === 'permit');
  const breaches = coverOf(operationsOf(records, ownAssets), permits, context).filter((cover) => cover.breach);
  return [
    ...breaches.map(({ operation, permit, text }) => line(operation.record, permit, text)),
    ...namedOutOfTime(records, permits, context.asOf),
  ];
}

/** Work that names its permit without being an operation of its own. */
interface Named {
  record: string;
  what: string;
  permit: string;
  from: InstantText;
  to: InstantText;
  /** false: only some moment of this time has to be covered, because nobody wrote down when exactly. */
  whole: boolean;
}

const namedBy: Readonly<Record<string, (record: AnyRecord, asOf: InstantText) => Omit<Named, 'record'>[]>> = {
  note(record) {
    const { permit, at: from } = record as NoteRecord;
    return permit === undefined ? [] : [{ what: '工作记事', permit, from, to: from, whole: true }];
  },
  'service-order'(record) {
    const { permit, arrivedAt: from, leftAt = from } = record as ServiceOrderRecord;
    return permit === undefined ? [] : [{ what: '现场服务', permit, from, to: leftAt, whole: true }];
  },
  'maintenance-window'(record) {
    const { permit, cancelled, ...window } = record as MaintenanceWindowRecord;
    if (permit === undefined || cancelled === 'yes') return [];
    const { from, to, actualFrom = from, actualTo = to } = window;
    return [{ what: '维护窗口', permit, from: actualFrom, to: actualTo, whole: true }];
  },
  incident(record, asOf) {
    const { permit, closedAt, ...incident } = record as IncidentRecord;
    const from = incident[clockStartField(record as IncidentRecord)] ?? incident.discoveredAt;
    // What was done for it may go on after restoration, until it is closed.
    return permit === undefined ? [] : [{ what: '故障处理', permit, from, to: closedAt ?? asOf, whole: false }];
  },
  signoff(record) {
    const { action, measures = [], period, at: to } = record as SignoffRecord;
    if (action !== 'confirm' || !/^\d{4}-\d{2}-\d{2}$/.test(period)) return [];
    const from = toText(at(period, '00:00'));
    return measures.flatMap(({ permit }) =>
      permit === undefined ? [] : [{ what: '巡检处理措施', permit, from, to, whole: false }],
    );
  },
};

function namedOutOfTime(
  records: readonly AnyRecord[],
  permits: readonly PermitRecord[],
  asOf: InstantText,
): PrecheckLine[] {
  const byId = new Map(permits.map((permit) => [permit.id, permit]));
  return records
    .flatMap((record) => (namedBy[record.kind]?.(record, asOf) ?? []).map((one) => ({ ...one, record: record.id })))
    .flatMap((one) => {
      const permit = byId.get(one.permit) ?? null;
      const state = stateOf(one, permit);
      return state === null ? [] : [line(one.record, permit, textOf(one, permit, state))];
    });
}

/** null: the permit held. */
function stateOf({ from, to, whole }: Named, permit: PermitRecord | null): CoverState | null {
  if (permit === null) return 'unknown';
  const { validFrom, validTo, revokedAt } = permit;
  const [first, last] = whole ? [from, to] : [to, from];
  if (compareInstants(first, validFrom) < 0) return 'before-validity';
  if (revokedAt !== undefined && compareInstants(last, revokedAt) > 0) return 'revoked';
  return compareInstants(last, validTo) > 0 ? 'expired' : null;
}

function textOf({ what, from, permit: id }: Named, permit: PermitRecord | null, state: CoverState): string {
  const validity =
    permit === null
      ? id
      : `${id} ${permitTypes[permit.type]}，有效期 ${formatDateTime(permit.validFrom)} 至 ${formatDateTime(permit.validTo)}`;
  return `${formatDateTime(from)} ${what}：${coverStates[state]}（${validity}）`;
}

const line = (record: string, permit: PermitRecord | null, text: string): PrecheckLine => ({
  rule: 'permit',
  records: [record, ...(permit === null ? [] : [permit.id])],
  text,
});
