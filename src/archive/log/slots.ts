/**
 * What the log holds of a commit: one entry for each record, original and file of the contract that it brought, and one for each
 * document. The commit is the append: whoever wrote it, by whatever way, is in.
 */

import { z } from 'zod';
import { UserError } from '../../contract/error.ts';
import { count, optional, text } from '../../contract/scalars.ts';
import type { CommitChanges, FileChange } from '../../workspace/git/commit-changes.ts';
import { parseData } from '../../workspace/text/yaml.ts';
import type { InputLists } from '../input-lists.ts';
import { MANIFEST, parseRevisionFolder } from '../layout.ts';
import type { Manifest } from '../manifest.ts';
import { readManifestBytes } from '../manifest-text.ts';
import { listDigests, type TwoDigests } from './digests.ts';
import type { LogEntry, VoidedEntry } from './entry.ts';
import { isOfLog } from './log-folder.ts';

/** What there will be an entry of. */
export interface Slot {
  /** Of the entry: a file, or the folder of a document. */
  path: string;
  /** The file, or the document's manifest. */
  change: FileChange;
  /** ISO, contract offset. */
  at: string;
  what: 'record' | 'signoff' | 'evidence' | 'contract' | 'archive' | 'document';
}

/** Folders of which the log has entries. */
const LOGGED = ['records', 'evidence', 'contract', 'archive'];
/** Kinds of records that say what became of documents. */
const SIGNED = ['signoff', 'waiver'];

/** In the order of paths, which is git's. */
export function slotsOf({ at, files }: CommitChanges): Slot[] {
  const documents = new Map<string, FileChange>();
  for (const change of files) {
    const folder = change.path.slice(0, -MANIFEST.length - 1);
    const isManifest = change.path === `${folder}/${MANIFEST}` && parseRevisionFolder(folder) !== undefined;
    if (isManifest && change.state === 'new') documents.set(folder, change);
  }
  return files.flatMap((change): Slot[] => {
    const [top = '', kind = ''] = change.path.split('/');
    if (!LOGGED.includes(top) || isOfLog(change.path)) return [];
    const folder = change.path.slice(0, change.path.lastIndexOf('/'));
    const slot = { path: change.path, change, at };
    if (top === 'records') return [{ ...slot, what: SIGNED.includes(kind) ? 'signoff' : 'record' }];
    if (top === 'evidence' || top === 'contract') return [{ ...slot, what: top }];
    const document = documents.get(folder);
    if (document === change) return [{ ...slot, path: folder, what: 'document' }];
    // What came with its manifest is in the document's entry.
    return document !== undefined && change.state === 'new' ? [] : [{ ...slot, what: 'archive' }];
  });
}

/** Whether the entry of a slot is salted: a short text could be guessed from its digest. */
export const isSalted = ({ what, change }: Slot): boolean =>
  (what === 'record' || what === 'signoff') && change.state !== 'deleted';

/** What is known of the contents of files, by the blob that a commit left. */
export interface Contents {
  digests(change: FileChange, salt: Uint8Array | undefined): Promise<TwoDigests>;
  /** undefined for a manifest that cannot be read. */
  manifest(change: FileChange): Promise<Manifest | undefined>;
  /** true for a record that is 作废. */
  isWithdrawn(change: FileChange): Promise<boolean>;
  /** Of a record of a signoff what it makes void; undefined: nothing. */
  voiding(change: FileChange): Promise<Voiding | undefined>;
}

/** What a record that makes a document void says of it. */
export type Voiding = Pick<VoidedEntry, 'obligation' | 'period' | 'revision' | 'reason' | 'approvedBy'>;

/** Of a manifest that lists more, which no program of ours has written, the digest alone is kept: an entry has a limit. */
const MOST_OUTPUTS = 50;

/** The entry of a slot. @param salt of a slot that is salted */
export async function entryOf(slot: Slot, contents: Contents, salt: Uint8Array | undefined): Promise<LogEntry> {
  const { path, change, at, what } = slot;
  const common = { schema: 1, at, path } as const;
  if (change.state === 'deleted')
    return { ...common, type: what === 'contract' ? 'CONTRACT' : 'CORRECT', removed: true };
  const own = await contents.digests(change, salt);
  if (what === 'document') {
    const manifest = await contents.manifest(change);
    if (manifest !== undefined && manifest.outputs.length <= MOST_OUTPUTS) return issuedEntry(slot, manifest, own);
  }
  const voiding = what === 'signoff' && change.state === 'new' ? await contents.voiding(change) : undefined;
  if (voiding !== undefined)
    return { schema: 2, at, path, type: 'VOID', ...own, ...(salt === undefined ? {} : { salted: true }), ...voiding };
  const type = await typeOf(slot, contents);
  return { ...common, type, ...own, ...(salt === undefined ? {} : { salted: true }) };
}

async function typeOf({ what, change }: Slot, contents: Contents) {
  if (what === 'contract') return 'CONTRACT';
  if (change.state === 'new') return what === 'signoff' ? 'SIGNOFF' : 'RECORD';
  return what !== 'evidence' && what !== 'archive' && (await contents.isWithdrawn(change)) ? 'WITHDRAW' : 'CORRECT';
}

function issuedEntry({ path, at }: Slot, manifest: Manifest, own: TwoDigests): LogEntry {
  const outputs = manifest.outputs.map(({ path: name, sha256, sm3 }) => ({ path: name, sha256, sm3 }));
  return {
    schema: 1,
    at,
    type: manifest.revision > 1 ? 'REVISE' : 'ISSUE',
    path,
    number: manifest.number,
    outputs: [...outputs, { path: MANIFEST, ...own }],
    inputs: inputsOf(manifest),
  };
}

/** What the log says of inputs stands in the manifest itself where they stand in lists. */
const NO_LISTS: InputLists = {
  rows: () => {
    throw new Error('the log reads no lists of inputs');
  },
};

/** What an entry says of the inputs of a document. */
const inputsOf = (manifest: Manifest) => {
  const { named } = manifest;
  if (named === undefined) return { count: manifest.inputs.length, ...listDigests(manifest.inputs) };
  return { count: named.count, sha256: named.sha256, sm3: named.sm3 };
};

/** A manifest from its bytes, of which nobody asks the inputs; undefined when it is none. */
export function manifestOf(bytes: Uint8Array): Manifest | undefined {
  try {
    const manifest = readManifestBytes(Buffer.from(bytes), NO_LISTS);
    return 'wrong' in manifest ? undefined : manifest;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** @returns undefined for what is no record that makes a document void */
export function voidingOf(bytes: Uint8Array, path: string): Voiding | undefined {
  try {
    const found = voidRecord.safeParse(parseData(bytes, path));
    if (!found.success) return undefined;
    const { obligation, period, revision, reason, person, agreedBy } = found.data;
    return { obligation, period, revision, reason, approvedBy: agreedBy ?? person };
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** What of such a record its entry repeats: for ever the same, whatever becomes of the kind. */
const voidRecord = z.object({
  action: z.literal('void'),
  obligation: z.string().min(1),
  period: z.string().min(1),
  revision: count().pipe(z.number().min(1)),
  reason: text(),
  person: text(),
  agreedBy: optional(text()),
});

/** true for the bytes of a record that is 作废; false for what is no record. */
export function saysWithdrawn(bytes: Uint8Array, path: string): boolean {
  try {
    const value = parseData(bytes, path);
    return typeof value === 'object' && value !== null && 'withdrawn' in value;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}
