/** Outcomes of the checks of one inspection, judged again from its readings and the checklist (5.3.5, 4.3, 4.4). */
import { type Data, ms, plusDays } from './data.ts';
import { opensOn } from './open-days.ts';
import type { World } from './world.ts';

export type Outcome =
  | 'normal'
  | 'abnormal'
  | 'unreachable'
  | 'stale'
  | 'unconfigured'
  | 'manual-pending'
  | 'not-applicable';

const WORST: Outcome[] = [
  'abnormal',
  'unreachable',
  'stale',
  'unconfigured',
  'manual-pending',
  'normal',
  'not-applicable',
];
const LOOK_BACK = 7;
const MINUTE = 60_000;
const DAY = 86_400_000;
/** Clocks of two machines may differ by so much. */
const TOLERANCE = 5 * MINUTE;
const UNITS: Record<string, number> = { 分钟: MINUTE, 小时: 60 * MINUTE, 天: DAY };

/** Milliseconds; `end` not included. */
interface Hours {
  start: number;
  end: number;
}

interface Judging {
  world: World;
  now: Data;
  /** What machines read before in the same day, shift or days of the document: what failed then has failed. */
  earlier: Judging[];
  /** Of each source its last whole run before. */
  before: { runs: Data[]; readings: Data[] };
  manual: Data[];
  /** Freshness is judged here. */
  reference: number;
}

/**
 * What stands for a day: what machines read last, with all that people wrote down of it. What a person wrote into a record as
 * if it had been read was not measured. Undefined without any.
 */
export function inspectionOf(world: World, day: string, within?: Hours): Data | undefined {
  const own = world
    .records('inspection')
    .filter((one) => one.date === day)
    .filter(({ startedAt }) => within === undefined || (ms(startedAt) >= within.start && ms(startedAt) < within.end));
  const typed = own.filter((one) => one.source !== 'auto');
  const auto = own.findLast((one) => one.source === 'auto');
  const last = typed.at(-1);
  const base = auto ?? (last === undefined ? undefined : { ...last, runs: [], readings: [], manual: [] });
  return base === undefined ? undefined : { ...base, manual: [...base.manual, ...typed.flatMap((one) => one.manual)] };
}

/** What confirmed a period; of a day whose log goes by shifts the last word on each of them. @param confirms oldest first */
export function confirmOf(confirms: readonly Data[], period: string): Data | undefined {
  const named = confirms.filter((one) => one.period === period).at(-1);
  if (named !== undefined) return named;
  const shifts = new Map(
    confirms.filter((one) => one.period.startsWith(`${period}-s`)).map((one): [string, Data] => [one.period, one]),
  );
  const inOrder = [...shifts.keys()].sort();
  return inOrder.length === 0 ? undefined : { manual: inOrder.flatMap((one) => shifts.get(one)?.manual ?? []) };
}

/** A row of a log. */
export interface CheckRow {
  check: Data;
  /** Id of its asset, or of the kind whose assets it joins. */
  target: string;
  /** Kind of the assets. */
  kind: string;
  outcome: Outcome;
  /** Of a row that joins several, what each of them is by itself. */
  members?: readonly Outcome[];
}

/** How many rows have each outcome; null when nothing was collected on the day. */
export function outcomesIn(rows: readonly CheckRow[] | null): Record<string, number> | null {
  if (rows === null) return null;
  const counts = Object.fromEntries(WORST.map((one) => [one, rows.filter(({ outcome }) => outcome === one).length]));
  return { ...counts, total: rows.length };
}

/**
 * Every row with its outcome; null when nothing was collected on the day. @param confirm what confirmed the log
 * @param within the shift in which it began, for the log of one @param began all inspections of the shift or of the log's days
 */
export function checkRows(
  world: World,
  day: string,
  confirm: Data | undefined,
  within?: Hours,
  began: readonly Data[] = [],
): CheckRow[] | null {
  const now = inspectionOf(world, day, within);
  if (now === undefined) return null;
  const manual = [...now.manual, ...(confirm?.manual ?? [])];
  const before = lastRuns(world, day);
  const judgingOf = (one: Data, earlier: Judging[]): Judging => ({
    ...{ world, earlier, before, manual },
    now: { ...one, date: day },
    reference: Math.min(ms(one.finishedAt), ms(world.asOf)),
  });
  const ofDay = within === undefined ? world.records('inspection').filter(({ date }) => date === day) : [];
  const collected = new Map([...began, ...ofDay].map((one) => [one.id as string, one]));
  const then = [...collected.values()].filter(({ source, id }) => source === 'auto' && id !== now.id);
  const judging = judgingOf(
    now,
    then.map((one) => judgingOf(one, [])),
  );
  return world.checks.flatMap((check) => rowsOf(judging, check));
}

