/** What all rules of a scheme find together: each event once for each charge that names it, and for those on clauses what is left. Pure. */
import type { PenaltyScheme } from '../../../contract/terms/penalties.ts';
import type { EventKey } from '../event.ts';
import type { Found, RuleFound, ScoreFacts } from './deduction.ts';
import { foundBy, type Place } from './grounds.ts';

/**
 * In the order of the rules. What a rule on a ground of its own looked at is its to decide, whether it counts there or stands apart;
 * rules on exceptions of clauses count what none of those names, the first of them that finds it.
 */
export function foundByRules(
  { rules }: Pick<PenaltyScheme, 'rules'>,
  facts: ScoreFacts,
  about: Omit<Place, 'chargedBy'>,
): RuleFound[] {
  const charged = new Map<EventKey, string>();
  const place: Place = { ...about, chargedBy: (event) => charged.get(event) };
  const look = (rule: (typeof rules)[number]): Found[] => {
    const found = foundBy(rule, facts, place);
    for (const event of found.flatMap(({ events = [] }) => events))
      if (!charged.has(event)) charged.set(event, rule.label);
    return found;
  };
  const byClauses = rules.filter(({ on }) => on === 'exception');
  const all = new Map(
    [...rules.filter(({ on }) => on !== 'exception'), ...byClauses].map((rule) => [rule, look(rule)]),
  );
  return rules.map((rule) => ({ rule, found: all.get(rule) ?? [] }));
}
