/** What a page of a built site loads before its reader does anything: itself, and every file that it or its scripts name. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Static imports alone: what comes by `import(…)` comes when it is needed. */
const IMPORTED = /(?:\bfrom|\bimport)\s*["']\.\/([\w.-]+\.js)["']/g;

export interface PageWeight {
  /** Bytes, not compressed. */
  bytes: number;
  /** Names in `_assets`. */
  files: string[];
}

/** @param site folder of the built site @param page path of an HTML file in it */
export async function pageWeight(site: string, page: string): Promise<PageWeight> {
  const html = await readFile(join(site, page));
  const files = new Set<string>();
  let bytes = html.length;
  const load = async (name: string): Promise<void> => {
    if (files.has(name)) return;
    files.add(name);
    const content = await readFile(join(site, '_assets', name));
    bytes += content.length;
    if (!name.endsWith('.js')) return;
    for (const [, imported = ''] of content.toString('utf8').matchAll(IMPORTED)) await load(imported);
  };
  for (const [, name = ''] of html.toString('utf8').matchAll(/(?:src|href)="\/_assets\/([^"]+)"/g)) await load(name);
  return { bytes, files: [...files] };
}