function lastRuns(world: World, day: string): Judging['before'] {
  const from = plusDays(day, -LOOK_BACK);
  const earlier = world
    .records('inspection')
    .filter((one) => one.source === 'auto' && one.date >= from && one.date < day);
  const found = new Map<string, { runs: Data[]; readings: Data[] }>();
  for (const one of earlier.toReversed()) {
    for (const [source, runs] of Map.groupBy(one.runs as Data[], (run) => run.source)) {
      if (found.has(source) || !runs.every((run) => run.ok)) continue;
      found.set(source, { runs, readings: one.readings.filter((reading: Data) => reading.source === source) });
    }
  }
  const all = [...found.values()];
  return { runs: all.flatMap((one) => one.runs), readings: all.flatMap((one) => one.readings) };
}

/** One row an instance of each asset, or one a kind where the check says so. The supplier's own machine is left out. */
function rowsOf(judging: Judging, check: Data): CheckRow[] {
  const day = judging.now.date as string;
  const assets = judging.world.assets.filter(
    (one) =>
      one.contract &&
      // Retired before, or not there yet.
      (one.from ?? day) <= day &&
      day <= (one.until ?? day) &&
      (check.assets?.includes(one.id) || check.kinds?.includes(one.kind) || check.families?.includes(one.family)),
  );
  const rowsOfAsset = (asset: Data): CheckRow[] =>
    assetRows(judging, check, asset).map((outcome) => ({ check, target: asset.id, kind: asset.kind, outcome }));
  if (check.aggregate === undefined) return assets.flatMap(rowsOfAsset);
  return [...Map.groupBy(assets, (one) => one.kind)].flatMap(([kind, members]) => {
    const rows = members.flatMap(rowsOfAsset);
    if (members.length === 1) return rows;
    const worst = WORST.find((one) => rows.some(({ outcome }) => outcome === one)) ?? 'unconfigured';
    const outcome = byHand(judging, check, kind, worst);
    return [{ check, target: kind, kind, outcome, members: rows.map((row) => row.outcome) }];
  });
}

function assetRows(judging: Judging, check: Data, asset: Data): Outcome[] {
  const found = foundRows(judging, check, asset);
  if (check.manual) return [...found].map(() => byHand(judging, check, asset.id, 'manual-pending'));
  const failed = judging.earlier.flatMap((one) =>
    [...foundRows(one, check, asset)].flatMap(([instance, outcome]) => (outcome === 'abnormal' ? [instance] : [])),
  );
  // Where nothing is configured any more, what failed before stands in its place.
  if (failed.some((instance) => !found.has(instance)) && found.get('') === 'unconfigured') found.delete('');
  for (const instance of failed) found.set(instance, 'abnormal');
  return [...found.values()];
}

/** A person's result stands where nothing was measured; one that was abnormal stays so. */
function byHand({ manual }: Judging, check: Data, target: string, outcome: Outcome): Outcome {
  if (!check.manual || outcome === 'normal' || outcome === 'abnormal' || outcome === 'not-applicable') return outcome;
  const own = manual.filter((one) => one.check === check.id && one.target === target);
  if (own.some(({ result }) => result === 'abnormal')) return 'abnormal';
  const last = own.reduce((a: Data, b: Data) => (a !== undefined && ms(a.at) > ms(b.at) ? a : b), undefined);
  return last?.result ?? outcome;
}

const ofMetric = (readings: readonly Data[], asset: Data, check: Data): Data[] =>
  readings.filter((one) => one.target === asset.id && one.metric === check.metric);

/** By instance; '' where there is one only. */
function foundRows(judging: Judging, check: Data, asset: Data): Map<string, Outcome> {
  if (check.metric === undefined) return new Map([['', 'unconfigured']]);
  const { now, before } = judging;
  const readings = ofMetric(now.readings, asset, check);
  const earlier = ofMetric(before.readings, asset, check);
  const runs: Data[] = now.runs.filter((one: Data) => one.target === asset.id || one.target === asset.kind);
  if (readings.length === 0) return new Map([['', withoutReading(judging, check, runs, earlier)]]);
  if (check.perInstance !== true) return new Map([['', several(judging, check, asset, readings)]]);
  const groups = Map.groupBy(readings, (one) => one.instance ?? '');
  const gone = groups.has('')
    ? []
    : new Set(earlier.map((one) => one.instance).filter((one) => one !== undefined && !groups.has(one)));
  return new Map<string, Outcome>([
    ...[...groups].map(([instance, own]) => [instance, several(judging, check, asset, own)] as const),
    ...[...gone].map((instance) => [instance as string, 'unreachable'] as const),
  ]);
}

function withoutReading(
  { before, now }: Judging,
  check: Data,
  runs: readonly Data[],
  earlier: readonly Data[],
): Outcome {
  const neverGave = (run: Data): boolean =>
    before.runs.some((one) => one.target === run.target && one.source === run.source && one.ok) &&
    !before.readings.some((one) => one.source === run.source && one.metric === check.metric);
  if (runs.some((run) => !run.ok && !neverGave(run))) return 'unreachable';
  const gaveBefore = runs.some((run) => run.ok && earlier.some((one) => one.source === run.source));
  // On a day of which only a sheet of paper tells, nothing was read of what was read before.
  const unread = now.runs.length === 0 && earlier.length > 0;
  return gaveBefore || unread ? 'unreachable' : 'unconfigured';
}

