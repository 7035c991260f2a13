/**
 * Figures of rows: of a day, an obligation, an asset, a category. One counter a family, whatever its ids: each is asked for what a
 * document prints, so that no row has to be foreseen.
 */
import { balanceOf } from '../balance.ts';
import { ofDays, ofPeriod } from '../belongs.ts';
import type { Counted } from '../counted.ts';
import { judgedDues, keyIn, type Outcome } from '../counted-deliveries.ts';
import { findingCounts } from '../counted-findings.ts';
import { type Data, ms, plusDays } from '../data.ts';
import { outcomesOf } from '../inspection.ts';
import { seenOf } from '../outages/availability.ts';
import { countedDays } from '../spans.ts';
import { isOf, ownUnit } from '../units.ts';
import { serviceRecords, type World } from '../world.ts';
import { monthFigures } from './month.ts';

/** undefined: the row cannot be counted by its id alone. */
type Counter = (world: World, ...parts: string[]) => Counted | undefined;

const count = (list: readonly Data[], test: (one: Data) => boolean): number => list.filter(test).length;
const sum = (list: readonly Data[], of: (one: Data) => number): number => list.reduce((all, one) => all + of(one), 0);

/** What a family counts of a world, once: a table asks for each of its cells. */
function once<T>(make: (world: World) => T): (world: World) => T {
  const known = new WeakMap<World, T>();
  return (world) => {
    const found = known.get(world) ?? make(world);
    known.set(world, found);
    return found;
  };
}

const FAMILIES: readonly [RegExp, Counter][] = [
  [/^inspection\.(\d{4}-\d\d-\d\d)\.([a-z-]+)$/, ofInspectedDay],
  [/^deliveries\.(.+)\.(own|after-cut)\.([a-z-]+)$/, ofObligation],
  [/^undelivered\.(.+)\.(count|never)$/, ofUndelivered],
  [/^findings\.(by-(?:asset|level)\..+)$/, (world, id = '') => findingsOnce(world)[id] ?? 0],
  [/^findings\.compared\.([a-z-]+)\.(critical|high|medium|low|now)$/, ofFindingState],
  [/^findings\.([a-z-]+)\.total$/, (world, state) => ofFindingState(world, state, 'now')],
  [/^consultations\.(topic|channel|department)\.(.+)\.([a-z]+)$/, ofConsultations],
  [/^backups\.([^.]+)\.([^.]+)\.([a-z-]+)$/, ofBackupPlan],
  [/^alerts\.(critical|warning|info)\.([a-z]+)$/, ofAlerts],
  [/^satisfaction\.distribution\.(s[1-5]|total)$/, ofScores],
  [/^incidents\.(cause|system|responsibility)\.(.+)\.count$/, ofIncidents],
  [/^coverage\.(.+)$/, (world, target) => coverageOf(world).get(target ?? '')],
  [/^logs\.anomalies\.([^.]+)\.([a-z]+)$/, ofAnomalies],
  [/^logs\.category\.([^.]+)\.(count|share)$/, ofLogCategory],
  [/^logs\.([^.]+)\.(total|days|anomalies)$/, ofSystemLog],
  // What a document of another unit tells of the same period is what the report of a month counts.
  [/^((?:attendance|availability|backups|clocks|incidents|inspection|permits|findings)\.[a-z.-]+)$/, ofHeadline],
];

/** A figure of a row, or a headline of another unit, counted again; undefined where nobody counts it. */
export function detailOf(world: World, id: string): Counted | undefined {
  for (const [pattern, counter] of FAMILIES) {
    const found = pattern.exec(id);
    const counted = found === null ? undefined : counter(world, ...found.slice(1));
    if (counted !== undefined) return counted;
  }
  return undefined;
}

const monthOnce = once(monthFigures);

function ofHeadline(world: World, id = ''): Counted | undefined {
  return monthOnce(world)[id];
}

const outcomesByDay = once((world) => {
  const days = new Map<string, Record<string, number> | null>();
  const confirms = world
    .records('signoff')
    .filter((one) => one.action === 'confirm' && isOf(world, one.obligation, 'inspection-log'));
  return (day: string) => {
    const own = days.has(day)
      ? days.get(day)
      : outcomesOf(world, day, confirms.filter(({ period }) => period === day).at(-1));
    days.set(day, own ?? null);
    return own ?? null;
  };
});

/** As the day's log judges its readings, under the confirmation that the document knows. */
function ofInspectedDay(world: World, day = '', outcome = ''): Counted | undefined {
  const outcomes = outcomesByDay(world)(day);
  return outcomes?.[outcome === 'pending' ? 'manual-pending' : outcome];
}

const OF_DELIVERY: Readonly<Record<string, (one: Outcome) => boolean>> = {
  owed: ({ state }) => state !== 'waived',
  issued: ({ issued }) => issued,
  delivered: ({ delivered }) => delivered,
  signed: ({ signed }) => signed,
  received: ({ received }) => received,
  claimed: ({ claimed }) => claimed,
  open: ({ state }) => state === 'open' || state === 'awaiting',
};
const DELIVERY_STATES = ['late', 'delivered-late', 'undelivered', 'overdue', 'missing', 'waived'];

const ownDues = once((world) => {
  const { counts } = balanceOf(world);
  return judgedDues(world).filter(({ due }) => counts(keyIn(due)));
});

/** Each 应交项 that the document counts, by its obligation; what fell due before its own period began is 上期截止后到期. */
function ofObligation(world: World, obligation = '', origin = '', column = ''): Counted | undefined {
  if (!world.obligations.some(({ id }) => id === obligation)) return undefined;
  const test =
    OF_DELIVERY[column] ?? (DELIVERY_STATES.includes(column) ? ({ state }: Outcome) => state === column : undefined);
  if (test === undefined) return undefined;
  const begin = world.spans.at(-1)?.start ?? 0;
  const own = ownDues(world).filter(
    ({ due }) =>
      due.obligation.id === obligation && (due.due !== null && due.due + 1000 < begin ? 'after-cut' : 'own') === origin,
  );
  return own.filter(({ outcome }) => test(outcome)).length;
}

