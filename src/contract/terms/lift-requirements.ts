/**
 * Schema 2 → 3, requirements in numbers: the numbers that the tool had in code for a topic stand in the contract's data, with
 * the clauses that bear the topic. A contract of schema 2 without the topic gets none. Pure.
 */
import type { Topic } from './topics.ts';

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
