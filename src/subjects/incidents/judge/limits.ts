/**
 * The limits of the contract (data) for one kind of clock, as they hold for one incident: which of them apply to its level, its
 * classes and the time at which it began, and how the time that counts is measured. Pure.
 */

import { calendarNamed, type WorkingTime, workingTime } from '../../../contract/calendar/working-time.ts';
import {
  areApart,
  isAbout,
  mostSpecial,
  quotientOf,
  type RowCase,
  rowCases,
} from '../../../contract/precedence/limit-rows.ts';
import { limitCaseKey, limitRivals } from '../../../contract/precedence/limits.ts';
import { type Behind, deciding, type Ranking } from '../../../contract/precedence/papers.ts';
import type { Asset } from '../../../contract/terms/assets.ts';
import { clauseMarks } from '../../../contract/terms/clause-marks.ts';
import type { Contract } from '../../../contract/terms/contract.ts';
import {
  type FactorTerm,
  factorTerms,
  type LimitClock,
  type LimitTerm,
  limitTerms,
} from '../../../contract/terms/levels.ts';
import { type InstantText, MINUTE_SECONDS, secondsBetween, toInstant, toText } from '../../../contract/time.ts';
import { limitText } from '../../../wording/durations.ts';
import { elapsedBetween } from './clock.ts';

/** One limit, with every clause that sets it. */
export interface Limit {
  /** Amount and measure, alike for limits that are the same: `600`, `w14400-teaching`, `d2-office`, `d1-office-12:00`, `agreed`; multiplied `600x1-2-14`. */
  key: string;
  clause: string;
  /** Class of incidents to which alone it applies; null for all. */
  class: string | null;
  /** Levels to which alone it applies; null for all. */
  levels: readonly string[] | null;
  /** Seconds of the time that counts; null: by working days, or by agreement. */
  seconds: number | null;
  days: number | null;
  /** Of `days`: the time of the last one at which the limit passes; null: the end of that day's time. */
  at: string | null;
  /** Of `days`: seconds by which it passes later, for the way. */
  later?: number;
  /** Whose time alone counts; null: day and night. */
  time: WorkingTime | null;
  /** Case by case, by the date that both sides agree on. */
  agreed: boolean;
  /** A remote start that an arrival in time makes good. */
  orArrival: boolean;
  /** As printed after 时限: `10 分钟`, `4 小时（教学时间）`, `2 个工作日`. */
  text: string;
  /** What papers of lower rank put differently: judged by nothing, told beside the limit. */
  behind: readonly { clause: string; paper: string; text: string }[];
  /** How it came about, in words, where a more special row or a factor made it; empty otherwise. */
  came: string;
}

/** What limits are read from. */
export interface LimitSource {
  contract: Pick<Contract, 'levels' | 'limits' | 'calendars' | 'places'> &
    Partial<Pick<Contract, 'terms' | 'pauses' | 'customers'>> &
    Ranking;
  assets: readonly Pick<Asset, 'id' | 'placeId'>[];
  isWorkingDay(date: string): boolean;
}

/** What is asked of a limit: of which level, when the clock starts, and which calendar a 口径 lays over its minutes. */
export interface LimitCase {
  level: string;
  start: InstantText;
  calendar: string | null;
  /** Ids of what is affected; each is held to its own row. */
  assets?: readonly string[] | undefined;
  /** Ids of the kinds of customers that are affected; undefined: nobody said. */
  customers?: readonly string[] | undefined;
}

/** true when the contract holds this clock at all, for whatever level. */
export const hasClock = (contract: Pick<LimitSource['contract'], 'levels' | 'limits'>, clock: LimitClock): boolean =>
  limitTerms(contract).some((one) => one.clock === clock);

/**
 * Distinct limits of a clock for one case, the strictest first; terms with the same amount, class and levels are one. Of papers
 * that differ the one of the highest rank decides, then the row of the most special case, for each asset and each kind of
 * customers by itself; then what multiplies it.
 * @param source the contract as it held on the day of the case
 * @param only leaves terms out, for those who look at some clauses alone
 */
