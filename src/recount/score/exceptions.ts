/**
 * 条款的例外, found again for a rule that deducts for them: permits, backups, restore tests, attendance, activities and late
 * documents. Of clauses that other judgements may touch, too, nothing is counted again.
 */

import { type AskedSet, askedSets } from '../backups/asked.ts';
import { type Kept, clausesOf as keepClausesOf, keptOf } from '../backups/kept.ts';
import { balanceOf } from '../balance.ts';
import { ofPeriod } from '../belongs.ts';
import { type Place, placesOf, shownOf } from '../counted-attendance.ts';
import { dueDay, judgedDues, keyIn } from '../counted-deliveries.ts';
import { type Data, ms } from '../data.ts';
import { factFor } from '../levels/on-time.ts';
import { askedOf } from '../permits/asked.ts';
import { breachesOf } from '../permits/breaches.ts';
import { type Shown, shownBy } from '../permits/certificates.ts';
import type { Operation } from '../permits/operations.ts';
import type { World } from '../world.ts';
import { bearing, namedBy } from './scored-clauses.ts';

/** Something that was missed; `day` null: of the whole period. */
export interface Missed {
  clauses: readonly string[];
  /** As the list of exceptions names it. */
  record: string;
  day: string | null;
  /** What went wrong, each by a name that no other has. */
  events: readonly string[];
}

/** Topics that limits, quotas, calls, repairs, renewals, scans and watching judge. */
const NOT_HERE = [
  ...['response', 'remote-start', 'arrival', 'restoration', 'incident-record', 'quota', 'phone', 'device-fault'],
  ...['device-report', 'renewal', 'scan', 'watch', 'notice'],
];

/** @returns null when something else may count against one of the rule's clauses */
export function exceptionsOf(world: World, { clauses, topics }: Data, activities: readonly Missed[]): Missed[] | null {
  const { contract, checks } = world;
  const own = new Set(
    topics === undefined
      ? clauses.flatMap((one: string) => namedBy(contract, String(one)))
      : bearing(contract, ...topics),
  );
  const limits: Data[] = [...(contract.limits ?? []), ...contract.levels.flatMap((one: Data) => one.limits ?? [])];
  const { availability = [], coverage = [], retention = [] } = contract.requirements ?? {};
  const elsewhere = [
    ...bearing(contract, ...NOT_HERE),
    ...(bearing(contract, 'renewal').length > 0 ? bearing(contract, 'operation') : []),
    ...[...limits, ...(contract.quotas ?? [])].map(({ clause }) => String(clause)),
    ...[...availability, ...coverage, ...retention].flatMap((one: Data) => one.clauses.map(String)),
    ...checks.filter(({ manual }) => manual === true || manual === 'true').map(({ clause }) => String(clause)),
  ];
  if (elsewhere.some((id) => own.has(id))) return null;
  const all = [
    ...permits(world),
    ...backups(world),
    ...unrecorded(world),
    ...deletedEarly(world),
    ...restores(world),
    ...absences(world),
    ...lapses(world),
    ...documents(world),
    ...activities,
  ];
  return all.filter((one) => one.clauses.some((id) => own.has(id)));
}

/** Ids of the clauses of all that is found here but activities: `recovery` what is measured against the goal of recoverability. */
export function countedExceptions(world: World): { recovery: string[]; others: string[] } {
  const clausesOf = (all: readonly Missed[]): string[] => all.flatMap(({ clauses }) => clauses);
  return {
    recovery: clausesOf([...backups(world), ...unrecorded(world), ...deletedEarly(world), ...restores(world)]),
    others: clausesOf([...permits(world), ...absences(world), ...lapses(world), ...documents(world)]),
  };
}

const permits = (world: World): Missed[] =>
  breachesOf(world).map((one) => ({
    clauses:
      askedOf(world, one)?.flatMap(({ clauses }) => clauses.map(String)) ?? bearing(world.contract, ...topicsOf(one)),
    ...{ record: one.record.id, day: world.clock.day(one.from), events: [`operation ${one.record.id} ${one.from}`] },
  }));

const topicsOf = ({ does }: Operation): string[] => (does === 'remote' ? ['remote', 'permit'] : ['permit']);

/** Against the clauses about backups that are about the asset, or about none. */
function backups(world: World): Missed[] {
  const { contract, assets } = world;
  const sets = askedSets(world);
  const about = (id: string): Data[] =>
    assets.filter(
      (one) => one.contract !== false && one.clause !== undefined && namedBy(contract, String(one.clause)).includes(id),
    );
  return ofPeriod(world, 'backup')
    .filter(({ result, verified }) => result !== 'success' || verified === 'failed')
    .map((one) => ({ ...one, day: world.clock.day(one.startedAt) }))
    .map(({ id, asset, plan, day }) => ({
      clauses: bearing(contract, 'backup').filter((clause) => {
        const named = about(clause);
        return named.length === 0 || named.some((one) => one.id === asset);
      }),
      ...{ record: id, day, events: lackingOf(sets, { asset, plan, day }) ?? [`backup ${id}`] },
    }));
}

/** The sets that the contract asked for on the day and that are not there by it; null: none. */
function lackingOf(sets: readonly AskedSet[], { asset, plan, day }: Data): string[] | null {
  const own = sets.filter((one) => !one.isThere && one.asset === asset && one.day === day);
  const named = own.filter(({ asked }) => asked.plans === undefined || asked.plans.includes(plan));
  return named.length === 0 ? null : named.map(setName);
}

export const setName = ({ asked, asset, day }: AskedSet): string => `set ${day} ${asset} ${asked.id}`;

