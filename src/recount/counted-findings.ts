/** Findings followed from scan to scan, counted again: open, new, come back and fixed, by level. */

import { factOf, upToPeriod } from './belongs.ts';
import { byId, type Data, daysFrom, ms, plusDays } from './data.ts';
import { awaitsScan, type Followed, lateFixCount, lateMend } from './late-fixes.ts';
import type { Thing } from './spans.ts';
import { counts } from './units.ts';
import { isVouched } from './vouched.ts';
import { serviceRecords, type World } from './world.ts';

const LEVELS = ['critical', 'high', 'medium', 'low'];
const DAYS: Record<string, number> = { critical: 7, high: 15, medium: 30, low: 90 };

interface Sight {
  shown: boolean;
  address: string;
  asset: string | undefined;
  alone: boolean;
  level: string;
}

interface Track {
  level: string;
  sights: Map<string, Sight>;
  since: string;
  fixed: string | null;
  /** Ids of the scans that showed it first, that showed it again, and that no longer did, each time. */
  found: string;
  returns: string[];
  fixes: string[];
  /** The level that it had until each of those, and the scans that gave it that. */
  levels: string[];
  graded: string[];
  /** The scan that gave it its level, and the newest that showed it. */
  grade: string;
  seen: string;
}

/** What the document counts, and what it keeps of that, its corrections among it. */
interface Kept {
  counts(key: string): boolean;
  held: Readonly<Record<string, Record<string, number>>>;
}

/** What happened within the period; the other states are those at its end. */
const HAPPENED = ['new', 'reopened', 'fixed'];

const keyOfScan = (id: string): string => `${id} findings`;

const scansOf = (world: World): Data[] =>
  upToPeriod(world, 'scan').filter((one) => ms(one.finishedAt) <= ms(world.asOf));

/** Each finding is found by one scan, and fixed by the scan that no longer shows it. */
export function findingThings(world: World): Thing[] {
  if (!counts(world, 'findings')) return [];
  const scans = scansOf(world);
  const facts = new Map(scans.map((one) => [one.id as string, factOf(world, one)]));
  const thing = (scan: string, value: string): Thing[] => {
    const fact = facts.get(scan);
    return fact === undefined ? [] : [{ key: keyOfScan(scan), value, ...fact }];
  };
  return [...tracksOf(scans).tracks.values()].flatMap(({ level, found, returns, fixes }) => [
    ...thing(found, `new ${level}`),
    ...returns.flatMap((scan) => thing(scan, `reopened ${level}`)),
    ...fixes.flatMap((scan) => thing(scan, `fixed ${level}`)),
  ]);
}

/** Ids of scans that belong to a later period. */
export function waitingScans(world: World): string[] {
  const told = new Set(upToPeriod(world, 'scan'));
  return serviceRecords(world, 'scan').flatMap((one) => (told.has(one) ? [] : [one.id]));
}

/** Counts by the ids of the figures: what was found, and what was done about it, as far as the document tells of it. */
export function findingCounts(world: World, { counts: isCounted, held }: Kept): Record<string, number> {
  const scans = scansOf(world);
  const isHere = (scan: string): boolean => isCounted(keyOfScan(scan));
  const decisions = upToPeriod(world, 'finding-decision');
  const { tracks, assets } = tracksOf(scans);
  const counts = noughts();
  const add = (id: string): void => {
    counts[id] = (counts[id] ?? 0) + 1;
  };
  for (const [key, track] of tracks) {
    const own = decisionsAbout(world, key, decisions, assets);
    const decided = decisionOf(world, own);
    counts['fixed-late'] =
      (counts['fixed-late'] ?? 0) + lateIn(world, key, track, { ...decided, decisions: own, scans });
    const state = stateOf(track, decided, isHere);
    const happened = [
      ...(isHere(track.found) ? ['new'] : []),
      ...track.returns.filter(isHere).map(() => 'reopened'),
      ...track.fixes.filter(isHere).map(() => 'fixed'),
    ];
    const happenedIds = happened.flatMap((one) => idsOfEvent(one, track.level));
    const stands = HAPPENED.includes(state) ? [] : [`${state}.${track.level}`];
    const settled = state === 'accepted' || state === 'false-positive';
    const rest = settled ? rowOf(`by-level.${state}`, track.level) : waitingIds(world, key, track, decided.dueOn);
    for (const id of [...happenedIds, ...stands, ...rest]) add(id);
  }
  return { ...counts, ...correctedOf(counts, held) };
}

/** A row of a table by levels. */
const rowOf = (id: string, level: string): string[] => [`${id}.${level}`, `${id}.total`];

const idsOfEvent = (event: string, level: string): string[] => [
  `${event}.${level}`,
  ...(event === 'reopened' ? [] : [event]),
  ...(event === 'fixed' ? rowOf('by-level.fixed', level) : []),
];

