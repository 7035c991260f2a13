/** Numbers that several papers set: each requirement without the days on which a paper of higher rank says otherwise. Pure. */

import type { AskedBackup } from '../terms/backups.ts';
import type { AskedCertificate } from '../terms/certificates.ts';
import type { QuotaTerm } from '../terms/classes.ts';
import type { Held, HeldSpan } from '../terms/held.ts';
import type { Activity, AvailabilityTarget, Post, Requirements } from '../terms/requirements.ts';
import type { DateText } from '../time.ts';
import {
  behindDuring,
  isSetDuring,
  type Matters,
  type Ranking,
  type Setting,
  settingClauses,
  settingsOf,
} from './papers.ts';

type Entry = { clauses: readonly string[] };

const of = <T extends Entry>(matter: (one: T) => unknown, amount: (one: T) => unknown): Matters<T> => ({
  clauses: ({ clauses }) => clauses,
  matter: (one) => JSON.stringify(matter(one)),
  amount: (one) => JSON.stringify(amount(one)),
});

const posts = of<Post>(
  ({ post, place, people }) => [post, place, people],
  ({ headcount, days, hours, shifts, except }) => [headcount, days, hours, shifts, except],
);
const activities = of<Activity>(
  ({ kind, where, assets }) => [kind, where, assets],
  ({ times, per, every, timesADay, seasons, interval, after, day, spans }) => [
    ...[times, per, every, timesADay, seasons, interval, after, day, spans],
  ],
);
const availability = of<AvailabilityTarget>(
  ({ assets, months }) => [assets, months],
  ({ percent, per, of: how, maintenance, incidents }) => [percent, per, how, maintenance, incidents],
);
const backups = of<AskedBackup>(
  ({ assets, plans }) => [assets, plans],
  ({ per, on, keepDays }) => [per, on, keepDays],
);
const certificates = of<AskedCertificate>(
  ({ posts: at, roles }) => [at, roles],
  ({ name, also, asAbsent }) => [name, also, asAbsent],
);
const single = of<Requirements['retention'][number] | Requirements['coverage'][number]>(
  (one) => [one.of],
  (one) => ('months' in one ? one.months : one.percent),
);
const quotas: Matters<QuotaTerm> = {
  clauses: ({ clause }) => [clause],
  matter: (one) => JSON.stringify([one.class, one.when]),
  amount: (one) => JSON.stringify([one.limit, one.per]),
};

type Ranked = Ranking & { requirements?: { [K in keyof Requirements]?: Requirements[K] | undefined } | undefined };

/**
 * What is asked for in a span of days: of posts and what has periods the days are left out on which another paper decides; what
 * has no days of its own is asked for as it stands on the last day.
 * @param contract whole
 * @returns the same object where all of it holds and nothing differs
 */
export function requirementsDuring(contract: Ranked, span: HeldSpan): Ranked['requirements'] {
  const { requirements } = contract;
  if (requirements === undefined) return undefined;
  const last = { from: span.to, to: span.to };
  const during = <T extends Entry>(
    list: readonly T[] | undefined,
    matters: Matters<T>,
    put: (one: T, days: HeldSpan[]) => T,
  ) =>
    standing(contract, list, matters, span).map((one) => {
      const days = daysBehind(contract, list ?? [], matters, one);
      return days.length === 0 ? one : put(one, days);
    });
  const elsewhere = <T extends Activity | AvailabilityTarget | AskedBackup | AskedCertificate>(
    one: T,
    days: HeldSpan[],
  ): T => ({
    ...one,
    elsewhere: days,
  });
  const view = {
    posts: during(requirements.posts, posts, (one, days) => ({ ...one, except: [...(one.except ?? []), ...days] })),
    activities: during(requirements.activities, activities, elsewhere),
    // Month by month each is judged by its own month, over a longer interval by how the paper stands at its end.
    availability: during(requirements.availability, availability, elsewhere).filter(
      (one) => one.per === 'month' || !isElsewhere(one, span.to),
    ),
    backups: during(requirements.backups, backups, elsewhere),
    certificates: during(requirements.certificates, certificates, elsewhere),
    retention: standing<Requirements['retention'][number]>(contract, requirements.retention, single, last),
    coverage: standing<Requirements['coverage'][number]>(contract, requirements.coverage, single, last),
  };
  const keys = Object.keys(view) as (keyof typeof view)[];
  const same = keys.every((key) => {
    const [own, whole] = [view[key] as readonly object[], (requirements[key] ?? []) as readonly object[]];
    return own.length === whole.length && own.every((one, n) => one === whole[n]);
  });
  return same ? requirements : { ...requirements, ...view };
}

/** true when another paper decides about a day. @param one of a view of the contract */
export const isElsewhere = ({ elsewhere = [] }: Pick<Activity, 'elsewhere'>, day: DateText): boolean =>
  elsewhere.some(({ from, to }) => from <= day && day <= to);

/** The quotas by which a span of one of their years is counted: as they stand on its last day. @param contract whole */
export const quotasDuring = (contract: Ranking, list: readonly QuotaTerm[], span: HeldSpan): QuotaTerm[] =>
  standing(contract, list, quotas, { from: span.to, to: span.to });

/**
 * Clauses whose numbers all stand behind another paper's on every day of the span, with what decides instead.
 * @param contract whole
 */
