/** Where a person can mend what leaks: the file of the workspace in which the text stands to the letter. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HeldLeak } from '../../guard/held.ts';

/** Where people write, and what they hand in is told. */
const WRITTEN = ['opsledger.yaml', 'contract', 'plans', 'records'];

/** `records/…/GZ-20261124-001.yaml 第 8 行`; null: it stands in none to the letter, a text of YAML may be folded. */
export async function sourceOf(root: string, { texts }: HeldLeak): Promise<string | null> {
  const wanted = [...new Set(texts)];
  for (const part of WRITTEN) {
    for (const path of await filesBelow(root, part)) {
      // One that is gone by now is not it.
      const lines = (await readFile(join(root, path), 'utf8').catch(() => '')).split('\n');
      const line = lines.findIndex((one) => wanted.some((text) => one.includes(text)));
      if (line !== -1) return `${path} 第 ${line + 1} 行`;
    }
  }
  return null;
}

/** Text files alone, in order of their paths. */
async function filesBelow(root: string, part: string): Promise<string[]> {
  if (part.includes('.')) return [part];
  const entries = await readdir(join(root, part), { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((one) => one.isFile() && /\.(?:ya?ml|json|md)$/.test(one.name))
    .map((one) => join(one.parentPath, one.name).slice(root.length + 1))
    .sort();
}
