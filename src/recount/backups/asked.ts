/** Backup sets that the contract asks for, counted again day by day: what is owed comes from the contract alone. */
import { type Data, datesOf, plusDays } from '../data.ts';
import { decidedOn } from '../levels/held.ts';
import { countedDays } from '../spans.ts';
import type { World } from '../world.ts';

/** One set that was owed; `tried` where one was made that is not good. */
export interface AskedSet {
  asked: Data;
  asset: string;
  day: string;
  isThere: boolean;
  tried: boolean;
}

export const MATTER = {
  about: ({ assets, plans }: Data) => [assets, plans],
  said: ({ per, on, keepDays }: Data) => [per, on, keepDays],
};

/** Of every day that the document counts whole. */
export function askedSets(world: World): AskedSet[] {
  const all: Data[] = world.contract.requirements?.backups ?? [];
  if (all.length === 0) return [];
  const { from, to } = countedDays(world);
  const made = Map.groupBy(world.records('backup'), ({ asset, startedAt }) => `${asset} ${world.clock.day(startedAt)}`);
  return datesOf(from, to).flatMap((day) =>
    decidedOn(world.contract, all, day, MATTER)
      .filter((asked) => isDay(asked, day))
      .flatMap((asked) =>
        asked.assets.map((asset: string): AskedSet => {
          const own = (made.get(`${asset} ${day}`) ?? []).filter(
            ({ plan }) => asked.plans === undefined || asked.plans.includes(plan),
          );
          const isThere = own.some(({ result, verified }) => result === 'success' && verified !== 'failed');
          return { asked, asset, day, isThere, tried: own.length > 0 };
        }),
      ),
  );
}

/** 1 is Monday; of the days of a month those that a shorter one has not fall on its last. */
export function isDay({ per, on }: Data, day: string): boolean {
  if (per === 'day') return true;
  const date = new Date(`${day}T00:00:00Z`);
  if (per === 'week') return (date.getUTCDay() || 7) === Number(on);
  const isLast = plusDays(day, 1).slice(0, 7) !== day.slice(0, 7);
  return date.getUTCDate() === Number(on) || (isLast && date.getUTCDate() < Number(on));
}

/** What a rule counts: each set that is not there; with `kinds` only those of which nothing was recorded. */
export const missedBy = (world: World, { backups, kinds }: Data): AskedSet[] =>
  askedSets(world)
    .filter(({ asked }) => backups === undefined || backups.includes(asked.id))
    .filter(({ isThere, tried }) => !isThere && (kinds === undefined || !tried));

/** Of the figures of the document; none where the contract asks for no backup. */
export function askedCounts(world: World): Record<string, number> {
  if ((world.contract.requirements?.backups ?? []).length === 0) return {};
  const all = askedSets(world);
  const there = all.filter(({ isThere }) => isThere).length;
  return { 'asked.owed': all.length, 'asked.there': there, 'asked.missed': all.length - there };
}
