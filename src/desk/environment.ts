/** What a process of the desk is given of its surroundings. */

/** What a program needs of its surroundings, and nothing that anybody could have put a secret into. */
const ENVIRONMENT = ['PATH', 'HOME', 'USER', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'XDG_CACHE_HOME', 'NODE_EXTRA_CA_CERTS'];

/** The environment of the process that answers HTTP, and of the one that works on documents for it. */
export const harmlessEnvironment = (given: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(ENVIRONMENT.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])));
