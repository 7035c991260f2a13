/** The transparency log of a pack: its files against each other, and its keys. Pure. */
import { fromUtf8, sameBytes, toBase64 } from '../../proof/bytes.ts';
import { type Checkpoint, parseCheckpoint } from '../../proof/checkpoint.ts';
import { keyText, type NoteKey, noteVerifier, openNote, parseKey, parseNote } from '../../proof/note.ts';
import { parseBundle, TILE_WIDTH, type Tile, tileBytes, tilePath, tilesBetween } from '../../proof/tiles.ts';
import { HASH_SIZE, leafHash, openTree, type Tree } from '../../proof/tree.ts';
import type { Pack } from '../format.ts';
import { type Entry, parseEntry } from './entries.ts';
import { words } from './fault-words.ts';
import type { Findings } from './found-faults.ts';
import type { CheckTools, PackSource } from './source.ts';

export const CHECKPOINT = 'log/checkpoint';
const COSIGNED = /^log\/cosigned\/[0-9a-f]{8}\.(?:note|key)$/;

/** A key from the entry on that names it. */
export interface Reign {
  /** Index of the entry. */
  from: number;
  key: NoteKey | undefined;
  entry: Entry;
}

export interface CheckedLog {
  /** To the letter. */
  note: string;
  checkpoint: Checkpoint;
  raw: readonly Uint8Array[];
  entries: readonly (Entry | undefined)[];
  tree: Tree;
  reigns: readonly Reign[];
  /** Files that belong to it. */
  files: ReadonlySet<string>;
  /** true: entries, root and signature agree, so that what it says of the rest can be believed as far as its key is. */
  sound: boolean;
}

const pathOf = (tile: Tile): string => `log/${tilePath(tile)}`;

/** @returns the files that would belong to it, where it cannot be read */
export async function checkLog(
  source: PackSource,
  tools: CheckTools,
  pack: Pack,
  findings: Findings,
): Promise<CheckedLog | { files: ReadonlySet<string> }> {
  const head = await headOf(source, findings);
  const tiles = head === undefined ? [] : tilesBetween(0, head.checkpoint.size);
  const files = new Set([CHECKPOINT, ...tiles.map(pathOf)]);
  for (const path of source.files.keys())
    if (COSIGNED.test(path) || (head === undefined && path.startsWith('log/'))) files.add(path);
  if (head === undefined) return { files };
  const raw = await entriesOf(source, tiles, findings);
  if (raw === undefined) return { files };
  const tree = openTree(tools.sha256);
  for (const entry of raw) tree.append(leafHash(tools.sha256, entry));
  const entries = raw.map(parseEntry);
  const reigns = entries.flatMap((entry, from): Reign[] =>
    entry?.type === 'KEY-ROTATE' ? [{ from, key: parseKey(tools.sha256, entry.key ?? ''), entry }] : [],
  );
  const log = { ...head, raw, entries, tree, reigns, files };
  const agrees = await checkTiles(source, tools, tiles, log, findings);
  const { size, root, origin } = head.checkpoint;
  if (pack.log.size !== size || pack.log.root !== toBase64(root) || pack.log.origin !== origin)
    findings.say('真实性', 'pack.json', words.logNotAsListed);
  const keyed = agrees && checkKeys(tools, pack, log, findings);
  return { ...log, sound: keyed };
}

async function headOf(source: PackSource, findings: Findings) {
  if (!source.files.has(CHECKPOINT)) return findings.say('完整性', CHECKPOINT, words.missing);
  const note = fromUtf8(await source.read(CHECKPOINT)) ?? '';
  const checkpoint = parseCheckpoint(parseNote(note)?.text ?? '');
  if (checkpoint === undefined) return findings.say('可用性', CHECKPOINT, words.badCheckpoint);
  return { note, checkpoint };
}

async function entriesOf(source: PackSource, tiles: readonly Tile[], findings: Findings) {
  const entries: Uint8Array[] = [];
  let whole = true;
  for (const tile of tiles.filter(({ level }) => level === 'entries')) {
    const path = pathOf(tile);
    const held = source.files.has(path) ? parseBundle(await source.read(path)) : undefined;
    if (held?.length === tile.width) entries.push(...held);
    else {
      whole = false;
      if (source.files.has(path)) findings.say('可用性', path, words.badBundle);
      else findings.say('完整性', path, words.missing);
    }
  }
  return whole ? entries : undefined;
}

type Read = Omit<CheckedLog, 'sound'>;

