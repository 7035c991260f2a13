/** A transparency log as it lies beside an archive; nobody asks here who signed it. */
import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { checkpointText } from '../../src/proof/checkpoint.ts';
import { formatNote } from '../../src/proof/note.ts';
import { tileBytes, tilePath, tilesBetween } from '../../src/proof/tiles.ts';
import { leafHash, openTree } from '../../src/proof/tree.ts';

export const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());

/** Puts a log of so many words in place of the one before. @param archive folder */
export async function writeLog(archive: string, size: number, word: (n: number) => string): Promise<void> {
  const folder = join(archive, 'log');
  await rm(folder, { recursive: true, force: true });
  const tree = openTree(sha256);
  for (let n = 0; n < size; n += 1) tree.append(leafHash(sha256, Buffer.from(word(n))));
  const text = checkpointText({ origin: 'opsledger/test', size, root: tree.root(), extensions: [] });
  const signatures = [{ name: 'opsledger/test', id: '00000000', bytes: new Uint8Array(64) }];
  const files: [string, Uint8Array | string][] = [['checkpoint', formatNote({ text, signatures })]];
  for (const tile of tilesBetween(0, size))
    if (tile.level !== 'entries') files.push([tilePath(tile), tileBytes(tree, tile, tile.level)]);
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
}
