/** The files of the program that are reached by imports from some of them, and the npm packages that these import. */
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';

export interface ImportClosure {
  /** Paths relative to the root, with `/`, sorted; each with its text. */
  files: ReadonlyMap<string, string>;
  /** Names of npm packages, sorted. */
  packages: readonly string[];
}

/**
 * `import … from '…'`, `export … from '…'`, `import '…'`, `import('…')` and `require('…')`, in the shapes that the formatter
 * leaves; what is imported as a type alone runs nowhere. A test holds the result against dependency-cruiser's.
 */
const IMPORT =
  /^(?:import|export)\b(?!\s+type\b(?!\s+from\b))[^'";]*?\bfrom\s*'([^']+)'|^import\s*'([^']+)'|\b(?:import|require)\(\s*'([^']+)'/gm;

/**
 * Follows the imports of the entries. Read at once and without waiting: some three hundred small files.
 * @param root folder of the program
 * @param entries paths relative to it
 * @throws Error of the file system when an imported file is not there
 */
export function importClosure(root: string, entries: readonly string[]): ImportClosure {
  const files = new Map<string, string>();
  const packages = new Set<string>();
  const queue = [...entries];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (files.has(path)) continue;
    const text = readFileSync(posix.join(root, path), 'utf8');
    files.set(path, text);
    for (const specifier of importsIn(text)) {
      if (specifier.startsWith('.')) queue.push(posix.join(posix.dirname(path), specifier));
      else if (!specifier.startsWith('node:')) packages.add(packageOf(specifier));
    }
  }
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  return { files: new Map(sorted), packages: [...packages].sort() };
}

/** What a module's text imports, as it is written there. */
export function importsIn(text: string): string[] {
  return [...text.matchAll(IMPORT)].map(([, from, bare, dynamic]) => from ?? bare ?? dynamic ?? '');
}

/** `@scope/name/file` → `@scope/name` */
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
