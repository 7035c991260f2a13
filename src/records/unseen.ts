/** Characters of a text that nobody sees and that change how the rest of it shows: none of them is what somebody wrote. Pure. */

/**
 * What a screen or a terminal obeys instead of showing it, and what turns the order of the characters behind it: a file name
 * or an amount would read otherwise than it is. Line ends and tabs are text.
 */
const UNSEEN = /(?![\n\r\t])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** An unseen character, and the path of the field that holds it, such as `timeline[2].action`. */
export interface Unseen {
  field: string;
  /** `U+202E` */
  code: string;
}

/** Each field of plain data in which there is one, with the first of it; depth is that of the data. */
export function unseenIn(value: unknown, field = ''): Unseen[] {
  if (typeof value === 'string') {
    const first = value.match(UNSEEN)?.[0];
    return first === undefined ? [] : [{ field, code: codeOf(first) }];
  }
  if (Array.isArray(value)) return value.flatMap((one: unknown, i) => unseenIn(one, `${field}[${i}]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => unseenIn(one, field === '' ? key : `${field}.${key}`));
}

const codeOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** The same data with □ in the place of each: what was stored before, and what a machine answered, is shown as it stands. */
export function withoutUnseen<T>(value: T): T {
  if (typeof value === 'string') return (value.search(UNSEEN) === -1 ? value : value.replace(UNSEEN, '□')) as T;
  if (Array.isArray(value)) {
    const clean = value.map((one: unknown) => withoutUnseen(one));
    return clean.every((one, i) => one === value[i]) ? value : (clean as T);
  }
  if (typeof value !== 'object' || value === null || !isPlain(value)) return value;
  const entries = Object.entries(value);
  const clean = entries.map(([key, one]): [string, unknown] => [key, withoutUnseen(one as unknown)]);
  return clean.every(([, one], i) => one === entries[i]?.[1]) ? value : (Object.fromEntries(clean) as T);
}

/** Not one of a class, whose parts are not its own. */
const isPlain = (value: object): boolean => [Object.prototype, null].includes(Object.getPrototypeOf(value));
