/**
 * Which backup sets a plan owed in a period, and which of them are there (5.3.8, 5.5.2): the one computation for the month, the
 * quarter, the year, the site and the clause. Where the contract asks for sets of an object, that is what is owed, whether anything
 * was made or not. Of other plans no record says when the next set is due, so the rhythm of a plan is read from its own sets: each day, or each week on one day. A plan without either owes nothing that could be numbered. It is read anew for each
 * calendar month, from the sets of that month and of the one before, so that a day is judged the same in whatever period it is
 * counted. Pure.
 */
import { type AskedBackup, isOwedOn } from '../../../contract/terms/backups.ts';
import { type DateText, dateOf, toDate } from '../../../contract/time.ts';
import { compareText } from '../../../wording/text-order.ts';
import type { BackupRecord } from '../kinds/backup.ts';
import { daysBetween } from './backup-days.ts';
import { isGoodSet } from './backup-state.ts';

/** `daily`; of a plan that runs once a week its day, 1 (Monday) to 7; `monthly` where the contract says so; null: no rhythm can be read. */
export type Rhythm = 'daily' | 'monthly' | number | null;

/** A day on which a set was owed and no good one was made. */
export interface MissingSet {
  day: DateText;
  /** true: a set was tried and did not succeed, or did not pass its check; false: nothing was recorded at all. */
  tried: boolean;
}

export interface OwedSets {
  plan: string;
  asset: string;
  /** Plans whose sets count; mostly the one. */
  takes: readonly string[];
  /** What of the contract asks for them; undefined: the rhythm of the plan itself. */
  asked?: AskedBackup;
  /** On the last day. */
  rhythm: Rhythm;
  /** Sets that were owed, one a day; those of them that are there; and the others. `owed` = `there` + `missing`. */
  owed: number;
  there: number;
  missing: MissingSet[];
}

type Told = Pick<BackupRecord, 'plan' | 'asset' | 'startedAt' | 'result' | 'verified'>;

const WEEK = 7;
/** Fewer days show no rhythm: two may lie anywhere. */
const LEAST_DAYS = 3;

/**
 * One row a plan and asset, sorted by plan, and one for each object of what the contract asks for, of which plan whatsoever. A set
 * counts for the day on which it was started. Of what the contract says nothing of, nothing is owed before the first set that is
 * known: a plan begins with it.
 * @param known sets from which the rhythm is read, best with those of the period before; in any order
 * @param from first day, inclusive
 * @param to last day that is over, inclusive; before `from`: nothing is owed yet
 * @param asked backups that the contract asks for
 */
export function owedSets(
  known: readonly Told[],
  from: DateText,
  to: DateText,
  asked: readonly AskedBackup[] = [],
): OwedSets[] {
  const isOf = ({ assets, plans }: AskedBackup, one: Told): boolean =>
    assets.includes(one.asset) && (plans?.includes(one.plan) ?? true);
  const others = known.filter((one) => !asked.some((ask) => isOf(ask, one)));
  return [
    ...asked.flatMap((ask) =>
      ask.assets.map((asset) =>
        ofContract(
          ask,
          asset,
          known.filter((one) => one.asset === asset && isOf(ask, one)),
          { from, to },
        ),
      ),
    ),
    ...[...Map.groupBy(others, (one) => `${one.plan} ${one.asset}`).values()].map((own) => ofPlan(own, from, to)),
  ].toSorted((a, b) => compareText(`${a.plan} ${a.asset}`, `${b.plan} ${b.asset}`));
}

interface Days {
  from: DateText;
  to: DateText;
}

function ofContract(asked: AskedBackup, asset: string, own: readonly Told[], { from, to }: Days): OwedSets {
  const takes = asked.plans ?? [...new Set(own.map(({ plan }) => plan))];
  const plan = takes.length === 1 ? (takes[0] as string) : asked.id;
  const due = daysBetween(from, to).filter((day) => isOwedOn(asked, day));
  const rhythm = asked.per === 'day' ? 'daily' : asked.per === 'week' ? (asked.on ?? null) : 'monthly';
  return { plan, asset, takes, asked, rhythm, ...seenOn(due, own) };
}

function ofPlan(own: readonly Told[], from: DateText, to: DateText): OwedSets {
  const { plan, asset } = own[0] as Told;
  const days = [...new Set(own.map((one) => dateOf(one.startedAt)))].sort();
  const [first = from] = days;
  const rhythms = rhythmsOf(days, to);
  const rhythmOn = (day: DateText): Rhythm => rhythms.get(monthOf(day)) ?? null;
  const due = daysBetween(from > first ? from : first, to).filter((day) => isDue(rhythmOn(day), day));
  return { plan, asset, takes: [plan], rhythm: rhythmOn(to), ...seenOn(due, own) };
}

function seenOn(due: readonly DateText[], own: readonly Told[]): Pick<OwedSets, 'owed' | 'there' | 'missing'> {
  const tried = new Set(own.map((one) => dateOf(one.startedAt)));
  const good = new Set(own.filter(isGoodSet).map((one) => dateOf(one.startedAt)));
  const missing = due.filter((day) => !good.has(day)).map((day) => ({ day, tried: tried.has(day) }));
  return { owed: due.length, there: due.length - missing.length, missing };
}

