/** What a process of the desk is given of its surroundings. */
import { join } from 'node:path';
import { cacheRoot } from '../pipeline/cache-root.mjs';
import { toolRoot } from '../pipeline/program.ts';

/** What a program needs of its surroundings, and nothing that anybody could have put a secret into. */
const ENVIRONMENT = ['PATH', 'HOME', 'USER', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'XDG_CACHE_HOME', 'NODE_EXTRA_CA_CERTS'];

/**
 * The environment of the process that answers HTTP, and of the one that works on documents for it. Both find the program in the cache
 * of compiled code: what reads TypeScript is 20 MB, which a process that lives for a year need not hold.
 */
export const harmlessEnvironment = (given: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(ENVIRONMENT.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]]))),
  NODE_COMPILE_CACHE: join(cacheRoot(toolRoot), 'compile'),
});
