/** Was an operation covered by a valid permit at its time (5.2.1, 5.2.3)? Pure. */
import { compareInstants, formatDateTime, type InstantText } from '../../contract/time.ts';
import type { PermitRecord } from '../../records/kinds/permit.ts';
import { permitOperations, permitTypes } from '../../records/kinds/permit.ts';
import type { Operation } from './operations.ts';
import { type WrittenState, writtenStateOf } from './written.ts';

/** Why an operation is, or is not, covered. Only `covered` is no breach. */
export const coverStates = {
  covered: '有许可',
  none: '未取得许可',
  unstated: '许可未登记',
  unknown: '许可编号不存在',
  'before-validity': '早于许可有效期',
  expired: '许可已过期',
  revoked: '许可已撤销',
  'other-operation': '许可不含该操作',
  'other-asset': '许可不含该对象',
} as const;
export type CoverState = keyof typeof coverStates;

export interface Cover {
  operation: Operation;
  /** The permit named, or the one found that covers; null when there is none. */
  permit: PermitRecord | null;
  state: CoverState;
  /** State of the written permit where the permission was oral. */
  written: WrittenState;
  /** Held against the supplier as a breach of 5.2.3: not covered, or the written permit late. */
  breach: boolean;
  /** One sentence for documents. */
  text: string;
}

export interface PermitContext {
  asOf: InstantText;
  /** true: working day; for the deadline of the written permit. */
  isWorkingDay: (date: string) => boolean;
}

/**
 * Finds the cover of each operation. One that names no permit and does not admit to having none (routine collection and
 * backup) is covered by any permit that fits.
 */
export function coverOf(
  operations: readonly Operation[],
  permits: readonly PermitRecord[],
  context: PermitContext,
): Cover[] {
  const byId = new Map(permits.map((permit) => [permit.id, permit]));
  return operations.map((operation) => {
    const { permit, state } = find(operation, byId, permits);
    const written = permit === null ? 'not-needed' : writtenStateOf(permit, context.asOf, context.isWorkingDay);
    const late = written === 'late' || written === 'overdue';
    const breach = state !== 'covered' || late;
    return { operation, permit, state, written, breach, text: coverText(operation, permit, state, written) };
  });
}

function find(
  operation: Operation,
  byId: ReadonlyMap<string, PermitRecord>,
  permits: readonly PermitRecord[],
): { permit: PermitRecord | null; state: CoverState } {
  if (operation.permit !== null) {
    const permit = byId.get(operation.permit) ?? null;
    return { permit, state: permit === null ? 'unknown' : judge(permit, operation) };
  }
  if (operation.unstated === true) return { permit: null, state: 'unstated' };
  if (operation.withoutPermit !== null) return { permit: null, state: 'none' };
  const fitting = permits.find((permit) => judge(permit, operation) === 'covered');
  return fitting === undefined ? { permit: null, state: 'none' } : { permit: fitting, state: 'covered' };
}

/** Judges one permit for one operation: the whole of the operation must lie in its time and scope, both limits inclusive. */
function judge(permit: PermitRecord, operation: Operation): CoverState {
  if (!permit.operations.includes(operation.operation)) return 'other-operation';
  const scope = permit.assets ?? [];
  if (scope.length > 0 && operation.assets.some((asset) => !scope.includes(asset))) return 'other-asset';
  if (compareInstants(operation.from, permit.validFrom) < 0) return 'before-validity';
  if (permit.revokedAt !== undefined && compareInstants(operation.to, permit.revokedAt) > 0) return 'revoked';
  return compareInstants(operation.to, permit.validTo) > 0 ? 'expired' : 'covered';
}

function coverText(
  operation: Operation,
  permit: PermitRecord | null,
  state: CoverState,
  written: WrittenState,
): string {
  const what = `${formatDateTime(operation.from)} ${permitOperations[operation.operation]}`;
  const why = operation.withoutPermit !== null && permit === null ? `（${operation.withoutPermit}）` : '';
  if (permit === null) return `${what}：${coverStates[state]}${why}`;
  const validity = `${permit.id} ${permitTypes[permit.type]}，有效期 ${formatDateTime(permit.validFrom)} 至 ${formatDateTime(permit.validTo)}`;
  const oral = {
    'not-needed': '',
    'in-time': '，书面许可已按期补办',
    late: '，书面许可补办逾期',
    pending: '，书面许可待补办',
    overdue: '，书面许可逾期未补办',
  };
  return `${what}：${coverStates[state]}（${validity}${oral[written]}）`;
}
