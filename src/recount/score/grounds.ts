/** What each rule of a penalty scheme finds in a period, counted again: how often, of what amount, and under which name. */

import { missedBy } from '../backups/asked.ts';
import { type Kept, keptOf } from '../backups/kept.ts';
import { balanceOf } from '../balance.ts';
import { ofDays, ofPeriod, upToPeriod } from '../belongs.ts';
import { placesOf } from '../counted-attendance.ts';
import { dueDay, judgedDues, keyIn } from '../counted-deliveries.ts';
import { type Data, datesOf, ms, plusDays } from '../data.ts';
import type { Judged } from '../incidents.ts';
import type { ClockTime } from '../levels/counted-clocks.ts';
import { factFor } from '../levels/on-time.ts';
import { usesOf } from '../levels/quotas.ts';
import { type Seen, seenOf } from '../outages/availability.ts';
import { windowsEnding } from '../outages/windows.ts';
import { breachesOf } from '../permits/breaches.ts';
import { countedDays } from '../spans.ts';
import { isVouched } from '../vouched.ts';
import type { World } from '../world.ts';
import { absentIn, exceptionsOf, keptName, setName, uncertifiedOn } from './exceptions.ts';
import { faultsOf } from './fault-downtime.ts';
import { type Owing, owingsOf } from './owings.ts';
import { faultsAgain, isOthers } from './repeats.ts';
import type { Hit } from './sums.ts';

/** @param counts false: set apart, and in place of nothing that counts. @returns null: what this ground finds is not counted again */
export function hitsOf(world: World, rule: Data, scheme: Data, counts: (one: Hit) => boolean): Hit[] | null {
  const ground = grounds[rule.on];
  const all = rule.on === 'exception' ? missedClauses(world, rule, scheme) : (ground?.(world, rule, scheme) ?? null);
  if (all === null) return null;
  const hits = all.filter(counts).sort((a, b) => Number(a.waits !== undefined) - Number(b.waits !== undefined));
  const nameOf = ({ day, record }: Hit): string => (rule.per === 'day' ? day : rule.per === 'incident' ? record : '');
  if (!['day', 'incident', 'period'].includes(rule.per)) return hits;
  const groups = Map.groupBy(hits, nameOf);
  return [...groups.values()].flatMap((one) => one.slice(0, 1).map((first) => ({ ...first, count: 1 })));
}

const grounds: Readonly<Record<string, (world: World, rule: Data, scheme: Data) => Hit[]>> = {
  'over-limit': lateFaults,
  attendance: missingPersons,
  document: lateDocuments,
  activity: missingActivities,
  quota: faultsBeyond,
  repeat: faultsAgain,
  backup: (world, rule) =>
    missedBy(world, rule).map(({ day, asset }) => ({ record: '', day, count: 1, assets: [asset] })),
  kept: (world, rule) =>
    goneBy(world, rule).map((one) => ({
      ...{ record: listed(one.records), day: one.on, count: 1, assets: [one.asset] },
      ...(one.state === 'unseen' ? { waits: 'unseen' as const } : {}),
    })),
  certificate: (world, rule) => [
    ...ofRule(rule, uncertifiedOn(world, 'lapsed')).map(({ record, day }) => ({ record, day, count: 1 })),
    ...ofRule(rule, uncertifiedOn(world, 'unknown')).map(({ record, day }) => ({
      ...{ record, day, count: 1 },
      waits: 'unseen' as const,
    })),
  ],
  availability: lowAvailability,
  permit: (world) =>
    breachesOf(world).map(({ record, from }) => ({ record: record.id, day: world.clock.day(from), count: 1 })),
  assessed: assessedByHand,
};

/** Of a whole period no day is known: counted by the day it is left out. */
function missedClauses(world: World, rule: Data, scheme: Data): Hit[] | null {
  const undone = undoneBy(world, {}).map((one) => ({
    clauses: one.activity.clauses.map(String),
    ...{ record: listed(one.records), day: null, events: [activityName(one)] },
  }));
  const charged = new Set(scheme.rules.flatMap((one: Data) => (one.on === 'exception' ? [] : namedBy(world, one))));
  for (const one of scheme.rules.filter(({ on }: Data) => on === 'exception')) {
    const found = exceptionsOf(world, one, undone)?.filter(({ day }) => one.per !== 'day' || day !== null);
    // What an earlier one took is not known, and so not what is left.
    if (found === undefined) return null;
    if (one === rule)
      return found
        .filter(({ events }) => events.some((event) => !charged.has(event)))
        .map(({ record, day }) => ({ record, day: day ?? '', count: 1 }));
    for (const event of found.flatMap(({ events }) => events)) charged.add(event);
  }
  return null;
}

