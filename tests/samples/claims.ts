/**
 * The counts of an INDEX as text, held against what the program made of the file. A truth is read from left to right:
 * each part must be one of the claims that its kind of file knows, so that nothing of it passes unread.
 */

/** One count: both sides as text, so that they print as they were compared. */
export interface Fact {
  name: string;
  expected: string;
  got: string;
  holds: boolean;
}

/** One form that a count takes. */
export interface Claim<T> {
  /** Where it begins; tried in order. */
  form: RegExp;
  /** null: the program keeps no such count; the part is named as not compared. */
  compare: ((match: RegExpExecArray, got: T) => Fact[]) | null;
}

export interface Reading {
  facts: Fact[];
  /** Parts that are understood and have nothing to be compared with. */
  notCompared: string[];
  /** The rest of the truth from where it could not be read. */
  unread: string | null;
}

const SEPARATORS = /^[\s,;:—–]+/;

export function readTruth<T>(truth: string, claims: readonly Claim<T>[], got: T): Reading {
  const reading: Reading = { facts: [], notCompared: [], unread: null };
  let rest = truth.replace(SEPARATORS, '');
  while (rest !== '') {
    const next = firstClaim(rest, claims);
    if (next === undefined) return { ...reading, unread: rest };
    if (next.claim.compare === null) reading.notCompared.push(next.match[0]);
    else reading.facts.push(...next.claim.compare(next.match, got));
    rest = rest.slice(next.match[0].length).replace(SEPARATORS, '');
  }
  return reading;
}

function firstClaim<T>(text: string, claims: readonly Claim<T>[]) {
  for (const claim of claims) {
    const match = new RegExp(`^(?:${claim.form.source})(?=$|[\\s,;:—–])`, 'u').exec(text);
    if (match !== null) return { claim, match };
  }
  return undefined;
}

export const fact = (name: string, expected: string | number, got: string | number): Fact => ({
  name,
  expected: String(expected),
  got: String(got),
  holds: String(expected) === String(got),
});

/** A figure that may be better than expected. */
export const atLeast = (name: string, least: number, got: number): Fact => ({
  name,
  expected: `≥ ${least}`,
  got: String(Math.round(got * 1000) / 1000),
  holds: got >= least,
});

/** `HIGH: 1, LOW: 2` in the order of the names, whatever the order in which they were given. */
export const countsText = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .filter(([, n]) => n > 0)
    .map(([name, n]) => `${name}: ${n}`)
    .sort()
    .join(', ');

/** How often each word occurs. */
export function countsOf(words: Iterable<string>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

/** The inside of `{LOW: 2, HIGH: 1}`, or of `[b, a]`, in order. */
export const inOrder = (inside: string): string =>
  inside
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .sort()
    .join(', ');
