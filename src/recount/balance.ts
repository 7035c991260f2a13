/**
 * Things that may still change after they were counted: levels and clocks of incidents, confirmations of changes, what is
 * done for users, findings, 应交项. Each is counted in one period, the
 * one in which it is decided or the first that knows of it; what is different later is a signed count of the document that learns
 * of it. What the documents before counted is counted again from their own data, never read from them.
 */
import { changeThings, waitingChanges } from './changes.ts';
import { dueThings, touchedDues } from './counted-deliveries.ts';
import { findingThings, waitingScans } from './counted-findings.ts';
import { ms } from './data.ts';
import type { Judged } from './incidents.ts';
import type { ClockTime } from './levels/counted-clocks.ts';
import { isMidnight, midnightsOf } from './outages/midnights.ts';
import { incidentsOf, startOf } from './period-incidents.ts';
import { type Fact, placeOf, type Thing } from './spans.ts';
import { counts } from './units.ts';
import { waitingWork, workThings } from './work.ts';
import { serviceRecords, type World } from './world.ts';

/** By the key of a thing, how often it counts under which value. */
export type Held = Record<string, Record<string, number>>;

export interface Balance {
  incidents: Judged[];
  /** true of the key of a thing that this document counts. */
  counts(key: string): boolean;
  /** What it counts, its own corrections among it. */
  held: Held;
}

const known = new WeakMap<World, Balance>();

export function balanceOf(world: World): Balance {
  const found = known.get(world) ?? balance(world);
  known.set(world, found);
  return found;
}

function balance(world: World): Balance {
  const incidents = incidentsOf(world);
  const findings = findingThings(world);
  const things = [
    ...(counts(world, 'incidents') ? incidents.flatMap((one) => thingsOf(world, one)) : []),
    ...(counts(world, 'deliveries') ? dueThings(world) : []),
    ...changeThings(world),
    ...workThings(world),
    ...findings,
  ];
  const before = sumOf(world.others().map((one) => balanceOf(one).held));
  const own = things.filter((one) => !stands(before[one.key]) && isDecidedHere(world, one));
  const keys = new Set(own.map(({ key }) => key));
  const now = sumOf(things.map(countOf));
  const left = new Set([
    ...waiting(world, incidents),
    ...waitingChanges(world),
    ...waitingWork(world),
    ...waitingScans(world),
  ]);
  const touched = touchedDues(world);
  const isOurs = (key: string): boolean =>
    isMidnight(key)
      ? false
      : key.startsWith('due ')
        ? touched.has(key) || now[key] === undefined
        : !left.has(key.split(' ')[0] ?? '');
  const corrected = Object.entries(before).filter(([key]) => isOurs(key));
  const held = sumOf([
    ...own.map(countOf),
    correctionsOf(now, Object.fromEntries(corrected)),
    ...midnightsOf(world, before),
  ]);
  return { incidents, counts: (key) => keys.has(key), held };
}

const countOf = ({ key, value }: Thing): Held => ({ [key]: { [value]: 1 } });

/** Counted, and not taken back since. */
const stands = (values: Readonly<Record<string, number>> | undefined): boolean =>
  Object.values(values ?? {}).some((count) => count !== 0);

/** Decided here; or in an earlier period, whose document did not know of it. */
function isDecidedHere({ spans }: World, fact: Fact): boolean {
  const place = placeOf(fact, spans);
  const span = spans[place];
  return span !== undefined && (place === spans.length - 1 || (span.cut !== null && span.tells));
}

/** Incidents that belong to a later period, which corrects what is to be corrected of them. */
function waiting(world: World, told: readonly Judged[]): ReadonlySet<string> {
  const ids = new Set<string>(told.map(({ record }) => record.id));
  return new Set(serviceRecords(world, 'incident').flatMap(({ id }) => (ids.has(id) ? [] : [id])));
}

function correctionsOf(now: Held, before: Held): Held {
  const changed = Object.entries(before).filter(([, values]) => stands(values));
  return Object.fromEntries(
    changed.flatMap(([key, values]) => {
      const own = now[key] ?? {};
      const differences = [...new Set([...Object.keys(values), ...Object.keys(own)])]
        .map((value) => [value, (own[value] ?? 0) - (values[value] ?? 0)] as const)
        .filter(([, count]) => count !== 0);
      return differences.length === 0 ? [] : [[key, Object.fromEntries(differences)]];
    }),
  );
}

export function sumOf(all: readonly Held[]): Held {
  const sum: Held = {};
  for (const [key, values] of all.flatMap((one) => Object.entries(one))) {
    const own = sum[key] ?? {};
    for (const [value, count] of Object.entries(values)) own[value] = (own[value] ?? 0) + count;
    sum[key] = own;
  }
  return sum;
}

function thingsOf(world: World, judged: Judged): Thing[] {
  const { record, level, requirement, clocks } = judged;
  const began = startOf(judged);
  const classes = { level, cause: record.causeCategory ?? 'unknown', responsibility: record.responsibility };
  const told = Object.entries(classes).filter(([name]) => name === 'level' || !requirement);
  const decided = requirement ? [] : Object.entries(clocks);
  return [
    ...told.map(([name, value]) => ({ key: `${record.id} ${name}`, value, ...began })),
    ...decided.flatMap(([id, clock]): Thing[] => {
      const decision = decisionOf(clock, judged, ms(world.asOf));
      if (decision === null) return [];
      return [{ key: `${record.id} ${id}`, value: decision.value, event: decision.at, entered: began.entered }];
    }),
  ];
}

/** What is past its limit is missed, though it goes on. */
interface Decision {
  value: 'met' | 'missed' | 'undecided' | 'unrecorded' | 'not-applicable';
  /** Milliseconds. */
  at: number;
}

/** @param asOf milliseconds: the moment of judging. @returns null while it runs, or may yet apply */
function decisionOf(clock: ClockTime, { restored, closed }: Judged, asOf: number): Decision | null {
  const { state, end, limitAt } = clock;
  const over = earliest([restored, closed]);
  switch (state) {
    case 'running':
    case 'to-be-agreed':
      return null;
    case 'not-applicable':
      return closed === null ? null : { value: state, at: closed };
    case 'undecided': {
      const at = end ?? over;
      return at === null ? null : { value: state, at };
    }
    case 'missed':
    case 'overrun':
      return { value: 'missed', at: earliest([end ?? null, limitAt ?? null, end === undefined ? over : null]) ?? asOf };
    default:
      return { value: state, at: end ?? over ?? asOf };
  }
}

/**
 * Listed as 进行中 at the end of a period: it has no end yet, and no document has judged it. So is one on which the readings differ
 * by now, one of them past its limit: it becomes 口径未定, or what it turns out to be, where it is over.
 */
export function runsOn(clock: ClockTime, judged: Judged, asOf: number): boolean {
  const isOpen = ['running', 'to-be-agreed', 'undecided'].includes(clock.state);
  return isOpen && decisionOf(clock, judged, asOf) === null;
}

function earliest(times: readonly (number | null)[]): number | null {
  const known = times.filter((one) => one !== null);
  return known.length === 0 ? null : Math.min(...known);
}
