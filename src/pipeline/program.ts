/** Hashes of the program's own parts, so that a manifest can say which program made a document. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../archive/digest.ts';

/** Root of this repository. */
export const toolRoot = join(import.meta.dirname, '..', '..');

/** What decides a document's content, given its inputs (design: composer). */
const COMPOSER = ['src/contract', 'src/records', 'src/assess', 'src/report', 'reports'];

let composer: Promise<string> | undefined;

/** Hash of the composing code, the same for the same files whatever the commit. */
export function composerHash(): Promise<string> {
  composer ??= hashFolders(COMPOSER);
  return composer;
}

async function hashFolders(folders: string[]): Promise<string> {
  const files = (await Promise.all(folders.map(filesOf))).flat().sort();
  const lines = await Promise.all(files.map(async (f) => `${sha256(await readFile(join(toolRoot, f)))}  ${f}\n`));
  return sha256(lines.join(''));
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(join(toolRoot, folder), { withFileTypes: true, recursive: true });
  return entries
    .filter((e) => e.isFile() && e.name.endsWith('.ts'))
    .map((e) => join(e.parentPath, e.name).slice(toolRoot.length + 1));
}

let renderer: Promise<string> | undefined;

/** Hash of what draws documents (design: renderer); fonts are many megabytes and are read once in a process. */
export function rendererIdentity(): Promise<string> {
  renderer ??= import('../render/renderer.ts').then((m) => m.rendererHash(toolRoot));
  return renderer;
}

let version: Promise<string> | undefined;

/** Name and version, as in the manifest of a document: `opsledger 1.2.3`. */
export function toolVersion(): Promise<string> {
  version ??= readFile(join(toolRoot, 'package.json'), 'utf8').then((text) => {
    const { name, version: number } = JSON.parse(text) as { name: string; version: string };
    return `${name} ${number}`;
  });
  return version;
}
