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
