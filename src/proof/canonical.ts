/** JSON with one form for one value: RFC 8785 (keys by UTF-16 code units, numbers and strings as ECMAScript writes them). Pure. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** @throws RangeError for a number or a text that JSON cannot say */
export function canonicalJson(value: Json): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`no number of JSON: ${value}`);
  if (typeof value === 'string' && !isWellFormed(value)) throw new RangeError('half of a character');
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const pairs = Object.keys(value)
    .sort()
    .map((key) => `${canonicalJson(key)}:${canonicalJson(value[key] as Json)}`);
  return `{${pairs.join(',')}}`;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** A surrogate without its other half has no bytes. */
const isWellFormed = (text: string): boolean => !/\p{Surrogate}/u.test(text);
