/** Reads a workspace as it was at a commit, straight from git: each version of a file once, however many commits hold it. */
import { spawnSync } from 'node:child_process';
import { parse } from 'yaml';
import type { Data } from './data.ts';

/** Blob of each file by its path. */
export type Tree = ReadonlyMap<string, string>;

export interface Repository {
  /** @throws Error when git does not know the commit */
  tree(commit: string): Tree;
  /** What the files hold, parsed; those that are no JSON or YAML are not asked for. */
  read(blobs: readonly string[]): Data[];
  /** The bytes of a file that is neither. */
  bytes(blob: string): Uint8Array;
}

const MOST_OUTPUT = 2 ** 31 - 1;
const NEWLINE = 0x0a;
/** What a document is counted from. */
const READ = /^(?:contract|records)\/.*\.(?:json|yaml)$/;

export function openRepository(root: string): Repository {
  const trees = new Map<string, Tree>();
  /** Text until somebody asks what it holds. */
  const files = new Map<string, { text: string } | { parsed: Data }>();
  const fetch = (blobs: readonly string[]): void => {
    const missing = [...new Set(blobs.filter((blob) => !files.has(blob)))];
    if (missing.length === 0) return;
    for (const [blob, bytes] of contents(root, missing)) files.set(blob, { text: bytes.toString('utf8') });
  };
  const parsedOf = (blob: string): Data => {
    const file = files.get(blob);
    if (file === undefined || 'parsed' in file) return file?.parsed;
    const parsed = parseText(file.text);
    files.set(blob, { parsed });
    return parsed;
  };
  return {
    tree(commit) {
      const known = trees.get(commit);
      if (known !== undefined) return known;
      const tree = treeOf(root, commit);
      trees.set(commit, tree);
      // All at once: git would be started for each kind of record otherwise.
      fetch([...tree].flatMap(([path, blob]) => (READ.test(path) ? [blob] : [])));
      return tree;
    },
    read(blobs) {
      fetch(blobs);
      return blobs.map(parsedOf);
    },
    bytes(blob) {
      const [found] = contents(root, [blob]);
      return found?.[1] ?? new Uint8Array();
    },
  };
}

/** JSON is YAML too, but ten times as slow to read as such. */
function parseText(text: string): Data {
  return text.startsWith('{') ? JSON.parse(text) : parse(text);
}

function treeOf(root: string, commit: string): Tree {
  const rows = git(root, ['ls-tree', '-r', '-z', '--full-tree', commit]).toString('utf8').split('\0');
  return new Map(
    rows.flatMap((row) => {
      const [, blob, path] = /^\d+ blob ([0-9a-f]+)\t(.+)$/.exec(row) ?? [];
      return blob === undefined || path === undefined ? [] : [[path, blob] as const];
    }),
  );
}

/** `<blob> blob <size>`, a line feed, the bytes and another line feed for each. */
function* contents(root: string, blobs: readonly string[]): Generator<[string, Buffer]> {
  const out = git(root, ['cat-file', '--batch'], `${blobs.join('\n')}\n`);
  let at = 0;
  for (const blob of blobs) {
    const end = out.indexOf(NEWLINE, at);
    const size = Number(out.toString('latin1', at, end).split(' ')[2]);
    if (!Number.isInteger(size)) throw new Error(`git has no file ${blob}`);
    yield [blob, out.subarray(end + 1, end + 1 + size)];
    at = end + 1 + size + 1;
  }
}

function git(root: string, args: string[], input?: string): Buffer {
  const { status, stdout, stderr, error } = spawnSync('git', ['-C', root, ...args], {
    ...(input === undefined ? {} : { input }),
    maxBuffer: MOST_OUTPUT,
    env: { PATH: process.env['PATH'] ?? '', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`git ${args[0]}: ${stderr.toString('utf8').trim()}`);
  return stdout;
}
