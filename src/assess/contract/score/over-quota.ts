/** Incidents beyond a quota of the contract: each that comes after as many as it allows. Pure. */
import type { PenaltyRule } from '../../../contract/terms/penalties.ts';
import type { Quota } from '../../../subjects/incidents/judge/quota.ts';
import { quotaEvent } from '../event.ts';
import type { Found, ScoreFacts } from './deduction.ts';

/** @param rule which quotas; without a list every one of the contract */
export function overQuota(rule: Pick<PenaltyRule, 'quotas'>, facts: Pick<ScoreFacts, 'quotas' | 'counted'>): Found[] {
  return facts.quotas
    .filter(({ id }) => rule.quotas === undefined || rule.quotas.includes(id))
    .flatMap((quota) => beyond(quota, facts));
}

/**
 * What earlier documents counted comes first, so that each incident is beyond in one of them whenever it became known. Beyond by some
 * reading alone, or only if what is 待定 counts, it is told apart.
 */
function beyond(quota: Quota, { counted }: Pick<ScoreFacts, 'counted'>): Found[] {
  const places = quota.byOption.map(({ supplier, pending }) => {
    const inOrder = (ids: readonly string[]): string[] => [
      ...ids.filter((id) => !counted.has(id)),
      ...ids.filter((id) => counted.has(id)),
    ];
    return new Map(
      [...inOrder(supplier), ...inOrder(pending)].map((id, n) => [id, { no: n + 1, settled: n < supplier.length }]),
    );
  });
  return [...counted].flatMap(([id, { title, day }]): Found[] => {
    const over = places.flatMap((one) => one.get(id) ?? []).filter(({ no }) => no > quota.limit);
    const [first] = over;
    if (first === undefined) return [];
    const certain = over.length === places.length && over.every(({ settled }) => settled);
    const text = `${quota.counts ?? ''}${quota.name} ${quota.limit} 次（${quota.from} 至 ${quota.to}）：${title}为第 ${first.no} 次`;
    const told = { record: id, day, text, quantity: 1, events: [quotaEvent(quota.id, id)] };
    return [{ ...told, ...(certain ? {} : { apart: 'undecided' as const }) }];
  });
}
