/** The renderer's identity: everything beside the document that decides the bytes of its files. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { fontFiles } from './chromium/fonts.ts';

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/**
 * SHA-256 (hex) over lock file, fonts, templates, src/render and the reader of PDFs: equal hashes promise equal bytes on Linux x64.
 * @param repoRoot folder of this repository, where package-lock.json is @param fonts absolute paths; those of the program without it
 */
export async function rendererHash(repoRoot: string, fonts: readonly string[] = fontFiles()): Promise<string> {
  const own = [
    ...(await filesUnder(join(repoRoot, 'templates'))),
    ...(await filesUnder(join(repoRoot, 'src', 'render'))),
    ...(await filesUnder(join(repoRoot, 'src', 'proof', 'pdf'))),
  ];
  const named: [string, string][] = [
    ['package-lock.json', join(repoRoot, 'package-lock.json')],
    ...own.map((file): [string, string] => [relative(repoRoot, file).split(sep).join('/'), file]),
    ...fonts.map((file): [string, string] => [`fonts/${basename(file)}`, file]),
  ];
  named.sort(([a], [b]) => (a < b ? -1 : 1));
  const total = createHash('sha256');
  for (const [name, file] of named) {
    const hash = createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
    total.update(`${name}\0${hash}\n`);
  }
  return total.digest('hex');
}
