/** Which clauses have an exception in a document's period, found again: every judgement that counts against a clause, with its goals. */
import { balanceOf } from '../../balance.ts';
import { belongs, ofDays, ofPeriod, upToPeriod } from '../../belongs.ts';
import { isCallInTime } from '../../calls.ts';
import { findingCounts, standingFindings } from '../../counted-findings.ts';
import { type Data, ms, plusDays } from '../../data.ts';
import { usesOf } from '../../levels/quotas.ts';
import { seenOf } from '../../outages/availability.ts';
import { countedExceptions } from '../../score/exceptions.ts';
import { FAILING } from '../../score/grounds.ts';
import { owingsOf } from '../../score/owings.ts';
import { bearing, namedBy } from '../../score/scored-clauses.ts';
import { countedDays } from '../../spans.ts';
import { serviceRecords, type World } from '../../world.ts';
import { checksByDay } from '../months.ts';
import { deviceClocks } from './device-clocks.ts';
import { renewalState } from './renewals.ts';

/** Topics of clauses that state a goal, and the topics of what is measured against it. */
const GOALS: readonly (readonly [topic: string, goal: string])[] = [
  ['availability', 'stability'],
  ...(['restore-test', 'drill', 'scan'] as const).map((topic) => [topic, 'recoverability'] as const),
];

/** Ids of the clauses. */
export function exceptedIn(world: World): ReadonlySet<string> {
  const { contract } = world;
  const towards = (goal: string, clauses: readonly string[]): string[] =>
    clauses.length === 0 ? [] : [...clauses, ...bearing(contract, goal)];
  const counted = countedExceptions(world);
  return new Set([
    ...towards('repair', [...lateClocks(world), ...lateRepairs(world)]),
    ...towards('stability', [...spentQuotas(world), ...unwatched(world)]),
    ...towards('recoverability', [...counted.recovery, ...lateFindings(world)]),
    ...counted.others,
    ...lateCalls(world),
    ...lateRenewals(world),
    ...unchecked(world),
    ...undone(world).flatMap((clauses) => {
      const goal = GOALS.find(([topic]) => bearing(contract, topic).some((id) => clauses.includes(id)))?.[1];
      return goal === undefined ? clauses : towards(goal, clauses);
    }),
  ]);
}

/**
 * Clauses that may have an exception beside: by an availability, a coverage or a retention in number, by a month without a scan, and by a
 * set that the supplier's own plan owed where the contract asks for none in number. Those are told by their own figures.
 */
export function mayBeExcepted({ contract }: World): ReadonlySet<string> {
  const { availability = [], coverage = [], retention = [], backups } = contract.requirements ?? {};
  const named = [...availability, ...coverage, ...retention].flatMap((one: Data) => (one.clauses ?? []).map(String));
  const goals = [
    ...(availability.length > 0 ? ['stability'] : []),
    ...(coverage.length > 0 || bearing(contract, 'scan').length > 0 ? ['recoverability'] : []),
  ];
  const topics = ['scan', ...goals, ...(backups === undefined ? ['backup', 'recoverability'] : [])];
  return new Set([...named, ...bearing(contract, ...topics)]);
}

/** Of the clocks that the document counts, those that decide: of a remote start and an arrival only the two together. */
function lateClocks(world: World): string[] {
  const { incidents, counts } = balanceOf(world);
  return incidents
    .filter(({ requirement }) => !requirement)
    .flatMap(({ record, clocks }) =>
      Object.entries(clocks).flatMap(([id, { state, decides, clauses = [] }]) =>
        decides !== false && FAILING.includes(state) && counts(`${record.id} ${id}`) ? clauses : [],
      ),
    );
}

