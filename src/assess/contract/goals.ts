/**
 * The goals of the service (稳定性, 可恢复性, 及时修复): what was missed of what measures a goal counts for the clauses that state it,
 * so that no document calls a goal kept of which another tells an exception. By topics, never by numbers. Pure.
 */
import { clauseIds, clausesOf } from '../../contract/terms/clauses.ts';
import type { Contract } from '../../contract/terms/contract.ts';
import type { Topic } from '../../contract/terms/topics.ts';
import type { ClauseException } from './exception.ts';

/** Topics of clauses that state a goal and put no number to it. */
export type GoalTopic = Extract<Topic, 'stability' | 'recoverability' | 'repair'>;

type Clauses = Pick<Contract, 'clauses'>;

/**
 * The exceptions with the clauses of the goal that they are measured against. What no clause of the contract asks for is none of
 * a goal's either: there the rule is off.
 */
export const towards =
  ({ clauses: all }: Clauses, goal: GoalTopic) =>
  (exception: ClauseException): ClauseException => {
    const { clauses } = exception;
    const goals = clauseIds({ clauses: all }, goal).filter((id) => !clauses.includes(id));
    return clauses.length === 0 || goals.length === 0 ? exception : { ...exception, goals };
  };

/** Of what the contract asks for in number: the goal that the topic of its clause measures. */
const measuring: readonly (readonly [Topic, GoalTopic])[] = [
  ['availability', 'stability'],
  ['restore-test', 'recoverability'],
  ['drill', 'recoverability'],
  ['scan', 'recoverability'],
];

/** The same of exceptions that are held against a number, by the topics of their clauses; the first goal that one of them measures. */
export const towardsMeasured =
  (contract: Clauses) =>
  (exception: ClauseException): ClauseException => {
    const own = (topic: Topic): boolean => clausesOf(contract, topic).some(({ id }) => exception.clauses.includes(id));
    const found = measuring.find(([topic]) => own(topic));
    return found === undefined ? exception : towards(contract, found[1])(exception);
  };

/** Clauses that the exception counts for: its own, then those of its goal. */
export const countedFor = ({ clauses, goals = [] }: ClauseException): string[] => [...clauses, ...goals];
