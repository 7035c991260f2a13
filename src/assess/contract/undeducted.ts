/**
 * 合同未约定扣款: where a contract deducts nothing, what went wrong is told all the same, and never as points or money. What the grounds of
 * a penalty would find is held against the exceptions of the clauses, so that nothing that would be charged elsewhere goes unsaid here. Pure.
 */

import { clausesOf } from '../../contract/terms/clauses.ts';
import type { Contract } from '../../contract/terms/contract.ts';
import type { PenaltyGround, PenaltyRule } from '../../contract/terms/penalties.ts';
import type { Topic } from '../../contract/terms/topics.ts';
import { isUndecided } from '../../subjects/deliveries/judge/deliveries.ts';
import { quotaEvent } from './event.ts';
import type { ClauseException } from './exception.ts';
import type { Found, ScoreFacts } from './score/deduction.ts';
import { foundByRules } from './score/found.ts';

/** Limits that a fault's clocks judge. */
const CLOCKS: readonly Topic[] = ['response', 'remote-start', 'arrival', 'restoration', 'incident-record'];

/**
 * Grounds that find something wrong by the facts alone: a band, a distance in days or a person's assessment is a scheme's own, and the
 * exceptions of clauses are what they are held against.
 */
const grounds: Readonly<Partial<Record<PenaltyGround, Partial<PenaltyRule>>>> = {
  'over-limit': { topics: [...CLOCKS] },
  attendance: { kinds: ['absent', 'late', 'left-early'] },
  document: {},
  activity: {},
  quota: {},
  backup: {},
  permit: {},
};

const rules: readonly PenaltyRule[] = (Object.keys(grounds) as PenaltyGround[]).map((on) => ({
  ...{ id: on, label: on, clauses: [], on, per: 'occurrence' as const },
  ...grounds[on],
}));

/** Of persons nobody wrote anything down of, the absence is told, as in the exceptions of clauses; of the rest nothing is settled, or it is not the supplier's. */
const isSettled = ({ apart }: Found): boolean => apart === undefined || apart === 'unregistered';

/** Everything that went wrong in the period on a ground of its own, once each. @param whole its first and last day */
export function brokenFacts(
  facts: ScoreFacts,
  contract: Pick<Contract, 'clauses'>,
  whole: { from: string; to: string },
): Found[] {
  // What only a reading that nobody confirmed calls late is told there.
  const decided: ScoreFacts = Object.create(facts, {
    deliveries: { value: facts.deliveries.filter((one) => !isUndecided(one)) },
  });
  return foundByRules({ rules: [...rules] }, decided, { clauses: contract.clauses, scheme: '', whole }).flatMap(
    ({ found }) => found.filter(isSettled),
  );
}

/** Those of which no exception tells, as exceptions that no clause is named for. An exception about a quota tells of all beyond it. */
export function beyondExceptions(found: readonly Found[], exceptions: readonly ClauseException[]): ClauseException[] {
  const told = new Set(exceptions.flatMap(({ events = [] }) => events));
  const quotas = exceptions.flatMap(({ quota }) => quota ?? []);
  const isTold = ({ record, events = [] }: Found): boolean =>
    events.some((event) => told.has(event) || quotas.some((quota) => event === quotaEvent(quota, record)));
  return found
    .filter((one) => !isTold(one))
    .map(({ record, day, text, events = [] }) => ({
      ...{ clauses: [], where: record, day, text, events, unnamed: true as const },
    }));
}

/** Words by which a paper deducts something. */
const DEDUCTS = /扣[除减款分]|扣\s*\d|抵扣|违约金|罚款/;

/**
 * What is said beside the list of what went wrong, where the data hold no scheme; null: they do. That the contract deducts nothing is said
 * only where no clause speaks of it.
 */
export function undeductedText(contract: Pick<Contract, 'clauses' | 'penalties'>): string | null {
  if (contract.penalties.length > 0) return null;
  const speaks =
    (['penalty', 'score'] as const).some((topic) => clausesOf(contract, topic).length > 0) ||
    contract.clauses.some(({ text }) => DEDUCTS.test(text));
  const lead = speaks ? '合同条款说到扣减，合同数据没有写明办法' : '合同未约定扣款';
  return `${lead}：未达到约定的事项逐项列明，不计分、不计金额。`;
}
