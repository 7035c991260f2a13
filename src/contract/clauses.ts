/** Clause lists of the data: an id stands for all clauses below it, a range for all in it. Pure. */
import type { Clause } from './contract.ts';

/**
 * The clauses that a list names, in the order of the contract, each once.
 * `5.3` gives 5.3.1 to 5.3.10, `4.3.1` gives 4.3.1(a) to (d), `3.1-3.3` and `1-5` what lies between, ends included.
 * An entry that names nothing gives nothing; `unknownClauses` finds those.
 */
export function expandClauses(list: readonly string[], contract: { clauses: readonly Clause[] }): Clause[] {
  const tests = list.map(matcher);
  return contract.clauses.filter((clause) => tests.some((test) => test(parts(clause.id))));
}

/** The entries of a list that name no clause of the contract: unknown ids, empty or malformed ranges. */
export function unknownClauses(list: readonly string[], contract: { clauses: readonly Clause[] }): string[] {
  return list.filter((entry) => expandClauses([entry], contract).length === 0);
}

/** A clause's original text on one line: the paper's table cells and paragraphs parted by a wide space. */
export function clauseText(clause: Pick<Clause, 'text'>): string {
  return clause.text.replace(/\s*[\n\t]\s*/g, '　').trim();
}

/** `五（三）4 = 5.3.4`: the number on paper beside the clause id. */
export function clauseNumber(clause: Pick<Clause, 'id' | 'paper'>): string {
  return `${clause.paper} = ${clause.id}`;
}

/** `5.1.1(2)` → `5`, `1`, `1`, `(2)`: what stands between dots, and the letter or number in brackets. */
function parts(id: string): string[] {
  return id.match(/\([^)]*\)|[^.()]+/g) ?? [];
}

function matcher(entry: string): (id: string[]) => boolean {
  const ends = entry.split(/\s*[-–~～]\s*/);
  const from = parts(ends[0] ?? '');
  const to = parts(ends[1] ?? ends[0] ?? '');
  if (ends.length > 2 || from.length === 0 || !sameParent(from, to)) return () => false;
  const depth = from.length;
  return (id) =>
    id.length >= depth &&
    from.slice(0, -1).every((part, n) => part === id[n]) &&
    order(id[depth - 1]) >= order(from[depth - 1]) &&
    order(id[depth - 1]) <= order(to[depth - 1]);
}

function sameParent(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.slice(0, -1).every((part, n) => part === b[n]);
}

/** Order among siblings: bracketed ones after plain ones, so that `4.0` and `4(a)` never fall into each other's range. */
function order(part: string | undefined): number {
  const inside = /^\((.+)\)$/.exec(part ?? '')?.[1];
  const value = inside ?? part ?? '';
  const rank = /^\d+$/.test(value) ? Number(value) : value.charCodeAt(0);
  return inside === undefined ? rank : 10_000 + rank;
}
