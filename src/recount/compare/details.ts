/**
 * Figures of rows: of a day, an obligation, an asset, a category. One counter a family, whatever its ids: each is asked for what a
 * document prints, so that no row has to be foreseen.
 */
import { backupCounts } from '../backups/counts.ts';
import { balanceOf, runsOn } from '../balance.ts';
import { ofDays, ofPeriod } from '../belongs.ts';
import type { Counted } from '../counted.ts';
import { type Data, ms, plusDays } from '../data.ts';
import { seenOf } from '../outages/availability.ts';
import { listsEmptyGroup, registerFigures } from '../registers.ts';
import { countedDays, countedSpan } from '../spans.ts';
import { serviceRecords, type World } from '../world.ts';
import { ofObligation, ofUndelivered } from './delivery-rows.ts';
import { ofDevices } from './devices.ts';
import { beforeOnce, findingsOnce, ofFindingState, ofFindingsBefore } from './findings.ts';
import { monthFigures } from './month.ts';
import { monthRows, outcomesByDay } from './months.ts';
import { once } from './once.ts';
import { rateByOption } from './options.ts';
import { ofFound, ofPermitted } from './permit-rows.ts';

/** undefined: the row cannot be counted by its id alone. */
type Counter = (world: World, ...parts: string[]) => Counted | undefined;

const count = (list: readonly Data[], test: (one: Data) => boolean): number => list.filter(test).length;
const sum = (list: readonly Data[], of: (one: Data) => number): number => list.reduce((all, one) => all + of(one), 0);

const FAMILIES: readonly [RegExp, Counter][] = [
  [/^inspection\.(\d{4}-\d\d-\d\d)\.([a-z-]+)$/, ofInspectedDay],
  [/^deliveries\.(.+)\.(own|after-cut)\.([a-z-]+)$/, ofObligation],
  [/^lines\.(\d)\.(.+)\.(count|days|share|back|net)$/, ofEmptyGroup],
  [/^months\.(\d{4}-\d\d)\.([a-z]+)$/, (world, month = '', column = '') => monthsOnce(world)[`${month}.${column}`]],
  [/^permits\.(breach|doubt)\.(.+)\.count$/, ofFound],
  [/^permits\.([a-z-]+)\.([a-z]+)$/, ofPermitted],
  [/^clocks\.([a-z-]+)\.(running|other)$/, ofOpenClock],
  [/^clocks\.([a-z-]+)\.rate\.(.+)\.([^.]+)$/, rateByOption],
  [/^goals\.([a-z-]+)$/, ofGoal],
  [/^findings\.compared\.([a-z-]+)\.(before|change)$/, ofFindingsBefore],
  [/^logs\.category\.([^.]+)\.before$/, ofLogsBefore],
  [/^undelivered\.(.+)\.(count|never)$/, ofUndelivered],
  [/^findings\.(by-(?:asset|level)\..+)$/, (world, id = '') => findingsOnce(world)[id] ?? 0],
  [/^findings\.compared\.([a-z-]+)\.(critical|high|medium|low|now)$/, ofFindingState],
  [/^findings\.([a-z-]+)\.total$/, (world, state) => ofFindingState(world, state, 'now')],
  [/^consultations\.(topic|channel|department)\.(.+)\.([a-z]+)$/, ofConsultations],
  [/^backups\.([^.]+)\.([^.]+)\.([a-z-]+)$/, ofBackupPlan],
  [/^alerts\.(critical|warning|info)\.([a-z]+)$/, ofAlerts],
  [/^satisfaction\.distribution\.(s[1-5]|total)$/, ofScores],
  [/^incidents\.(cause|responsibility)\.(.+)\.count$/, ofIncidents],
  [/^coverage\.(.+)$/, (world, target) => coverageOf(world).get(target ?? '')],
  [/^logs\.anomalies\.([^.]+)\.([a-z]+)$/, ofAnomalies],
  [/^logs\.category\.([^.]+)\.(count|share)$/, ofLogCategory],
  [/^logs\.user\.(\d+|others)\.share$/, ofLogUser],
  [/^logs\.([^.]+)\.covered$/, coveredByLogs],
  [/^logs\.([^.]+)\.(total|days|anomalies)$/, ofSystemLog],
  [/^devices\.([^.]+)\.(total|days|online)$/, ofDevices],
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
  // A register prints what its own counter counts, and no other subject.
  if (registerOnce(world) !== undefined) return undefined;
  return monthOnce(world)[id];
}

