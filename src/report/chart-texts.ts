/**
 * Texts as ECharts may be given them. It keeps what it measured in plain objects by the text itself: one that is the name of
 * something which every object has (`__proto__`, `constructor`) is taken for an entry, and what it writes there it writes on every
 * object there is. A sign without width inside such a name makes it a text like any other.
 */

const INHERITED = Object.getOwnPropertyNames(Object.prototype);
/** As whole words, since lines and words of a text are measured apart. */
const NAMES = new RegExp(`(?<![\\w$])(${INHERITED.join('|')})(?![\\w$])`, 'g');
const WORD_JOINER = '\u2060';

/** The text, seen as it was. */
export const harmlessText = (text: string): string =>
  text.replace(NAMES, (name) => `${name.slice(0, 1)}${WORD_JOINER}${name.slice(1)}`);

/** The same of every text in plain data; functions and other things stay what they are. */
export function harmlessTexts<T>(value: T): T {
  if (typeof value === 'string') return harmlessText(value) as T;
  if (Array.isArray(value)) return value.map((one: unknown) => harmlessTexts(one)) as T;
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, harmlessTexts(one)])) as T;
}
