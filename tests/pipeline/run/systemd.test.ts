/** What systemd hears, by its own program over a real socket of its kind. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openSystemd } from '../../../src/pipeline/run/systemd.ts';
import { until } from '../../support/collect.ts';
import { need } from '../../support/services.ts';
import { newFolder } from '../_workspace.ts';

/** Prints each datagram; Perl is on every Debian, and Node has no such sockets. */
const LISTEN = `use Socket; $| = 1; socket(my $s, PF_UNIX, SOCK_DGRAM, 0) or die; bind($s, pack_sockaddr_un($ARGV[0])) or die;
print "listening\\n"; while (defined recv($s, my $told, 4096, 0)) { print "$told\\n" }`;

it('is told that the service starts, is ready, lives and stops', async () => {
  need('systemd-notify', 'systemd');
  const socket = join(await newFolder(), 'notify');
  const listener = spawn('perl', ['-e', LISTEN, socket], { stdio: ['ignore', 'pipe', 'inherit'] });
  let heard = '';
  listener.stdout.on('data', (chunk: Buffer) => {
    heard += chunk.toString();
  });
  const said: string[] = [];
  try {
    await until(() => heard.includes('listening'));
    const env = { NOTIFY_SOCKET: socket, WATCHDOG_USEC: '300000000', WATCHDOG_PID: String(process.pid) };
    const systemd = openSystemd(env, (text) => said.push(text));
    expect(systemd.watchdogSeconds).toBe(300);
    await systemd.starting(60);
    await systemd.ready();
    await systemd.alive();
    await systemd.stopping();
    await until(() => heard.includes('STOPPING=1'));
  } finally {
    listener.kill();
  }
  const words = heard.split('\n').filter((line) => /^(READY|WATCHDOG|STOPPING|EXTEND)/.test(line));
  expect(words).toEqual(['EXTEND_TIMEOUT_USEC=60000000', 'READY=1', 'WATCHDOG=1', 'STOPPING=1']);
  expect(said).toEqual([]);
});

it('is left alone where it did not start us, and watches only whom it names', async () => {
  const said: string[] = [];
  const unwatched = openSystemd({ WATCHDOG_USEC: '300000000' }, (text) => said.push(text));
  await unwatched.ready();
  expect([unwatched.watchdogSeconds, said]).toEqual([null, []]);
  const other = { NOTIFY_SOCKET: '/nowhere', WATCHDOG_USEC: '300000000', WATCHDOG_PID: '1' };
  expect(openSystemd(other, () => undefined).watchdogSeconds).toBeNull();
});

it('that cannot be told is named once', async () => {
  const said: string[] = [];
  const systemd = openSystemd({ NOTIFY_SOCKET: join(await newFolder(), 'nobody') }, (text) => said.push(text));
  await systemd.alive();
  await systemd.alive();
  expect(said).toEqual([expect.stringContaining('未能通知 systemd')]);
});