export function limitsFor(
  source: LimitSource,
  clock: LimitClock,
  { level, start, calendar, assets = [], customers }: LimitCase,
  only: (term: LimitTerm) => boolean = () => true,
): Limit[] {
  const times = timesOf(source);
  const applies = (one: LimitTerm): boolean =>
    one.clock === clock &&
    only(one) &&
    (one.levels === undefined || one.levels.includes(level)) &&
    (one.during === undefined || times(one.during).holds(start)) &&
    (one.outside === undefined || !times(one.outside).holds(start)) &&
    (one.when?.season === undefined || times(one.when.season).holds(start));
  const terms = limitTerms(source.contract).filter(applies);
  const factors = factorTerms(source.contract).filter(applies);
  const rows: readonly LimitTerm[] = [...terms, ...factors];
  const unsaid = customers === undefined ? unsaidText(source, rows) : '';
  const limits: Limit[] = [];
  for (const here of rows.some(({ when }) => when !== undefined)
    ? rowCases(assets, customers ?? [])
    : [NOTHING_NAMED]) {
    const own = terms.filter((one) => isAbout(one, here));
    const multiplying = deciding<FactorTerm>(
      source.contract,
      factors.filter((one) => isAbout(one, here)),
      limitRivals,
    );
    for (const { one, behind, replaced } of standing(source.contract, own)) {
      const base = limitOf(one, times, calendar);
      const limit = multiplied(
        {
          ...base,
          behind: behind.map((other) => behindText(other, times)),
          came: `${replacedText(one, replaced, times)}${unsaid}`,
        },
        multiplying.map((factor) => factor.one),
      );
      const same = limits.find((other) => other.key === limit.key && other.class === limit.class);
      if (same === undefined) limits.push(limit);
      else same.clause = joined(same.clause, limit.clause);
    }
  }
  return limits.sort((a, b) => lengthFrom(a, start) - lengthFrom(b, start));
}

const NOTHING_NAMED: RowCase = { asset: null, customer: null };

/** Of rows that all apply to one case those that stand: by the rank of their papers, then by how special they are, class by class. */
function standing(
  contract: Ranking,
  rows: readonly LimitTerm[],
): { one: LimitTerm; behind: Behind<LimitTerm>[]; replaced: LimitTerm[] }[] {
  const ranked = deciding(contract, rows, limitRivals);
  const groups = Map.groupBy(ranked, ({ one }) => limitRivals.matter(one));
  const special = new Map(
    [...groups.values()].flatMap((group) =>
      mostSpecial(group.map(({ one }) => one)).map(({ one, replaced }) => [one, replaced] as const),
    ),
  );
  return ranked.flatMap(({ one, behind }) => {
    const replaced = special.get(one);
    return replaced === undefined ? [] : [{ one, behind, replaced }];
  });
}

/** `10、14`: clauses, each once. */
const joined = (...clauses: readonly string[]): string =>
  [...new Set(clauses.flatMap((one) => one.split('、')))].join('、');

/** `；Z1 代替 9 的 20 分钟` */
const replacedText = (one: LimitTerm, replaced: readonly LimitTerm[], times: (id: string) => WorkingTime): string =>
  replaced
    .map(
      (other) =>
        `；${clauseMarks(one.clause)} 代替 ${clauseMarks(other.clause)} 的 ${limitOf(other, times, null).text}`,
    )
    .join('');

/** Where a limit depends on who was affected and nobody said it. */
function unsaidText({ contract }: LimitSource, rows: readonly LimitTerm[]): string {
  const ids = new Set(rows.flatMap(({ when }) => when?.customers ?? []));
  const names = [...ids].map((id) => contract.customers?.find((one) => one.id === id)?.name ?? id);
  return names.length === 0 ? '' : `；没有登记受影响的客户类别，未按${names.join('、')}的时限判定`;
}

/** By every factor that applies, exactly: what a record tells is whole seconds, so that a part of one is never reached. */
function multiplied(limit: Limit, factors: readonly FactorTerm[]): Limit {
  const { seconds, time } = limit;
  if (seconds === null || factors.length === 0) return limit;
  // Two clauses that say the same of the same case are one factor.
  const once = [...Map.groupBy(factors, (one) => `${limitCaseKey(one)} ${one.times}`).values()];
  let [over, under] = [1, 1];
  const steps = once.flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const [n, d] = quotientOf(first.times);
    [over, under] = [over * n, under * d];
    const clause = joined(first.clause, ...others.map((one) => one.clause));
    return [{ times: first.times, clause, seconds: Math.floor((seconds * over) / under) }];
  });
  const last = steps.at(-1)?.seconds ?? seconds;
  const came = steps.map((one) => ` → ${limitText(one.seconds)}（${clauseMarks(one.clause)}：${one.times}）`).join('');
  return {
    ...limit,
    key: [limit.key, ...steps.map((one) => `${one.times.replace('/', '-')}-${one.clause}`)].join('x'),
    clause: joined(limit.clause, ...factors.map((one) => one.clause)),
    seconds: last,
    text: lengthText(last, time),
    came: `；时限 ${limitText(seconds)}${came}${limit.came}`,
  };
}