/** What is not fixed, in the whole, by its level and by its asset. */
function waitingIds(world: World, key: string, { fixed, level, since }: Track, dueOn: string | undefined): string[] {
  if (fixed !== null) return [];
  const [place] = JSON.parse(key) as [string, string, string];
  const isLate = world.clock.day(world.asOf) > (dueOn ?? plusDays(world.clock.day(since), daysOf(world, level)));
  return [
    ...['waiting', `waiting.${level}`, ...(level === 'critical' || level === 'high' ? ['waiting.severe'] : [])],
    ...[...rowOf('by-level.waiting', level), ...rowOf(`by-asset.${place}`, level)],
    ...(isLate ? ['overdue', ...rowOf('by-level.overdue', level), `by-asset.${place}.overdue`] : []),
  ];
}

/** What the document kept of scans, less what it counted itself. */
function correctedOf(counts: Readonly<Record<string, number>>, held: Kept['held']): Record<string, number> {
  const all = Object.entries(held).flatMap(([key, values]) => (key.endsWith(' findings') ? [values] : []));
  const ids = HAPPENED.flatMap((kind) => LEVELS.map((level) => [kind, level] as const));
  return Object.fromEntries(
    ids.map(([kind, level]) => {
      const sum = all.reduce((n, values) => n + (values[`${kind} ${level}`] ?? 0), 0);
      return [`${kind}.corrected.${level}`, sum - (counts[`${kind}.${level}`] ?? 0)];
    }),
  );
}

function tracksOf(scans: readonly Data[]): { tracks: Map<string, Track>; assets: Map<string, string> } {
  const ordered = scans.toSorted((a, b) => ms(a.finishedAt) - ms(b.finishedAt) || byId(a, b));
  const known = ordered.flatMap((scan) => [...scan.hosts, ...scan.findings]).filter((one) => one.asset !== undefined);
  const assets = new Map<string, string>(known.map((one) => [one.address, one.asset]));
  const tracks = new Map<string, Track>();
  for (const scan of ordered) follow(tracks, scan, assets);
  return { tracks, assets };
}

const STATES = ['new', 'continuing', 'reopened', 'fixed', 'accepted', 'false-positive'];

function noughts(): Record<string, number> {
  const ids = [...STATES, 'waiting'].flatMap((state) => LEVELS.map((level) => `${state}.${level}`));
  return Object.fromEntries(
    [...ids, 'waiting', 'waiting.severe', 'overdue', 'fixed-late', 'new', 'fixed'].map((id) => [id, 0]),
  );
}

const daysOf = ({ findingLevels }: World, level: string): number =>
  findingLevels?.levels?.find((one: Data) => one.level === level)?.days ?? DAYS[level] ?? 0;

const keyOf = (place: string, component: string, id: string): string => JSON.stringify([place, component, id]);

function follow(tracks: Map<string, Track>, scan: Data, assets: ReadonlyMap<string, string>): void {
  const at = scan.finishedAt;
  const scanned = scan.hosts.filter((one: Data) => one.state === 'scanned');
  const assetOf = (one: Data): string | undefined => one.asset ?? assets.get(one.address);
  const addresses = new Set(scanned.map((one: Data) => one.address));
  const perAsset = Map.groupBy(scanned as Data[], assetOf);
  const alone = (asset: string | undefined): boolean => asset !== undefined && perAsset.get(asset)?.length === 1;
  const covered = new Set(scanned.map((one: Data) => assetOf(one) ?? one.address));
  const shown = new Set<string>();
  for (const finding of scan.findings) {
    const asset = assetOf(finding);
    const key = keyOf(asset ?? finding.address, finding.component, finding.id);
    shown.add(key);
    const track = tracks.get(key) ?? firstSight(scan, finding.level);
    if (track.fixed !== null)
      Object.assign(track, { since: at, fixed: null, returns: [...track.returns, scan.id], grade: scan.id });
    const sight = { shown: true, address: finding.address, asset, alone: alone(asset), level: finding.level };
    track.sights.set(scan.scanner, sight);
    tracks.set(key, { ...track, ...gradedBy(track, finding.level, scan), seen: scan.id });
  }
  for (const [key, track] of tracks) {
    const sight = track.sights.get(scan.scanner);
    if (sight === undefined || !sight.shown || shown.has(key)) continue;
    const place = sight.asset ?? sight.address;
    const looked = addresses.has(sight.address) || (sight.alone && alone(sight.asset));
    if (!covered.has(place) || !looked) continue;
    sight.shown = false;
    const still = [...track.sights.values()].find((one) => one.shown);
    if (still === undefined)
      Object.assign(track, {
        fixed: at,
        fixes: [...track.fixes, scan.id],
        levels: [...track.levels, track.level],
        graded: [...track.graded, track.grade],
      });
    else Object.assign(track, gradedBy(track, still.level, scan));
  }
}

