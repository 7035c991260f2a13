/** 可用率 held against a limit: of each watched object or of all together, over the whole interval or month by month. Pure. */
import type { Seconds, TargetAvailability } from './availability.ts';

export interface AvailabilityQuery {
  /** Objects; without it all that are probed. */
  assets?: readonly string[] | undefined;
  of?: 'each' | 'together' | undefined;
  window?: 'month' | 'period' | undefined;
  /** `included`: agreed maintenance counts as down. */
  maintenance?: 'excluded' | 'included' | undefined;
}

export interface AvailabilityFound {
  targets: string[];
  /** `2026-11`; null of the whole interval. */
  month: string | null;
  /** Seconds; the share is up ÷ (up + down), null where nothing was observed. */
  up: number;
  down: number;
  unobserved: number;
  share: number | null;
}

/**
 * @param seen what was seen in the interval. @param months calendar months that ended in it: of others nothing is said month by month
 * @param monthly what was seen in those months from their first day on; without it, what was seen in the interval
 * @returns by object and month, in the order of the data
 */
export function availabilityBy(
  seen: readonly TargetAvailability[],
  query: AvailabilityQuery,
  months: readonly string[],
  monthly: readonly TargetAvailability[] = seen,
): AvailabilityFound[] {
  const names = query.assets ?? (query.window === 'month' ? monthly : seen).map((one) => one.target);
  const groups = query.of === 'together' ? [[...names]] : names.map((name) => [name]);
  const windows = query.window === 'month' ? months : [null];
  return groups.flatMap((targets) =>
    targets.length === 0
      ? []
      : windows.map((month) => foundOf(targets, month, month === null ? seen : monthly, query.maintenance)),
  );
}

function foundOf(
  targets: string[],
  month: string | null,
  seen: readonly TargetAvailability[],
  maintenance: AvailabilityQuery['maintenance'],
): AvailabilityFound {
  const parts: Seconds[] = seen
    .filter((one) => targets.includes(one.target))
    .flatMap((one) => (month === null ? [one.seconds] : one.days.filter(({ date }) => date.startsWith(month))));
  const sum = (key: keyof Seconds): number => parts.reduce((total, one) => total + one[key], 0);
  const up = sum('up');
  const down = sum('down') + (maintenance === 'included' ? sum('planned') : 0);
  return { targets, month, up, down, unobserved: sum('unobserved'), share: up + down === 0 ? null : up / (up + down) };
}

/** true when the share of an interval lies under a bound in percent; the bound itself belongs to `atMost` alone. */
export function isUnder(
  { up, down }: Pick<AvailabilityFound, 'up' | 'down'>,
  { below, atMost }: { below?: number | undefined; atMost?: number | undefined },
): boolean {
  const percent = (100 * up) / (up + down);
  return below !== undefined ? percent < below : atMost !== undefined && percent <= atMost;
}
