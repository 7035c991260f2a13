/** The figures of the site, counted again: one counter a family of ids, asked for the interval that the page prints. */
import { backupCounts } from '../../../src/recount/backups/counts.ts';
import { keptFigures } from '../../../src/recount/backups/kept.ts';
import { balanceOf } from '../../../src/recount/balance.ts';
import { periodsOf } from '../../../src/recount/cadence/owed-periods.ts';
import { checksByDay } from '../../../src/recount/compare/months.ts';
import { once } from '../../../src/recount/compare/once.ts';
import type { Counted, Figures } from '../../../src/recount/counted.ts';
import { certificatesShown } from '../../../src/recount/counted-attendance.ts';
import { isOpen, isOwed, judgedDues } from '../../../src/recount/counted-deliveries.ts';
import { findingCounts, standingFindings } from '../../../src/recount/counted-findings.ts';
import { type Data, idDate, ms, plusDays, plusMonths } from '../../../src/recount/data.ts';
import type { Judged } from '../../../src/recount/incidents.ts';
import { outcomesIn } from '../../../src/recount/inspection.ts';
import { quotaFigures } from '../../../src/recount/levels/quotas.ts';
import { type Seen, seenOf } from '../../../src/recount/outages/availability.ts';
import { instalmentFigures } from '../../../src/recount/payments/instalments.ts';
import { startOf } from '../../../src/recount/period-incidents.ts';
import { expenseFlow } from '../../../src/recount/registers.ts';
import { owingFigures } from '../../../src/recount/score/owings.ts';
import { bearing, namedBy } from '../../../src/recount/score/scored-clauses.ts';
import { countedSpan, placeOf, type Span, spansOf } from '../../../src/recount/spans.ts';
import { unitIn } from '../../../src/recount/units.ts';
import { dayOf, serviceRecords } from '../../../src/recount/world.ts';
import type { SiteWorld } from './_site-world.ts';

/** Days, both included; without `from` whatever there is up to the moment. */
export interface Window {
  from?: string;
  to: string;
  /** Milliseconds, of what is told from a cut of the 月报 to the next. */
  cuts?: { from: number; to: number };
}

/** undefined: there is no such thing to be counted. */
type Counter = (world: SiteWorld, within: Window, ...parts: string[]) => Counted | undefined;

const sum = (list: readonly Data[], of: (one: Data) => number): number => list.reduce((all, one) => all + of(one), 0);
const count = <T>(list: readonly T[], test: (one: T) => boolean): number => list.filter(test).length;
const isIn = (day: string, { from, to }: Window): boolean => (from === undefined || day >= from) && day <= to;

/** Of a kind, by the day that each is about. */
const recordsIn = (world: SiteWorld, kind: string, within: Window): Data[] =>
  serviceRecords(world, kind).filter((one) => isIn(dayOf(world, one), within));

const holdsOn = ({ from, until }: Data, day: string): boolean => (from ?? day) <= day && (until ?? day) >= day;
const isSettled = ({ confirmed, chosen }: Data): boolean => confirmed === true && chosen != null;

/** Of the records of a year up to the last day, those that were withdrawn among them. */
function correctionsIn(world: SiteWorld): Data[] {
  return [...world.kinds]
    .flatMap((kind) => [...world.records(kind), ...world.withdrawn(kind)])
    .filter((one) => isOfYear(world, one))
    .flatMap(({ corrections = [] }) => corrections);
}

const isOfYear = ({ served }: SiteWorld, { id }: Data): boolean => idDate(id) >= plusMonths(served.to, -12);

const withdrawnIn = (world: SiteWorld): number =>
  sum(world.kinds, (kind: Data) => count(world.withdrawn(kind), (one) => isOfYear(world, one)));

function ofDues(world: SiteWorld, _: Window, state = ''): Counted {
  const all = judgedDues(world).map(({ outcome }) => outcome);
  if (state === 'owed') return count(all, isOwed);
  return state === 'upcoming' ? count(all, isOpen) : count(all, (one) => one.state === state);
}