const firstSight = ({ id, finishedAt: at }: Data, level: string): Track => ({
  ...{ level, sights: new Map(), since: at, fixed: null },
  ...{ found: id, returns: [], fixes: [], levels: [], graded: [], grade: id, seen: id },
});

/** The newest level, unless a scanner that still shows it says a worse one. */
function worst({ sights }: Track, newest: string): string {
  const shown = [...sights.values()].filter((one) => one.shown).map((one) => one.level);
  return LEVELS.find((level) => [newest, ...shown].includes(level)) ?? newest;
}

function gradedBy(track: Track, newest: string, scan: Data): Pick<Track, 'level' | 'grade'> {
  const level = worst(track, newest);
  return { level, grade: level === track.level ? track.grade : scan.id };
}

interface Decided {
  accepted: boolean;
  falsePositive: boolean;
  dueOn: string | undefined;
}

/** Made by then, in order of time. */
const decisionsAbout = (
  world: World,
  key: string,
  decisions: readonly Data[],
  assets: ReadonlyMap<string, string>,
): Data[] =>
  decisions
    .filter((one) => ms(one.at) <= ms(world.asOf))
    .filter((one) => keyOf(assets.get(one.target) ?? one.target, one.component, one.vulnerability) === key)
    .sort((a, b) => ms(a.at) - ms(b.at) || byId(a, b));

/** How often it was mended late, of what belongs to the document. */
function lateIn(
  world: World,
  key: string,
  track: Track,
  { scans, ...decided }: { dueOn: string | undefined; decisions: readonly Data[]; scans: readonly Data[] },
): number {
  return lateFixCount(world, byIds(scans), followedOf(world, key, track, decided));
}

const byIds = (scans: readonly Data[]): Map<string, Data> => new Map(scans.map((one): [string, Data] => [one.id, one]));

function followedOf(
  world: World,
  key: string,
  { levels, graded, found, returns, fixes: gone }: Track,
  { dueOn, decisions }: { dueOn: string | undefined; decisions: readonly Data[] },
): Followed {
  const [place, , id] = JSON.parse(key) as [string, string, string];
  const days = levels.map((one) => daysOf(world, one));
  return { place, id, days, dueOn, shown: [found, ...returns], graded, gone, decisions };
}

/** How a finding stands in a document. */
export interface Standing {
  /** Asset or address. */
  place: string;
  component: string;
  id: string;
  level: string;
  state: string;
  /** Past its deadline: nothing was done in time, or only a scan has to confirm what was. */
  late: 'no' | 'awaiting' | 'yes';
  /** Whole days by which it was mended too late. */
  lateDays: number;
}

/** Every finding that the document tells of. */
export function standingFindings(world: World, isCounted: (key: string) => boolean): Standing[] {
  const scans = scansOf(world);
  const known = byIds(scans);
  const decisions = upToPeriod(world, 'finding-decision');
  const { tracks, assets } = tracksOf(scans);
  return [...tracks].map(([key, track]) => {
    const own = decisionsAbout(world, key, decisions, assets);
    const decided = decisionOf(world, own);
    const state = stateOf(track, decided, (scan) => isCounted(keyOfScan(scan)));
    const [place, component, id] = JSON.parse(key) as [string, string, string];
    const followed = followedOf(world, key, track, { dueOn: decided.dueOn, decisions: own });
    const due = decided.dueOn ?? plusDays(world.clock.day(track.since), daysOf(world, track.level));
    const isPast = ['new', 'continuing', 'reopened'].includes(state) && world.clock.day(world.asOf) > due;
    const late = !isPast ? 'no' : awaitsScan(world, known, followed, due, track.seen) ? 'awaiting' : 'yes';
    const mended = state === 'fixed' ? lateMend(world, known, followed, followed.gone.length - 1) : null;
    return {
      place,
      component,
      id,
      level: track.level,
      state,
      late,
      lateDays: mended === null ? 0 : daysFrom(mended.since, mended.day),
    };
  });
}

function decisionOf(world: World, own: readonly Data[]): Decided {
  const last = own
    .filter((one) => one.approver === undefined || isVouched(one, one.at))
    .findLast((one) => ['accept', 'false-positive', 'reopen'].includes(one.decision));
  const valid = last?.expiresOn === undefined || world.clock.day(world.asOf) <= last.expiresOn;
  return {
    accepted: last?.decision === 'accept' && valid,
    falsePositive: last?.decision === 'false-positive',
    dueOn: own.findLast((one) => one.dueOn !== undefined)?.dueOn,
  };
}

function stateOf(
  { fixed, found, returns }: Track,
  { accepted, falsePositive }: Decided,
  isHere: (scan: string) => boolean,
): string {
  if (fixed !== null) return 'fixed';
  if (falsePositive) return 'false-positive';
  if (accepted) return 'accepted';
  const back = returns.at(-1);
  if (!isHere(back ?? found)) return 'continuing';
  return back === undefined ? 'new' : 'reopened';
}