/** What a rule on a ground of its own looked at, by the names that exceptions bear; what it does with it does not matter here. */
function namedBy(world: World, rule: Data): string[] {
  if (rule.on === 'permit') return breachesOf(world).map(({ record, from }) => `operation ${record.id} ${from}`);
  if (rule.on === 'activity') return undoneBy(world, rule).map(activityName);
  if (rule.on === 'backup') return missedBy(world, rule).map(setName);
  if (rule.on === 'kept') return goneBy(world, rule).map(keptName);
  if (rule.on === 'certificate')
    return (['lapsed', 'unknown'] as const).flatMap((state) =>
      ofRule(rule, uncertifiedOn(world, state)).map(({ event }) => event),
    );
  if (rule.on === 'document')
    return lateBy(world, rule).map(({ due }) => `document ${due.obligation.id} ${due.period}`);
  if (rule.on !== 'attendance') return [];
  const wanted = wantedStates(rule);
  const all = wanted.includes('absent') ? [...wanted, 'unregistered'] : wanted;
  return placesOf(world)
    .filter(({ post }) => isOfPosts(rule, post))
    .flatMap((place) => absentIn(place, all));
}

/** Sets of the rule that went too early, or of which nothing shows that they did not. */
const goneBy = (world: World, { backups }: Data): Kept[] =>
  keptOf(world).filter(({ asked, state }) => state !== 'met' && (backups === undefined || backups.includes(asked.id)));

/** Of the certificates that the rule names, or of all. */
const ofRule = <T extends { asked: Data }>({ certificates }: Data, all: readonly T[]): T[] =>
  all.filter(({ asked }) => certificates === undefined || certificates.includes(asked.id));

const UNDECIDED = { waits: 'undecided' as const };

/** By the purchaser's own hand: what the supplier alone tells of it decides nothing. */
function assessedByHand(world: World, { id }: Data, scheme: Data): Hit[] {
  return ofPeriod(world, 'assessment')
    .filter((one) => one.scheme === scheme.id && one.rule === id)
    .map((one) => ({
      ...{ record: one.id, day: one.date, count: 1, each: Number(one.amount) },
      ...(isVouched(one, one.at) ? {} : UNDECIDED),
    }));
}

export const FAILING = ['missed', 'overrun', 'unrecorded'];
const clockOf = (topic: string): string => (topic === 'incident-record' ? 'record' : topic);

function lateFaults(world: World, { topics, levels, per, stepMinutes }: Data): Hit[] {
  const { incidents, counts } = balanceOf(world);
  const clocks = [...new Set<string>(topics.map(clockOf))];
  return incidents
    .filter((one) => !one.requirement)
    .filter((one) => levels === undefined || levels.includes(one.level))
    .flatMap((one) =>
      clocks
        .filter((id) => counts(`${one.record.id} ${id}`))
        .filter((id) => isOpen(one, id) || (isMissed(one, id) && !isOthers(one)))
        .map((id) => ({
          assets: one.record.assets,
          record: one.record.id,
          day: world.clock.day(one.start),
          count:
            per === 'step' || per === 'whole-step'
              ? stepsOf(one.clocks[id] as ClockTime, Number(stepMinutes), per === 'whole-step')
              : per === 'occurrence'
                ? (one.clocks[id]?.broken ?? 1)
                : 1,
          ...(isOpen(one, id) || one.record.responsibility !== 'supplier' || one.clocks[id]?.state === 'unrecorded'
            ? UNDECIDED
            : {}),
        }))
        .filter(({ count }) => count > 0),
    );
}

const isOpen = ({ clocks }: Judged, id: string): boolean => clocks[id]?.state === 'undecided';

/** What decides nothing by itself is missed where the two together are. */
function isMissed({ clocks }: Judged, id: string): boolean {
  if (!FAILING.includes(clocks[id]?.state ?? '')) return false;
  return clocks[id]?.decides !== false || FAILING.includes(clocks['diagnosis']?.state ?? '');
}

