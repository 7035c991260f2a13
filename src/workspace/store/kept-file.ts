/**
 * A file of what can be made again, in `.opsledger/cache`: with a hash of its content, so that a damaged one is as good as none, and the
 * key of what it was made from, so that one of other data or another program is.
 */
import { join } from 'node:path';
import { UserError } from '../../contract/error.ts';
import { writeDurable } from '../disk/durable.ts';
import { readIfThere } from '../disk/presence.ts';
import { sha256Of } from './evidence.ts';

const FOLDER = '.opsledger/cache';

/**
 * @param root absolute path of the workspace @param name of the file in the cache
 * @param key of what its content has to be made from, without line feeds
 * @returns undefined when there is none of this key, or it is damaged
 */
export const readKeptFile = (root: string, name: string, key: string): Promise<Buffer | undefined> =>
  readKeptAt(join(root, FOLDER, name), key);

/** Writes it; where it cannot, as on a disk that is read-only, nothing is lost but time. */
export const writeKeptFile = (root: string, name: string, key: string, content: Uint8Array): Promise<void> =>
  writeKeptAt(join(root, FOLDER, name), key, content);

/** As `readKeptFile`. @param path absolute */
export async function readKeptAt(path: string, key: string): Promise<Buffer | undefined> {
  const bytes = (await readIfThere(path)) ?? Buffer.alloc(0);
  const end = bytes.indexOf('\n');
  const body = bytes.subarray(end + 1);
  const keyEnd = body.indexOf('\n');
  if (end < 0 || keyEnd < 0 || body.toString('utf8', 0, keyEnd) !== key) return undefined;
  return bytes.toString('utf8', 0, end) === sha256Of(body) ? body.subarray(keyEnd + 1) : undefined;
}

/** As `writeKeptFile`. @param path absolute */
export async function writeKeptAt(path: string, key: string, content: Uint8Array): Promise<void> {
  const body = Buffer.concat([Buffer.from(`${key}\n`, 'utf8'), content]);
  const bytes = Buffer.concat([Buffer.from(`${sha256Of(body)}\n`, 'utf8'), body]);
  await writeDurable(path, bytes).catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error;
  });
}

/** A key of some texts. */
export const keyOf = (...texts: readonly string[]): string => sha256Of(Buffer.from(texts.join('\n'), 'utf8'));