/** By the day on which each was registered, as its number has it; from cut to cut those that the 月报 of the month counts. */
function faultsIn(world: SiteWorld, within: Window): Judged[] {
  const all = balanceOf(world).incidents;
  const { cuts } = within;
  if (cuts === undefined) return all.filter(({ record }) => isIn(idDate(record.id), within));
  const place = reportedMonths(world).findIndex((one) => one.cuts?.from === cuts.from && one.cuts.to === cuts.to);
  return place < 0 ? [] : all.filter((one) => placeOf(startOf(one), monthsOfReports(world)) === place);
}

/** The months of the 月报 as far as they have begun, and the next one, for which what came after the last cut waits. */
const monthsOfReports = once((world: SiteWorld): Span[] => {
  const { obligations, clock, asOf, known } = world;
  const own = obligations.find(({ id }) => unitIn(obligations, id) === 'monthly-maintenance');
  const months = own === undefined ? [] : periodsOf(world, own);
  const begun = months.filter(({ from }) => from <= clock.day(asOf)).length;
  const last = months[Math.min(begun, months.length - 1)];
  if (own === undefined || last === undefined) return [];
  const manifest = { ...world.manifest, obligation: own.id, period: last.id, from: last.from, to: last.to };
  return spansOf(
    { ...world, manifest },
    known,
    asOf,
    serviceRecords(world, 'waiver').filter((one) => one.obligation === own.id),
  );
});

/** From cut to cut: what the site lists month by month as the 月报 counts it. */
export const reportedMonths = (world: SiteWorld): (Window & { from: string })[] =>
  monthsOfReports(world).map((_, n, spans) => {
    const { from, to } = countedSpan(spans.slice(0, n + 1));
    const cuts = { from, to: Math.min(to, ms(world.asOf)) };
    const day = (at: number): string => world.clock.day(new Date(at).toISOString());
    return { from: day(Math.max(from, world.clock.at(world.served.from, '00:00'))), to: day(cuts.to), cuts };
  });

const about = (world: SiteWorld, within: Window, asset: string): Judged[] =>
  faultsIn(world, within).filter(({ record }) => record.assets.includes(asset));

const faultCounts = (own: readonly Judged[]): Record<string, number> => ({
  total: count(own, (one) => !one.requirement),
  requirements: count(own, (one) => one.requirement === true),
  listed: own.length,
});

const ofCause = (world: SiteWorld, within: Window, cause = ''): Counted =>
  count(faultsIn(world, within), (one) => !one.requirement && (one.record.causeCategory ?? 'unknown') === cause);

/** Its faults, and its repairs by the day on which somebody told of the damage. */
function ofFaulty(world: SiteWorld, within: Window, asset = ''): Counted {
  const repairs = recordsIn(world, 'device-repair', within).filter((one) => one.asset === asset);
  return count(about(world, within, asset), (one) => !one.requirement) + repairs.length;
}

const MISSED = ['missed', 'overrun', 'unrecorded'];

/**
 * By limit and state: a limit of one length is one, and each is held by itself, whichever decides; restoration is told by its level,
 * and of what is no fault only the date that was agreed.
 */
const limitCounts = once((world: SiteWorld): Record<string, number> => {
  const told = balanceOf(world).incidents.flatMap((one) => [...limitsOfOne(one)]);
  const counts: Record<string, number> = {};
  const ids = told.flatMap(([limit, state]) => [`${limit}.${state}`, ...(limit === 'requirement' ? [] : [state])]);
  for (const id of ids) counts[id] = (counts[id] ?? 0) + 1;
  return counts;
});

function limitsOfOne({ requirement, level, clocks, others }: Judged): ReadonlyMap<string, string> {
  const { restoration, diagnosis: _, ...rest } = clocks;
  const beside = Object.values(others.response).map((one) => ['response', one] as const);
  const held = requirement ? [] : [...beside, ...Object.entries(rest)];
  // Of limits of one length the one that decides stands last, and is told.
  const named = held.map(([clock, one]) => [`${clock}-${one.limit}`, one] as const);
  const restored = requirement ? 'requirement' : `restoration-${level}`;
  const all = [...named, ...(restoration === undefined ? [] : [[restored, restoration] as const])];
  return new Map(all.flatMap(([id, { state }]) => (state === 'not-applicable' ? [] : [[id, stateIn(state)]])));
}

const stateIn = (state: string): string => (state === 'met' ? 'met' : MISSED.includes(state) ? 'missed' : 'running');

