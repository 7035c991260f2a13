/**
 * Judging an inspection: checklist × assets × readings → one row per check. Pure.
 * Absent is never passing: a row is 正常 only by a fresh, plausible reading that meets the standard, or by a person's
 * own result. Clauses 5.3.5, 4.3, 4.4.
 */

import type { ContractBundle } from '../../../contract/bundle/bundle.ts';
import { type CalendarSource, opensOf } from '../../../contract/calendar/named-days.ts';
import { calendarNamed } from '../../../contract/calendar/working-time.ts';
import { assetsOn } from '../../../contract/precedence/held-views.ts';
import type { Asset } from '../../../contract/terms/assets.ts';
import { builtInCalendars, isBuiltIn } from '../../../contract/terms/calendars.ts';
import { applies, type Check } from '../../../contract/terms/checklist.ts';
import { at as atClock, compareInstants, dateOf, secondsBetween, toDate, toInstant } from '../../../contract/time.ts';
import type { SignoffRecord } from '../../signing/kinds/signoff.ts';
import { aggregate } from './aggregate.ts';
import { overTheDay, withTakenBack } from './over-the-day.ts';
import type { CheckResult } from './result.ts';
import { judgeRow, type RowContext } from './row.ts';
import { findReadings, type Index, type Inspected, indexInspection } from './select.ts';

/** By what inspections are judged, whoever asks: one for a contract, so that no place can leave out a part of it. */
export interface InspectionContext {
  checks: readonly Check[];
  assets: readonly Asset[];
  /** Working days, for devices that may be silent on others. */
  isWorkingDay(date: string): boolean;
  /** The contract, for devices that may be silent on the days of one of its calendars. */
  calendars: CalendarSource;
}

export const inspectionContext = ({
  contract: { checks, assets, contract },
  isWorkingDay,
}: Pick<InspectionContext, 'isWorkingDay'> & {
  contract: Pick<ContractBundle, 'checks' | 'assets' | 'contract'>;
}): InspectionContext => ({ checks, assets, isWorkingDay, calendars: contract });

export interface JudgeInput extends InspectionContext {
  /** null when nothing was collected: then nothing can be normal but by a person. */
  inspection: Inspected | null;
  /** What is to be known of sources, by name; see `sourceNotes`. */
  notes?: ReadonlyMap<string, string>;
  /** The confirming signoff: measures and manual results. */
  confirm: SignoffRecord | null;
  /** The inspection before, to notice instances that vanished. */
  previous: Inspected | null;
  /**
   * ISO instant. Freshness is judged at the end of the inspection, or at `asOf` when that is earlier: a log issued on
   * Monday for Saturday must not turn Saturday's fresh readings into old ones.
   */
  asOf: string;
}

const nothing: Inspected = { runs: [], readings: [], manual: [], finishedAt: '' };

/** Rows in printing order: group as the checklist begins them, single rows by asset and check, then the rows over a kind. */
export function judgeInspection(input: JudgeInput): CheckResult[] {
  const inspection = input.inspection ?? nothing;
  const now = indexInspection(inspection);
  const before = input.previous === null ? null : indexInspection(input.previous);
  const ended = inspection.finishedAt === '' ? input.asOf : inspection.finishedAt;
  const reference = compareInstants(ended, input.asOf) < 0 ? ended : input.asOf;
  const manual = [...inspection.manual, ...(input.confirm?.manual ?? [])];
  const carried = carriedSources(inspection);
  // An asset that was retired before, or came later, is neither looked at nor missing.
  const assets = inspection.date === undefined ? input.assets : assetsOn(input.assets, inspection.date);
  const { confirm, isWorkingDay, calendars } = input;
  const notes = input.notes ?? new Map<string, string>();
  const shared = { reference, manual, carried, notes, confirm, isWorkingDay, calendars };
  const judgeNow = judgedBy(now, before, assets, shared);
  const judgedThen = (one: NonNullable<Inspected['earlier']>[number]) => {
    const then = compareInstants(one.finishedAt, input.asOf) < 0 ? one.finishedAt : input.asOf;
    return judgedBy(indexInspection(one), before, assets, { ...shared, reference: then, carried: carriedSources(one) });
  };
  const [judgeThen, judgeGone] = [inspection.earlier ?? [], inspection.takenBack ?? []].map((all) =>
    all.map(judgedThen),
  );
  const judge = (check: Check, asset: Asset): CheckResult[] => {
    const rows = judgeNow(check, asset);
    if (check.manual) return rows;
    const of = (all: typeof judgeThen = []) => all.flatMap((then) => then(check, asset));
    const [earlier, gone] = [of(judgeThen), of(judgeGone)];
    const day = earlier.length === 0 ? rows : overTheDay(check, rows, earlier);
    return withTakenBack(day, [...earlier, ...rows], gone);
  };
  return orderOf(input.checks, assets).flatMap(([check, members]) => {
    const rows = members.flatMap((asset) => judge(check, asset));
    if (members.length === 1) return rows;
    const overKind = { reference, manual, carried, notes, confirm, elapsed: secondsBetween, silence: () => null };
    return [aggregate(check, members[0], rows, overKind)];
  });
}

