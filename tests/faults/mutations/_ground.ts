/**
 * A workspace that is put back as it was after whatever was done to it, keys of this machine included: every file of a folder is
 * compared with how it stood, by what no program can set, and what differs is copied from an untouched twin.
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

export interface Ground {
  /** Folder of the workspace. */
  readonly root: string;
  /** Puts everything back. */
  undo(): void;
}

interface Stood {
  stamp: string;
  mode: number;
}

/** No program can set the time at which the file itself was changed. */
const stampOf = ({ ino, size, mode, mtimeMs, ctimeMs }: Stats): string =>
  `${ino} ${size} ${mode} ${mtimeMs} ${ctimeMs}`;

interface Walked {
  files: Map<string, Stats>;
  folders: string[];
}

/** Folders before what is in them. */
function walk(base: string, folder = '', found: Walked = { files: new Map(), folders: [] }): Walked {
  for (const entry of readdirSync(join(base, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      found.folders.push(path);
      walk(base, path, found);
    } else found.files.set(path, lstatSync(join(base, path)));
  }
  return found;
}

/** @param base folder that is watched; `w` in it is the workspace, `data` what this machine keeps beside it @param twin where it is copied to */
export function openGround(base: string, twin: string): Ground {
  cpSync(base, twin, { recursive: true, preserveTimestamps: true });
  const first = walk(base);
  const stood = new Map<string, Stood>(
    [...first.files].map(([path, info]) => [path, { stamp: stampOf(info), mode: info.mode }]),
  );
  const folders = new Set(first.folders);
  const putBack = (path: string, { mode }: Stood): void => {
    rmSync(join(base, path), { recursive: true, force: true });
    mkdirSync(dirname(join(base, path)), { recursive: true });
    copyFileSync(join(twin, path), join(base, path));
    chmodSync(join(base, path), mode);
    stood.set(path, { stamp: stampOf(lstatSync(join(base, path))), mode });
  };
  return {
    root: join(base, 'w'),
    undo() {
      const now = walk(base);
      for (const path of now.files.keys()) if (!stood.has(path)) rmSync(join(base, path), { force: true });
      for (const path of now.folders)
        if (!folders.has(path)) rmSync(join(base, path), { recursive: true, force: true });
      for (const path of folders) mkdirSync(join(base, path), { recursive: true });
      for (const [path, was] of stood) {
        const info = now.files.get(path);
        if (info === undefined || stampOf(info) !== was.stamp) putBack(path, was);
      }
    },
  };
}

/** Who git is told to be. */
export interface Hand {
  name: string;
  mail: string;
}
export const PROGRAM: Hand = { name: 'OpsLedger', mail: 'opsledger@localhost' };
export const STRANGER: Hand = { name: 'root', mail: 'root@server' };

interface GitCall {
  hand?: Hand;
  env?: Record<string, string>;
  input?: string;
}

/** git as whoever can write to the repository can call it. @returns what it printed, without the last newline */
export function git(root: string, args: readonly string[], { hand = PROGRAM, env = {}, input }: GitCall = {}): string {
  const own = { GIT_AUTHOR_NAME: hand.name, GIT_COMMITTER_NAME: hand.name };
  const mail = { GIT_AUTHOR_EMAIL: hand.mail, GIT_COMMITTER_EMAIL: hand.mail };
  return execFileSync('git', ['-C', root, ...args], {
    encoding: 'utf8',
    maxBuffer: 1024 ** 3,
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', ...own, ...mail, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(input === undefined ? {} : { input }),
  }).trimEnd();
}

/** Files below these folders that are there, sorted. @param folders relative to the workspace */
export function filesBelow(root: string, ...folders: string[]): string[] {
  return folders
    .flatMap((folder) => {
      try {
        return [...walk(join(root, folder)).files.keys()].map((path) => `${folder}/${path}`);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
        throw error;
      }
    })
    .sort();
}

export const edit = (root: string, path: string, change: (bytes: Buffer) => Uint8Array): void =>
  writeFileSync(join(root, path), change(readFileSync(join(root, path))));

export const put = (root: string, path: string, bytes: Uint8Array | string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), bytes);
};