function rateOfLimit(world: SiteWorld, _: Window, limit = ''): Counted {
  const [met, missed] = ['met', 'missed'].map((state) => limitCounts(world)[`${limit}.${state}`] ?? 0) as [
    number,
    number,
  ];
  return { numerator: met, denominator: met + missed };
}

const quotasOnce = once((world: SiteWorld): Figures => quotaFigures(world, balanceOf(world).incidents, world.served));

const standing = once((world: SiteWorld) => standingFindings(world, () => true));
const WAITING = ['new', 'continuing', 'reopened'];
const DECIDED = ['accepted', 'false-positive'];
const findingsOf = (world: SiteWorld, asset = '') => standing(world).filter(({ place }) => place === asset);

function ofFindings(world: SiteWorld, _: Window, what = '', level?: string): Counted {
  if (what === 'fixed-late') return findingCounts(world, balanceOf(world))['fixed-late'] ?? 0;
  const own = standing(world).filter((one) => level === undefined || one.level === level);
  return count(own, ({ state, late }) => (what === 'late' ? late === 'yes' : WAITING.includes(state)));
}

function ofWaiting(world: SiteWorld, _: Window, column = '', asset = ''): Counted {
  const own = findingsOf(world, asset).filter(({ state }) => WAITING.includes(state));
  if (column === 'total') return own.length;
  return count(own, ({ level, late }) => (column === 'overdue' ? late === 'yes' : level === column));
}

function ofScan(world: SiteWorld, _: Window, id = '', what = ''): Counted | undefined {
  const own = world.records('scan').find((one) => one.id === id);
  if (own === undefined) return undefined;
  if (what === 'findings') return own.findings.length;
  return { numerator: count(own.hosts, ({ state }: Data) => state === 'scanned'), denominator: own.hosts.length };
}

const seenOnce = once((_: SiteWorld) => new Map<string, ReadonlyMap<string, Seen>>());

/** Of the days that are over. */
function seenIn(world: SiteWorld, { from = world.served.from, to }: Window): ReadonlyMap<string, Seen> {
  const known = seenOnce(world);
  const key = `${from} ${to}`;
  const all = serviceRecords(world, 'probe');
  const counted = all.filter(({ date }) => date >= from && date <= to);
  const before = all.filter(({ date }) => date === plusDays(from, -1));
  const [start, end] = [world.clock.at(from, '00:00'), world.clock.at(plusDays(to, 1), '00:00')];
  const seen = known.get(key) ?? seenOf(world, { counted, before }, start, end);
  known.set(key, seen);
  return seen;
}

function ofTarget(world: SiteWorld, within: Window, what = '', target = ''): Counted | undefined {
  const seen = seenIn(world, within).get(target);
  if (seen === undefined) return undefined;
  const { up, down, unobserved, outages } = seen;
  if (what === 'outages') return outages;
  if (what === 'availability') return { numerator: up, denominator: up + down };
  return { numerator: up + down, denominator: up + down + unobserved };
}

/** With agreed maintenance. */
function ofMaintained(world: SiteWorld, within: Window, target = ''): Counted | undefined {
  const seen = seenIn(world, within).get(target);
  if (seen === undefined) return undefined;
  const { up, down, inWindows } = seen;
  return { numerator: up + inWindows.up, denominator: up + inWindows.up + down + inWindows.down };
}

const backupsIn = (world: SiteWorld, within: Window): Data[] =>
  serviceRecords(world, 'backup').filter(({ startedAt }) => isIn(world.clock.day(startedAt), within));

function ofBackups(world: SiteWorld, within: Window, asset = '', plan = '', column = ''): Counted | undefined {
  return backupCounts(backupsIn(world, within), { asset, plan })[column];
}

function ofExpenses(world: SiteWorld, within: Window, payer?: string, flow = '', counted?: string): Counted {
  const own = recordsIn(world, 'expense', within).filter(
    (one) => expenseFlow(one.type) === flow && (payer === undefined || one.payer === payer),
  );
  return counted === undefined ? Math.round(sum(own, (one) => one.amount) * 100) / 100 : own.length;
}

