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

export interface OpenRepository extends Repository {
  /** Reads what many commits hold in a few calls of git: one or two for each commit were half of the time. */
  open(commits: readonly string[]): void;
}

const MOST_OUTPUT = 2 ** 31 - 1;
const NEWLINE = 0x0a;
const ID_BYTES = 20;
/** Another repository's commit, of which this one holds nothing. */
const ELSEWHERE = '160000';
/** What a document is counted from. */
const READ = /^(?:contract|records)\/.*\.(?:json|yaml)$/;

export function openRepository(root: string): OpenRepository {
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
  const open = (commits: readonly string[]): void => {
    const own = treesOf(
      root,
      [...new Set(commits)].filter((commit) => !trees.has(commit)),
    );
    for (const [commit, tree] of own) trees.set(commit, tree);
    fetch([...own.values()].flatMap((tree) => [...tree].flatMap(([path, blob]) => (READ.test(path) ? [blob] : []))));
  };
  return {
    open,
    tree(commit) {
      if (!trees.has(commit)) open([commit]);
      return trees.get(commit) as Tree;
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

/** The trees of commits, level by level over all of them: what two of them share is read once. */
function treesOf(root: string, commits: readonly string[]): Map<string, Tree> {
  const folders = new Map<string, Entry[]>();
  for (let wanted = commits.map(topOf); wanted.length > 0; ) {
    const found = [...contents(root, wanted)].map(([id, bytes]) => [id, entriesOf(bytes)] as const);
    for (const [id, entries] of found) folders.set(id, entries);
    const below = found.flatMap(([, entries]) => entries.flatMap((one) => (one.isFolder ? [one.id] : [])));
    wanted = [...new Set(below)].filter((id) => !folders.has(id));
  }
  const known = new Map<string, [string, string][]>();
  const filesOf = (id: string, path: string): [string, string][] => {
    const key = `${id} ${path}`;
    const files =
      known.get(key) ??
      (folders.get(id) ?? []).flatMap((one): [string, string][] =>
        one.isFolder ? filesOf(one.id, `${path}${one.name}/`) : [[`${path}${one.name}`, one.id]],
      );
    known.set(key, files);
    return files;
  };
  return new Map(commits.map((commit) => [commit, new Map(filesOf(topOf(commit), ''))]));
}

const topOf = (commit: string): string => `${commit}^{tree}`;

interface Entry {
  name: string;
  id: string;
  isFolder: boolean;
}

/** `<mode> <name>`, a zero byte and the id of each entry, the ids as bytes. */
function entriesOf(bytes: Buffer): Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(0, at);
    const [, mode = '', name = ''] = /^(\d+) (.*)$/s.exec(bytes.toString('utf8', at, end)) ?? [];
    at = end + 1 + ID_BYTES;
    const id = bytes.toString('hex', end + 1, at);
    if (mode !== ELSEWHERE) entries.push({ name, id, isFolder: mode === '40000' });
  }
  return entries;
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
