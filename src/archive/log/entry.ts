/** What the transparency log (存证日志) holds: one entry for each thing that happened, as canonical JSON (RFC 8785). */
import { z } from 'zod';
import { instant, sha256, text } from '../../contract/scalars.ts';
import { fromUtf8 } from '../../proof/bytes.ts';
import { canonicalJson, type Json } from '../../proof/canonical.ts';
import { entryOf } from '../../proof/tiles.ts';
import { type Known, statementOf } from '../known.ts';

const digests = { sha256: sha256(), sm3: sha256() };
const common = { schema: z.literal(1), at: instant() };

/** A file that came or changed. `salted`: its digests are of its salt and its bytes (see `saltedDigests`), so that they tell nothing. */
const held = z.strictObject({
  ...common,
  type: z.enum(['RECORD', 'CORRECT', 'WITHDRAW', 'SIGNOFF', 'CONTRACT']),
  path: z.string().min(1),
  ...digests,
  salted: z.optional(z.literal(true)),
});

/** A file that went. */
const removed = z.strictObject({
  ...common,
  type: z.enum(['CORRECT', 'CONTRACT']),
  path: z.string().min(1),
  removed: z.literal(true),
});

const issued = z.strictObject({
  ...common,
  type: z.enum(['ISSUE', 'REVISE']),
  /** Folder of the revision. */
  path: z.string().min(1),
  number: z.string().min(1),
  /** Its files, the manifest among them; names in the folder. */
  outputs: z.array(z.strictObject({ path: z.string().min(1), ...digests })),
  /** How many, and the digests of the list of them: a line `path digest` each, sorted. */
  inputs: z.strictObject({ count: z.int().min(0), ...digests }),
});

const decided = { ...common, path: z.string().min(1), reason: text(), approvedBy: text() };

/** Of the first form: what is gone for good, by whom it was decided, and why. */
const gone = z.strictObject({ ...decided, type: z.literal('ERASE') });

/** Of the first form: the folder of a document that does not count any more. */
const named = z.strictObject({ ...decided, type: z.literal('VOID') });

/** A record that made an issued document void (作废): which, by whom it was decided, and why. The document's own files stay. */
const voided = z.strictObject({
  schema: z.literal(2),
  at: instant(),
  type: z.literal('VOID'),
  path: z.string().min(1),
  ...digests,
  salted: z.optional(z.literal(true)),
  obligation: z.string().min(1),
  period: z.string().min(1),
  revision: z.int().min(1),
  reason: text(),
  approvedBy: text(),
});

const objectName = z.string().regex(/^[0-9a-f]{40}$/);

/**
 * Content that was destroyed everywhere, in the history, too: each of these versions of the file is a mark there now (`markOf`).
 * Several of one erasure have the same record and commits.
 */
const erased = z.strictObject({
  schema: z.literal(2),
  at: instant(),
  type: z.literal('ERASE'),
  path: z.string().min(1),
  /** git's names of the contents. */
  blobs: z.array(objectName),
  reason: text(),
  approvedBy: text(),
  /** Id of the 清除记录. */
  record: text(),
  /** Newest commit before the history was written anew, and the one that took its place. */
  from: objectName,
  to: objectName,
});

/** A document that was due and had not been issued by then. */
const missed = z.strictObject({
  ...common,
  type: z.literal('MISSED'),
  obligation: z.string().min(1),
  period: z.string().min(1),
  dueAt: z.nullable(instant()),
});

const rotated = z.strictObject({
  ...common,
  type: z.literal('KEY-ROTATE'),
  /** The key that signs from here on, as `name+id+base64`. */
  key: z.string().min(1),
  /** The one before it; null in the first entry of a log. */
  previous: z.nullable(z.string()),
  /** true: the one before it could not sign any more. */
  lost: z.optional(z.literal(true)),
  by: z.optional(text()),
  reason: z.optional(text()),
});

const commitName = z.string().regex(/^[0-9a-f]{40,64}$/);

/** All commits up to this one are in the log, and nothing else is. Every signing ends with one. */
const head = z.strictObject({ ...common, type: z.literal('HEAD'), commit: commitName });

/** The same by a program that signed the list of each pack: one of this log that comes without that signature lacks it. */
const headSigned = z.strictObject({
  ...common,
  schema: z.literal(2),
  type: z.literal('HEAD'),
  commit: commitName,
  packs: z.literal('signed'),
});

/** The same by a program that enters each pack: one of this log that has no entry was changed since, or made elsewhere. */
const headNow = z.strictObject({
  ...common,
  schema: z.literal(3),
  type: z.literal('HEAD'),
  commit: commitName,
  packs: z.literal('entered'),
});

/** An audit pack that was made: the digests of all that it says and holds, but for the log in it (`statementText`). */
const packed = z.strictObject({
  ...common,
  type: z.literal('PACK'),
  /** Its days. */
  from: z.string().min(1),
  to: z.string().min(1),
  whole: z.boolean(),
  documents: z.int().min(0),
  ...digests,
});

const entrySchema = z.union([
  held,
  removed,
  issued,
  gone,
  named,
  voided,
  erased,
  missed,
  rotated,
  packed,
  head,
  headSigned,
  headNow,
]);

export type LogEntry = z.infer<typeof entrySchema>;
export type HeldEntry = z.infer<typeof held>;
export type IssuedEntry = z.infer<typeof issued>;
export type VoidedEntry = z.infer<typeof voided>;
export type ErasedEntry = z.infer<typeof erased>;
export type MissedEntry = z.infer<typeof missed>;
export type RotatedEntry = z.infer<typeof rotated>;
export type PackEntry = z.infer<typeof packed>;
export type HeadEntry = z.infer<typeof head> | z.infer<typeof headSigned> | z.infer<typeof headNow>;

/** The entry that ends a signing. @param at ISO instant @param commit the newest that is in the log */
export const headEntry = (at: string, commit: string): HeadEntry => ({
  ...{ schema: 3, at, type: 'HEAD', commit, packs: 'entered' },
});

/** The bytes that are hashed as the leaf. @throws RangeError for an entry of more than 65,535 bytes */
export const entryBytes = (entry: LogEntry): Uint8Array => entryOf(canonicalJson(entry as Json));

/** What was stated of an entry's bytes, once, is so for good. @param leaf hash of the entry in the tree */
export function parseKnownEntry(bytes: Uint8Array, leaf: Uint8Array, known: Known): LogEntry | undefined {
  const statement = statementOf('entry', leaf);
  if (known.of(statement) !== undefined) return JSON.parse(fromUtf8(bytes) ?? '') as LogEntry;
  const entry = parseEntry(bytes);
  if (entry !== undefined) known.keep(statement);
  return entry;
}

/** @returns undefined for bytes that no program of ours has written */
export function parseEntry(bytes: Uint8Array): LogEntry | undefined {
  const written = fromUtf8(bytes);
  if (written === undefined) return undefined;
  try {
    const parsed = entrySchema.safeParse(JSON.parse(written));
    return parsed.success && canonicalJson(parsed.data as Json) === written ? parsed.data : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
