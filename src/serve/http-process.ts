/** Keeps the process that answers HTTP: starts it with nothing of this one's secrets, and again when it died. */
import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { EnvironmentError, type Place, UserError } from '../contract/error.ts';
import { harmlessEnvironment } from '../desk/environment.ts';
import { sayLinesOf } from '../pipeline/run/own-process.ts';
import type { SiteServer } from '../server/server.ts';
import type { Say } from '../wording/log-line.ts';

import type { ServeDeskOptions } from './serve.ts';
import { signInSecretIn } from './sign-in-secret.ts';

type Told =
  | { url: string; refusesOthers: boolean }
  | { failed: string; path: string }
  | { refused: { summary: string; place: Place; exitCode: number } };

const child = fileURLToPath(new URL('serve-child.ts', import.meta.url));

/**
 * What a request leaves behind is little, but Node by itself grows the room for it to 67 MB and never gives it back: a quarter of
 * what this process, which lives for a year beside everything else, may hold.
 */
const SMALL_NURSERY = '--max-semi-space-size=4';
/** Percent by which the rest may grow over what is in use before it is swept: by itself Node lets it double, and never gives it back. */
const SLOW_GROWTH = '--heap-growing-percent=30';

/** What its threads return to the C library is kept for each of them apart: ten megabytes and more that nobody uses again. */
const FEW_ARENAS = { MALLOC_ARENA_MAX: '2' };

/** Milliseconds before a process that died is started again; each that follows at once waits twice as long. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 60_000;
const LIVED_LONG = 60_000;

/**
 * Serves site and desk of a workspace in a process of its own.
 * @param say told in Chinese what failed, and that it was started again
 * @throws UserError or EnvironmentError when it cannot serve at all: the port is taken, a certificate cannot be read
 */
export async function serveApart(
  root: string,
  options: Pick<ServeDeskOptions, 'port' | 'host'>,
  say: Say,
): Promise<SiteServer> {
  let stopping = false;
  let running = await begin(root, options, say);
  const port = Number(new URL(running.url).port) || options.port;
  const keep = async (): Promise<void> => {
    let pause = FIRST_PAUSE;
    while (!stopping) {
      const since = performance.now();
      await running.ended;
      if (stopping) return;
      pause = performance.now() - since > LIVED_LONG ? FIRST_PAUSE : Math.min(pause * 2, LONGEST_PAUSE);
      say('提供站点与登记台的进程意外结束，重新启动', 'error');
      await wait(pause);
      if (stopping) return;
      const again = await begin(root, { ...options, port }, say).catch((error: unknown) => {
        say(`站点与登记台没有启动：${error instanceof Error ? error.message : String(error)}`, 'error');
        return null;
      });
      if (again !== null) running = again;
    }
  };
  const kept = keep();
  return {
    url: running.url,
    refusesOthers: running.refusesOthers,
    async close() {
      stopping = true;
      running.process.kill('SIGTERM');
      await running.ended;
      await kept;
    },
  };
}

interface Running {
  process: ChildProcess;
  url: string;
  refusesOthers: boolean;
  ended: Promise<void>;
}

async function begin(root: string, options: Pick<ServeDeskOptions, 'port' | 'host'>, say: Say): Promise<Running> {
  // Its one secret, the door's own, goes by the channel between the two and never through an environment.
  const signInSecret = await signInSecretIn(root);
  const process_ = fork(child, {
    env: { ...harmlessEnvironment(process.env), ...FEW_ARENAS },
    // Types are stripped from the scripts of the desk; that Node calls this an experiment is nothing for whoever reads the terminal.
    execArgv: [
      ...process.execArgv.filter((one) => !one.includes('semi-space')),
      '--disable-warning=ExperimentalWarning',
      SMALL_NURSERY,
      SLOW_GROWTH,
    ],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  sayLinesOf(process_.stderr, say);
  const ended = new Promise<void>((done) => process_.once('exit', () => done()));
  process_.send({ root, options: { ...options, signInSecret } });
  const first = await new Promise<Exclude<Told, { failed: string }> | null>((done) => {
    process_.on('message', (message) => {
      const told = message as Told;
      // Something may fail before it serves, such as the desk's database, and it serves all the same.
      if ('failed' in told) say(`站点 ${told.path} 出错：${told.failed}`, 'error');
      else done(told);
    });
    void ended.then(() => done(null));
  });
  if (first === null) throw new EnvironmentError('提供站点与登记台的进程没有启动');
  if ('refused' in first) {
    const { summary, place, exitCode } = first.refused;
    throw exitCode === 2 ? new UserError(summary, place) : new EnvironmentError(summary, place);
  }
  return { process: process_, ...first, ended };
}
