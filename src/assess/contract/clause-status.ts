/** 达成情况 of each clause: evidence against exceptions. Absent is never passing, and an open 口径 decides nothing. Pure. */
import { expandClauses } from '../../contract/clauses.ts';
import type { Clause } from '../../contract/contract.ts';
import { type Delivery, isReceived } from '../deliveries/deliveries.ts';
import type { ClauseEvidence } from './clause-evidence.ts';
import type { ClauseException } from './clause-exceptions.ts';

export const clauseStates = {
  met: '有证据，未见例外',
  exception: '有例外',
  undecided: '因口径而异',
  'no-evidence': '没有证据',
  'not-occurred': '本期没有登记发生',
  'not-due': '本期未到期',
} as const;
export type ClauseState = keyof typeof clauseStates;

export interface ClauseStatus {
  clause: Clause;
  evidence: ClauseEvidence;
  /** Documents that fell due in the period and were issued. */
  issued: Delivery[];
  /** Of those, the ones whose newest revision was received. */
  received: number;
  /** Documents that name the clause by itself and were late or are owed. */
  gaps: Delivery[];
  /** Of a clause that asks for documents: issued in time, not registered as delivered in time. */
  undelivered: number;
  exceptions: ClauseException[];
  state: ClauseState;
}

export interface StatusInput {
  evidence: readonly ClauseEvidence[];
  deliveries: readonly Delivery[];
  exceptions: readonly ClauseException[];
  clauses: readonly Clause[];
  /** 口径 on-time is confirmed: `issued` or `published` by 签发, `delivered` by 送达; null while it is open. */
  onTime: string | null;
  /** Clauses whose own document falls due only after the period. */
  later: ReadonlySet<string>;
  /** The yearly quota is undecided although something was counted. */
  quotaOpen: boolean;
  /** Clauses of clocks on which readings that nobody has confirmed differ. */
  openClocks: ReadonlySet<string>;
}

/** 年度限额. */
const QUOTA = '5.1.2';

/** Kinds whose records come up only when something happens or is asked for. */
const ON_DEMAND = new Set([
  ...['incident', 'device-repair', 'security-exercise', 'renewal', 'expense', 'permit', 'remote-session'],
  ...['service-request', 'change', 'call', 'consultation', 'service-order', 'satisfaction'],
]);

export function clauseStatuses(input: StatusInput): ClauseStatus[] {
  const named = new Map(
    [...new Map(input.deliveries.map((one) => [one.obligation.id, one.obligation])).values()].map((obligation) => {
      const entries = obligation.clauses.map((entry) => expandClauses([entry], input).map(({ id }) => id));
      const single = new Set(entries.flatMap((ids) => (ids.length === 1 ? ids : [])));
      return [obligation.id, { all: new Set(entries.flat()), single }];
    }),
  );
  return input.evidence.map((evidence) => {
    const { clause } = evidence;
    const own = input.deliveries.filter((one) => named.get(one.obligation.id)?.all.has(clause.id));
    const single = own.filter((one) => named.get(one.obligation.id)?.single.has(clause.id));
    const status = {
      clause,
      evidence,
      issued: own.filter((one) => one.first !== null),
      received: own.filter(isReceived).length,
      gaps: single.filter((one) => one.onTimeByIssue === false),
      undelivered: asksForDocuments(clause)
        ? single.filter((one) => one.onTimeByIssue === true && one.onTimeByDelivery === false).length
        : 0,
      exceptions: input.exceptions.filter((one) => one.clauses.includes(clause.id)),
    };
    return { ...status, state: stateOf(status, input) };
  });
}

/** 提交 is what such a clause asks for: there the documents themselves are the evidence. */
const asksForDocuments = ({ label, text }: Clause): boolean => /提交/.test(`${label}${text}`);

function stateOf(status: Omit<ClauseStatus, 'state'>, input: StatusInput): ClauseState {
  const { clause, evidence, exceptions, issued, undelivered } = status;
  if (exceptions.length > 0) return 'exception';
  const submitted = asksForDocuments(clause);
  if (undelivered > 0 && input.onTime !== 'issued' && input.onTime !== 'published')
    return input.onTime === 'delivered' ? 'exception' : 'undecided';
  if ((clause.id === QUOTA && input.quotaOpen) || input.openClocks.has(clause.id)) return 'undecided';
  // A document may be issued although nothing was observed: it proves only that it was handed in.
  const { candidates } = evidence;
  if (evidence.total > 0 || ((submitted || candidates.length === 0) && issued.length > 0)) return 'met';
  if (input.later.has(clause.id)) return 'not-due';
  return candidates.length > 0 && candidates.every((kind) => ON_DEMAND.has(kind)) ? 'not-occurred' : 'no-evidence';
}