/** Of several sources those that could be read speak, the worst of them first. */
function several(judging: Judging, check: Data, asset: Data, readings: readonly Data[]): Outcome {
  const outcomes = readings.map((one) => judgeReading(judging, check, asset, one));
  const readable = outcomes.filter((one) => one !== 'unreachable');
  return WORST.find((one) => (readable.length > 0 ? readable : outcomes).includes(one)) ?? 'unreachable';
}

function judgeReading({ world, reference }: Judging, check: Data, asset: Data, reading: Data): Outcome {
  const { value, problem, at } = reading;
  const dataAt = ms(reading.dataAt ?? at);
  if (problem !== undefined || value === null || value === undefined || dataAt - reference > TOLERANCE)
    return 'unreachable';
  if (value === 'not-applicable') return 'not-applicable';
  const off: string | undefined =
    asset.silentOn ?? (asset.silentDays === 'non-working-days' ? 'non-working-days' : undefined);
  const unit = UNITS[check.unit ?? ''];
  const since = unit === undefined || value === 'none' ? null : instantOf(world, value);
  const met =
    since === null ? meets(check, value) : ageMeets(world, check, { since, at: ms(at), off, unit: unit ?? 1 });
  if (met === null) return 'unreachable';
  if (reference - dataAt > (check.maxAgeMinutes ?? 24 * 60) * MINUTE) return 'stale';
  if (met) return 'normal';
  const silent = asset.silentDays === 'any' || (off !== undefined && opensOn(world, off, dayAt(world, reference)));
  return (since !== null || value === 'none') && silent ? 'not-applicable' : 'abnormal';
}

const dayAt = ({ clock }: World, at: number): string => clock.day(new Date(at).toISOString());

function instantOf({ clock }: World, value: unknown): number | null {
  if (typeof value !== 'string') return null;
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return clock.at(value, '00:00');
  if (!/^\d{4}-\d\d-\d\d[T ]/.test(value)) return null;
  const text = value.replace(' ', 'T');
  const zoned = /(Z|[+-]\d\d:\d\d)$/.test(text);
  const found = zoned ? Date.parse(text) : clock.at(text.slice(0, 10), text.slice(11));
  return Number.isNaN(found) ? null : found;
}

interface Age {
  since: number;
  at: number;
  /** Calendar on whose days nothing is expected: they do not count. */
  off: string | undefined;
  unit: number;
}

function ageMeets(world: World, check: Data, { since, at, off, unit }: Age): boolean | null {
  if (since - at > TOLERANCE) return null;
  let age = Math.max(0, at - since);
  if (off !== undefined) {
    age = 0;
    for (let day = dayAt(world, since); day <= dayAt(world, at); day = plusDays(day, 1)) {
      const begin = world.clock.at(day, '00:00');
      if (!opensOn(world, off, day)) age += Math.max(0, Math.min(at, begin + DAY) - Math.max(since, begin));
    }
  }
  return compare(check, Math.trunc(age / 1000) / (unit / 1000));
}

/** null: a value that cannot be true. */
function meets(check: Data, value: unknown): boolean | null {
  const numeric = ['le', 'lt', 'ge', 'gt', 'between'].includes(check.op) || check.unit !== undefined;
  if (value === 'none') return (check.op === 'eq' || check.op === 'one-of') && accepts(check, 'none');
  if (!numeric) return String(value).trim() === '' ? null : accepts(check, String(value));
  if (typeof value === 'string' && check.words?.[value] !== undefined) return accepts(check, value);
  const number = typeof value === 'boolean' || String(value).trim() === '' ? Number.NaN : Number(value);
  const [low, high] = check.plausible === undefined ? [0, check.unit === '%' ? 100 : Infinity] : range(check.plausible);
  if (!Number.isFinite(number) || number < (low as number) || number > (high as number)) return null;
  return compare(check, number);
}

function range(text: string): [number, number] {
  const [low = '', high = ''] = text.split('..');
  return [Number(low), high.trim() === '' ? Number.POSITIVE_INFINITY : Number(high)];
}

function accepts({ op, limit = '' }: Data, value: string): boolean {
  if (op === 'present') return value !== 'none';
  if (op === 'one-of') return limit.split('|').includes(value);
  return op === 'eq' ? value === limit : op === 'ne' && value !== limit;
}

function compare({ op, limit }: Data, value: number): boolean {
  if (op === 'present') return true;
  if (op === 'between') {
    const [low, high] = range(limit ?? '');
    return value >= low && value <= high;
  }
  if (op === 'one-of') return (limit ?? '').split('|').some((one: string) => Number(one) === value);
  const bound = Number(limit);
  const tests: Record<string, boolean> = {
    le: value <= bound,
    lt: value < bound,
    ge: value >= bound,
    gt: value > bound,
    eq: value === bound,
    ne: value !== bound,
  };
  return tests[op] ?? false;
}
