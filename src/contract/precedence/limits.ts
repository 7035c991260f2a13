/** Limits that several papers set: what of them is about the same thing, and each as a level has it. Pure. */
import type { Held } from '../terms/held.ts';
import type { Level, LimitTerm } from '../terms/levels.ts';
import { type Matters, meet, type Ranking, type Setting } from './papers.ts';

type OwnLimit = Omit<LimitTerm, 'levels'>;

/** The part of a contract from which ranked limits are read; whole. */
export interface RankedLimits extends Ranking {
  levels?: readonly Level[] | undefined;
  limits?: readonly LimitTerm[] | undefined;
}

/** A limit as one level has it. */
export interface PlacedLimit extends Held {
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

/**
 * Of rows of one level and clock that hold for one case: amounts of one class, or of none, are about the same thing, whatever part of day or
 * case they name, and so are factors of one case. Of these the paper of the highest rank decides.
 */
export const limitRivals: Matters<OwnLimit> = {
  clauses: ({ clause }) => [clause],
  matter: (term) => (term.times === undefined ? `class ${term.class ?? ''}` : limitCaseKey(term)),
  amount: limitAmount,
};

/** Every limit once for each level; for no level in particular (calls, devices) those that all levels share. */
export function placedLimits({ levels = [], limits = [] }: RankedLimits): PlacedLimit[] {
  const all = ['', ...new Set(levels.map(({ id }) => id))];
  const daysOf = ({ from, until }: Held): Held => ({ from, until });
  return [
    ...limits.flatMap((term) => (term.levels ?? all).map((level) => ({ ...daysOf(term), level, term }))),
    ...levels.flatMap((level) =>
      (level.limits ?? []).flatMap((term): PlacedLimit[] => {
        const days = meet(level, term);
        return days === null ? [] : [{ ...days, level: level.id, term }];
      }),
    ),
  ];
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
