/**
 * The machine's clock as somebody sets it who can: for this process and all that it starts, git among them. The process was begun by
 * `underClock`; a library of Debian's answers every question for the time by the right one and what stands in a file.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const NAMED = 'FAKETIME_TIMESTAMP_FILE';

/** Environment of a process whose clock can be set. @param folder of its own */
export function underClock(folder: string): Record<string, string> {
  const library = readdirSync('/usr/lib')
    .map((name) => `/usr/lib/${name}/faketime/libfaketime.so.1`)
    .find((path) => existsSync(path));
  if (library === undefined) throw new Error('no libfaketime: apt-get install libfaketime');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'clock');
  writeFileSync(file, '+0s');
  const own = { LD_PRELOAD: library, [NAMED]: file, FAKETIME_NO_CACHE: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1' };
  // The program hands git nothing of its environment but where programs lie.
  const git = execFileSync('/bin/sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  const words = Object.entries(own).map(([name, value]) => `${name}='${value}'`);
  writeFileSync(join(folder, 'git'), `#!/bin/sh\nexec env ${words.join(' ')} ${git} "$@"\n`);
  chmodSync(join(folder, 'git'), 0o755);
  return { ...own, PATH: `${folder}:${process.env['PATH'] ?? '/usr/bin:/bin'}` };
}

/** In milliseconds. */
let ahead = 0;

/**
 * It is never before that time, by a part of a second either: a round that opens at it would find it too early, and do nothing.
 * @param iso ISO instant that it is now; undefined: the right time again
 */
export function setClock(iso: string | undefined): void {
  const file = process.env[NAMED];
  if (file === undefined) throw new Error('the clock of this process cannot be set');
  const now = Temporal.Now.instant().epochMilliseconds - ahead;
  ahead = iso === undefined ? 0 : Temporal.Instant.from(iso).epochMilliseconds - now;
  writeFileSync(file, `${ahead < 0 ? '-' : '+'}${(Math.abs(ahead) / 1000).toFixed(3)}s`);
  if (iso !== undefined && Temporal.Now.instant().epochMilliseconds < Temporal.Instant.from(iso).epochMilliseconds)
    throw new Error(`the clock was set to ${iso} and stands before it`);
}
