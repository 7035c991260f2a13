/**
 * The readings (口径) of the contract held against what they were when both sides signed them, or, of those that nobody signed, when the
 * first document was issued: every verdict is counted by them, so that an option's text, its cases, the default, the day from which a
 * choice counts and the choice itself are changed by a newly signed paper alone. Pure.
 */
import type { ChangedTerm } from './agreed.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What of a reading means nothing for as long as no signed paper is named. */
const SIGNED_ALONE: readonly string[] = ['confirmed', 'chosen', 'confirmedOn', 'effectiveFrom', 'casesSigned'];

/**
 * @param versions of the file since the first document, that of the document first @param now as the file stands
 * @param compare what says something else in two such files
 * @returns what was changed without a paper; none for a file of another schema
 */
export function alteredReadings(
  versions: readonly unknown[],
  now: unknown,
  compare: (was: Fields, is: Fields) => ChangedTerm[],
): ChangedTerm[] {
  const known = versions.filter((one) => isMap(one) && isMap(now) && one['schema'] === now['schema']).map(entriesOf);
  const own = entriesOf(now);
  const ids = new Set(known.flatMap((one) => [...one.keys()]));
  return [...ids].flatMap((id) => {
    const all = known.map((one) => one.get(id)).filter((one) => one !== undefined);
    const is = own.get(id);
    const was = signedAs(all, is);
    if (was === undefined) return [];
    const [then, today] = was['scan'] === undefined ? [unsigned(was), is && unsigned(is)] : [was, is];
    return compare(fileOf(then), fileOf(today));
  });
}

/** The version that holds: the first that names the paper of today; of one that names none now, the last that named one. */
function signedAs(all: readonly Fields[], is: Fields | undefined): Fields | undefined {
  const scan = is?.['scan'];
  if (scan === undefined) return all.findLast((one) => one['scan'] !== undefined) ?? all[0];
  return all.find((one) => one['scan'] === scan);
}

const unsigned = (one: Fields): Fields =>
  Object.fromEntries(Object.entries(one).filter(([key]) => !SIGNED_ALONE.includes(key)));

const fileOf = (one: Fields | undefined): Fields => ({ interpretations: one === undefined ? [] : [one] });

const isMap = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

function entriesOf(file: unknown): ReadonlyMap<string, Fields> {
  const list: unknown = isMap(file) ? file['interpretations'] : undefined;
  return new Map((Array.isArray(list) ? list.filter(isMap) : []).map((one) => [String(one['id']), one]));
}
