/**
 * Schema 2 → 3 of `contract/contract.yaml`, on data as the file holds them: what the first contract had in code stands in the
 * file since. One step for each part of the file. Pure.
 */

import type { Topic } from '../topics.ts';
import { liftLevels } from './lift-levels.ts';

type Step = (old: Record<string, unknown>) => Record<string, unknown>;

/** Schema 2 → 3, papers: it had one, the text that every workspace had, `contract/original.txt`. */
const liftPapers = (old: Record<string, unknown>): Record<string, unknown> =>
  'papers' in old
    ? old
    : { ...old, papers: [{ id: 'contract', name: '合同', file: 'contract/original.txt', rank: '1' }] };

const steps: readonly Step[] = [liftPapers, liftLevels, liftRequirements, liftPenalties];

/** @returns the file's data as schema 3 holds them, but for the number itself */
export function liftTerms(old: Record<string, unknown>): Record<string, unknown> {
  return steps.reduce((data, step) => step(data), old);
}

/**
 * Schema 2 → 3, penalties: the flat rules of schema 2 (`clause`, `label`, `points`, `per`) are one scheme of points whose rules
 * count the exceptions of their clause, as they did. Pure.
 */
const isOldRule = (one: unknown): one is Record<string, unknown> =>
  typeof one === 'object' && one !== null && 'points' in one && !('rules' in one);

/** @returns the data with schemes; as they are where no old rule stands */
export function liftPenalties(old: Record<string, unknown>): Record<string, unknown> {
  const rules = old['penalties'];
  if (!Array.isArray(rules) || rules.length === 0 || !rules.every(isOldRule)) return old;
  const clauses = [...new Set(rules.map(({ clause }) => clause))];
  return {
    ...old,
    penalties: [
      {
        id: 'rules',
        name: '考核扣分',
        clauses,
        measure: 'points',
        period: 'service',
        rules: rules.map(({ clause, label, points, per, ...others }, n) => ({
          ...others,
          ...{ id: `rule-${n + 1}`, label, clauses: [clause], on: 'exception', per, amount: points },
        })),
      },
    ],
  };
}

/**
 * Schema 2 → 3, requirements in numbers: the numbers that the tool had in code for a topic stand in the contract's data, with
 * the clauses that bear the topic. A contract of schema 2 without the topic gets none. Pure.
 */
interface Clause {
  id: string;
  topics: readonly string[];
}

/** @returns the data with `requirements`; as they are where they have some already, or no clauses that can be read */
export function liftRequirements(old: Record<string, unknown>): Record<string, unknown> {
  if ('requirements' in old || !Array.isArray(old['clauses'])) return old;
  const clauses = (old['clauses'] as unknown[]).filter(isClause);
  const of = (topic: Topic): string[] => clauses.filter(({ topics }) => topics.includes(topic)).map(({ id }) => id);
  const when = (topic: Topic, entry: object): object[] => {
    const ids = of(topic);
    return ids.length === 0 ? [] : [{ ...entry, clauses: ids }];
  };
  const hours = old['officeHours'];
  return {
    ...old,
    requirements: {
      duties: { resident: '驻点' },
      posts: [
        ...when('attendance', {
          ...{ id: 'resident', name: '驻点运维工程师', post: 'resident', headcount: 1, days: 'working-days' },
          ...(typeof hours === 'object' && hours !== null ? { hours } : {}),
          hoursText: '5×8',
        }),
        ...when('phone', {
          ...{ id: 'oncall', name: '电话值班', post: 'oncall', headcount: 1, days: 'all', hoursText: '7×24' },
        }),
      ],
      activities: [
        ...when('restore-test', {
          ...{ id: 'restore-test', name: '备份验证和恢复测试', kind: 'restore-test', times: 1, per: 'quarter' },
        }),
        ...when('drill', {
          ...{ id: 'drill', name: '系统恢复演练', kind: 'drill', times: 1, atLeast: true, per: 'year' },
        }),
      ],
      retention: when('log-retention', { of: 'logs', months: 6 }),
    },
  };
}

const isClause = (one: unknown): one is Clause =>
  typeof one === 'object' &&
  one !== null &&
  typeof (one as Clause).id === 'string' &&
  Array.isArray((one as Clause).topics);