const isDue = (rhythm: Rhythm, day: DateText): boolean =>
  rhythm === 'daily' || (rhythm !== null && toDate(day).dayOfWeek === rhythm);

const monthOf = (day: DateText): string => day.slice(0, 'YYYY-MM'.length);

/** By month, from the first set on; a month with too few sets keeps the rhythm before it: a plan that stops owes what it owed. */
function rhythmsOf(days: readonly DateText[], to: DateText): Map<string, Rhythm> {
  const rhythms = new Map<string, Rhythm>();
  if (days[0] === undefined) return rhythms;
  let rhythm: Rhythm = null;
  for (let month = toDate(`${monthOf(days[0])}-01`); month.toString() <= to; month = month.add({ months: 1 })) {
    const first = month.subtract({ months: 1 }).toString();
    const last = month.add({ months: 1 }).toString();
    const near = days.filter((day) => day >= first && day < last);
    if (near.length >= LEAST_DAYS) rhythm = rhythmOf(near);
    rhythms.set(monthOf(month.toString()), rhythm);
  }
  return rhythms;
}

/** The usual distance from one set to the next; of two that are as usual the shorter, since what is missing only lengthens it. */
function rhythmOf(days: readonly DateText[]): Rhythm {
  const gaps = days.slice(1).map((day, n) => toDate(day).since(toDate(days[n] as DateText)).days);
  const usual = mostCommon(gaps);
  if (usual === 1) return 'daily';
  return usual === WEEK ? mostCommon(days.map((day) => toDate(day).dayOfWeek)) : null;
}

function mostCommon(numbers: readonly number[]): number {
  const counts = [...Map.groupBy(numbers, (one) => one)].map(([value, own]) => ({ value, n: own.length }));
  return counts.toSorted((a, b) => b.n - a.n || a.value - b.value)[0]?.value ?? 0;
}

/** What the contract asks for, and what follows from the plans themselves, each with the words that say so. */
export const bySource = (plans: readonly OwedSets[]): { source: string; isAsked: boolean; own: OwedSets[] }[] => [
  { source: '按合同', isAsked: true, own: plans.filter(({ asked }) => asked !== undefined) },
  { source: '按各计划的间隔', isAsked: false, own: plans.filter(({ asked }) => asked === undefined) },
];

/** All plans together. */
export function owedSum(plans: readonly OwedSets[]): {
  owed: number;
  there: number;
  unrecorded: number;
  failed: number;
} {
  const missing = plans.flatMap((one) => one.missing);
  const failed = missing.filter(({ tried }) => tried).length;
  return {
    owed: plans.reduce((sum, one) => sum + one.owed, 0),
    there: plans.reduce((sum, one) => sum + one.there, 0),
    unrecorded: missing.length - failed,
    failed,
  };
}

/** Days that are named in one line; a table or a list has all. */
const NAMED = 6;

/**
 * `应有 99，已有 96，缺 08-22（MySQL 主库、MySQL 执法办案库），当日做过而没有成功 08-05（MySQL 主库）`; null where nothing was owed.
 * @param name of an asset as printed
 * @param most days that are named; the others are counted
 */
export function owedText(plans: readonly OwedSets[], name: (asset: string) => string, most = NAMED): string | null {
  const { owed, there } = owedSum(plans);
  if (owed === 0) return null;
  const unrecorded = missingDays(plans, name, false, most);
  const failed = missingDays(plans, name, true, most);
  return [
    `应有 ${owed}，已有 ${there}`,
    ...(unrecorded === '' ? [] : [`缺 ${unrecorded}`]),
    ...(failed === '' ? [] : [`当日做过而没有成功 ${failed}`]),
  ].join('，');
}

/**
 * `08-22（MySQL 主库）、08-23（…）`, oldest first; with the year where the days lie in more than one; empty when there is none.
 * @param tried false: of which nothing was recorded; true: those that did not succeed
 */
export function missingDays(
  plans: readonly OwedSets[],
  name: (asset: string) => string,
  tried: boolean,
  most = NAMED,
): string {
  const all = plans.flatMap(({ asset, missing }) =>
    missing.filter((one) => one.tried === tried).map(({ day }) => ({ day, asset })),
  );
  const days = [...Map.groupBy(all, ({ day }) => day)].sort(([a], [b]) => (a < b ? -1 : 1));
  const years = new Set(days.map(([day]) => day.slice(0, 4)));
  const shown = days
    .slice(0, most)
    .map(
      ([day, own]) =>
        `${years.size > 1 ? day : day.slice(5)}（${[...new Set(own.map(({ asset }) => name(asset)))].join('、')}）`,
    );
  return `${shown.join('、')}${days.length > shown.length ? ` 等 ${days.length} 天` : ''}`;
}

type Named = readonly { id: string; name: string }[];

/** A set that is not there by its day and asset: `2026-06-20（MySQL 主库）`. */
export const missingName = ({ day, asset }: { day: DateText; asset: string }, assets: Named): string =>
  `${day}（${assets.find(({ id }) => id === asset)?.name ?? asset}）`;

/** Each set that is not there or did not succeed, oldest first. */
export const missingNames = (plans: readonly OwedSets[], assets: Named): string[] =>
  plans.flatMap(({ asset, missing }) => missing.map(({ day }) => missingName({ day, asset }, assets))).sort();
