/**
 * Which Node does what. Every Node that people still have can read this file and those that begin with it (`setup.mjs`,
 * `opsledger.mjs`): an old one has to say so in words, and not with an error of its parser. So: no newer syntax than Node 12's.
 */

/** Runs the program; it comes with the packages. */
export const RUNTIME_NODE = 26;
/** Installs the packages. */
export const SETUP_NODE = 20;

/** Exit code of an environment that failed. */
const ENVIRONMENT_FAILED = 3;

/** @param {string} version as `process.versions.node` has it @param {number} oldest major version */
export const isOlder = (version, oldest) => Number.parseInt(version, 10) < oldest;

/** Ends with a message of what failed and what to do. @param {string} what @param {string} remedy @returns {never} */
export function fail(what, remedy, detail = '') {
  process.stderr.write(`OpsLedger：${what}\n  处理：${remedy}${detail === '' ? '' : `\n${detail}`}\n`);
  process.exit(ENVIRONMENT_FAILED);
}

/** Ends, telling so, where the Node that reads this is older than what comes next needs. @param {number} oldest @param {string} remedy */
export function demandNode(oldest, remedy) {
  if (isOlder(process.versions.node, oldest))
    fail(`本机 Node 是 ${process.versions.node}，过旧，需要 ${oldest} 以上`, remedy);
}
