/** Was an operation covered by a valid permit: its operation, objects, time, extent and conditions? Pure. */

import type { OfficeTime } from '../../../contract/calendar/office.ts';
import { type PermitOperation, permitOperations } from '../../../contract/terms/permits/permit-terms.ts';
import { compareInstants, formatDateTime, type InstantText } from '../../../contract/time.ts';
import { isVouched } from '../../../records/purchaser.ts';
import { type PermitCondition, type PermitRecord, permitConditions, permitTypes } from '../kinds/permit.ts';
import { changeNamed } from './change-words.ts';
import type { Operation } from './operations.ts';
import { type AskedPermit, askingFor, type Beyond, beyondLead, beyondWindows } from './windows.ts';
import { type WrittenState, writtenDeadline, writtenStateOf } from './written.ts';

/** Why an operation is, or is not, covered. Only `covered` is passing; `text-change`, `claimed`, `told`, `start-unknown` and what is told by text alone is 待核实. */
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
  'read-only': '许可只限查看，操作有改动',
  condition: '不符合许可的条件',
  lead: '批准未提前足够时间',
  window: '超出变更窗口',
  claimed: '许可由⟦供应商⟧登记，待⟦采购人⟧确认',
  told: '许可的条件由⟦供应商⟧登记，待⟦采购人⟧确认',
  'start-unknown': '未登记开始时间，窗口和提前时间待核实',
  'text-change': '许可只限查看，文字写有改动，待核实',
} as const;
export type CoverState = keyof typeof coverStates;

/** The written permit after an oral one, where it was late: what alone speaks against an operation that its permit covers. */
const lateWords: Partial<Record<WrittenState, string>> = { late: '书面许可补办逾期', overdue: '书面许可逾期未补办' };

/** How an operation stands with its permit, in a few words. */
export const coverStateText = ({ state, written }: Pick<Cover, 'state' | 'written'>): string =>
  (state === 'covered' ? lateWords[written] : undefined) ?? coverStates[state];

export interface Cover {
  operation: Operation;
  /** The permit named, or the one found that covers; null when there is none. */
  permit: PermitRecord | null;
  state: CoverState;
  /** State of the written permit where the permission was oral. */
  written: WrittenState;
  /** Neither covered nor a breach: only the words of the record speak against it, and somebody has to look. */
  doubt: boolean;
  /** Conditions of the permit that the record does not tell about: the typed ones, and those in words. */
  uncompared: string[];
  /** Held against the supplier as a breach: not covered, or the written permit late. */
  breach: boolean;
  /** Clauses whose entries of `permits` ask for it; null where the contract has no such list: by the topics of its clauses. */
  clauses: string[] | null;
  /** One sentence for documents. */
  text: string;
}

export interface PermitContext {
  asOf: InstantText;
  /** true: working day; for the deadline of the written permit. */
  isWorkingDay: (date: string) => boolean;
  /** Without it the condition 在办公时间以外 is not compared. */
  office?: OfficeTime;
  /** What the contract's `permits` ask for; null or left out: it has no such list, and every operation needs a permit. */
  asked?: readonly AskedPermit[] | null;
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
  return operations.flatMap((operation) => {
    const asking = askingFor(context.asked ?? null, operation);
    if (asking?.length === 0) return [];
    const { permit, state, why, also } = withWindows(
      find(operation, byId, permits, { ...context, asking }),
      beyondWindows(asking ?? [], operation, permitNamed(operation, byId)),
    );
    const written = permit === null ? 'not-needed' : writtenStateOf(permit, context.asOf, context.isWorkingDay);
    const late = written === 'late' || written === 'overdue';
    const doubt = !late && state !== 'covered' && (WAITING.has(state) || accusesNobody(operation, asking));
    const breach = !doubt && (state !== 'covered' || late);
    const uncompared = permit === null ? [] : uncomparedOf(permit, operation, context);
    return {
      operation,
      clauses: clausesOf(asking),
      permit,
      state,
      written,
      doubt,
      breach,
      uncompared,
      text: coverText(
        operation,
        permit,
        { state, why, ...(also === undefined ? {} : { also }) },
        { written, late: permit === null ? null : lateText(permit, written, context) },
      ),
    };
  });
}

/** Where only some operations need a permit, work that its record calls none of them by name may be none of them. */
const accusesNobody = ({ byText, operation }: Operation, asking: readonly AskedPermit[] | null): boolean =>
  byText || (asking !== null && operation === null);

const clausesOf = (asking: readonly AskedPermit[] | null): string[] | null =>
  asking === null ? null : [...new Set(asking.flatMap(({ clauses }) => clauses))];

/** Nothing of the record is amiss; somebody has to look, or the purchaser to confirm. */
const WAITING: ReadonlySet<CoverState> = new Set(['text-change', 'claimed', 'told', 'start-unknown']);

