/** What repeats among the faults of a period: the same cause more than once. Pure. */
import { causeChoices } from '../../src/subjects/incidents/kinds/incident/choices.ts';
import type { IncidentRecord } from '../../src/subjects/incidents/kinds/incident.ts';

/** Causes that say nothing of a cause. */
const NO_CAUSE: ReadonlySet<string> = new Set(['unknown', 'requirement']);

/** `其中 2 起同因（数据库）`; empty where no known cause is that of two. */
export function causesText(faults: readonly Pick<IncidentRecord, 'causeCategory'>[]): string {
  const counts = new Map<keyof typeof causeChoices, number>();
  for (const { causeCategory } of faults)
    if (causeCategory !== undefined && !NO_CAUSE.has(causeCategory))
      counts.set(causeCategory, (counts.get(causeCategory) ?? 0) + 1);
  const repeated = [...counts].filter(([, n]) => n > 1).sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  if (repeated.length === 0) return '';
  return `其中 ${repeated.map(([cause, n]) => `${n} 起同因（${causeChoices[cause]}）`).join('、')}`;
}
