/**
 * Takes out of a structure what must not be shown and leaves the rest as it is: one text of one row is no reason to publish nothing.
 * What was written gets a note in the place of the value; a name another name, the same one wherever it stands, so that links and
 * pages still find each other.
 */
import type { Found } from './found.ts';
import { hitsIn, leaksOfHits } from './gate.ts';
import { type AllowList, isAllowed, type Leak, type LeakPlace, printOf } from './leak.ts';
import { hitsInNames } from './names.ts';
import { differentTexts, type NamesIn, withTexts, writtenIn } from './structure.ts';

export interface HoldOptions {
  /** How the whole is called. */
  file: string;
  allow: AllowList;
  /** Where each of the values stands that it was composed from; without it, and of what stands nowhere, in `file`. */
  places?(values: readonly string[]): Promise<ReadonlyMap<string, readonly LeakPlace[]>>;
  /** Takes out of the leaks what may be said, such as numbers of fields that are meant for them. */
  judged?(leaks: Leak[]): Promise<Leak[]>;
  /** What stands in the place of a value. */
  note(leak: Leak): string;
  /** true: a text is looked at wherever it stands, beside what stands there; of a large structure once. */
  eachPlace?: true;
}

export interface HeldLeak extends Leak {
  /** The texts in which it stands, to the letter; for whoever looks for their source, and for nobody to print. */
  texts: string[];
}

export interface Held {
  /** What was found and nobody allowed; empty: everything may be shown. */
  leaks: HeldLeak[];
  /** A part of the structure without it; the same object where there is nothing. */
  without<T>(value: T, names: NamesIn<T>): T;
  /** What of it stands in a part. */
  leaksIn<T>(value: T, names: NamesIn<T>): HeldLeak[];
}

/** Says names without what is in them of the kind that is held back. */
export async function hiddenNames(names: readonly string[]): Promise<(name: string) => string> {
  const found = new Map((await hitsInNames(names)).map((one) => [one.name, one]));
  return (name) =>
    (found.get(name)?.found ?? []).reduce((out, { value }) => {
      const shown = `held-${printOf(value)}`;
      return out.replaceAll(value, shown).replaceAll(encodeURIComponent(value), shown);
    }, name);
}

interface Stretch {
  from: number;
  to: number;
  leak: HeldLeak;
}

/** Looks at the whole of a structure, of which parts are then asked for. */
export async function holdBack<T>(value: T, names: NamesIn<T>, options: HoldOptions): Promise<Held> {
  const texts = differentTexts(value, names);
  const lines = options.eachPlace === true ? writtenIn(value, names) : texts.written;
  const text = lines.join('\n');
  const found = await hitsIn({ file: options.file, text });
  const named = await hitsInNames(texts.names);
  const { file, judged = (leaks) => Promise.resolve(leaks) } = options;
  const all = [
    ...leaksOfHits({ file, text }, found),
    ...named.flatMap((one) => leaksOfHits({ file, text: one.text }, one.found)),
  ];
  const leaks = new Map(
    (await judged(await notAllowed(all, [...found, ...named.flatMap((one) => one.found)], options))).map((leak) => [
      leak.print,
      { ...leak, texts: [] as string[] },
    ]),
  );
  const leakOf = ({ value: secret }: Found): HeldLeak | undefined => leaks.get(printOf(secret));
  const placed = stretchesOf(lines, found, leakOf);
  const telling = values(found.filter(isTelling), leakOf);
  const inNames = values(
    named.flatMap((one) => one.found),
    leakOf,
  );
  // Asked of every text now, and again of the parts.
  const stretches = new Map<string, Stretch[]>();
  const inText = (one: string): Stretch[] => {
    const known = stretches.get(one) ?? apartFrom([...(placed.get(one) ?? []), ...placesOf(one, telling)]);
    stretches.set(one, known);
    return known;
  };
  const inName = (one: string) => inNames.filter(({ spellings }) => spellings.some((as) => one.includes(as)));
  for (const one of texts.written) for (const { leak } of inText(one)) leak.texts.push(one);
  for (const one of texts.names) for (const { leak } of inName(one)) leak.texts.push(one);
  return {
    leaks: [...leaks.values()],
    without: (part, own) =>
      leaks.size === 0
        ? part
        : withTexts(part, own, {
            written: (one) => replaced(one, inText(one), options.note),
            name: (one) => inName(one).reduce(renamed, one),
          }),
    leaksIn(part, own) {
      if (leaks.size === 0) return [];
      const inside = differentTexts(part, own);
      return [
        ...new Set([
          ...inside.written.flatMap((one) => inText(one).map(({ leak }) => leak)),
          ...inside.names.flatMap((one) => inName(one).map(({ leak }) => leak)),
        ]),
      ];
    },
  };
}

