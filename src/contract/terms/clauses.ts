/** Clause lists of the data: an id stands for all clauses below it, a range for all in it. Pure. */
import type { Asset } from './assets.ts';
import type { Clause } from './contract.ts';
import { prefixOf } from './papers.ts';
import type { Topic } from './topics.ts';

type Clauses = { clauses: readonly Clause[] };

/** The clauses that bear one of the topics, in the order of the contract; none where the contract asks for no such thing. */
export function clausesOf(contract: Clauses, ...topics: readonly Topic[]): Clause[] {
  return contract.clauses.filter((clause) => topics.some((topic) => clause.topics.includes(topic)));
}

/** The same, their ids: `['5.1.1(1)', '5.3.1']`. */
export function clauseIds(contract: Clauses, ...topics: readonly Topic[]): string[] {
  return clausesOf(contract, ...topics).map(({ id }) => id);
}

/**
 * Of the clauses that bear one of the topics, those that concern this asset or no asset in particular: a clause stands for an
 * asset when the asset's own `clause` is it or stands above it.
 * @param asset id; null leaves those that name no asset
 */
export function clausesAbout(
  bundle: { contract: Clauses; assets: readonly Asset[] },
  asset: string | null,
  ...topics: readonly Topic[]
): Clause[] {
  const named = assetsByClause(bundle);
  return clausesOf(bundle.contract, ...topics).filter(({ id }) => {
    const about = named.get(id);
    return about === undefined || (asset !== null && about.some((one) => one.id === asset));
  });
}

/** The contract's assets by the id of each clause that is about them; clauses about no asset are not in it. */
export function assetsByClause({
  contract,
  assets,
}: {
  contract: Clauses;
  assets: readonly Asset[];
}): Map<string, Asset[]> {
  const found = new Map<string, Asset[]>();
  for (const asset of assets.filter((one) => one.contract)) {
    for (const { id } of expandClauses([asset.clause], contract)) found.set(id, [...(found.get(id) ?? []), asset]);
  }
  return found;
}

/**
 * The clauses that a list names, in the order of the contract, each once.
 * `5.3` gives 5.3.1 to 5.3.10, `4.3.1` gives 4.3.1(a) to (d), `3.1-3.3` and `1-5` what lies between, ends included.
 * An entry that names nothing gives nothing; `unknownClauses` finds those.
 */
export function expandClauses<T extends Pick<Clause, 'id'>>(
  list: readonly string[],
  { clauses }: { clauses: readonly T[] },
): T[] {
  const numbers = numbersOf(clauses);
  const [only, ...others] = list.map((entry) => placesOf(entry, numbers));
  const places =
    others.length === 0 ? (only ?? []) : [...new Set([only ?? [], ...others].flat())].sort((a, b) => a - b);
  return places.map((n) => clauses[n] as T);
}

/** A part of a clause's id, and its order among siblings. */
interface Part {
  text: string;
  order: number;
}

/** The ids of one list of clauses in their parts, and which clauses each entry that was asked for names, by their places in the list. */
interface Numbers {
  ids: Part[][];
  named: Map<string, number[]>;
}

/** Checking and judging a contract asks for the same few entries thousands of times. */
const taken = new WeakMap<readonly Pick<Clause, 'id'>[], Numbers>();

function numbersOf(clauses: readonly Pick<Clause, 'id'>[]): Numbers {
  const known = taken.get(clauses);
  // A list that grew since is another one.
  if (known?.ids.length === clauses.length) return known;
  const made = { ids: clauses.map(({ id }) => parts(id)), named: new Map() };
  taken.set(clauses, made);
  return made;
}

function placesOf(entry: string, { ids, named }: Numbers): number[] {
  const known = named.get(entry);
  if (known !== undefined) return known;
  const isNamed = matcher(entry);
  const found = ids.flatMap((id, n) => (isNamed(id) ? [n] : []));
  named.set(entry, found);
  return found;
}

/** The entries of a list that name no clause of the contract: unknown ids, empty or malformed ranges. */
export function unknownClauses(list: readonly string[], contract: { clauses: readonly Clause[] }): string[] {
  return list.filter((entry) => expandClauses([entry], contract).length === 0);
}

/** A clause's original text on one line: the paper's table cells and paragraphs parted by a wide space. */
export function clauseText(clause: Pick<Clause, 'text'>): string {
  return clause.text.replace(/\s*[\n\t]\s*/g, '　').trim();
}

/** `B5.1.1(2)` → `B`, `5`, `1`, `1`, `(2)`: prefix, what stands between dots, and the letter or number in brackets. */
function parts(id: string): Part[] {
  const prefix = prefixOf(id);
  const texts = [prefix, ...(id.slice(prefix.length).match(/\([^)]*\)|[^.()]+/g) ?? [])];
  return texts.map((text) => ({ text, order: orderOf(text) }));
}

function matcher(entry: string): (id: readonly Part[]) => boolean {
  const ends = entry.split(/\s*[-–~～]\s*/);
  const from = parts(ends[0] ?? '');
  const last = ends[1] ?? ends[0] ?? '';
  // `B3.1-3.3` is the same as `B3.1-B3.3`.
  const to = parts(prefixOf(last) === '' ? `${from[0]?.text ?? ''}${last}` : last);
  const above = from.slice(0, -1);
  const [first, end] = [from.at(-1), to.at(-1)];
  if (ends.length > 2 || from.length === 1 || from.length !== to.length || !isBelow(to, above)) return () => false;
  return (id) => {
    const own = id[above.length]?.order ?? Number.NaN;
    return own >= (first?.order ?? 0) && own <= (end?.order ?? 0) && isBelow(id, above);
  };
}

const isBelow = (id: readonly Part[], above: readonly Part[]): boolean =>
  above.every(({ text }, n) => text === id[n]?.text);

/** Order among siblings: bracketed ones after plain ones, so that `4.0` and `4(a)` never fall into each other's range. */
function orderOf(part: string): number {
  const inside = /^\((.+)\)$/.exec(part)?.[1];
  const value = inside ?? part;
  const rank = /^\d+$/.test(value) ? Number(value) : value.charCodeAt(0);
  return inside === undefined ? rank : 10_000 + rank;
}
