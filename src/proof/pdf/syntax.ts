/** Pieces of PDF syntax, as text. */

/** Object number of a reference by its key; undefined: the dictionary has none. */
export function findReference(dictionary: string, key: string): number | undefined {
  const found = new RegExp(`/${key}\\s+(\\d+)\\s+\\d+\\s+R`).exec(dictionary);
  return found === null ? undefined : Number(found[1]);
}

/** A whole number by its key; undefined: the dictionary has none, or refers to it. */
export function findNumber(dictionary: string, key: string): number | undefined {
  const found = new RegExp(`/${key}\\s+(\\d+)(?![\\d.]|\\s+\\d+\\s+R)`).exec(dictionary);
  return found === null ? undefined : Number(found[1]);
}

/** Object numbers that a value refers to, in order. */
export const referencesIn = (value: string): number[] =>
  [...value.replace(/\((?:[^()\\]|\\[\s\S])*\)/g, '()').matchAll(/(\d+) 0 R\b/g)].map(([, number]) => Number(number));

/** What stands between the brackets of a key's array, or its only value; empty: the dictionary has none. */
export function listOf(dictionary: string, key: string): string {
  const at = dictionary.search(new RegExp(`/${key}\\s*[\\[\\d(<]`));
  if (at === -1) return '';
  const open = dictionary.indexOf('[', at);
  if (open === -1 || dictionary.slice(at + key.length + 1, open).trim() !== '') {
    return new RegExp(`/${key}\\s+(\\d+ 0 R)`).exec(dictionary)?.[1] ?? '';
  }
  let depth = 0;
  for (let n = open; n < dictionary.length; n++) {
    if (dictionary[n] === '[') depth += 1;
    if (dictionary[n] === ']') depth -= 1;
    if (depth === 0) return dictionary.slice(open + 1, n);
  }
  return '';
}