/** Issued in time, and not known to be handed over in time. */
function ofUndelivered(world: World, ids = '', column = ''): Counted {
  const kinds = ids.split('+');
  // A statement does not judge itself.
  const isOwn = (id: string): boolean => ownUnit(world) === 'compliance-statement' && id === world.manifest.obligation;
  const own = ownDues(world).filter(
    ({ due, outcome }) =>
      kinds.includes(due.obligation.id) && !isOwn(due.obligation.id) && outcome.issued && !outcome.delivered,
  );
  const late = own.filter(
    ({ due, outcome: { times } }) => times.delivered !== null || due.due === null || ms(world.asOf) > due.due,
  );
  return column === 'count' ? late.length : late.filter(({ outcome }) => outcome.times.delivered === null).length;
}

const LEVELS = ['critical', 'high', 'medium', 'low'];

const findingsOnce = once((world) => findingCounts(world, balanceOf(world)));

function ofFindingState(world: World, state = '', column = ''): Counted | undefined {
  const counts = findingsOnce(world);
  if (!LEVELS.some((level) => counts[`${state}.${level}`] !== undefined)) return undefined;
  if (column !== 'now') return counts[`${state}.${column}`] ?? 0;
  return LEVELS.reduce((all, level) => all + (counts[`${state}.${level}`] ?? 0), 0);
}

const periodOnce = once((world) => {
  const kinds = new Map<string, Data[]>();
  return (kind: string): Data[] => {
    const own = kinds.get(kind) ?? ofPeriod(world, kind);
    kinds.set(kind, own);
    return own;
  };
});

function ofConsultations(world: World, field = '', value = '', status = ''): Counted {
  const own = periodOnce(world)('consultation').filter((one) => one[field] === value);
  return status === 'total' ? own.length : count(own, (one) => one.status === status);
}

/** Sets of a plan of an asset; one whose verification failed was no success. */
function ofBackupPlan(world: World, asset = '', plan = '', column = ''): Counted | undefined {
  const own = periodOnce(world)('backup').filter((one) => one.asset === asset && one.plan === plan);
  const good = own.filter((one) => one.result === 'success' && one.verified !== 'failed');
  const columns: Record<string, number> = {
    total: own.length,
    success: good.length,
    failed: own.length - good.length,
    verified: count(own, (one) => one.verified === 'passed'),
    offsite: count(good, (one) => one.offsite !== undefined),
  };
  return columns[column];
}

function ofAlerts(world: World, severity = '', decision = ''): Counted {
  const own = periodOnce(world)('alert-proposal').filter((one) => one.severity === severity);
  return decision === 'total' ? own.length : count(own, (one) => one.decision === decision);
}

/** A service order whose score stands in a survey of its own counts once. */
function ofScores(world: World, column = ''): Counted {
  const surveys = periodOnce(world)('satisfaction');
  const told = new Set(surveys.map((one) => one.order));
  const orders = periodOnce(world)('service-order').filter(
    (one) => one.satisfaction !== undefined && !told.has(one.id),
  );
  const scores = [...surveys.map((one) => String(one.score)), ...orders.map((one) => String(one.satisfaction))];
  return column === 'total' ? scores.length : scores.filter((score) => `s${score}` === column).length;
}

function ofIncidents(world: World, field = '', value = ''): Counted | undefined {
  if (field !== 'cause') return undefined;
  const { incidents, counts } = balanceOf(world);
  const own = incidents.filter(({ record, requirement }) => !requirement && counts(`${record.id} level`));
  return count(own, ({ record }) => (record.causeCategory ?? 'unknown') === value);
}

/** Seconds seen up or down of those that the days had, agreed maintenance left out of both. */
const coverageOf = once((world) => {
  const { from, to } = countedDays(world);
  const before = serviceRecords(world, 'probe').filter(({ date }) => date === plusDays(from, -1));
  const [start, end] = [world.clock.at(from, '00:00'), world.clock.at(plusDays(to, 1), '00:00')];
  const seen = seenOf(world, { counted: ofDays(world, 'probe'), before }, start, end);
  return new Map(
    [...seen].map(([target, { up, down, unobserved }]) => [
      target,
      { numerator: up + down, denominator: up + down + unobserved },
    ]),
  );
});

const logsOf = (world: World): Data[] => periodOnce(world)('operation-log');

function ofAnomalies(world: World, type = '', column = ''): Counted | undefined {
  const own = logsOf(world).flatMap(({ anomalies }) => anomalies.filter((one: Data) => one.type === type));
  if (column === 'items') return own.length;
  if (column === 'times') return sum(own, (one) => one.count);
  return count(own, (one) => one.judged === column);
}

function ofLogCategory(world: World, category = '', column = ''): Counted {
  const logs = logsOf(world);
  const rows = logs.flatMap(({ categories }) => categories.filter((one: Data) => one.category === category));
  const own = sum(rows, (one) => one.count);
  return column === 'count' ? own : { numerator: own, denominator: sum(logs, (one) => one.total) };
}

function ofSystemLog(world: World, asset = '', column = ''): Counted {
  const own = logsOf(world).filter((one) => one.asset === asset);
  if (column === 'total') return sum(own, (one) => one.total);
  if (column === 'anomalies') return sum(own, (one) => one.anomalies.length);
  return new Set(own.map((one) => world.clock.day(one.from))).size;
}
