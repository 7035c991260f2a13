/** The keys of a log, as its own entries name them: which one signs a tree of which size. */

import { type NoteKey, noteVerifier, openNote, parseKey } from '../../proof/note.ts';
import { treeHash, verifyEd25519 } from './digests.ts';
import type { LogEntry, RotatedEntry } from './entry.ts';

/** A key from the entry on that names it. */
export interface Reign {
  /** Index of the entry. */
  from: number;
  /** undefined: the entry names no key that can be used. */
  key: NoteKey | undefined;
  entry: RotatedEntry;
}

/** In the order of entries; undefined entries are ones that could not be read. */
export function reignsOf(entries: readonly (LogEntry | undefined)[]): Reign[] {
  return entries.flatMap((entry, from) =>
    entry?.type === 'KEY-ROTATE' ? [{ from, key: parseKey(treeHash, entry.key), entry }] : [],
  );
}

/** Keys by which a checkpoint of that size must be signed: the one that reigns, and the one before it when it has just handed over. */
export function signersOf(reigns: readonly Reign[], size: number, sizeBefore: number): Reign[] {
  const own = reigns.filter(({ from }) => from < size);
  const last = own.at(-1);
  const before = own.at(-2);
  if (last === undefined) return [];
  return before !== undefined && last.from >= sizeBefore && last.entry.lost !== true ? [before, last] : [last];
}

/** true when the note bears a right signature of each of these keys. */
export function isSignedBy(note: string, signers: readonly Reign[]): boolean {
  const keys = signers.map(({ key }) => key);
  if (keys.length === 0 || !keys.every((key): key is NoteKey => key !== undefined)) return false;
  const opened = openNote(
    note,
    keys.map((key) => noteVerifier(key, verifyEd25519)),
  );
  return opened.state === 'verified' && opened.by.length === keys.length;
}
