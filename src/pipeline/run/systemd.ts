/** Tells systemd that the service is ready and lives (sd_notify(3)); nothing where it was not started by it. */
import { execFile } from 'node:child_process';
import type { Say } from '../../wording/log-line.ts';
import type { Env } from '../../workspace/settings/secrets.ts';

export interface Systemd {
  /** Seconds without a word after which systemd ends the service; null: it does not watch. */
  watchdogSeconds: number | null;
  ready(): Promise<void>;
  alive(): Promise<void>;
  /** Of a start that takes long: it is not given up for so many seconds. */
  starting(seconds: number): Promise<void>;
  stopping(): Promise<void>;
}

/**
 * Node has no datagram sockets of the unix kind, so systemd's own program sends it; `NotifyAccess=all` lets a child of the service.
 * @param env of this process
 * @param told of the first time that it could not be sent, in Chinese
 */
export function openSystemd(env: Env, told: Say): Systemd {
  const watched = env['NOTIFY_SOCKET'] !== undefined && env['NOTIFY_SOCKET'] !== '';
  const usec = Number(env['WATCHDOG_USEC']);
  const own = env['WATCHDOG_PID'] === undefined || Number(env['WATCHDOG_PID']) === process.pid;
  let failed = false;
  const send = (...words: string[]): Promise<void> =>
    new Promise((done) => {
      if (!watched) {
        done();
        return;
      }
      execFile('systemd-notify', words, { env: { ...process.env, ...env }, timeout: 10_000 }, (error) => {
        if (error !== null && !failed)
          told(`未能通知 systemd（systemd-notify）：${error.message.split('\n')[0]}`, 'warn');
        failed = error !== null;
        done();
      });
    });
  return {
    watchdogSeconds: watched && own && usec > 0 ? usec / 1_000_000 : null,
    ready: () => send('--ready'),
    alive: () => send('WATCHDOG=1'),
    starting: (seconds) => send(`EXTEND_TIMEOUT_USEC=${seconds * 1_000_000}`),
    stopping: () => send('STOPPING=1'),
  };
}
