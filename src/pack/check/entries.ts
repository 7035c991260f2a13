/**
 * Entries of the log as whoever has no schema reads them: what the check asks of them is looked at, the rest is what the signature
 * covers. Pure. What they mean: `src/archive/log/entry.ts`.
 */
import { fromUtf8 } from '../../proof/bytes.ts';

export interface Entry {
  type: string;
  /** ISO, contract offset. */
  at: string;
  path?: string;
  sha256?: string;
  sm3?: string;
  salted?: true;
  removed?: true;
  number?: string;
  outputs?: { path: string; sha256: string; sm3: string }[];
  key?: string;
  previous?: string | null;
  lost?: true;
  by?: string;
  reason?: string;
  approvedBy?: string;
  obligation?: string;
  period?: string;
  /** Of what was made void. */
  revision?: number;
  dueAt?: string | null;
  commit?: string;
  /** Of a head: lists of packs are signed from here on, or entered as well. */
  packs?: string;
  /** Of an entry of a pack. */
  from?: string;
  to?: string;
}

export interface Issued extends Entry {
  path: string;
  number: string;
  outputs: { path: string; sha256: string; sm3: string }[];
}

/** @returns undefined for bytes that are no JSON, or lack what their type has */
export function parseEntry(bytes: Uint8Array): Entry | undefined {
  const text = fromUtf8(bytes);
  const value = text === undefined ? undefined : parsed(text);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  const entry = value as Entry;
  if (typeof entry.type !== 'string' || typeof entry.at !== 'string') return undefined;
  if (entry.type === 'KEY-ROTATE' && typeof entry.key !== 'string') return undefined;
  return (entry.type !== 'ISSUE' && entry.type !== 'REVISE') || isIssued(entry) ? entry : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** true for the entry of a document. */
export function isIssued(entry: Entry | undefined): entry is Issued {
  if (entry?.type !== 'ISSUE' && entry?.type !== 'REVISE') return false;
  return (
    typeof entry.number === 'string' &&
    typeof entry.path === 'string' &&
    Array.isArray(entry.outputs) &&
    entry.outputs.every((one) => typeof one?.path === 'string' && typeof one.sha256 === 'string')
  );
}

/** Paths whose content was cleared for good, or that do not count any more, with what was decided. */
export function decidedOf(entries: readonly (Entry | undefined)[]): Map<string, Entry> {
  const decided = new Map<string, Entry>();
  for (const entry of entries)
    if ((entry?.type === 'ERASE' || entry?.type === 'VOID') && entry.path !== undefined)
      decided.set(`${entry.type} ${entry.path}`, entry);
  return decided;
}

/** Whether the log has an entry by which the document in that folder of the archive was made void. */
export const isVoided = (entries: readonly (Entry | undefined)[], archived: string): boolean =>
  entries.some(
    (entry) => entry?.type === 'VOID' && (entry.path === archived || archived.endsWith(`/${voidPlace(entry)}`)),
  );

const voidPlace = ({ obligation, period, revision }: Entry): string => `${obligation}/${period}/r${revision}`;

/** What it says was made void, or cleared. */
export const decidedPlace = (entry: Entry): string =>
  entry.revision === undefined ? (entry.path ?? '') : `archive/…/${voidPlace(entry)}`;

/** Paths that were cleared: what does not count any more is here all the same. */
export const clearedOf = (entries: readonly (Entry | undefined)[]): Set<string> =>
  new Set(entries.flatMap((entry) => (entry?.type === 'ERASE' && entry.path !== undefined ? [entry.path] : [])));

/** Whether a pack of that log was made by a program that signs its list. */
export const signsPacks = (entries: readonly (Entry | undefined)[]): boolean =>
  ['signed', 'entered'].includes(entries[entries.length - 1]?.packs ?? '');

/** Whether it was made by one that enters it in the log. */
export const entersPacks = (entries: readonly (Entry | undefined)[]): boolean =>
  entries[entries.length - 1]?.packs === 'entered';

/** true for a path that was cleared, or lies in a folder that was. */
export function isGone(gone: ReadonlySet<string>, path: string): boolean {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) if (gone.has(at)) return true;
  return false;
}
