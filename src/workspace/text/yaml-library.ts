/**
 * The YAML library, loaded for the first file that needs it. Nearly all of ours are plain (`plain-yaml.ts`), and its seventy files take
 * a short command a fiftieth of its time.
 */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

type Library = typeof import('yaml');
let library: Library | undefined;

export function yamlLibrary(): Library {
  library ??= require('yaml') as Library;
  return library;
}