interface Deviation {
  state: CoverState;
  /** What of the text or the conditions says so; empty when the state says all. */
  why: string;
}

interface Judged extends Deviation {
  /** What else speaks against it: a session that changed something too late is both. */
  also?: readonly Deviation[];
}

export interface CoverCounts {
  /** In kind, objects and time of a valid permit, and nothing was found against it. */
  covered: number;
  /** Of `covered`: the permit sets a condition of which the record does not tell, so that it was not compared. */
  uncompared: number;
  /** Of `covered`: permitted by word of mouth, and the written permit is still to come and not late. */
  pending: number;
  breaches: number;
  doubts: number;
}

/** `covered`, `breaches` and `doubts` sum to all; `uncompared` and `pending` are parts of the first. */
export function countCovers(covers: readonly Cover[]): CoverCounts {
  const covered = covers.filter(({ breach, doubt }) => !breach && !doubt);
  const breaches = covers.filter((one) => one.breach).length;
  return {
    covered: covered.length,
    uncompared: covered.filter((one) => one.uncompared.length > 0).length,
    pending: covered.filter((one) => one.written === 'pending').length,
    breaches,
    doubts: covers.length - covered.length - breaches,
  };
}

type Asking = PermitContext & { asking: readonly AskedPermit[] | null };

/** The windows hold whatever permit there is; what only waits is told where nothing else is amiss. */
function withWindows<T extends Judged>(found: T, beyond: readonly Beyond[]): T {
  const all: Deviation[] = [
    ...(found.state === 'covered' ? [] : [{ state: found.state, why: found.why }]),
    ...(found.also ?? []),
    ...beyond,
  ];
  const amiss = all.filter(({ state }) => !WAITING.has(state));
  const [first, ...also] = amiss.length > 0 ? amiss : all;
  return first === undefined ? found : { ...found, ...first, also };
}

const permitNamed = ({ permit }: Operation, byId: ReadonlyMap<string, PermitRecord>): PermitRecord | null =>
  permit === null ? null : (byId.get(permit) ?? null);

function find(
  operation: Operation,
  byId: ReadonlyMap<string, PermitRecord>,
  permits: readonly PermitRecord[],
  context: Asking,
): { permit: PermitRecord | null } & Judged {
  if (operation.permit !== null) {
    const permit = byId.get(operation.permit) ?? null;
    return { permit, ...(permit === null ? { state: 'unknown', why: '' } : judge(permit, operation, context)) };
  }
  const named = operation.byText ? changeNamed(operation.text) : null;
  const why = named === null ? '' : `“${named}”`;
  if (operation.unstated === true) return { permit: null, state: 'unstated', why };
  if (operation.withoutPermit !== null) return { permit: null, state: 'none', why: '' };
  const by = (wanted: CoverState) => permits.find((one) => judge(one, operation, context).state === wanted);
  const fitting = by('covered');
  if (fitting !== undefined) return { permit: fitting, state: 'covered', why: '' };
  const told = by('claimed');
  if (told !== undefined) return { permit: told, state: 'claimed', why: '' };
  // Leave that is there and came too late is another breach than none.
  const late = by('lead');
  return late === undefined
    ? { permit: null, state: 'none', why: '' }
    : { permit: late, ...judge(late, operation, context) };
}

/**
 * Judges one permit for one operation: the whole of the operation must lie in its time and scope, both limits inclusive; it
 * may not change what the permit lets it look at, and keeps the conditions. Everything is compared with all of it; what is
 * only to be looked at is told when nothing else is amiss.
 */
function judge(permit: PermitRecord, operation: Operation, context: Asking): Judged {
  const against = [
    ...beyondTimeAndScope(permit, operation),
    ...beyondTerms(permit, operation, context),
    ...beyondLead(context.asking ?? [], operation, permit, context.isWorkingDay),
  ];
  const amiss = against.filter(({ state }) => !WAITING.has(state));
  const [first, ...also] = amiss.length > 0 ? amiss : against;
  if (first === undefined) return { state: 'covered', why: '' };
  return { ...first, ...(also.length === 0 ? {} : { also }) };
}

function beyondTerms(permit: PermitRecord, operation: Operation, context: PermitContext): Deviation[] {
  const { requires = [] } = permit;
  const words = (conditions: readonly PermitCondition[]) => conditions.map((one) => permitConditions[one]).join('、');
  const broken = requires.filter((one) => kept(operation, one, context) === false);
  const told = requires.filter((one) => operation.told?.includes(one));
  const found: Deviation[] = [];
  if (permitsNoChange(permit, operation)) {
    const named = changeNamed(operation.text);
    if (operation.changes === true) found.push({ state: 'read-only', why: operation.changeOf ?? '' });
    else if (named !== null) found.push({ state: 'text-change', why: `“${named}”` });
  }
  if (broken.length > 0) found.push({ state: 'condition', why: words(broken) });
  if (told.length > 0) found.push({ state: 'told', why: words(told) });
  // The purchaser grants: what the supplier says of it, without their hand, waits for them.
  if (!isVouched(permit, permit.grantedAt)) found.push({ state: 'claimed', why: '' });
  return found;
}

