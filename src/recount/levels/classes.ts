/** Since when an incident is one of a class, by each reading that is shown. */
import { type Data, ms } from '../data.ts';
import type { Terms } from '../terms.ts';
import { readingsOf } from './options.ts';

/** What of an incident its classes depend on. */
export interface Known {
  record: Data;
  level: Data;
  requirement: boolean;
  /** Seconds down, what is paused left out. */
  used: number;
  start: string;
  /** When it had been down for so many seconds, in milliseconds. */
  ranFor(seconds: number): number;
}

/** By option: since when, in milliseconds; null: it is none. */
export type Since = Record<string, number | null>;

/** By the id of each class; of what a quota counts without one, by `quota <id>`. */
export function classesOf(world: Terms, known: Known): Record<string, Since> {
  const { classes = [], quotas = [] } = world.contract;
  const own = classes.map((one: Data) => [one.id, sinceOf(world, one.id, one.when ?? [], known)]);
  const bare = quotas
    .filter((one: Data) => one.class === undefined)
    .map((one: Data) => [`quota ${one.id}`, sinceOf(world, `quota-${one.id}`, one.when ?? [{}], known)]);
  return Object.fromEntries([...own, ...bare]);
}

function sinceOf(world: Terms, id: string, when: readonly Data[], known: Known): Since {
  const { all } = readingsOf(world, 'class', '', id);
  return Object.fromEntries(
    all.map((option) => {
      const times = (option.when ?? when).map((one: Data) => conditionSince(one, known));
      const held = times.filter((one: number | null) => one !== null);
      return [option.id, known.requirement || held.length === 0 ? null : Math.min(...held)];
    }),
  );
}

/** The latest beginning of its parts; null when one of them does not hold. */
function conditionSince({ levels, outages, fromMinutes, overMinutes }: Data, known: Known): number | null {
  const { record, level, used, start } = known;
  let since = ms(start);
  if (levels !== undefined) {
    if (!levels.includes(level.level)) return null;
    since = ms(level.at);
  }
  if (outages !== undefined) {
    if (!outages.includes(record.outage)) return null;
    since = Math.max(since, levels === undefined ? ms(start) : since);
  }
  const least =
    fromMinutes === undefined ? (overMinutes === undefined ? null : overMinutes * 60 + 1) : fromMinutes * 60;
  if (least === null) return since;
  if (used < least) return null;
  return levels === undefined ? known.ranFor(least) : Math.max(since, known.ranFor(least));
}