/** Entries ↔ tiles ↔ root. @returns whether the entries give the root of the checkpoint */
async function checkTiles(
  source: PackSource,
  tools: CheckTools,
  tiles: readonly Tile[],
  { tree, checkpoint, entries }: Read,
  findings: Findings,
): Promise<boolean> {
  const held = new Map<Tile, Uint8Array>();
  for (const tile of tiles) {
    if (tile.level === 'entries') continue;
    const path = pathOf(tile);
    if (source.files.has(path)) held.set(tile, await source.read(path));
    else findings.say('完整性', path, words.missing);
  }
  const agrees = sameBytes(tree.root(), checkpoint.root);
  if (!agrees) whereItIsWrong(tools, checkpoint, tree, held, findings);
  for (const [tile, bytes] of held)
    if (agrees && !sameBytes(bytes, tileBytes(tree, tile, tile.level as number)))
      findings.say('真实性', pathOf(tile), words.wrongTile);
  const unread = entries.indexOf(undefined);
  if (agrees && unread !== -1) findings.say('真实性', bundlePath(unread, checkpoint.size), words.badEntry(unread + 1));
  return agrees && unread === -1;
}

function bundlePath(index: number, size: number): string {
  const number = Math.floor(index / TILE_WIDTH);
  return pathOf({ level: 'entries', index: number, width: Math.min(TILE_WIDTH, size - number * TILE_WIDTH) });
}

/** By the leaves that tiles hold, either entries or the checkpoint are wrong. */
function whereItIsWrong(
  tools: CheckTools,
  { size, root }: Checkpoint,
  tree: Tree,
  held: ReadonlyMap<Tile, Uint8Array>,
  findings: Findings,
): void {
  const told = openTree(tools.sha256);
  for (const [{ level }, bytes] of held)
    for (let at = 0; level === 0 && at + HASH_SIZE <= bytes.length; at += HASH_SIZE)
      told.append(bytes.subarray(at, at + HASH_SIZE));
  if (told.size !== size || !sameBytes(told.root(), root)) {
    findings.say('真实性', CHECKPOINT, words.wrongRoot(size));
    return;
  }
  for (let index = 0; index < size; index += 1)
    if (!sameBytes(told.node(0, index), tree.node(0, index)))
      findings.say('真实性', bundlePath(index, size), words.changedEntry(index + 1));
}

/** @returns whether the checkpoint is signed by the key that its own entries name */
function checkKeys(tools: CheckTools, pack: Pack, log: Read, findings: Findings): boolean {
  const { reigns, entries, note, checkpoint } = log;
  const [first] = reigns;
  if (first?.from !== 0 || first.entry.previous !== null) findings.say('真实性', CHECKPOINT, words.noFirstKey);
  for (const [n, { from, entry }] of reigns.entries())
    if (n > 0 && entry.previous !== reigns[n - 1]?.entry.key)
      findings.say('真实性', bundlePath(from, checkpoint.size), words.brokenKeys(from + 1));
  const keys = reigns.map(({ entry }) => entry.key ?? '');
  if (keys.join('\n') !== pack.log.keys.join('\n')) findings.say('真实性', 'pack.json', words.keysNotAsListed);
  // Every signing ends with a HEAD: the one before the last tells where the last signing began.
  const before =
    entries
      .slice(0, -1)
      .map((entry) => entry?.type)
      .lastIndexOf('HEAD') + 1;
  const signed = isSignedBy(tools, note, signersOf(reigns, checkpoint.size, before));
  if (!signed) findings.say('真实性', CHECKPOINT, words.unsigned);
  return signed;
}

/** Keys by which a checkpoint of that size must be signed: the one that reigns, and the one before it when it has just handed over. */
export function signersOf(reigns: readonly Reign[], size: number, sizeBefore: number): Reign[] {
  const own = reigns.filter(({ from }) => from < size);
  const [last, before] = [own[own.length - 1], own[own.length - 2]];
  if (last === undefined) return [];
  return before !== undefined && last.from >= sizeBefore && last.entry.lost !== true ? [before, last] : [last];
}

/** true when the note bears a right signature of each of these keys. */
export function isSignedBy({ verify }: CheckTools, note: string, signers: readonly Reign[]): boolean {
  const verifiers = signers.flatMap(({ key }) => (key === undefined ? [] : [noteVerifier(key, verify)]));
  if (verifiers.length === 0 || verifiers.length !== signers.length) return false;
  const opened = openNote(note, verifiers);
  return opened.state === 'verified' && opened.by.length === verifiers.length;
}

/** Of a head that the log continues. */
export const continues = ({ tree, checkpoint }: Pick<CheckedLog, 'tree' | 'checkpoint'>, head: Checkpoint): boolean =>
  head.origin === checkpoint.origin && head.size <= tree.size && sameBytes(tree.root(head.size), head.root);

/** Key texts of the log, for whoever holds one from elsewhere. */
export const keysOf = (log: Pick<CheckedLog, 'reigns'>): string[] =>
  log.reigns.flatMap(({ key }) => (key === undefined ? [] : [keyText(key)]));