function beyondTimeAndScope(permit: PermitRecord, operation: Operation): Deviation[] {
  const { operations, assets: scope = [], validFrom, validTo, revokedAt } = permit;
  const isRevoked = revokedAt !== undefined && compareInstants(operation.to, revokedAt) > 0;
  const states: readonly [CoverState, boolean][] = [
    ['other-operation', operation.operation !== null && !operations.includes(operation.operation)],
    ['other-asset', scope.length > 0 && operation.assets.some((asset) => !scope.includes(asset))],
    ['before-validity', compareInstants(operation.from, validFrom) < 0],
    ['revoked', isRevoked],
    ['expired', !isRevoked && compareInstants(operation.to, validTo) > 0],
  ];
  return states.flatMap(([state, is]) => (is ? [{ state, why: '' }] : []));
}

const looking: ReadonlySet<PermitOperation> = new Set(['collect', 'backup', 'scan']);

/**
 * Remote work by the permit's own word, or where an older one has none by its text; work that the record does not call one of
 * the operations by all that the permit lets be done.
 */
export function permitsNoChange(permit: PermitRecord, { operation }: Pick<Operation, 'operation'>): boolean {
  if (operation === 'remote') return readOnly(permit);
  if (operation !== null) return false;
  return permit.operations.every((one) => looking.has(one) || (one === 'remote' && readOnly(permit)));
}

const READ_ONLY = /只读|[只仅]限?于?(查看|查询)|改动(须|需|应)?另行/;

const readOnly = ({ access, scope, conditions = '' }: PermitRecord): boolean =>
  access === undefined ? READ_ONLY.test(`${scope}${conditions}`) : access === 'read';

function kept(operation: Operation, condition: PermitCondition, context: PermitContext): boolean | null {
  return keepsCondition(operation, condition, context.office ?? null);
}

function uncomparedOf(permit: PermitRecord, operation: Operation, context: PermitContext): string[] {
  const open = (permit.requires ?? []).filter((one) => kept(operation, one, context) === null);
  return [...open.map((one) => permitConditions[one]), ...(permit.conditions === undefined ? [] : [permit.conditions])];
}

/** What was done, in the words of the permit, else by the record that tells of it. */
export const operationWord = ({ operation, kind }: Pick<Operation, 'operation' | 'kind'>): string =>
  operation === null ? (untypedWords[kind] ?? kind) : permitOperations[operation];

const untypedWords: Readonly<Record<string, string>> = { note: '工作记事', 'service-order': '现场服务' };

function coverText(
  operation: Operation,
  permit: PermitRecord | null,
  { also = [], ...first }: Judged,
  { written, late }: { written: WrittenState; late: string | null },
): string {
  const what = `${formatDateTime(operation.from)} ${operationWord(operation)}`;
  const found = [first, ...also]
    .filter(({ state }) => late === null || state !== 'covered')
    .map(({ state, why: reason }) => (reason === '' ? coverStates[state] : `${coverStates[state]}：${reason}`));
  const told = [...found, ...(late === null ? [] : [late])].join('；');
  const why = operation.withoutPermit !== null && permit === null ? `（${operation.withoutPermit}）` : '';
  if (permit === null) return `${what}：${told}${why}`;
  const validity = `${permit.id} ${permitTypes[permit.type]}，有效期 ${formatDateTime(permit.validFrom)} 至 ${formatDateTime(permit.validTo)}`;
  const oral: Partial<Record<WrittenState, string>> = {
    'in-time': '，书面许可已按期补办',
    pending: '，书面许可待补办',
  };
  return `${what}：${told}（${validity}${oral[written] ?? ''}）`;
}

/** `书面许可补办逾期：2026-02-25 10:00 补办，期限 2026-02-24 23:59`; null where it is not late. */
function lateText(permit: PermitRecord, written: WrittenState, { isWorkingDay }: PermitContext): string | null {
  const word = lateWords[written];
  if (word === undefined) return null;
  const due = `期限 ${formatDateTime(writtenDeadline(permit, isWorkingDay))}`;
  return `${word}：${written === 'late' ? `${formatDateTime(permit.writtenAt ?? permit.grantedAt)} 补办，` : ''}${due}`;
}

/**
 * true or false: kept or not; null: the record of such an operation does not tell.
 * @param office null: the contract's office hours are not at hand
 */
function keepsCondition(operation: Operation, condition: PermitCondition, office: OfficeTime | null): boolean | null {
  if (condition !== 'off-hours') return operation.kept[condition] ?? null;
  return office === null ? null : !office.holds(operation.from) && !office.holds(operation.to);
}