/** What still runs stands in every document until it is decided; what does not apply in the one that its closing belongs to. */
function ofOpenClock(world: World, clock = '', column = ''): Counted {
  const { incidents, counts } = balanceOf(world);
  const own = incidents.flatMap((one) => {
    const time = one.requirement ? undefined : one.clocks[clock];
    return time === undefined
      ? []
      : [{ state: time.state, runs: runsOn(time, one, ms(world.asOf)), here: counts(`${one.record.id} ${clock}`) }];
  });
  if (column === 'running') return own.filter(({ runs }) => runs).length;
  return own.filter(({ state, here }) => state === 'not-applicable' && here).length;
}

const registerOnce = once((world) => {
  const register = world.registers.find((one) => one.id === world.manifest.obligation);
  return register === undefined ? undefined : { register, figures: registerFigures(world, register) };
});

/** A value that a table lists though no line has it. */
function ofEmptyGroup(world: World, no = '', code = '', column = ''): Counted | undefined {
  const own = registerOnce(world);
  if (own === undefined || !listsEmptyGroup(world, own.register, Number(no), code)) return undefined;
  if (column !== 'share') return 0;
  const total = own.figures[`lines.${no}.total.count`];
  return { numerator: 0, denominator: typeof total === 'number' ? total : 0 };
}

const monthsOnce = once(monthRows);

/** What was reached stands beside the goal: a rate that is counted for itself. */
function ofGoal(world: World, goal = ''): Counted | undefined {
  const all = monthOnce(world);
  if (goal === 'availability') return all['availability.overall'];
  if (goal === 'coverage') return all['availability.coverage'];
  if (goal !== 'backups') return all[`clocks.${goal}.rate`];
  const [numerator, denominator] = [all['backups.success'], all['backups.total']];
  return typeof numerator === 'number' && typeof denominator === 'number' ? { numerator, denominator } : undefined;
}

const outcomesOnce = once(outcomesByDay);

/** As the day's log judges its readings, under the confirmation that the document knows. */
function ofInspectedDay(world: World, day = '', outcome = ''): Counted | undefined {
  const outcomes = outcomesOnce(world)(day);
  return outcomes?.[outcome === 'pending' ? 'manual-pending' : outcome];
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

function ofBackupPlan(world: World, asset = '', plan = '', column = ''): Counted | undefined {
  return backupCounts(periodOnce(world)('backup'), { asset, plan })[column];
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

function ofIncidents(world: World, field = '', value = ''): Counted {
  const { incidents, counts } = balanceOf(world);
  const own = incidents.filter(({ record, requirement }) => !requirement && counts(`${record.id} level`));
  const of = ({ record }: Data): string =>
    field === 'cause' ? (record.causeCategory ?? 'unknown') : record.responsibility;
  return count(own, (one) => of(one) === value);
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

function ofLogsBefore(world: World, category = ''): Counted | undefined {
  const before = beforeOnce(world);
  return before === null ? undefined : ofLogCategory(before, category, 'count');
}

function ofSystemLog(world: World, asset = '', column = ''): Counted {
  const own = logsOf(world).filter((one) => one.asset === asset);
  if (column === 'total') return sum(own, (one) => one.total);
  if (column === 'anomalies') return sum(own, (one) => one.anomalies.length);
  return new Set(own.map((one) => world.clock.day(one.from))).size;
}

/** By its place among the users of the most rows, or of all beyond the listed places together. */
function ofLogUser(world: World, place = ''): Counted | undefined {
  const users = usersOf(world);
  const counts = place === 'others' ? users.slice(LISTED_USERS) : users.slice(Number(place) - 1, Number(place));
  if (counts.length === 0) return undefined;
  return { numerator: sum(counts, ([, rows]) => rows), denominator: sum(logsOf(world), (one) => one.total) };
}

const LISTED_USERS = 10;

const usersOf = once((world) => {
  const rows = logsOf(world).flatMap(({ users = [] }) => users as Data[]);
  const names = [...Map.groupBy(rows, ({ user }) => user as string)];
  return names
    .map(([user, own]): [string, number] => [user, sum(own, (one) => one.count)])
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
});

/** Seconds of the document's time that the logs of a system read, its last second with each; what two of them read counts once. */
function coveredByLogs(world: World, asset = ''): Counted {
  const { from, to } = countedSpan(world.spans);
  const end = Math.min(to, ms(world.asOf), world.clock.at(plusDays(world.contract.servicePeriod.to, 1), '00:00'));
  const stretches = logsOf(world)
    .filter((one) => one.asset === asset)
    .map((one) => [Math.max(whole(ms(one.from)), from), Math.min(whole(ms(one.to)) + 1000, end)] as const)
    .sort(([a], [b]) => a - b);
  let read = 0;
  let reached = from;
  for (const [begin, last] of stretches) {
    read += Math.max(0, last - Math.max(begin, reached));
    reached = Math.max(reached, last);
  }
  return { numerator: read / 1000, denominator: Math.max(0, Math.floor((end - from) / 1000)) };
}

const whole = (at: number): number => Math.trunc(at / 1000) * 1000;
