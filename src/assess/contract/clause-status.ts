/** 达成情况 of each clause: coverage and exceptions. Absent is never passing, and an open 口径 decides nothing. Pure. */

import type { Expression, Extent } from '../../contract/expressed/expressed.ts';
import { clauseMark } from '../../contract/terms/clause-marks.ts';
import { expandClauses } from '../../contract/terms/clauses.ts';
import type { Clause } from '../../contract/terms/contract.ts';
import type { Obligation } from '../../contract/terms/obligations.ts';
import { faultTopics, measuredTopics, type Topic } from '../../contract/terms/topics.ts';
import type { ClauseState } from '../../states/clause.ts';
import { type Delivery, isGap, isReceived, isUndecided } from '../../subjects/deliveries/judge/deliveries.ts';
import type { Quota } from '../../subjects/incidents/judge/quota.ts';
import type { ClauseEvidence } from './clause-evidence.ts';
import { type Happened, outagesText } from './clause-outages.ts';
import { type Coverage, type CoverageFacts, coverageOf, onDemand } from './coverage.ts';
import type { ClauseException } from './exception.ts';
import { countedFor } from './goals.ts';

export interface ClauseStatus {
  clause: Clause;
  /** What of its words the data express. */
  expression: Expression;
  evidence: ClauseEvidence;
  /** What had to be there and what is, one a topic; empty when nothing could be numbered. */
  coverage: Coverage[];
  /** Documents that fell due in the period and were issued. */
  issued: Delivery[];
  /** Of those, the ones whose newest revision was received. */
  received: number;
  /** Documents that name the clause by itself and were late or are owed. */
  gaps: Delivery[];
  /** Of a clause that asks for documents, which by their issue are in time: not registered as delivered in time. */
  undelivered: number;
  /** true: of some of its documents a 口径 that nobody has confirmed decides whether they were in time. */
  timeOpen: boolean;
  exceptions: ClauseException[];
  /** What an open 口径 or responsibility leaves undecided, with its cases; null when nothing is. */
  open: string | null;
  /** What went down of that which it wants to run, see `outagesText`; empty without any. */
  outages: string;
  /** What decides instead: `B3.1（补充协议）`; null: the clause itself. */
  instead: string | null;
  state: ClauseState;
}

export interface StatusInput {
  /** What of the words of each clause the data express, by its id. */
  expressed: ReadonlyMap<string, Expression>;
  evidence: readonly ClauseEvidence[];
  coverage: CoverageFacts;
  deliveries: readonly Delivery[];
  exceptions: readonly ClauseException[];
  clauses: readonly Clause[];
  /** Clauses whose own document falls due only after the period. */
  later: ReadonlySet<string>;
  quotas: readonly Quota[];
  happened: Happened;
  /** Clauses of clocks, and of the goal that they measure, on which readings that nobody has confirmed differ. */
  openClocks: ReadonlySet<string>;
  /** Clauses whose limits and numbers stand behind another paper's in the whole period, with the clause that decides. */
  behind: ReadonlyMap<string, { clause: string; paper: string }>;
  /** Clauses that ask for the keeping of what others ask to be made, of which nothing was decided in the period. */
  keeping: ReadonlyMap<string, 'not-due' | 'no-evidence'>;
}

export function clauseStatuses(input: StatusInput): ClauseStatus[] {
  const named = new Map(
    [...new Map(input.deliveries.map((one) => [one.obligation.id, one.obligation])).values()].map((obligation) => [
      obligation.id,
      {
        all: new Set(expandClauses(obligation.clauses, input).map(({ id }) => id)),
        single: singles(obligation, input),
      },
    ]),
  );
  return input.evidence.map((evidence) => {
    const { clause } = evidence;
    const own = input.deliveries.filter((one) => named.get(one.obligation.id)?.all.has(clause.id));
    const single = own.filter((one) => named.get(one.obligation.id)?.single.has(clause.id));
    const status = {
      clause,
      expression: input.expressed.get(clause.id) ?? unknownTo(clause),
      evidence,
      coverage: coverageOf(evidence, input.coverage),
      issued: own.filter((one) => one.handedIn.issued !== null),
      received: own.filter(isReceived).length,
      gaps: single.filter(isGap),
      undelivered: asksForDocuments(clause) ? single.filter(isUndelivered).length : 0,
      timeOpen: asksForDocuments(clause) && single.some(isUndecided),
      exceptions: input.exceptions.filter((one) => countedFor(one).includes(clause.id)),
      open: openQuotas(input.quotas.filter((one) => one.clause === clause.id || clause.topics.includes('stability'))),
      outages: outagesText(clause, evidence.assets, input.happened),
      instead: insteadOf(clause, input),
    };
    return { ...status, state: asExpressed(stateOf(status, input), status.expression.extent) };
  });
}

/** A clause of which nobody said what the data express of it: nothing of its words. */
const unknownTo = ({ id, label, paper, text }: Clause): Expression => ({
  clause: { id, label, paper },
  extent: 'none',
  rest: [text],
});

/** States that accuse nobody and tell of nothing missing: what of a clause is not expressed cannot bear them. */
const easy: ReadonlySet<ClauseState> = new Set<ClauseState>(['met', 'not-occurred', 'not-due']);

