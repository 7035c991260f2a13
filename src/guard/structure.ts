/**
 * What of a structure people and other programs wrote, and what the program put together from ids: the type of a field says it, and
 * no pattern. `/findings?level=medium&asset=app-server-1#open` reads like a password to any rule that reads it as a sentence, and
 * every weaker rule would miss one. Whatever is not named here counts as written, so that a new field is looked at in full. Pure.
 */

/** Stands for every key of a record whose keys are ids themselves. */
export const each: unique symbol = Symbol('each');

/**
 * Of a `T` the fields that hold ids and addresses of the program's own, `name`, and what it drew from texts that stand beside it,
 * `drawn`, which nobody reads as a sentence. A function: of a union, by the value.
 */
export type NamesIn<T> = Described<NonNullable<T>> | ((value: NonNullable<T>) => NamesIn<T>);
type Described<T> = T extends string
  ? 'name' | 'drawn'
  : T extends readonly (infer One)[]
    ? NamesIn<One>
    : T extends object
      ? string extends keyof T
        ? { readonly [each]: NamesIn<T[keyof T]> }
        : { readonly [Key in keyof T]?: NamesIn<T[Key]> }
      : never;

/** What becomes of a text, by what it is. */
export interface TextWork {
  /** What somebody wrote, or a sentence of the program that may repeat it. */
  written(text: string): string;
  /** An id or an address of the program's own. */
  name(text: string): string;
}

type Names =
  | 'name'
  | 'drawn'
  | { readonly [key: string]: Names; readonly [each]?: Names }
  | ((value: never) => Names)
  | undefined;

/** The value with the work done on its texts; what nothing became of is the same object. */
export function withTexts<T>(value: T, names: NamesIn<T>, work: TextWork): T {
  return changed(value, names as Names, work) as T;
}

function changed(value: unknown, names: Names, work: TextWork): unknown {
  if (names === 'drawn') return value;
  if (typeof value === 'string') return names === 'name' ? work.name(value) : work.written(value);
  if (Array.isArray(value)) {
    const all = value.map((one) => changed(one, names, work));
    return all.some((one, n) => one !== value[n]) ? all : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  const known = typeof names === 'function' ? names(value as never) : names;
  const own = typeof known === 'object' ? known : {};
  const inEach = own[each];
  const entries = Object.entries(value);
  const all = entries.map(([key, one]): [string, unknown] =>
    inEach === undefined ? [key, changed(one, own[key], work)] : [work.name(key), changed(one, inEach, work)],
  );
  return all.some(([key, one], n) => key !== entries[n]?.[0] || one !== entries[n]?.[1])
    ? Object.fromEntries(all)
    : value;
}

/** The different texts of a structure, in order: what a large one says a thousand times need not be looked at as often. */
export function differentTexts<T>(value: T, names: NamesIn<T>): { written: string[]; names: string[] } {
  const found = { written: new Set<string>(), names: new Set<string>() };
  const keep = (set: Set<string>) => (text: string) => {
    set.add(text);
    return text;
  };
  withTexts(value, names, { written: keep(found.written), name: keep(found.names) });
  return { written: [...found.written], names: [...found.names] };
}

/** Every text that was written, wherever it stands, in order. */
export function writtenIn<T>(value: T, names: NamesIn<T>): string[] {
  const found: string[] = [];
  withTexts(value, names, {
    written(text) {
      found.push(text);
      return text;
    },
    name: (text) => text,
  });
  return found;
}
