/** What the parts of the set-up share: programs of the machine, and what is said of them. All messages go to stderr. */
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of this repository. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export const say = (/** @type {string} */ text) => process.stderr.write(`${text}\n`);

/** Finds a program as a shell would, and in the folders of system programs, which an ordinary user's PATH leaves out. */
export function onPath(/** @type {string} */ command) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'];
  return folders.some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * Runs a program with its output on stderr, telling every 15 s that it is still at work.
 * @param {string} command @param {string[]} args @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ code: number, output: string }>} exit code (127: could not be started) and all that it printed
 */
export function run(command, args, env) {
  return new Promise((resolve) => {
    const started = Date.now();
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (/** @type {Buffer} */ chunk) => {
      output += chunk;
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const ticker = setInterval(() => say(`  … 已用 ${Math.round((Date.now() - started) / 1000)} 秒`), 15_000);
    const end = (/** @type {number} */ code) => {
      clearInterval(ticker);
      resolve({ code, output });
    };
    child.on('error', (error) => {
      output += error.message;
      end(127);
    });
    child.on('close', (code) => end(code ?? 1));
  });
}

export const lastLines = (/** @type {string} */ text) =>
  text
    .trim()
    .split('\n')
    .slice(-8)
    .map((line) => `    ${line}`)
    .join('\n');