/**
 * A state, as far as the data express the clause: what they hold in part is met in part, and of what they do not hold nothing is concluded.
 * What accuses stays, and what is missing; of a clause that declares something nothing can be missing.
 */
export function asExpressed(state: ClauseState, extent: Extent): ClauseState {
  if (extent === 'part') return state === 'met' ? 'part' : state;
  if (extent === 'none') return easy.has(state) ? 'unexpressed' : state;
  if (extent === 'declaration') return easy.has(state) || state === 'no-evidence' ? 'declared' : state;
  return state;
}

/** Topics that limits and numbers alone judge. */
const numbered: ReadonlySet<Topic> = new Set<Topic>([
  ...measuredTopics,
  ...(['availability', 'restore-test', 'drill', 'training', 'stock-taking', 'activity', 'log-retention'] as const),
]);

/** Only of a clause about nothing else: what else it asks for is judged as ever. */
function insteadOf({ id, topics }: Clause, { behind }: StatusInput): string | null {
  const decides = behind.get(id);
  return decides !== undefined && topics.every((topic) => numbered.has(topic))
    ? `${clauseMark(decides.clause)}（${decides.paper}）`
    : null;
}

/** The clauses that an obligation names one by one. */
export function singles(
  obligation: Pick<Obligation, 'clauses'>,
  contract: { clauses: readonly Clause[] },
): Set<string> {
  const entries = obligation.clauses.map((entry) => expandClauses([entry], contract).map(({ id }) => id));
  return new Set(entries.flatMap((ids) => (ids.length === 1 ? ids : [])));
}

/** The obligations that name a clause by itself, by their ids: only their receipts are evidence that it was handed in. */
export const documentsNaming =
  (obligations: readonly Pick<Obligation, 'id' | 'clauses'>[], contract: { clauses: readonly Clause[] }) =>
  ({ id }: Pick<Clause, 'id'>): Set<string> =>
    new Set(obligations.filter((one) => singles(one, contract).has(id)).map((one) => one.id));

/** In time by its issue, which decides, and not by its delivery. */
const isUndelivered = ({ onTime, onTimeByIssue, onTimeByDelivery }: Delivery): boolean =>
  onTime.by === 'issued' && onTimeByIssue === true && onTimeByDelivery === false;

/** There the documents themselves are the evidence. */
const asksForDocuments = ({ topics }: Clause): boolean => topics.includes('report');

function openQuotas(quotas: readonly Quota[]): string | null {
  const open = quotas.flatMap((one) => openQuota(one) ?? []);
  return open.length === 0 ? null : open.join('；');
}

/** Undecided, and by some reading something counts or may count: each reading with its cases. */
function openQuota({ state, limit, counts, byOption }: Quota): string | null {
  const counted = byOption.map(({ label, supplier, pending }) => ({ label, ids: [...supplier, ...pending] }));
  if (state !== 'undecided' || counted.every(({ ids }) => ids.length === 0)) return null;
  const texts = counted.map(
    ({ label, ids }) => `${label}：${ids.length} 次${ids.length === 0 ? '' : `（${ids.join('、')}）`}`,
  );
  return `可计入限额（${limit} 次）的${counts ?? '故障'}，${texts.join('；')}；口径或责任未定，不下结论`;
}

function stateOf(status: Omit<ClauseStatus, 'state'>, input: StatusInput): ClauseState {
  const { clause, evidence, exceptions, timeOpen } = status;
  if (exceptions.length > 0) return 'exception';
  if (status.instead !== null) return 'behind';
  if (timeOpen) return 'undecided';
  if (status.open !== null || input.openClocks.has(clause.id)) return 'undecided';
  const kept = input.keeping.get(clause.id);
  if (kept !== undefined) return kept;
  return provenState(status, input) ?? restState(clause, evidence, status.issued.length, input);
}

/** By what had to be there; null when nothing had to, as far as can be said. */
function provenState(
  { clause, coverage, evidence }: Omit<ClauseStatus, 'state'>,
  { later }: StatusInput,
): ClauseState | null {
  const asked = coverage.filter((one) => one.expected > 0);
  const there = evidence.total > 0 || asked.some((one) => one.found > 0);
  if (asked.some((one) => one.missing.length > 0)) return there ? 'incomplete' : 'no-evidence';
  if (asked.length > 0) return 'met';
  // Everything that the clause asks for hangs on events, and there was none: what else was written down proves nothing.
  if (coverage.length === 0 || coverage.length < clause.topics.length) return null;
  return later.has(clause.id) && !clause.topics.some(byEvent) ? 'not-due' : 'not-occurred';
}

function restState(clause: Clause, evidence: ClauseEvidence, issued: number, input: StatusInput): ClauseState {
  if (evidence.total > 0) return 'met';
  if (input.later.has(clause.id)) return 'not-due';
  // A document may be issued although nothing was observed: only where no record could prove it, it is the evidence.
  if (evidence.candidates.length === 0 && issued > 0) return 'met';
  const waits = evidence.candidates.length > 0 && clause.topics.every((topic) => onDemand.has(topic) || byEvent(topic));
  return waits ? 'not-occurred' : 'no-evidence';
}

const byEvent = (topic: Topic): boolean => faultTopics.includes(topic) || topic === 'remote' || topic === 'permit';