const behindText = (
  { one, setting }: Behind<LimitTerm>,
  times: (id: string) => WorkingTime,
): Limit['behind'][number] => ({
  clause: one.clause,
  paper: setting.paper,
  text: limitOf(one, times, null).text,
});

/**
 * How the limit came about, and what does not decide: `；B3.1（投标响应）约定 15 分钟，位次在后，不据以判定`,
 * `；时限 5 分钟 → 2 分 30 秒（14：1/2）`; empty where one row alone says it.
 */
export const behindNote = ({ behind, came }: Pick<Limit, 'behind' | 'came'>): string =>
  `${came}${behind
    .map(
      ({ clause, paper, text }) =>
        `；${clauseMarks(clause)}${paper === '' ? '' : `（${paper}）`}约定 ${text}，位次在后，不据以判定`,
    )
    .join('')}`;

/**
 * Every limit of a clock, for whatever case: what figures are kept of. Each as its own term says it, without a 口径, and once more
 * as what multiplies it makes it.
 */
export function limitsOf(source: LimitSource, clocks: readonly LimitClock[]): (Limit & { clock: LimitClock })[] {
  const times = timesOf(source);
  const factors = factorTerms(source.contract);
  return limitTerms(source.contract)
    .filter((one) => clocks.includes(one.clock))
    .flatMap((term) => {
      const base = limitOf(term, times, null);
      return together(term, factors).map((some) => ({
        ...multiplied({ ...base, levels: commonLevels([term, ...some]) }, some),
        clock: term.clock,
      }));
    });
}

/** The factors that may meet a row, in every choice of them, none first. */
function together(term: LimitTerm, factors: readonly FactorTerm[]): FactorTerm[][] {
  const own = factors.filter((one) => one.clock === term.clock && !areApart(one, term));
  const choices: FactorTerm[][] = [[]];
  // What cannot meet is left out at once: a factor for each of many systems would make a choice of every set of them.
  for (const one of own)
    for (const some of [...choices])
      if (commonLevels([term, ...some, one])?.length !== 0 && !some.some((other) => areApart(other, one)))
        choices.push([...some, one]);
  return choices;
}

/** Levels of which all of the rows are; null for all. */
function commonLevels(rows: readonly LimitTerm[]): readonly string[] | null {
  const [first, ...rest] = rows.flatMap(({ levels }) => (levels === undefined ? [] : [levels]));
  return first?.filter((id) => rest.every((levels) => levels.includes(id))) ?? null;
}

/** What the clocks of a contract are called together: `响应与恢复`; without either of them `时限`. */
export const clocksWord = (contract: Pick<LimitSource['contract'], 'levels' | 'limits'>): string =>
  hasBoth(contract) ? BOTH : '时限';

/** The same as a noun: `响应与恢复时限`; `时限`, or what stands for it alone. */
export const limitsWord = (contract: Pick<LimitSource['contract'], 'levels' | 'limits'>, alone = '时限'): string =>
  hasBoth(contract) ? `${BOTH}时限` : alone;

const BOTH = '响应与恢复';
const hasBoth = (contract: Pick<LimitSource['contract'], 'levels' | 'limits'>): boolean =>
  hasClock(contract, 'response') && hasClock(contract, 'restoration');

const known = new WeakMap<object, Map<string, WorkingTime>>();

const written = new WeakMap<object, string>();

/** The data as text, written once: a year of incidents asks for the same calendars some thousand times. */
function textOf(data: object | undefined): string {
  if (data === undefined) return '';
  const text = written.get(data) ?? JSON.stringify(data);
  written.set(data, text);
  return text;
}

/** All that the days of a calendar may follow from. */
const keyOf = ({ calendars, terms }: LimitSource['contract'], id: string): string =>
  `${id} ${textOf(calendars)} ${textOf(terms)}`;

/** The calendars of a contract by id. @throws RangeError for one that the contract does not have (refused when it is read) */
export function timesOf({ contract, isWorkingDay }: LimitSource): (id: string) => WorkingTime {
  const own = known.get(isWorkingDay) ?? new Map<string, WorkingTime>();
  known.set(isWorkingDay, own);
  return (id) => {
    const calendar = calendarNamed(contract, id);
    if (calendar === undefined) throw new RangeError(`calendar ${id} is not in the contract`);
    const key = keyOf(contract, id);
    const found = own.get(key) ?? workingTime(calendar, { isWorkingDay }, contract);
    own.set(key, found);
    return found;
  };
}

