/**
 * Work under a permit that did not hold: the operations that depend on permission, and whatever else names a permit (a window,
 * the handling of a fault, a measure of an inspection). What only the words of a record speak of is told too. Pure.
 */
import { at, compareInstants, formatDateTime, type InstantText, toText } from '../../contract/time.ts';
import type { AnyRecord } from '../../records/record.ts';
import type { MaintenanceWindowRecord } from '../../subjects/availability/kinds/maintenance-window.ts';
import { clockStartField } from '../../subjects/incidents/kinds/incident/clock-start.ts';
import type { IncidentRecord } from '../../subjects/incidents/kinds/incident.ts';
import { changeNamed } from '../../subjects/permits/judge/change-words.ts';
import { operationsOf } from '../../subjects/permits/judge/operations.ts';
import {
  type Cover,
  type CoverState,
  coverOf,
  coverStates,
  type PermitContext,
  permitsNoChange,
} from '../../subjects/permits/judge/permits.ts';
import { type PermitRecord, permitTypes } from '../../subjects/permits/kinds/permit.ts';
import type { SignoffRecord } from '../../subjects/signing/kinds/signoff.ts';
import type { PrecheckLine } from './line.ts';

/**
 * Operations first, each with the verdict by which 许可核对 counts it, then what only names a permit.
 * @param covers the operations, judged already; absent: they are judged from the records
 * @param ownAssets assets outside the contract, for which no permission is asked
 */
export function workWithoutValidPermit(
  records: readonly AnyRecord[],
  context: PermitContext,
  { covers, ownAssets }: { covers?: readonly Cover[]; ownAssets?: ReadonlySet<string> } = {},
): PrecheckLine[] {
  const permits = records.filter((record): record is PermitRecord => record.kind === 'permit');
  const judged = covers ?? coverOf(operationsOf(records, ownAssets), permits, context);
  return [
    ...judged
      .filter((cover) => cover.breach || cover.doubt)
      .map(({ operation, permit, text, doubt }) => ({
        ...line(operation.record, permit, text, doubt),
        operation: true as const,
      })),
    ...namedAmiss(records, permits, context.asOf),
  ];
}

/** Work that names its permit without being an operation of its own. */
interface Named {
  record: string;
  what: string;
  /** null: none was named, and the words tell of a change. */
  permit: string | null;
  /** Objects that were worked on; empty where the record names only what was affected. */
  assets: readonly string[];
  /** What was done, in free words. */
  text: string | null;
  from: InstantText;
  to: InstantText;
  /** false: only some moment of this time has to be covered, because nobody wrote down when exactly. */
  whole: boolean;
}

const namedBy: Readonly<Record<string, (record: AnyRecord, asOf: InstantText) => Omit<Named, 'record'>[]>> = {
  'maintenance-window'(record) {
    const { permit, cancelled, ...window } = record as MaintenanceWindowRecord;
    if (permit === undefined || cancelled === 'yes') return [];
    const { from, to, actualFrom = from, actualTo = to } = window;
    return [{ what: '维护窗口', permit, assets: [], text: null, from: actualFrom, to: actualTo, whole: true }];
  },
  incident(record, asOf) {
    const { permit, closedAt, ...incident } = record as IncidentRecord;
    const from = incident[clockStartField(record as IncidentRecord)] ?? incident.discoveredAt;
    // What was done for it may go on after restoration, until it is closed.
    const text = incident.timeline.map(({ action }) => action).join('；');
    const about = { what: '故障处理', assets: [], text, from, to: closedAt ?? asOf, whole: false };
    return permit === undefined ? [] : [{ ...about, permit }];
  },
  signoff(record) {
    const { action, measures = [], period, at: to } = record as SignoffRecord;
    if (action !== 'confirm' || !/^\d{4}-\d{2}-\d{2}$/.test(period)) return [];
    const from = toText(at(period, '00:00'));
    return measures.flatMap(({ permit = null, target, action: text }) =>
      permit === null && changeNamed(text) === null
        ? []
        : [{ what: '巡检处理措施', permit, assets: [target], text, from, to, whole: false }],
    );
  },
};

function namedAmiss(
  records: readonly AnyRecord[],
  permits: readonly PermitRecord[],
  asOf: InstantText,
): PrecheckLine[] {
  const byId = new Map(permits.map((permit) => [permit.id, permit]));
  const permitOf = (id: string | null): PermitRecord | null => (id === null ? null : (byId.get(id) ?? null));
  return records
    .flatMap((record) => (namedBy[record.kind]?.(record, asOf) ?? []).map((one) => ({ ...one, record: record.id })))
    .flatMap((one) => {
      const permit = permitOf(one.permit);
      const state = stateOf(one, permit);
      return state === null ? [] : [line(one.record, permit, textOf(one, permit, state), BY_WORDS.has(state))];
    });
}

/** What only the words of a record speak of is no breach: somebody has to look. */
const BY_WORDS: ReadonlySet<CoverState> = new Set(['text-change', 'unstated']);

/** null: the permit held. */
function stateOf({ permit: id, assets, text, from, to, whole }: Named, permit: PermitRecord | null): CoverState | null {
  if (permit === null) return id === null ? 'unstated' : 'unknown';
  const { validFrom, validTo, revokedAt } = permit;
  const [first, last] = whole ? [from, to] : [to, from];
  if (compareInstants(first, validFrom) < 0) return 'before-validity';
  if (revokedAt !== undefined && compareInstants(last, revokedAt) > 0) return 'revoked';
  if (compareInstants(last, validTo) > 0) return 'expired';
  const scope = permit.assets ?? [];
  if (scope.length > 0 && assets.some((asset) => !scope.includes(asset))) return 'other-asset';
  return permitsNoChange(permit, { operation: null }) && changeNamed(text) !== null ? 'text-change' : null;
}

function textOf({ what, from, text, permit: id }: Named, permit: PermitRecord | null, state: CoverState): string {
  const named = state === 'text-change' || state === 'unstated' ? `：“${changeNamed(text) ?? ''}”` : '';
  const validity =
    permit === null
      ? id
      : `${id} ${permitTypes[permit.type]}，有效期 ${formatDateTime(permit.validFrom)} 至 ${formatDateTime(permit.validTo)}`;
  return `${formatDateTime(from)} ${what}：${coverStates[state]}${named}${validity === null ? '' : `（${validity}）`}`;
}

const line = (record: string, permit: PermitRecord | null, text: string, doubt: boolean): PrecheckLine => ({
  rule: doubt ? 'permit-doubt' : 'permit',
  records: [record, ...(permit === null ? [] : [permit.id])],
  text,
});