/** A row of the table of items: by what was bought, how it is told and who bears it, the dearest first. */
function ofItem(world: SiteWorld, within: Window, place = '', counted?: string): Counted | undefined {
  const all = recordsIn(world, 'expense', within);
  const rows = [...Map.groupBy(all, ({ item, type, payer }) => JSON.stringify([item, type, payer])).values()];
  const amount = (own: readonly Data[]): number => Math.round(sum(own, (one) => one.amount) * 100) / 100;
  const own = rows.toSorted((a, b) => amount(b) - amount(a))[Number(place) - 1];
  if (own === undefined) return undefined;
  return counted === undefined ? amount(own) : own.length;
}

const STATES: Readonly<Record<string, readonly string[]>> = {
  there: ['present', 'late', 'left-early'],
  late: ['late', 'left-early'],
  leave: ['leave'],
  absent: ['absent'],
};

function ofStaff(world: SiteWorld, within: Window, what = '', person = ''): Counted | undefined {
  const all = recordsIn(world, 'duty', within);
  if (what === 'stood') return count(all, ({ state, substitute }) => state === 'leave' && substitute === person);
  const own = all.filter((one) => one.person === person);
  if (what === 'shifts') return own.length;
  return count(own, ({ state }) => STATES[what]?.includes(state) === true);
}

/** A service order whose score stands in a survey of its own counts once. */
function ofScores(world: SiteWorld, within: Window, what = ''): Counted {
  const surveys = recordsIn(world, 'satisfaction', within);
  const told = new Set(surveys.map(({ order }) => order));
  const orders = recordsIn(world, 'service-order', within).filter(
    (one) => one.satisfaction !== undefined && !told.has(one.id),
  );
  if (what === 'surveys') return surveys.length;
  return what === 'orders' ? orders.length : surveys.length + orders.length;
}

/** As the day's log judges its readings, under the last confirmation. */
function ofChecks(world: SiteWorld, { to }: Window, outcome = ''): Counted | undefined {
  return outcomesIn(checksByDay(world)(to))?.[outcome];
}

/** What 持证上岗 calls how it stands, by what the list of all things calls it. */
const CERTIFICATE: Readonly<Record<string, string>> = { met: 'valid', missed: 'lapsed', unseen: 'unknown' };

/** By the row of the contract, or of all rows of the kind; a row of which nothing was decided comes to nothing. */
function ofThings(world: SiteWorld, _: Window, kind = '', row?: string, what = ''): Counted {
  const isCertificate = kind === 'certificate';
  const all: Figures = isCertificate
    ? certificatesShown(world)
    : kind === 'activity'
      ? owingFigures(world, world.served)
      : keptFigures(world);
  const [head, tail] = isCertificate ? ['certificates', CERTIFICATE[what] ?? what] : [`owed.${kind}`, what];
  if (row !== undefined) return all[`${head}.${row}.${tail}`] ?? 0;
  const own = Object.entries(all).filter(([id]) => id.startsWith(`${head}.`) && id.endsWith(`.${tail}`));
  return own.reduce((total, [, value]) => total + Number(value), 0);
}

/** Systems of the contract, where a clause asks for their logs. */
function systemsWithoutLog(world: SiteWorld): Counted {
  if (bearing(world.contract, 'operation-log').length === 0) return 0;
  const logged = new Set(serviceRecords(world, 'operation-log').map(({ asset }) => asset));
  return count(world.assets, (one) => one.contract !== false && one.family === 'application' && !logged.has(one.id));
}

/** Issued documents whose obligation names the clause. */
function documentsOf(world: SiteWorld, clause: string): number {
  const named = new Set(
    world.obligations
      .filter(({ clauses = [] }) => clauses.some((one: Data) => namedBy(world.contract, String(one)).includes(clause)))
      .map(({ id }) => id),
  );
  return count(world.known, ({ obligation }) => named.has(obligation));
}