/** Response, arrival and the written report before the decision; what was agreed of hours is its document's. */
function lateRepairs(world: World): string[] {
  const issued = (id: string): string | undefined =>
    world.known.find(({ period, revision }) => period === `${id}-z` && revision === 1)?.times.issued;
  return ofPeriod(world, 'device-repair').flatMap((one) =>
    deviceClocks(world, one, { report: issued(one.id) }).flatMap(({ state, clauses }) =>
      FAILING.includes(state) ? clauses : [],
    ),
  );
}

/** More than the number of times by every reading that stands. */
function spentQuotas(world: World): string[] {
  const all: Data[] = world.contract.quotas ?? [];
  return all.flatMap((quota) => {
    const spans = usesOf(world, quota, balanceOf(world).incidents, countedDays(world));
    const isSpent = spans.some(
      (readings) => readings.length === 1 && (readings[0]?.supplier.length ?? 0) > Number(quota.limit),
    );
    return isSpent ? [String(quota.clause)] : [];
  });
}

function unwatched(world: World): string[] {
  const { from, to } = countedDays(world);
  const before = serviceRecords(world, 'probe').filter(({ date }) => date === plusDays(from, -1));
  const [start, end] = [world.clock.at(from, '00:00'), world.clock.at(plusDays(to, 1), '00:00')];
  const seen = [...seenOf(world, { counted: ofDays(world, 'probe'), before }, start, end).values()];
  return seen.some(({ unobserved }) => unobserved > 0) ? bearing(world.contract, 'watch') : [];
}

function lateFindings(world: World): string[] {
  const isLate = standingFindings(world, () => true).some(({ late }) => late === 'yes');
  const mended = (findingCounts(world, balanceOf(world))['fixed-late'] ?? 0) > 0;
  return isLate || mended ? bearing(world.contract, 'scan') : [];
}

function lateCalls(world: World): string[] {
  const isLate = (one: Data): boolean =>
    one.outcome === 'missed' || (one.incident === undefined && isCallInTime(world, one) === false);
  return ofPeriod(world, 'call').some(isLate) ? bearing(world.contract, 'phone') : [];
}

/** What ran out and nobody saw to, and what ran out in the period and was renewed only then. */
function lateRenewals(world: World): string[] {
  const { contract, clock } = world;
  if (bearing(contract, 'renewal').length === 0) return [];
  const isLate = (one: Data): boolean => {
    if (renewalState(world, one) === 'expired') return true;
    if (one.renewedOn === undefined || one.renewedOn <= one.expiresOn) return false;
    const event = clock.at(plusDays(one.expiresOn, 1), '00:00');
    return belongs(world, { event, entered: Math.max(event, ms(one.enteredAt)) });
  };
  return upToPeriod(world, 'renewal')
    .filter(isLate)
    .flatMap(({ asset }) => about(world, asset, 'renewal', 'operation'));
}

/** Clauses of the topics that name the asset, else those that name none. */
function about({ contract, assets }: World, asset: string | undefined, ...topics: string[]): string[] {
  const clauseOf = (one: Data): string[] => (one.clause === undefined ? [] : namedBy(contract, String(one.clause)));
  const own = assets.filter(({ id }) => id === asset).flatMap(clauseOf);
  const named = new Set(assets.flatMap(clauseOf));
  return bearing(contract, ...topics).filter((id) => own.includes(id) || !named.has(id));
}

/** Checks by hand of which an inspected day has no result. */
function unchecked(world: World): string[] {
  const days = new Set<string>(ofDays(world, 'inspection').map(({ date }) => date));
  const rows = [...days].flatMap((day) => checksByDay(world)(day) ?? []);
  return rows.flatMap(({ check, outcome }) => (outcome === 'manual-pending' ? [String(check.clause)] : []));
}

/** Of the activities whose period ended on a day that is counted here. */
function undone(world: World): string[][] {
  const { from, to } = countedDays(world);
  return owingsOf(world)
    .filter(({ ends, lacking }) => ends >= from && ends <= to && lacking > 0)
    .map(({ activity }) => activity.clauses.map(String));
}