export function numbersBehind(
  contract: Ranked & { quotas?: readonly QuotaTerm[] | undefined },
  span: HeldSpan,
): Map<string, Setting> {
  const { requirements = {}, quotas: limits = [] } = contract;
  const told = <T extends object>(list: readonly T[] | undefined, matters: Matters<T>) => {
    const behind = behindDuring(contract, list ?? [], matters, span);
    return (list ?? []).flatMap((one) =>
      settingClauses(contract, list ?? [], matters, one).map((clause) => ({ clause, setting: behind.get(one) })),
    );
  };
  const all = [
    ...told(requirements.posts, posts),
    ...told(requirements.activities, activities),
    ...told(requirements.availability, availability),
    ...told(requirements.backups, backups),
    ...told(requirements.certificates, certificates),
    ...told<Requirements['retention'][number]>(requirements.retention, single),
    ...told<Requirements['coverage'][number]>(requirements.coverage, single),
    ...told(limits, quotas),
  ];
  const open = new Set(all.filter(({ setting }) => setting === undefined).map(({ clause }) => clause));
  return new Map(
    all.flatMap(({ clause, setting }) =>
      setting === undefined || open.has(clause) ? [] : [[clause, setting] as const],
    ),
  );
}

/** The quotas on the same incidents that stand behind one on the last day of a span, with their papers. @param contract whole */
export function quotasBehind(
  contract: Ranking,
  list: readonly QuotaTerm[],
  quota: QuotaTerm,
  { to }: HeldSpan,
): { clause: string; limit: number; paper: string }[] {
  const last = { from: to, to };
  const behind = behindDuring(contract, list, quotas, last);
  return [...behind.keys()]
    .filter((one) => quotas.matter(one) === quotas.matter(quota) && isSetDuring(contract, {}, [one.clause], last))
    .map(({ clause, limit }) => ({ clause, limit, paper: settingsOf(contract, {}, [clause])[0]?.paper ?? '' }));
}

/** What is set in the span and does not stand behind on all of its days. */
function standing<T extends object>(
  contract: Ranking,
  list: readonly T[] | undefined,
  matters: Matters<T>,
  span: HeldSpan,
): T[] {
  if (list === undefined) return [];
  const behind = behindDuring(contract, list, matters, span);
  return list.filter(
    (one) => isSetDuring(contract, one as Held, settingClauses(contract, list, matters, one), span) && !behind.has(one),
  );
}

const ALWAYS: HeldSpan = { from: '0001-01-01', to: '9999-12-31' };

/** Two entries of a list on one matter that name the same clauses of several papers: nobody can say which of them is which paper's. */
export interface Muddled {
  /** `requirements.activities[2]` */
  at: string;
  other: string;
  clauses: readonly string[];
}

/** @param contract whole */
export function muddledRequirements(contract: Ranked): Muddled[] {
  const { requirements = {} } = contract;
  const muddledOf = <T extends object>(key: string, list: readonly T[] | undefined, matters: Matters<T>): Muddled[] =>
    (list ?? []).flatMap((one, n) => {
      const own = new Set(matters.clauses(one));
      const ranks = new Set(settingsOf(contract, {}, [...own]).map(({ rank }) => rank));
      const before = (list ?? []).findIndex(
        (other) =>
          matters.matter(other) === matters.matter(one) &&
          matters.amount(other) !== matters.amount(one) &&
          own.symmetricDifference(new Set(matters.clauses(other))).size === 0,
      );
      if (ranks.size < 2 || before < 0 || before > n) return [];
      return [{ at: `requirements.${key}[${n}]`, other: `requirements.${key}[${before}]`, clauses: [...own] }];
    });
  return [
    ...muddledOf('posts', requirements.posts, posts),
    ...muddledOf('activities', requirements.activities, activities),
    ...muddledOf('availability', requirements.availability, availability),
    ...muddledOf('backups', requirements.backups, backups),
    ...muddledOf('certificates', requirements.certificates, certificates),
    ...muddledOf<Requirements['retention'][number]>('retention', requirements.retention, single),
    ...muddledOf<Requirements['coverage'][number]>('coverage', requirements.coverage, single),
  ];
}

/** The days on which one stands behind another, or its clause does not hold. */
function daysBehind<T extends object>(contract: Ranking, list: readonly T[], matters: Matters<T>, one: T): HeldSpan[] {
  const own = settingsOf(contract, one as Held, settingClauses(contract, list, matters, one));
  const rank = Math.max(...own.map((set) => set.rank));
  const above = list
    .filter((other) => matters.matter(other) === matters.matter(one) && matters.amount(other) !== matters.amount(one))
    .flatMap((other) => settingsOf(contract, other as Held, settingClauses(contract, list, matters, other)))
    .filter((set) => set.rank > rank)
    .map(({ from, until }): HeldSpan => ({ from: from ?? ALWAYS.from, to: until ?? ALWAYS.to }));
  return [...above, ...outside(own)];
}

/** Before the first and after the last day of all settings. */
function outside(settings: readonly Setting[]): HeldSpan[] {
  const first = settings.some(({ from }) => from === undefined)
    ? undefined
    : settings.map(({ from }) => from as string).sort()[0];
  const last = settings.some(({ until }) => until === undefined)
    ? undefined
    : settings
        .map(({ until }) => until as string)
        .sort()
        .at(-1);
  const day = (text: string, days: number): string => Temporal.PlainDate.from(text).add({ days }).toString();
  return [
    ...(first === undefined ? [] : [{ from: ALWAYS.from, to: day(first, -1) }]),
    ...(last === undefined ? [] : [{ from: day(last, 1), to: ALWAYS.to }]),
  ];
}
