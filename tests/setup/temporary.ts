/**
 * One folder for the temporary files of a run, removed at its end. It is in memory where there is room: all that is recorded
 * and issued is flushed to the disk, many times a test, and waiting for that was half of the time of the tests.
 */
import { execFileSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
} from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { openMade } from '../support/made.ts';
import { askAptOnce } from './apt.ts';

const MEMORY = '/dev/shm';
/** Ten times what the tests hold at once. */
const ROOM = 3 * 1024 ** 3;
const PREFIX = 'opsledger-run-';

/** Called by vitest before the first worker starts, once for each project. */
export default function temporary(): (() => void) | undefined {
  if (basename(tmpdir()).startsWith(PREFIX)) return undefined;
  const base = hasRoom() ? MEMORY : tmpdir();
  removeLeft(base);
  const folder = mkdtempSync(join(base, `${PREFIX}${process.pid}-`));
  // As open as any folder for temporary files: some tests run programs as another user.
  chmodSync(folder, 0o1777);
  process.env['TMPDIR'] = folder;
  // Where the keys of signed logs are kept: never those of whoever runs the tests.
  process.env['XDG_DATA_HOME'] = join(folder, 'data');
  askAptOnce(folder);
  openMade();
  process.env['NODE_COMPILE_CACHE'] ??= compiled();
  // Each thread of a lane would keep what it freed for itself: 150 MB a lane, that no other thread can have.
  process.env['MALLOC_ARENA_MAX'] ??= '2';
  return () => rmSync(folder, { recursive: true, force: true });
}

/** What Node keeps of the TypeScript that it read, tests and the programs that they start alike: half of the time of a short one. */
function compiled(): string {
  const folder = join(import.meta.dirname, '..', '..', '.cache', 'compile');
  // vitest names a test file anew in each run, so that what is kept of it is never asked for again.
  if (existsSync(folder) && readdirSync(folder, { recursive: true }).length > MOST_COMPILED)
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  return folder;
}
/** A whole run leaves some 8,000, and each one after it 1,400 more. */
const MOST_COMPILED = 20_000;

/** A file system in memory where programs may run and devices may be opened, as tests of small disks do. */
function hasRoom(): boolean {
  try {
    const mounted = readFileSync('/proc/mounts', 'utf8').split('\n');
    const [, , type, options = ''] = mounted.findLast((line) => line.split(' ')[1] === MEMORY)?.split(' ') ?? [];
    if (type !== 'tmpfs' || options.split(',').some((one) => ['ro', 'noexec', 'nodev'].includes(one))) return false;
    accessSync(MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    return Math.min(bavail * bsize, freemem()) > ROOM;
  } catch {
    // Another system, or a container without it: the disk will do.
    return false;
  }
}

/** Removes what a run left that was killed: it would fill the memory. */
function removeLeft(base: string): void {
  for (const name of readdirSync(base)) {
    const [, pid] = new RegExp(`^${PREFIX}(\\d+)-`).exec(name) ?? [];
    if (pid === undefined || isAlive(Number(pid))) continue;
    unmountBelow(join(base, name));
    rmSync(join(base, name), { recursive: true, force: true });
  }
}

/** Small disks of tests of a run that was killed: a folder with one in it cannot be removed. */
function unmountBelow(folder: string): void {
  const mounted = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '');
  for (const point of mounted.filter((one) => one.startsWith(`${folder}/`)).reverse()) execFileSync('umount', [point]);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