function stepsOf({ seconds, limit }: ClockTime, minutes: number, isWhole: boolean): number {
  if (seconds === null || limit === undefined) return 1;
  const over = seconds - limit;
  let steps = isWhole ? 0 : 1;
  while (isWhole ? (steps + 1) * minutes * 60 <= over : steps * minutes * 60 < over) steps += 1;
  return steps;
}

const wantedStates = ({ kinds }: Data): string[] =>
  (kinds ?? ['absent']).flatMap((kind: string) => (kind === 'absent' ? ['leave', 'uncertified', 'absent'] : [kind]));

const isOfPosts = ({ posts }: Data, post: Data): boolean =>
  post.post === 'resident' && (posts === undefined || posts.includes(post.id));

function missingPersons(world: World, rule: Data): Hit[] {
  const wanted = wantedStates(rule);
  return placesOf(world)
    .filter(({ post }) => isOfPosts(rule, post))
    .flatMap(({ day, duties, states }): Hit[] => {
      const unknown = wanted.includes('absent') ? states.filter((one) => one === 'unregistered').length : 0;
      return [
        ...duties.filter((one) => wanted.includes(one.state)).map(({ id }) => ({ record: id, day, count: 1 })),
        ...(unknown > 0 ? [{ record: '', day, count: unknown, ...UNDECIDED }] : []),
      ];
    });
}

/** Those that a rule is about; within its grace, too. `until`: when it came, or, where it is not in, the document's own time. */
function lateBy(
  world: World,
  rule: Data,
): (Pick<ReturnType<typeof judgedDues>[number], 'due' | 'outcome'> & { by: number; until: number; isIn: boolean })[] {
  const { counts } = balanceOf(world);
  const wanted: string[] = rule.kinds ?? ['late', 'missing'];
  return judgedDues(world)
    .filter(({ due }) => due.obligation.id !== world.manifest.obligation && counts(keyIn(due)))
    .filter(({ due }) => rule.obligations === undefined || rule.obligations.includes(due.obligation.id))
    .flatMap(({ due, outcome }) => {
      if (due.due === null || outcome.state === 'waived') return [];
      const at = outcome.times[factFor(world, due.obligation, dueDay(world, due))];
      const until = at ?? ms(world.asOf);
      const isWanted = wanted.includes(at !== null || isByDays(rule) ? 'late' : 'missing');
      return until > due.due && isWanted ? [{ due, outcome, by: due.due, until, isIn: at !== null }] : [];
    });
}

const isByDays = ({ per }: Data): boolean => per === 'late-day' || per === 'day-begun';

function lateDocuments(world: World, rule: Data): Hit[] {
  const { per, graceMinutes } = rule;
  const dayAt = (time: number): string => world.clock.day(new Date(time).toISOString());
  return lateBy(world, rule)
    .map((one) => ({
      ...one,
      isBeyond: graceMinutes === undefined || one.until - one.by > Number(graceMinutes) * 60_000,
    }))
    .filter(({ isBeyond, isIn }) => isBeyond || !isIn)
    .map(({ due, outcome, by, until, isBeyond }) => {
      const [from, to] = [dayAt(by), dayAt(until)];
      const days = per === 'day-begun' ? daysBegun(until - by) : Math.max(1, datesOf(from, to).length - 1);
      const record = outcome.numbers.at(-1) ?? `${due.obligation.name} ${due.period}`;
      return { record, day: from, count: isByDays(rule) ? days : 1, ...(isBeyond ? {} : UNDECIDED) };
    });
}

/** Milliseconds in days of 24 hours, one that has begun counted whole. */
function daysBegun(late: number): number {
  let days = 1;
  while (days * 86_400_000 < late) days += 1;
  return days;
}