function limitOf(term: LimitTerm, times: (id: string) => WorkingTime, over: string | null): Limit {
  const base = {
    clause: term.clause,
    class: term.class ?? null,
    levels: term.levels ?? null,
    agreed: term.agreed === true,
    behind: [],
    came: '',
    orArrival: term.or === 'arrival',
    at: term.time ?? null,
  };
  const own = term.calendar ?? null;
  if (term.workingDays !== undefined && own !== null) {
    const time = times(own);
    const key = `d${term.workingDays}-${own}`;
    const last = { ...base, seconds: null, days: term.workingDays, time };
    return term.time === undefined
      ? { ...last, key, text: `${term.workingDays} 个工作日${beside(time)}` }
      : { ...last, key: `${key}-${term.time}`, text: `${dayText(term.workingDays, time)} ${term.time}` };
  }
  const minutes = term.workingMinutes ?? term.minutes;
  if (minutes === undefined)
    return { ...base, key: 'agreed', seconds: null, days: null, time: null, text: term.text ?? '协商确定' };
  const seconds = minutes * MINUTE_SECONDS;
  const working = term.workingMinutes !== undefined ? own : over;
  const key = term.workingMinutes === undefined ? String(seconds) : `w${seconds}-${own}`;
  const time = working === null ? null : times(working);
  return { ...base, key, seconds, days: null, time, text: lengthText(seconds, time) };
}

/** `4 小时（教学时间）` */
const lengthText = (seconds: number, time: WorkingTime | null): string =>
  `${limitText(seconds)}${time === null ? '' : `（${time.name}）`}`;

/** The day on which a limit passes: `当日（每日）`, `次一工作日`, `第 2 个工作日（营业时间）`. */
function dayText(days: number, calendar: WorkingTime): string {
  const word = days === 0 ? '当日' : days === 1 ? '次一工作日' : `第 ${days} 个工作日`;
  return `${word}${beside(calendar)}`;
}

/** `（营业时间）`: a calendar's name is the contract's own; where it is the unit itself it is not said twice. */
const beside = ({ name }: WorkingTime): string => (name === '工作日' ? '' : `（${name}）`);

/** Seconds of the wall clock until the limit passes, to compare limits of different measures. */
function lengthFrom(limit: Limit, start: InstantText): number {
  const end = deadlineOf(limit, start);
  return end === null ? Number.POSITIVE_INFINITY : secondsBetween(start, end);
}

/** A limit for arrival at a place to which one must travel: longer by what the contract allows for it. */
export function withTravel(limit: Limit, minutes: number): Limit {
  if (minutes === 0 || limit.agreed) return limit;
  const way = minutes * MINUTE_SECONDS;
  const longer = limit.seconds === null ? { later: way } : { seconds: limit.seconds + way };
  return { ...limit, ...longer, text: `${limit.text}另加路途 ${limitText(way)}` };
}

/** Minutes allowed for travel to the place of an incident: its own, else the farthest of its assets. */
export function travelMinutes(
  { contract, assets }: LimitSource,
  incident: { assets: readonly string[]; placeId?: string | undefined },
): number {
  const ids =
    incident.placeId === undefined
      ? incident.assets.map((id) => assets.find((one) => one.id === id)?.placeId)
      : [incident.placeId];
  const found = (contract.places ?? []).filter(({ id }) => ids.includes(id));
  return Math.max(0, ...found.map((one) => one.travelMinutes));
}

/** Seconds that a limit counts from one instant to another; those of working days are seconds of the wall clock. */
export const elapsed = ({ time, days }: Limit, from: InstantText, to: InstantText): number =>
  time === null || days !== null ? elapsedBetween(from, to) : time.seconds(from, to);

/** When the limit passes, nothing paused; null: never, or by agreement. */
export function deadlineOf({ seconds, days, at, later = 0, time }: Limit, start: InstantText): InstantText | null {
  if (days !== null) {
    const end = time?.endOfDay(start, days, at) ?? null;
    return end === null ? null : toText(toInstant(end).add({ seconds: later }));
  }
  if (seconds === null) return null;
  return time === null ? toText(toInstant(start).add({ seconds })) : time.after(start, seconds);
}

/** The limit in the seconds that `elapsed` counts; null: no date of the calendar ends it. */
export function limitSeconds(limit: Limit, start: InstantText): number | null {
  if (limit.days === null) return limit.seconds;
  const end = deadlineOf(limit, start);
  return end === null ? null : secondsBetween(start, end);
}

/** The clauses of several limits, joined. */
export const clausesOfLimits = (limits: readonly Limit[]): string =>
  [...new Set(limits.flatMap((one) => one.clause.split('、')))].join('、');