/** Sets that the contract asks for and of which nothing was recorded: one a day and list of clauses. */
function unrecorded(world: World): Missed[] {
  const lacking = askedSets(world).filter(({ isThere, tried }) => !isThere && !tried);
  return [...Map.groupBy(lacking, (one) => `${one.day} ${one.asked.clauses.join()}`).values()].flatMap((own) => {
    const [{ asked, day }] = own as [AskedSet];
    return [{ clauses: asked.clauses.map(String), record: '', day, events: own.map(setName) }];
  });
}

export const keptName = ({ asked, asset, day }: Kept): string => `kept ${asked.id} ${asset} ${day}`;

/** Sets that went before they might. */
const deletedEarly = (world: World): Missed[] =>
  keptOf(world)
    .filter(({ state }) => state === 'missed')
    .map((one) => ({
      clauses: keepClausesOf(one.asked),
      ...{ record: listed(one.records), day: one.on, events: [keptName(one)] },
    }));

const listed = (names: readonly string[]): string => names.join('、');

const restores = (world: World): Missed[] =>
  ofPeriod(world, 'restore-test')
    .filter(({ result }) => result === 'failed')
    .map(({ id, startedAt }) => ({
      clauses: bearing(world.contract, 'restore-test'),
      ...{ record: id, day: world.clock.day(startedAt), events: [`restore ${id}`] },
    }));

/** Clauses on the certificates for want of which somebody there counts as nobody. */
const voidBy = (world: World, { duties, post }: Place): string[] =>
  duties
    .filter(isNobody)
    .flatMap((one) => shownBy(world, one, post))
    .filter(({ asked, state }) => asked.asAbsent === true && state === 'lapsed')
    .flatMap(({ asked }) => asked.clauses.map(String));

/** One for each day on which not everybody was there as asked; what nobody wrote down is one, too. */
function absences(world: World): Missed[] {
  const residents = placesOf(world).filter(({ post }) => post.post === 'resident');
  return [...Map.groupBy(residents, ({ day }) => day)]
    .filter(([, places]) => places.some(({ states }) => states.some((state) => state !== 'present')))
    .map(([day, places]) => ({
      clauses: [
        ...new Set([...bearing(world.contract, 'attendance'), ...places.flatMap((place) => voidBy(world, place))]),
      ],
      ...{ record: '', day, events: places.flatMap((place) => absentIn(place, ABSENCES)) },
    }));
}

const ABSENCES = ['late', 'left-early', 'leave', 'uncertified', 'absent', 'unregistered'];

/** Shifts of a day at a post of which the certificates stand so. */
interface Uncertified {
  asked: Data;
  record: string;
  day: string;
  event: string;
}

/** At each post once a day, but where the shift is an absence already. */
export function uncertifiedOn(world: World, wanted: 'lapsed' | 'unknown'): Uncertified[] {
  const nobody = new Set(placesOf(world).flatMap(({ duties }) => duties.filter(isNobody).map(({ id }) => id)));
  const own = shownOf(world)
    .filter(({ state }) => state === wanted)
    .filter(({ state, asked, duty }) => !(state === 'lapsed' && asked.asAbsent === true && nobody.has(duty.id)))
    .sort((a, b) => (a.duty.id < b.duty.id ? -1 : 1));
  return [...Map.groupBy(own, ({ asked, duty, post }) => `certificate ${asked.id} ${duty.date} ${post}`)].map(
    ([event, shifts]) => {
      const [{ asked, duty }] = shifts as [Shown];
      return { asked, event, day: duty.date, record: shifts.map((one) => one.duty.id).join('、') };
    },
  );
}

const lapses = (world: World): Missed[] =>
  uncertifiedOn(world, 'lapsed').map(({ asked, record, day, event }) => ({
    clauses: asked.clauses.map(String),
    ...{ record, day, events: [event] },
  }));

const isNobody = ({ state }: Data): boolean => state === 'uncertified';

/** One for each record of a state, and one for all of whom nobody wrote anything down. */
export function absentIn({ day, post, shift, duties, states }: Place, wanted: readonly string[]): string[] {
  const of = (record: string): string => `absent ${day} ${post.id} ${shift} ${record}`;
  const told = duties.filter(({ state }) => state !== 'unregistered' && wanted.includes(state)).map(({ id }) => of(id));
  return wanted.includes('unregistered') && states.includes('unregistered') ? [...told, of('')] : told;
}

/** Topics that something else measures: a late document about them is no breach of the clause. */
const MEASURED = [
  ...['phone', 'visit', 'attendance', 'quota', 'response', 'remote-start', 'arrival', 'restoration'],
  ...['incident-record', 'notice', 'remote', 'permit'],
];

function documents(world: World): Missed[] {
  const { counts } = balanceOf(world);
  const measured = bearing(world.contract, ...MEASURED);
  return judgedDues(world).flatMap(({ due, outcome }): Missed[] => {
    if (due.due === null || outcome.state === 'waived' || due.obligation.id === world.manifest.obligation) return [];
    if (
      !counts(keyIn(due)) ||
      (outcome.times[factFor(world, due.obligation, dueDay(world, due))] ?? ms(world.asOf)) <= due.due
    )
      return [];
    const lists: string[][] = due.obligation.clauses.map((one: string) => namedBy(world.contract, String(one)));
    const free = (ids: readonly string[]): string[] => ids.filter((id) => !measured.includes(id));
    const single = free(lists.flatMap((ids) => (ids.length === 1 ? ids : [])));
    const ofFile = due.obligation.kind !== undefined || due.obligation.file !== undefined;
    const clauses = single.length > 0 ? single : ofFile ? [] : free(lists.flat());
    const name = `${due.obligation.id} ${due.period}`;
    const record = outcome.numbers[0] ?? '';
    return [{ clauses, record, day: world.clock.day(new Date(due.due).toISOString()), events: [`document ${name}`] }];
  });
}