/** Those of which some place is not allowed, with that place: what is allowed in one record is not allowed in another. */
async function notAllowed(leaks: readonly Leak[], found: readonly Found[], options: HoldOptions): Promise<Leak[]> {
  const { file, allow, places } = options;
  if (leaks.length === 0) return [];
  const values = new Map(found.map(({ value }) => [printOf(value), value]));
  const known = await places?.([...new Set(values.values())]);
  return leaks.flatMap((leak) => {
    const own = known?.get(values.get(leak.print) ?? '') ?? [];
    const place = (own.length === 0 ? [{ in: file }] : own).find((one) => !isAllowed(leak, one, allow));
    return place === undefined ? [] : [{ ...leak, place }];
  });
}

interface Value {
  value: string;
  /** As it stands in texts, and in addresses. */
  spellings: string[];
  leak: HeldLeak;
}

function values(found: readonly Found[], leakOf: (one: Found) => HeldLeak | undefined): Value[] {
  const known = new Map<string, Value>();
  for (const one of found) {
    const leak = leakOf(one);
    const { value } = one;
    if (leak !== undefined) known.set(value, { value, leak, spellings: [value, encodeURIComponent(value)] });
  }
  return [...known.values()];
}

const renamed = (name: string, { spellings, leak }: Value): string =>
  spellings.reduce((out, one) => out.replaceAll(one, `held-${leak.print}`), name);

/** Of every text the stretches that were found in it; a value of several lines may reach into the next. */
function stretchesOf(
  texts: readonly string[],
  found: readonly Found[],
  leakOf: (one: Found) => HeldLeak | undefined,
): Map<string, Stretch[]> {
  const stretches = new Map<string, Stretch[]>();
  let at = 0;
  let next = 0;
  for (const text of texts) {
    const end = at + text.length;
    while (next < found.length && endOf(found[next]) <= at) next += 1;
    for (let n = next; n < found.length && (found[n] as Found).at < end; n += 1) {
      const one = found[n] as Found;
      const leak = leakOf(one);
      if (leak === undefined) continue;
      const stretch = { from: Math.max(0, one.at - at), to: Math.min(text.length, endOf(one) - at), leak };
      stretches.set(text, [...(stretches.get(text) ?? []), stretch]);
    }
    at = end + 1;
  }
  return stretches;
}

const endOf = (one: Found | undefined): number => (one === undefined ? 0 : one.at + one.value.length);

const SHORTEST = 6;
/**
 * What is a secret wherever it stands, also where nothing beside it says so: a text that was cut short, a title. A word or a year that
 * somebody has for a password is one only there.
 */
const isTelling = ({ rule, value }: Found): boolean =>
  rule !== 'password' || (value.length >= SHORTEST && /\d/.test(value) && /[^\d.:/\s-]/.test(value));

/** Not inside a longer word or number. */
function placesOf(text: string, telling: readonly Value[]): Stretch[] {
  return telling.flatMap(({ value, leak }) => {
    const places: Stretch[] = [];
    for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + value.length)) {
      const around = `${text[at - 1] ?? ' '}${text[at + value.length] ?? ' '}`;
      if (!/[A-Za-z0-9]/.test(around)) places.push({ from: at, to: at + value.length, leak });
    }
    return places;
  });
}

/** In order of place; of two that overlap the one that begins first, and then the longer one. */
function apartFrom(stretches: readonly Stretch[]): Stretch[] {
  const kept: Stretch[] = [];
  for (const one of stretches.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    const last = kept.at(-1);
    if (last === undefined || one.from >= last.to) kept.push({ ...one });
    else last.to = Math.max(last.to, one.to);
  }
  return kept;
}

function replaced(text: string, stretches: readonly Stretch[], note: HoldOptions['note']): string {
  let out = '';
  let here = 0;
  for (const { from, to, leak } of stretches) {
    out += text.slice(here, from) + note(leak);
    here = to;
  }
  return out + text.slice(here);
}
