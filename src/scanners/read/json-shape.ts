/**
 * Shapes say what is kept of a JSON file; `JsonReader` fills them token by token. Scalars become text to the letter
 * (`1.10` stays `1.10`), `null` and absent are both undefined.
 */

/** Any value as it stands. */
export type Json = string | Json[] | Map<string, Json | undefined>;

export type JsonNode =
  | { kind: 'skip' | 'text' | 'any' }
  | { kind: 'object'; fields: Map<string, JsonNode> }
  | { kind: 'map' | 'list'; each: JsonNode }
  | { kind: 'each'; each: JsonNode; take: (value: unknown) => void }
  | { kind: 'either'; object: JsonNode; array: JsonNode };

/** A node whose filled value is a T; the mark is for the compiler only. */
export type Shape<T> = JsonNode & { readonly filled?: (value: T) => T };
/** What a shape is filled with. */
export type Filled<S> = S extends { readonly filled?: (value: infer T) => infer T } ? T : never;

/** A scalar, as text to the letter. */
export const text: Shape<string | undefined> = { kind: 'text' };
/** Whatever stands there. */
export const any: Shape<Json | undefined> = { kind: 'any' };

/** An object, of which only the named keys are kept; one of them twice is refused. */
export function object<F extends Record<string, JsonNode>>(
  fields: F,
): Shape<{ [K in keyof F]: Filled<F[K]> } | undefined> {
  return { kind: 'object', fields: new Map(Object.entries(fields)) };
}

/** An object with keys of the file's own. */
export const map = <T>(each: Shape<T>): Shape<Map<string, T> | undefined> => ({ kind: 'map', each });

/** An array that is kept whole. */
export const list = <T>(each: Shape<T>): Shape<T[] | undefined> => ({ kind: 'list', each });

/** An array whose items are handed over one by one, in the order of the file. @returns (as value) how many there were */
export const each = <T>(item: Shape<T>, take: (value: T) => void): Shape<number | undefined> => ({
  kind: 'each',
  each: item,
  take: take as (value: unknown) => void,
});

/** An object or an array, where formats or their versions differ. */
export const either = <A, B>(ofObject: Shape<A>, ofArray: Shape<B>): Shape<A | B> => ({
  kind: 'either',
  object: ofObject,
  array: ofArray,
});
