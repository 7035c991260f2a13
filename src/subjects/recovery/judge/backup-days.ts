/** How long a plan made no good backup at all, whether or not it owed one (5.3.8, 5.5.2). Pure. */
import { type DateText, dateOf, toDate } from '../../../contract/time.ts';
import type { BackupRecord } from '../kinds/backup.ts';
import { isGoodSet } from './backup-state.ts';

export interface PlanGap {
  plan: string;
  asset: string;
  /** Longest run of days without one; both inclusive. Null when there was none. */
  longestGap: { from: DateText; to: DateText; days: number } | null;
}

/** One row a plan and asset, sorted by plan. @param to last day, inclusive */
export function planGaps(backups: readonly BackupRecord[], from: DateText, to: DateText): PlanGap[] {
  const all = daysBetween(from, to);
  return [...Map.groupBy(backups, (one) => `${one.plan} ${one.asset}`)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, own]) => {
      const { plan, asset } = own[0] as BackupRecord;
      const good = new Set(own.filter(isGoodSet).map((one) => dateOf(one.startedAt)));
      return {
        plan,
        asset,
        longestGap: longest(all, good),
      };
    });
}

/** Each day from one to the other, both inclusive. */
export function daysBetween(from: DateText, to: DateText): DateText[] {
  const first = toDate(from);
  const length = toDate(to).since(first).days + 1;
  return Array.from({ length: Math.max(0, length) }, (_, i) => first.add({ days: i }).toString());
}

function longest(all: readonly DateText[], good: ReadonlySet<DateText>): PlanGap['longestGap'] {
  let best: PlanGap['longestGap'] = null;
  let run: DateText[] = [];
  for (const day of [...all, null]) {
    if (day !== null && !good.has(day)) {
      run.push(day);
      continue;
    }
    const [from] = run;
    const to = run.at(-1);
    if (from !== undefined && to !== undefined && run.length > (best?.days ?? 0)) best = { from, to, days: run.length };
    run = [];
  }
  return best;
}
