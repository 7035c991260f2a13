/** A log with more entries, signed: pure but for the key. */
import { checkpointText } from '../../proof/checkpoint.ts';
import { formatNote, signature } from '../../proof/note.ts';
import { leafHash } from '../../proof/tree.ts';
import { treeHash } from './digests.ts';
import { entryBytes, type LogEntry } from './entry.ts';
import type { SigningKey } from './keys.ts';
import { growth, type LogFiles } from './log-folder.ts';
import { proofsOf } from './proofs.ts';

/** An entry to be, with the salt of its digests. */
export interface Made {
  entry: LogEntry;
  salt: Uint8Array | undefined;
}

/** A log that has grown by these entries and is signed. @param log its tree grows with it */
export function grown(log: LogFiles, added: readonly Made[], by: readonly SigningKey[]): Grown {
  const { checkpoint, first, entries: before, tree } = log;
  const bytes = added.map(({ entry }) => entryBytes(entry));
  for (const one of bytes) tree.append(leafHash(treeHash, one));
  const entries = [...before, ...bytes];
  const [from, size] = [first + before.length, first + entries.length];
  const head = { origin: checkpoint.origin, size, root: tree.root(), extensions: [] };
  const text = checkpointText(head);
  const note = formatNote({ text, signatures: by.map(({ key, sign }) => signature(key, text, sign)) });
  const salts = [...log.salts, ...added.map(({ salt }) => salt)];
  const { write, remove } = growth({ note, first, entries, salts, tree }, from);
  const proofs = proofsOf(
    { note, tree },
    added.map(({ entry }) => entry),
    from,
  );
  return { note, size, bytes, salts, write: [...proofs, ...write], remove };
}

/** The files of a log that has grown. */
export interface Grown {
  /** The signed checkpoint. */
  note: string;
  size: number;
  /** Of the entries that are new. */
  bytes: Uint8Array[];
  salts: LogFiles['salts'];
  /** The checkpoint last. */
  write: { path: string; bytes: Uint8Array }[];
  remove: string[];
}
