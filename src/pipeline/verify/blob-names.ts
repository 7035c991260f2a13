/**
 * git's names of contents by their SHA-256, kept beside the program as `known.ts` keeps what else follows from contents: the second
 * digest of a file takes as long as the first, and of the same bytes it is the same. Every file is read and its SHA-256 made each time.
 */
import { join } from 'node:path';
import { readKeptAt, writeKeptAt } from '../../workspace/store/kept-file.ts';
import { cacheRoot } from '../cache-root.mjs';
import { toolRoot } from '../program.ts';

/** Where verification keeps what follows from contents. */
export const ANSWERS = join(cacheRoot(toolRoot), 'verified');

/** Lower-case hex of both. */
export type BlobNames = ReadonlyMap<string, string>;

/** Of what is kept, and how. */
const KEY = 'sha256 blob 1';
const NAME = 'blobs';

/** @param folder absolute path where answers are kept; empty when there are none, or they are damaged */
export async function readBlobNames(folder: string): Promise<BlobNames> {
  const kept = await readKeptAt(join(folder, NAME), KEY);
  const names = new Map<string, string>();
  for (const line of kept?.toString('latin1').split('\n') ?? []) {
    if (line.length === LINE) names.set(line.slice(0, SHA256), line.slice(SHA256 + 1));
  }
  return names;
}

const SHA256 = 64;
const LINE = SHA256 + 1 + 40;

/** Where it cannot be written, nothing is lost but time. @param names of one workspace: those of the one before go */
export async function keepBlobNames(folder: string, names: BlobNames): Promise<void> {
  const lines = [...names].map(([sha256, blob]) => `${sha256} ${blob}`);
  await writeKeptAt(join(folder, NAME), KEY, Buffer.from(lines.join('\n'), 'latin1'));
}