/** How one collection judges a check on an asset. */
function judgedBy(now: Index, before: Index | null, assets: readonly Asset[], shared: Shared) {
  const contexts = new Map(assets.map((one) => [one, contextFor(one, shared)]));
  return (check: Check, asset: Asset): CheckResult[] =>
    judgeCheck(check, asset, now, before, contexts.get(asset) as RowContext);
}

/** A check on one asset, or over several of a kind. */
type Place = readonly [Check, readonly [Asset, ...Asset[]]];

/** Which check applies to which asset, in printing order: found once for a checklist, while inspections of it are judged by the hundred. */
const orders = new WeakMap<readonly Check[], WeakMap<readonly Asset[], readonly Place[]>>();

function orderOf(checks: readonly Check[], assets: readonly Asset[]): readonly Place[] {
  const byAssets = orders.get(checks) ?? new WeakMap<readonly Asset[], readonly Place[]>();
  orders.set(checks, byAssets);
  const known = byAssets.get(assets) ?? placesOf(checks, assets);
  byAssets.set(assets, known);
  return known;
}

const placesOf = (checks: readonly Check[], assets: readonly Asset[]): Place[] =>
  [...Map.groupBy(checks, ({ group }) => group).values()].flatMap((ofGroup) => {
    const single = ofGroup.filter((check) => check.aggregate === undefined);
    const overKind = ofGroup.filter((check) => check.aggregate !== undefined);
    return [
      ...assets.flatMap((asset) => single.filter((c) => applies(c, asset)).map((c): Place => [c, [asset]])),
      ...overKind.flatMap((check) => kindsOf(check, assets).map((members): Place => [check, members])),
    ];
  });

/** Sources of type host-report whose file bears no signature of the host. */
export const carriedSources = ({ runs }: Pick<Inspected, 'runs'>): ReadonlySet<string> =>
  new Set(runs.filter(({ type, signed }) => type === 'host-report' && signed !== true).map(({ source }) => source));

function judgeCheck(check: Check, asset: Asset, now: Index, before: Index | null, context: RowContext): CheckResult[] {
  const rows = findReadings(check, asset, now, before).map((found) => judgeRow(check, asset, found, context));
  return rows.length < 2 ? rows : rows.sort((a, b) => ((a.instance ?? '') < (b.instance ?? '') ? -1 : 1));
}

/** One row per kind; a kind with a single asset keeps its own row, and the supplier's own machine is never mixed in. */
function kindsOf(check: Check, assets: readonly Asset[]): [Asset, ...Asset[]][] {
  const groups = Map.groupBy(
    assets.filter((asset) => applies(check, asset)),
    (asset) => `${asset.kind} ${asset.contract}`,
  );
  return [...groups.values()] as [Asset, ...Asset[]][];
}

type Shared = Pick<RowContext, 'reference' | 'manual' | 'carried' | 'notes' | 'confirm'> &
  Pick<InspectionContext, 'isWorkingDay' | 'calendars'>;

function contextFor(asset: Asset, shared: Shared): RowContext {
  const { reference, manual, carried, notes, confirm } = shared;
  const off = daysOff(asset, shared);
  return {
    reference,
    manual,
    carried,
    notes,
    confirm,
    elapsed: off === null ? secondsBetween : (from, to) => secondsOn(from, to, (day) => !off.holds(day)),
    ...(asset.silentOn === undefined || off === null ? {} : { counting: `${off.name}之外的时间` }),
    silence: () => {
      if (asset.silentDays === 'any') return '可随时停用，静默不计故障';
      return off?.holds(dateOf(reference)) === true ? `${off.name}，静默不计故障` : null;
    },
  };
}

/** The days on which the asset may be silent, with what they are called; null of one that is expected to have data every day. */
function daysOff(
  { silentDays, silentOn }: Asset,
  { isWorkingDay, calendars }: Shared,
): { name: string; holds(day: string): boolean } | null {
  const id = silentOn ?? (silentDays === 'non-working-days' ? silentDays : undefined);
  if (id === undefined) return null;
  const opens = opensOf(calendars, { isWorkingDay });
  const name = isBuiltIn(id) ? builtInCalendars[id] : calendarNamed(calendars, id)?.name;
  return { name: name ?? id, holds: (day) => opens(id, day) };
}

/** Seconds between two instants that fall on days on which the asset is expected to have data, however long ago the first one was. */
function secondsOn(from: string, to: string, isExpected: (date: string) => boolean): number {
  if (compareInstants(from, to) >= 0) return secondsBetween(from, to);
  const [firstDay, lastDay] = [dateOf(from), dateOf(to)];
  if (firstDay === lastDay) return isExpected(firstDay) ? secondsBetween(from, to) : 0;
  const end = toInstant(to);
  const last = toDate(lastDay);
  let day = toDate(firstDay);
  let milliseconds = 0;
  for (; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
    if (!isExpected(day.toString())) continue;
    const begins = Math.max(toInstant(from).epochMilliseconds, atClock(day, '00:00').epochMilliseconds);
    const ends = Math.min(end.epochMilliseconds, atClock(day.add({ days: 1 }), '00:00').epochMilliseconds);
    milliseconds += Math.max(0, ends - begins);
  }
  return Math.trunc(milliseconds / 1000);
}
