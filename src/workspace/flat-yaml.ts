/**
 * The short way for the simplest of files: one `key: text` a line, nothing quoted, nested or commented. Seven in ten of the
 * YAML records of a year are such (every delivery and receipt), and the parser takes a hundred times as long for them. What
 * is not plainly simple goes the long way, so this decides nothing about what is allowed.
 */

/**
 * Letters, digits and marks that mean nothing to YAML, wherever they stand; a colon only before something, a space only
 * between two of these.
 */
const LINE =
  /^([A-Za-z][A-Za-z0-9-]*): ([\p{L}\p{N}](?:[\p{L}\p{N}\-+./_%·，。；、：（）《》“”]|:(?=\S)| (?=[\p{L}\p{N}]))*)$/u;

/** @returns the entries, all text to the letter; undefined when the file is not of this kind */
export function parseFlat(text: string): Record<string, string> | undefined {
  if (!text.endsWith('\n')) return undefined;
  const found = new Map<string, string>();
  for (const line of text.slice(0, -1).split('\n')) {
    const [, key, value] = LINE.exec(line) ?? [];
    // A doubled key is an error, which the long way words.
    if (key === undefined || value === undefined || found.has(key)) return undefined;
    found.set(key, value);
  }
  return Object.fromEntries(found);
}
