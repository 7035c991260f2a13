/** Names that come from data, kept apart from the names of the programming language's own objects. */

/** `constructor`, `toString`, `__proto__`, …: what every object answers to without having it. */
const RESERVED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** true for a name that no key and no id of a data file may have. */
export const isReservedName = (name: string): boolean => RESERVED.has(name);

/** What the table itself says of a name that somebody else wrote; undefined also for what every object inherits. */
export const ownValue = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;
