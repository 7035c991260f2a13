/** The preloaded library that counts and fails what a command does to a folder; see `shim.c`. */
import { execFileSync } from 'node:child_process';
import { chmodSync, closeSync, openSync, readSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** In the order of the enum in `shim.c`. */
export const MODES = ['off', 'count', 'photo', 'EIO', 'ENOSPC', 'EROFS', 'short', 'slow', 'kill'] as const;
export type Mode = (typeof MODES)[number];

/** Offsets in `struct control`. */
const AT = { count: 0, at: 8, mode: 16, persistent: 20, fired: 24, lock: 32, photos: 36, last: 40 };
const SIZE = 240;

export interface Shim {
  /** For a process that is to meet faults, and every program that it starts. */
  env: Record<string, string>;
  /** Starts counting from 0. @param at number of the first call that fails; `persistent`: all after it, too */
  arm(mode: Mode, at?: number, persistent?: boolean): void;
  /** Calls since it was armed, how many of them failed, and the first of these. */
  read(): { count: number; fired: number; last: string };
}

/**
 * Compiles the library once into a folder. git is given a clean environment, so a `git` of ours stands before it on the PATH.
 * @param folder absolute, for what is made here
 * @param root the folder that is watched
 */
export function makeShim(folder: string, root: string, library: string): Shim {
  const control = join(folder, 'control');
  writeFileSync(control, Buffer.alloc(SIZE));
  const env = { LD_PRELOAD: library, FAULT_CTRL: control, FAULT_ROOT: root };
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  const exported = Object.entries(env).map(([name, value]) => `${name}='${value}'`);
  writeFileSync(join(folder, 'git'), `#!/bin/sh\n${exported.join(' ')} exec '${real}' "$@"\n`);
  chmodSync(join(folder, 'git'), 0o755);
  const access = <T>(use: (fd: number) => T): T => {
    const fd = openSync(control, 'r+');
    try {
      return use(fd);
    } finally {
      closeSync(fd);
    }
  };
  return {
    env: { ...env, PATH: `${folder}:${process.env['PATH'] ?? '/usr/bin:/bin'}` },
    arm(mode, at = 0, persistent = false) {
      const bytes = Buffer.alloc(SIZE);
      bytes.writeBigUInt64LE(BigInt(at), AT.at);
      bytes.writeUInt32LE(MODES.indexOf(mode), AT.mode);
      bytes.writeUInt32LE(Number(persistent), AT.persistent);
      access((fd) => writeSync(fd, bytes, 0, SIZE, 0));
    },
    read() {
      const bytes = Buffer.alloc(SIZE);
      access((fd) => readSync(fd, bytes, 0, SIZE, 0));
      const last = bytes.subarray(AT.last);
      return {
        count: Number(bytes.readBigUInt64LE(AT.count)),
        fired: Number(bytes.readBigUInt64LE(AT.fired)),
        last: last.subarray(0, Math.max(0, last.indexOf(0))).toString('utf8'),
      };
    },
  };
}

/** @returns path of the compiled library */
export function compileShim(folder: string): string {
  const library = join(folder, 'shim.so');
  const source = join(import.meta.dirname, 'shim.c');
  execFileSync('gcc', ['-shared', '-fPIC', '-O2', '-Wall', '-Werror', '-o', library, source, '-ldl'], {
    stdio: 'pipe',
  });
  return library;
}
