/**
 * The story as records in the order in which they are written down. Topics name records of other topics by key
 * (`@incident:db-down`, also inside a text); the ids that the store will give are worked out at the end. Pure.
 */
import { type Sheet, signed } from './signatures.ts';
import { dayOf, isBefore } from './times.ts';

/** A record, or a later version of one, as somebody writes it down. */
export interface Entry {
  kind: string;
  /** ISO instant of writing it down; for a first version also its `enteredAt`. */
  writtenAt: string;
  /** The record without what the store gives it. */
  draft: Record<string, unknown>;
  /** Name by which other records refer to it, unique in the story: `incident:db-down`. */
  key?: string;
  /** true: a later version of the record with this key. */
  edit?: { reason: string; who: string };
  /** Originals of its attachments. */
  files?: readonly Uint8Array[];
}

/** An entry with its id and all references resolved. */
export interface WrittenEntry extends Entry {
  id: string;
}

/** Prefix of the ids of each kind. */
export type Prefixes = Readonly<Record<string, string>>;

/**
 * Orders the entries by the time of writing, gives ids as the store will (next serial of the record's date) and resolves
 * the references.
 * @param until what would be written down after this instant is left out
 * @throws RangeError for a doubled key or a reference to nothing: the story contradicts itself
 */
export function writeBook(entries: readonly Entry[], prefixes: Prefixes, until: string): WrittenEntry[] {
  const kept = entries
    .filter((one) => !isBefore(until, one.writtenAt))
    .map((one, n) => ({ one, n }))
    .sort((a, b) => Date.parse(a.one.writtenAt) - Date.parse(b.one.writtenAt) || a.n - b.n)
    .map(({ one }) => one);
  const ids = new Map<string, string>();
  const serials = new Map<string, number>();
  const numbered = kept.map((entry) => {
    if (entry.edit !== undefined) return { ...entry, id: ids.get(entry.key ?? '') ?? missing(entry.key ?? '') };
    const id = nextId(entry, prefixes, serials);
    if (entry.key !== undefined) {
      if (ids.has(entry.key)) throw new RangeError(`two records have the key ${entry.key}`);
      ids.set(entry.key, id);
    }
    return { ...entry, id };
  });
  return withSheets(numbered).map((entry) => ({
    ...entry,
    draft: resolve(finished(entry), ids) as Record<string, unknown>,
  }));
}

/** What was signed for one version of a record stays in the later ones. */
function withSheets(entries: readonly WrittenEntry[]): WrittenEntry[] {
  const before = new Map<string, readonly Sheet[]>();
  return entries.map((one) => {
    const { entry, sheets } = signed(one, before.get(one.id) ?? []);
    before.set(one.id, sheets);
    return entry;
  });
}

function missing(key: string): never {
  throw new RangeError(`no record has the key ${key}`);
}

/** The id that `Change.addRecord` will give: business date if there is one, else that of the evidence time. */
function nextId(entry: Entry, prefixes: Prefixes, serials: Map<string, number>): string {
  const { date, at } = entry.draft as { date?: string; at?: string };
  const day = (date ?? dayOf(at ?? entry.writtenAt)).replaceAll('-', '');
  const head = `${prefixes[entry.kind] ?? missing(entry.kind)}-${day}`;
  const serial = (serials.get(head) ?? 0) + 1;
  serials.set(head, serial);
  return `${head}-${String(serial).padStart(3, '0')}`;
}

/** What every record of the story has. An edit keeps the time of entry of the first version, given in its draft. */
function finished({ draft, writtenAt, edit }: Entry): Record<string, unknown> {
  const entered = edit === undefined ? { enteredAt: writtenAt } : {};
  return { source: 'manual', at: writtenAt, ...draft, ...entered, simulated: true };
}

const REFERENCE = /@([a-z-]+:[a-z0-9-]+)/g;

/** What names nothing is the same object: a year has a hundred thousand readings. */
function resolve(value: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string')
    return value.includes('@') ? value.replace(REFERENCE, (_, key: string) => ids.get(key) ?? missing(key)) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const resolved = value.map((one) => resolve(one, ids));
    return resolved.some((one, n) => one !== value[n]) ? resolved : value;
  }
  const own = value as Record<string, unknown>;
  const resolved: Record<string, unknown> = {};
  let isSame = true;
  for (const name of Object.keys(own)) {
    if (own[name] !== undefined) resolved[name] = resolve(own[name], ids);
    isSame &&= resolved[name] === own[name] && own[name] !== undefined;
  }
  return isSame ? value : resolved;
}
