/** What the program says of itself, so that a manifest can say which program made a document; see `compose/composer.ts` too. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Root of this repository. */
export const toolRoot = join(import.meta.dirname, '..', '..');

let renderer: Promise<string> | undefined;

/** Hash of what draws documents (design: renderer); fonts are many megabytes and are read once in a process. */
export function rendererIdentity(): Promise<string> {
  renderer ??= import('../render/hash.ts').then((m) => m.rendererHash(toolRoot));
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
