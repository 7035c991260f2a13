/**
 * Entries of the log as whoever has no schema reads them: what the check asks of them is looked at, the rest is what the signature
 * covers. Pure. What they mean: `src/archive/log/entry.ts`.
 */
import { fromUtf8 } from '../../proof/bytes.ts';
import { canonicalJson, type Json } from '../../proof/canonical.ts';

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
  dueAt?: string | null;
  commit?: string;
}

export interface Issued extends Entry {
  path: string;
  number: string;
  outputs: { path: string; sha256: string; sm3: string }[];
}

/** @returns undefined for bytes that are no canonical JSON, or lack what their type has */
export function parseEntry(bytes: Uint8Array): Entry | undefined {
  const text = fromUtf8(bytes);
  const value = text === undefined ? undefined : parsed(text);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  const entry = value as Entry;
  if (typeof entry.type !== 'string' || typeof entry.at !== 'string' || canonicalJson(value as Json) !== text)
    return undefined;
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

/** Paths whose content is gone for good or does not count any more, with what was decided. */
export function goneOf(entries: readonly (Entry | undefined)[]): Map<string, Entry> {
  const gone = new Map<string, Entry>();
  for (const entry of entries)
    if ((entry?.type === 'ERASE' || entry?.type === 'VOID') && entry.path !== undefined) gone.set(entry.path, entry);
  return gone;
}

/** true for a path that is gone, or lies in a folder that is. */
export function isGone(gone: ReadonlyMap<string, Entry>, path: string): boolean {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) if (gone.has(at)) return true;
  return false;
}
