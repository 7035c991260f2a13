/**
 * Papers in their order: where two of them set one thing differently on one day, the paper of the higher rank decides. A later
 * supplementary agreement overrides by its rank, which is data. Pure.
 */
import type { Clause } from '../terms/contract.ts';
import { type Held, type HeldSpan, isHeldDuring } from '../terms/held.ts';
import { type Paper, paperOf, spanOfClause } from '../terms/papers.ts';

/** What of a contract says where a clause stands and how that paper ranks. */
export interface Ranking {
  papers?: readonly Paper[] | undefined;
  clauses?: readonly Clause[] | undefined;
}

/** One thing that a clause sets, as the clause stands in one paper for some days. */
export interface Setting extends Held {
  clause: string;
  rank: number;
  /** Name of the paper; empty where none is listed. */
  paper: string;
}

/** How the things of one list are told apart. */
export interface Matters<T> {
  /** The clauses that set it. */
  clauses(one: T): readonly string[];
  /** Two things of one matter exclude each other. */
  matter(one: T): string;
  /** What is set: alike in two papers, both hold. */
  amount(one: T): string;
}

/** Something that stands behind what another paper says. */
export interface Behind<T> {
  one: T;
  setting: Setting;
}

/** The days that both have; null: none. */
export function meet(a: Held, b: Held): Held | null {
  const from = [a.from, b.from]
    .filter((one) => one !== undefined)
    .sort()
    .at(-1);
  const until = [a.until, b.until].filter((one) => one !== undefined).sort()[0];
  if (from !== undefined && until !== undefined && until < from) return null;
  return { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) };
}

/**
 * Where and when a thing with its own first and last day is set: once for each paper and span in which one of its clauses holds.
 * A clause that the contract does not list stands in the paper whose prefix it bears.
 */
export function settingsOf(contract: Ranking, own: Held, clauses: readonly string[]): Setting[] {
  return clauses.flatMap((clause) => {
    const listed = (contract.clauses ?? []).filter(({ id }) => id === clause);
    const entries = listed.length > 0 ? listed : [{ id: clause }];
    return entries.flatMap((entry): Setting[] => {
      const paper = paperOf(contract, entry);
      const days = meet(own, spanOfClause(contract, entry));
      return days === null ? [] : [{ clause, rank: paper?.rank ?? 0, paper: paper?.name ?? '', ...days }];
    });
  });
}

/** true when a thing is set on one day of the span at least. */
export const isSetDuring = (contract: Ranking, own: Held, clauses: readonly string[], span: HeldSpan): boolean =>
  settingsOf(contract, own, clauses).some((one) => isHeldDuring(one, span));

/**
 * The clauses that set a thing. One that sets another thing of the same matter otherwise may be named beside them, as people do (“9、Z1”
 * of the general rule, or of the special one): it tells of the other and gives this one nothing of its rank. Of what names no clause of
 * its own the highest paper's set it.
 * @param list all things of the list
 */
export function settingClauses<T>(
  contract: Ranking,
  list: readonly T[],
  { clauses, matter, amount }: Matters<T>,
  one: T,
): readonly string[] {
  const own = clauses(one);
  if (own.length < 2) return own;
  const others = new Set(
    list
      .filter((other) => matter(other) === matter(one) && amount(other) !== amount(one))
      .flatMap((other) => [...clauses(other)]),
  );
  const rest = own.filter((clause) => !others.has(clause));
  return rest.length > 0 ? rest : highestOf(contract, own);
}

function highestOf(contract: Ranking, clauses: readonly string[]): string[] {
  const ranked = clauses.map((clause) => ({
    clause,
    rank: Math.max(...settingsOf(contract, {}, [clause]).map(({ rank }) => rank)),
  }));
  const top = Math.max(...ranked.map(({ rank }) => rank));
  return ranked.filter(({ rank }) => rank === top).map(({ clause }) => clause);
}

/**
 * Of things that hold on one day those that decide: of each matter the ones of the highest rank, and whatever says the same.
 * @param contract as it held on the day
 * @returns what decides, in its order, and what stands behind each of it
 */
export function deciding<T extends object>(
  contract: Ranking,
  list: readonly T[],
  matters: Matters<T>,
): { one: T; behind: Behind<T>[] }[] {
  const placed = list.map((one) => ({
    one,
    setting: highest(settingsOf(contract, daysOf(one), settingClauses(contract, list, matters, one))),
  }));
  return decidingOf(placed, matters);
}

/** The same of things of which it is known where each is set. @param placed with the setting of the highest rank */
export function decidingOf<T>(
  placed: readonly Behind<T>[],
  matters: Pick<Matters<T>, 'matter' | 'amount'>,
): { one: T; behind: Behind<T>[] }[] {
  return placed.flatMap(({ one }) => {
    const rivals = placed.filter((other) => matters.matter(other.one) === matters.matter(one));
    const top = Math.max(...rivals.map(({ setting }) => setting.rank));
    const said = new Set(
      rivals.filter(({ setting }) => setting.rank === top).map((other) => matters.amount(other.one)),
    );
    if (!said.has(matters.amount(one))) return [];
    return [{ one, behind: rivals.filter((other) => !said.has(matters.amount(other.one))) }];
  });
}

/** Its own first and last day, where it has them. */
const daysOf = ({ from, until }: Held): Held => ({ from, until });

const NOWHERE: Setting = { clause: '', rank: 0, paper: '' };

export const highest = (settings: readonly Setting[]): Setting =>
  settings.reduce((best, one) => (best === NOWHERE || one.rank > best.rank ? one : best), NOWHERE);

/**
 * What stands behind another paper on every day of a span on which it holds at all: with what decides instead.
 * @param contract whole @param list all things, whole; those that do not hold in the span are not told
 */
export function behindDuring<T extends object>(
  contract: Ranking,
  list: readonly T[],
  matters: Matters<T>,
  span: HeldSpan,
): Map<T, Setting> {
  const found = new Map<T, Setting>();
  if (new Set((contract.papers ?? []).map(({ rank }) => rank)).size < 2) return found;
  const placed = list.map((one) => ({
    one,
    matter: matters.matter(one),
    amount: matters.amount(one),
    settings: settingsOf(contract, daysOf(one), settingClauses(contract, list, matters, one)).filter((set) =>
      isHeldDuring(set, span),
    ),
  }));
  for (const { one, matter, amount, settings } of placed) {
    const above = placed.filter((other) => other.matter === matter && other.amount !== amount);
    const over = settings.map((own) =>
      above.flatMap((other) => other.settings).find((set) => set.rank > own.rank && covers(set, own, span)),
    );
    const [first] = over;
    if (first !== undefined && over.every((set) => set !== undefined)) found.set(one, first);
  }
  return found;
}

/** true when the first holds on every day of the span on which the second does. */
function covers(a: Held, b: Held, span: HeldSpan): boolean {
  const from = b.from === undefined || b.from < span.from ? span.from : b.from;
  const until = b.until === undefined || b.until > span.to ? span.to : b.until;
  return (a.from === undefined || a.from <= from) && (a.until === undefined || until <= a.until);
}
