/**
 * What the program begins with, before TypeScript: the cache of compiled code is open before the first such file is asked for; a
 * command that finds all of them in it never loads what reads TypeScript, which is half of a short one.
 */
import { enableCompileCache } from 'node:module';
import { dirname, join } from 'node:path';
import { cacheRoot } from './pipeline/cache-root.mjs';

// What cannot be written is simply done again next time.
const { directory } = enableCompileCache(join(cacheRoot(dirname(import.meta.dirname)), 'compile'));
// For the workers and child programs.
if (directory !== undefined) process.env['NODE_COMPILE_CACHE'] ??= directory;

await import('./cli.ts');
