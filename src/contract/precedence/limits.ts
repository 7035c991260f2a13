/** Limits that several papers set: which of them stand behind another paper, by level. Pure. */
import type { Held, HeldSpan } from '../terms/held.ts';
import type { Level, LimitTerm } from '../terms/levels.ts';
import { behindDuring, type Matters, meet, type Ranking, type Setting, settingsOf } from './papers.ts';

type OwnLimit = Omit<LimitTerm, 'levels'>;

/** The part of a contract from which ranked limits are read; whole. */
export interface RankedLimits extends Ranking {
  levels?: readonly Level[] | undefined;
  limits?: readonly LimitTerm[] | undefined;
}

/** A limit as one level has it. */
interface Placed extends Held {
  level: string;
  term: OwnLimit;
}

/** What a limit sets: alike where two clauses say the same. */
export const limitAmount = ({
  minutes,
  workingMinutes,
  workingDays,
  time,
  agreed,
  calendar,
  times,
}: OwnLimit): string => JSON.stringify([minutes, workingMinutes, workingDays, time, agreed, calendar, times]);

/** The case of a row as text, alike for rows that are about one; what multiplies is never about that of an amount. */
export const limitCaseKey = ({ when, times }: OwnLimit): string =>
  JSON.stringify([
    when?.assets?.toSorted(),
    when?.customers?.toSorted(),
    when?.season,
    times === undefined ? 'amount' : 'factor',
  ]);

/** Limits of one level and clock, under the same conditions, exclude each other. */
const matters: Matters<Placed> = {
  clauses: ({ term }) => [term.clause],
  matter: ({ level, term }) => [level, term.clock, term.class, term.during, term.outside, limitCaseKey(term)].join(' '),
  amount: ({ term }) => limitAmount(term),
};

/** Every limit once for each level; for no level in particular (calls, devices) those that all levels share. */
function placedLimits({ levels = [], limits = [] }: RankedLimits): Placed[] {
  const all = ['', ...new Set(levels.map(({ id }) => id))];
  const daysOf = ({ from, until }: Held): Held => ({ from, until });
  return [
    ...limits.flatMap((term) => (term.levels ?? all).map((level) => ({ ...daysOf(term), level, term }))),
    ...levels.flatMap((level) =>
      (level.limits ?? []).flatMap((term): Placed[] => {
        const days = meet(level, term);
        return days === null ? [] : [{ ...days, level: level.id, term }];
      }),
    ),
  ];
}

/** For each limit the levels at which it stands behind a paper of higher rank on all days of the span, with what decides there. */
export function limitsBehind(contract: RankedLimits, span: HeldSpan): Map<object, Map<string, Setting>> {
  const found = new Map<object, Map<string, Setting>>();
  for (const [{ term, level }, setting] of behindDuring(contract, placedLimits(contract), matters, span))
    found.set(term, (found.get(term) ?? new Map<string, Setting>()).set(level, setting));
  return found;
}

/** `levels` or `limits` of a contract without what stands behind. @param behind of `limitsBehind` */
export function limitsWithout<T extends object>(
  list: readonly T[],
  levels: readonly { id: string }[],
  behind: ReadonlyMap<object, ReadonlyMap<string, Setting>>,
): T[] {
  return list.flatMap((one: T & { id?: string; levels?: readonly string[]; limits?: readonly object[] }): T[] => {
    if (one.limits !== undefined) {
      const own = one.limits.filter((term) => behind.get(term)?.has(one.id ?? '') !== true);
      return own.length === one.limits.length ? [one] : [{ ...one, limits: own }];
    }
    const gone = behind.get(one);
    if (gone === undefined) return [one];
    const rest = (one.levels ?? [...new Set(levels.map(({ id }) => id))]).filter((id) => !gone.has(id));
    return rest.length === 0 ? [] : [{ ...one, levels: rest }];
  });
}

/**
 * Clauses whose limits all stand behind another paper's in the span, with what decides instead: by them nothing is judged.
 * @param contract whole
 */
export function clausesBehind(contract: RankedLimits, span: HeldSpan): Map<string, Setting> {
  const behind = limitsBehind(contract, span);
  const found = new Map<string, Setting>();
  const open = new Set<string>();
  for (const { term, level, ...days } of placedLimits(contract)) {
    if (settingsOf(contract, days, [term.clause]).length === 0 || level === '') continue;
    const setting = behind.get(term)?.get(level);
    if (setting === undefined) open.add(term.clause);
    else if (!found.has(term.clause)) found.set(term.clause, setting);
  }
  return new Map([...found].filter(([clause]) => !open.has(clause)));
}