/** Of each quota the faults beyond its number, after those that other documents counted: of the supplier and by every reading, or perhaps. */
function faultsBeyond(world: World, { quotas }: Data): Hit[] {
  const { incidents, counts } = balanceOf(world);
  const own = (one: Judged): boolean => counts(`${one.record.id} level`);
  const ownLast = (uses: readonly Judged[]): Judged[] => [...uses.filter((one) => !own(one)), ...uses.filter(own)];
  const all: Data[] = world.contract.quotas ?? [];
  return all
    .filter(({ id }) => quotas === undefined || quotas.includes(id))
    .flatMap((quota) =>
      usesOf(world, quota, incidents, countedDays(world)).flatMap((readings) => {
        const limit = Number(quota.limit);
        const sure = readings.map(({ supplier }) => ownLast(supplier).slice(limit));
        const perhaps = readings.map(({ supplier, pending }) =>
          [...ownLast(supplier), ...ownLast(pending)].slice(limit),
        );
        return incidents
          .filter((one) => own(one) && perhaps.some((beyond) => beyond.includes(one)))
          .map((one) => ({
            ...{ record: one.record.id, day: world.clock.day(one.start), count: 1 },
            ...(sure.every((beyond) => beyond.includes(one)) ? {} : UNDECIDED),
          }));
      }),
    );
}

/** Of the periods that ended on a day that is counted here. @param activities ids; every one without them */
function undoneBy(world: World, { activities }: Data): Owing[] {
  const days = countedDays(world);
  return owingsOf(world)
    .filter(({ ends, lacking }) => ends >= days.from && ends <= days.to && lacking > 0)
    .filter(({ activity: { id } }) => activities === undefined || activities.includes(id));
}

const activityName = ({ activity, turn, ends, object }: Owing): string =>
  `activity ${activity.id} ${ends} ${turn} ${object ?? ''}`;

function missingActivities(world: World, rule: Data): Hit[] {
  const kinds: string[] = rule.kinds ?? ['late', 'missing'];
  return undoneBy(world, rule).flatMap(({ records, ends, lacking, late }): Hit[] => {
    const count = (kinds.includes('late') ? late : 0) + (kinds.includes('missing') ? lacking - late : 0);
    return count > 0 ? [{ record: listed(records), day: ends, count }] : [];
  });
}

/** Several names in one cell. */
const listed = (names: readonly string[]): string => names.join('、');

function probedTime({ maintenance }: Data, parts: readonly Seen[]): { up: number; down: number } {
  const sum = (of: (one: Seen) => number): number => parts.reduce((all, one) => all + of(one), 0);
  const up = sum((one) => one.up);
  const down = sum((one) => one.down);
  const [upThen, downThen] = [sum((one) => one.inWindows.up), sum((one) => one.inWindows.down)];
  if (maintenance === 'included') return { up: up + upThen, down: down + downThen };
  return { up: maintenance === 'available' ? up + upThen + downThen : up, down };
}

function lowAvailability(world: World, rule: Data): Hit[] {
  const { from, to } = countedDays(world);
  const isOwn = rule.window === undefined || rule.window === 'period';
  const all = isOwn ? [{ from, to }] : windowsEnding(world.contract, rule, from, to);
  const windows = all.filter((one) => rule.months === undefined || rule.months.includes(Number(one.from.slice(5, 7))));
  const most = Math.max(0, ...rule.bands.map(({ amount }: Data) => Number(amount)));
  const unseen = { count: 1, each: most, waits: 'unseen' as const };
  return windows.flatMap((window) => {
    const start = world.clock.at(window.from, '00:00');
    const end = world.clock.at(plusDays(window.to, 1), '00:00');
    if (end <= start) return [];
    const known = isOwn ? ofDays(world, 'probe') : upToPeriod(world, 'probe');
    const probes = known.filter(({ date }) => date >= window.from && date <= window.to);
    const seen = seenOf(world, { counted: probes, before: [] }, start, end);
    const names: string[] = rule.assets ?? [
      ...new Set(known.flatMap((one) => one.series.map((row: Data) => row.target))),
    ];
    if (names.length === 0) return [{ record: '', day: '', ...unseen }];
    const groups = rule.of === 'together' ? [names] : names.map((name) => [name]);
    return groups.flatMap((group): Hit[] => {
      const parts = group.flatMap((name) => seen.get(name) ?? []);
      const { up, down } =
        rule.incidents === undefined
          ? probedTime(rule, parts)
          : faultsOf(world, String(group[0]), rule, { from: start, to: end }, parts[0]);
      const told = { record: listed(group), day: window.from, assets: group };
      if (up + down === 0) return [{ ...told, ...unseen }];
      const percent = (up * 100) / (up + down);
      const deepest = rule.bands.findLast(({ below, atMost }: Data) =>
        below === undefined ? percent <= Number(atMost) : percent < Number(below),
      );
      return deepest === undefined ? [] : [{ ...told, count: 1, each: Number(deepest.amount) }];
    });
  });
}
