/**
 * Large originals on their way into the evidence store: packed piece by piece into a file of the workspace before the lock
 * is taken, and only given their name by the change. Nothing holds the whole of one.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { dropTemp, makeFolder, streamTemp } from '../disk/durable.ts';
import { environmentError, errorCode } from '../disk/faults.ts';
import { damaged, EVIDENCE_FOLDER, LARGE_FOLDER, MAX_IN_GIT, MIN_COMPRESSED, WORTH_COMPRESSING } from './evidence.ts';

/** Folder without git; recovery clears it of what a dead process left. */
export const SPOOL = '.opsledger/spool/evidence';
/** Of 200 MB, level 9 takes longer than all the rest of an import, and saves a tenth more. */
const LEVEL = { inGit: 9, large: 3 };

export interface SpooledEvidence {
  /** Of the original. */
  sha256: string;
  /** Path that it will have in the workspace. */
  path: string;
  /** Absolute path of the packed file; gone once a change has adopted it. */
  temp: string;
  /** SHA-256 of the packed file. */
  stored: string;
  /** Removes the packed file, if it is still there. */
  discard(): Promise<void>;
}

/**
 * @param original gives the bytes; each call from the begin
 * @param size bytes of the original
 * @throws EnvironmentError when the disk fails, and whatever `original` throws; nothing is left then
 */
export async function spoolEvidence(
  root: string,
  original: () => AsyncIterable<Uint8Array>,
  size: number,
): Promise<SpooledEvidence> {
  const base = join(root, SPOOL, 'original');
  await makeFolder(dirname(base), SPOOL);
  const large = size > MAX_IN_GIT;
  const level = large ? LEVEL.large : LEVEL.inGit;
  let made = size < MIN_COMPRESSED ? await spool(base, original(), null) : await spool(base, original(), level);
  if (made.packed && made.size >= size * WORTH_COMPRESSING) {
    await dropTemp(made.temp);
    made = await spool(base, original(), null);
  }
  const { temp, sha256, stored, packed } = made;
  const folder = large ? LARGE_FOLDER : EVIDENCE_FOLDER;
  const path = `${folder}/${sha256.slice(0, 2)}/${sha256}${packed ? '.gz' : ''}`;
  return { sha256, path, temp, stored, discard: () => dropTemp(temp) };
}

/** @param level of gzip; null: as it is */
async function spool(base: string, original: AsyncIterable<Uint8Array>, level: number | null) {
  const outer = createHash('sha256');
  const inner = createHash('sha256');
  const write = (pieces: AsyncIterable<Uint8Array>) =>
    streamTemp(
      base,
      tapped(pieces, (piece) => outer.update(piece)),
      SPOOL,
    );
  const seen = tapped(original, (piece) => inner.update(piece));
  // Through `pipeline`, which ends every part when one fails; what `compose` gives leaves an error that nobody catches.
  const made = level === null ? await write(seen) : await pipeline(seen, createGzip({ level }), write);
  return { ...made, sha256: inner.digest('hex'), stored: outer.digest('hex'), packed: level !== null };
}

async function* tapped(
  pieces: AsyncIterable<Uint8Array>,
  look: (piece: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    look(piece);
    yield piece;
  }
}

/**
 * An original that is kept already must not have been damaged when it is taken for the one that was just handed in.
 * @param path relative to the workspace
 * @throws EnvironmentError when its bytes no longer have the hash
 */
export async function requireIntact(root: string, path: string, sha256: string): Promise<void> {
  const hash = createHash('sha256');
  const sum = async (pieces: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const piece of pieces) hash.update(piece);
  };
  const file = createReadStream(join(root, path));
  try {
    await (path.endsWith('.gz') ? pipeline(file, createGunzip(), sum) : pipeline(file, sum));
  } catch (error) {
    if (errorCode(error)?.startsWith('Z_') === true) throw damaged(path);
    throw environmentError(error, path);
  }
  if (hash.digest('hex') !== sha256) throw damaged(path);
}