const FAMILIES: readonly [RegExp, Counter][] = [
  [/^records$/, (world, within) => sum(world.kinds, (kind: Data) => recordsIn(world, kind, within).length)],
  [/^records\.corrections$/, (world) => correctionsIn(world).length],
  [/^records\.withdrawn$/, (world) => withdrawnIn(world)],
  [/^records\.([a-z-]+)$/, (world, within, kind = '') => recordsIn(world, kind, within).length],
  [/^documents\.([a-z-]+)$/, (world, _, id) => count(world.known, ({ obligation }) => obligation === id)],
  [/^occurrences\.([a-z-]+)$/, ofDues],
  [
    /^incidents\.(total|requirements|listed)$/,
    (world, within, what) => faultCounts(faultsIn(world, within))[what ?? ''],
  ],
  [/^incidents\.cause\.([a-z-]+)$/, ofCause],
  [
    /^incidents\.(.+)\.(total|requirements)$/,
    (world, within, asset = '', what = '') => faultCounts(about(world, within, asset))[what],
  ],
  [/^faults\.(.+)$/, ofFaulty],
  [/^limits\.missed$/, (world) => limitCounts(world)['missed'] ?? 0],
  [/^limits\.(.+)\.(met|missed|running)$/, (world, _, limit, state) => limitCounts(world)[`${limit}.${state}`] ?? 0],
  [/^limits\.(.+)\.rate$/, rateOfLimit],
  [/^quota\.(.+)$/, (world, _, id) => quotasOnce(world)[`quota.${id}`]],
  [/^findings\.(waiting|late|fixed-late)$/, ofFindings],
  [/^findings\.(waiting|late)\.(critical|high|medium|low)$/, ofFindings],
  [/^findings\.waiting\.(critical|high|medium|low|total|overdue)\.(.+)$/, ofWaiting],
  [
    /^findings\.decided\.(.+)$/,
    (world, _, asset) => count(findingsOf(world, asset), (one) => DECIDED.includes(one.state)),
  ],
  [/^findings\.all\.(.+)$/, (world, _, asset) => findingsOf(world, asset).length],
  [
    /^findings\.([a-z-]+)\.(.+)$/,
    (world, _, state, asset) => count(findingsOf(world, asset), (one) => one.state === state),
  ],
  [/^scan\.(.+)\.(hosts|findings)$/, ofScan],
  [/^availability\.(.+)\.outages$/, (world, within, target = '') => seenIn(world, within).get(target)?.outages],
  [/^availability\.with-maintenance\.(.+)$/, ofMaintained],
  [/^(availability|coverage|outages)\.(.+)$/, ofTarget],
  [/^backups\.sets$/, (world, within) => backupsIn(world, within).length],
  [/^backups\.([^.]+)\.([^.]+)\.([a-z]+)$/, ofBackups],
  [/^(instalments\..+\.(?:asked|there))$/, (world, _, id = '') => instalmentFigures(world)[id]],
  [/^owed\.(kept|certificate|activity)\.(?:(.+)\.)?(owed|met|missed|unseen)$/, ofThings],
  [/^expenses\.count$/, (world, within) => recordsIn(world, 'expense', within).length],
  [/^expenses\.item\.(\d+)(\.count)?$/, ofItem],
  [/^expenses\.(?:(purchaser|supplier)\.)?([a-z]+?)(\.count)?$/, ofExpenses],
  [/^staff\.(shifts|there|late|leave|absent|stood)\.(.+)$/, ofStaff],
  [/^satisfaction\.(total|surveys|orders)$/, ofScores],
  [
    /^changes\.stage\.([a-z]+)$/,
    (world, within, stage) => count(recordsIn(world, 'change', within), (one) => one.stage === stage),
  ],
  [
    /^assets\.total$/,
    ({ assets, served }) => count(assets, (one) => one.contract !== false && holdsOn(one, served.to)),
  ],
  [/^interpretations\.total$/, ({ interpretations }) => interpretations.length],
  [/^interpretations\.settled$/, ({ interpretations }) => count(interpretations, isSettled)],
  [/^checks\.([a-z-]+)$/, ofChecks],
  [/^logs\.systems-without$/, systemsWithoutLog],
  [/^clauses\.total$/, ({ contract }) => (contract.clauses ?? []).length],
  [
    /^clauses\.documented$/,
    (world) => count(world.contract.clauses, ({ id }: Data) => documentsOf(world, String(id)) > 0),
  ],
  [/^clauses\.(.+)\.documents$/, (world, _, id = '') => documentsOf(world, id)],
];

/** A figure of the site, counted again; undefined where nobody counts it, or there is no such thing. */
export function siteFigure(world: SiteWorld, id: string, within: Window): Counted | undefined {
  for (const [pattern, counter] of FAMILIES) {
    const found = pattern.exec(id);
    if (found !== null) return counter(world, within, ...found.slice(1));
  }
  return undefined;
}
