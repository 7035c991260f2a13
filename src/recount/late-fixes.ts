/** Findings that were mended after their deadline, counted again: each time that one was there, in the period in which it became late. */
import { belongs } from './belongs.ts';
import { byId, type Data, ms, plusDays } from './data.ts';
import { isVouched } from './vouched.ts';
import { serviceRecords, type World } from './world.ts';

/** One finding, as far as it matters here. */
export interface Followed {
  /** Asset or address, component, number of the vulnerability. */
  place: string;
  id: string;
  /** Days that its level had, each time. */
  days: readonly number[];
  /** The agreed day of the newest time; undefined: by the days. */
  dueOn: string | undefined;
  /** Ids of the scans that showed it, first and again, and that no longer did. */
  shown: readonly string[];
  /** Those that gave it its level. */
  graded: readonly string[];
  gone: readonly string[];
  decisions: readonly Data[];
}

const JUDGING = ['accept', 'false-positive', 'reopen'];

/** @param scans that the document tells of, by id @returns how many times it was late and is mended, of those that belong to the document */
export function lateFixCount(world: World, scans: ReadonlyMap<string, Data>, one: Followed): number {
  return one.gone.filter((scan, n) => {
    const [begin, late] = [scans.get(one.shown[n] ?? ''), lateMend(world, scans, one, n)];
    if (begin === undefined || !scans.has(scan) || late === null) return false;
    const since = world.clock.at(late.since, '00:00');
    const graded = scans.get(one.graded[n] ?? '') ?? begin;
    return belongs(world, { event: since, entered: Math.max(since, ms(begin.enteredAt), ms(graded.enteredAt)) });
  }).length;
}

/** First day that was too late, and the day on which it was mended. */
export interface LateMend {
  since: string;
  day: string;
}

/** @param n which of the times that it was there, from 0 @returns null: mended in time, or not known to be mended */
export function lateMend(world: World, scans: ReadonlyMap<string, Data>, one: Followed, n: number): LateMend | null {
  const { clock } = world;
  const [begin, end] = [scans.get(one.shown[n] ?? ''), scans.get(one.gone[n] ?? '')];
  if (begin === undefined || end === undefined) return null;
  const decisions = inOrder(one.decisions);
  const [from, to] = [ms(begin.finishedAt), ms(end.startedAt)];
  const mended =
    releasesOf(world, one, decisions)
      .filter((at) => from <= at && at <= to)
      .at(-1) ?? ms(end.finishedAt);
  const agreed = decisions.findLast((own) => own.dueOn !== undefined && ms(own.at) <= ms(end.finishedAt))?.dueOn;
  const due =
    (n === one.shown.length - 1 ? one.dueOn : agreed) ?? plusDays(clock.day(begin.finishedAt), one.days[n] ?? 0);
  return lateOn(world, decisions, mended, due);
}

/** @param mended in milliseconds @param due the last day in time */
function lateOn(world: World, decisions: readonly Data[], mended: number, due: string): LateMend | null {
  const day = world.clock.day(new Date(mended).toISOString());
  const again = day <= due ? 'let be' : waitedAgain(world, decisions, mended, day);
  return again === 'let be' ? null : { since: [plusDays(due, 1), again].sort().at(-1) as string, day };
}

/**
 * Of one that the scans still show: whether it was mended in time, as its changes say, and no scan has looked there since.
 * @param due the last day in time
 */
export function awaitsScan(
  world: World,
  scans: ReadonlyMap<string, Data>,
  one: Followed,
  due: string,
  seen: string,
): boolean {
  const [begin, last] = [scans.get(one.shown.at(-1) ?? ''), scans.get(seen)];
  const decisions = inOrder(one.decisions);
  const released = releasesOf(world, one, decisions).at(-1);
  if (begin === undefined || last === undefined || released === undefined) return false;
  if (ms(last.startedAt) > released || released < ms(begin.finishedAt)) return false;
  return lateOn(world, decisions, released, due) === null;
}

const inOrder = (decisions: readonly Data[]): Data[] => decisions.toSorted((a, b) => ms(a.at) - ms(b.at) || byId(a, b));

/** The day from which it was waited for again; empty: always; `let be`: not on that day. */
function waitedAgain({ clock }: World, decisions: readonly Data[], mended: number, day: string): string {
  const made = decisions.filter(
    (one) =>
      JUDGING.includes(one.decision) && ms(one.at) <= mended && (one.approver === undefined || isVouched(one, one.at)),
  );
  // Only the last word of a day let it be, or took it up again.
  const judged = made.filter((one, n) => made[n + 1] === undefined || clock.day(made[n + 1]?.at) !== clock.day(one.at));
  const last = judged.findLastIndex((one) => one.decision !== 'reopen');
  const own = judged[last];
  if (own === undefined) return '';
  const reopened = judged[last + 1];
  const ends = [
    ...(reopened === undefined ? [] : [clock.day(reopened.at)]),
    ...(own.decision === 'accept' && own.expiresOn !== undefined ? [plusDays(own.expiresOn, 1)] : []),
  ].sort();
  const [end] = ends;
  return end === undefined || end > day ? 'let be' : end;
}

/** When the changes were released that its decisions name, or that say they mend it there. */
function releasesOf(world: World, { place, id }: Followed, decisions: readonly Data[]): number[] {
  const named = new Set(decisions.flatMap(({ change }) => (change === undefined ? [] : [change])));
  return serviceRecords(world, 'change')
    .filter((one) => named.has(one.id) || (one.findings?.includes(id) && one.assets.includes(place)))
    .filter(({ releasedAt, stage }) => releasedAt !== undefined && stage !== 'withdrawn')
    .map(({ releasedAt }) => ms(releasedAt))
    .sort((a, b) => a - b);
}
