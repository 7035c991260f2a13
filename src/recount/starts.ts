/** Where the clocks of an incident start, by each reading that nobody has ruled out. */
import { type Data, ms, upTo } from './data.ts';
import { readingsOf } from './levels/options.ts';
import { runsOf, type Span } from './outages/probe-runs.ts';
import type { World } from './world.ts';

const DAY = 86_400_000;
/** Days before 发现 on which an alert or an outage is still taken for the beginning. */
const WATCHED_DAYS = 3;

/** 申报, or 发现 where the own watch was first. */
export function typedStart({ reportedAt, discoveredAt, foundBy }: Data): string {
  if (reportedAt === undefined) return discoveredAt;
  return foundBy !== 'user' && ms(discoveredAt) < ms(reportedAt) ? discoveredAt : reportedAt;
}

/**
 * The instants at which the clocks may start by an option that the contract offers, the one in force first, none twice; one when
 * both sides agreed. What was merely written down decides nothing.
 */
export function startsOf(world: World, record: Data, asOf: string): string[] {
  const { chosen, all } = readingsOf(world, 'clock-start', 'alert');
  const ordered = [chosen, ...all.filter((one) => one.id !== chosen.id)];
  const seen = seenBy(world, record, asOf);
  const list = ordered.map((option) => startBy(option.effect, record, seen));
  return list.filter((one, n) => list.findIndex((other) => ms(other) === ms(one)) === n);
}

interface Seen {
  alert: string | undefined;
  sample: string | undefined;
}

function startBy(option: string, record: Data, { alert, sample }: Seen): string {
  if (option === 'report' && record.reportedAt !== undefined) return record.reportedAt;
  const typed = typedStart(record);
  const first = option === 'sample' ? (sample ?? alert) : (alert ?? sample);
  return first === undefined || ms(first) >= ms(typed) ? typed : first;
}

/** The first alert that names the incident, and the first failed sample of an outage of its assets. */
function seenBy(world: World, record: Data, asOf: string): Seen {
  const day = world.clock.day(record.discoveredAt);
  const first = world.clock.at(day, '00:00') - WATCHED_DAYS * DAY;
  const alerts = world
    .records('alert-proposal')
    .filter((one) => one.incident === record.id && ms(one.firedAt) >= first && upTo(one.firedAt, asOf))
    .map((one): string => one.firedAt)
    .sort((a, b) => ms(a) - ms(b));
  const known = [record.discoveredAt, record.occurredAt, ...alerts].filter((one) => one !== undefined);
  const begin = Math.min(...known.map(ms));
  const restored = record.confirmedRestoredAt ?? record.restoredAt;
  const end = upTo(restored, asOf) ? ms(restored) : ms(asOf);
  const last =
    ms(record.reportedAt ?? record.discoveredAt) > ms(record.discoveredAt) ? record.reportedAt : record.discoveredAt;
  const outages = downOf(world, record.assets, first, world.clock.day(last))
    .filter(({ from, to }) => from <= end && to >= begin)
    .map(({ from }) => from);
  return {
    alert: alerts[0],
    sample: outages.length === 0 ? undefined : new Date(Math.min(...outages)).toISOString(),
  };
}

/** Outages of the assets from an instant to the end of a day; one that goes on over midnight is one. */
function downOf(world: World, assets: readonly string[], first: number, day: string): Span[] {
  const near = world
    .records('probe')
    .filter(({ date }) => date <= day && world.clock.at(date, '00:00') >= first)
    .toSorted((a, b) => (a.date < b.date ? -1 : 1));
  return assets.flatMap((target) => {
    const joined: Span[] = [];
    for (const { from, to } of near
      .flatMap((probe) => runsOf(world, probe, target))
      .filter(({ state }) => state === 'd')) {
      const open = joined.find((one) => one.to === from);
      if (open === undefined) joined.push({ from, to });
      else open.to = to;
    }
    return joined;
  });
}
