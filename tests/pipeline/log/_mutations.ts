/**
 * What somebody with write access can do to a signed workspace, seeded: each says by what words verification has to name it. With the
 * signing key in their hands, too, a rewriting is as good as the original: there a checkpoint that somebody kept has to tell.
 */
import { chmod, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keyPairOf, newSeed, treeHash } from '../../../src/archive/log/digests.ts';
import { entryBytes, type LogEntry, parseEntry } from '../../../src/archive/log/entry.ts';
import { growth, type LogFiles, readFrom, readLog } from '../../../src/archive/log/files.ts';
import { keyFolder } from '../../../src/archive/log/keys.ts';
import { fromBase64 } from '../../../src/proof/bytes.ts';
import { checkpointText } from '../../../src/proof/checkpoint.ts';
import { formatNote, keyText, noteKey, signature } from '../../../src/proof/note.ts';
import { leafHash, openTree } from '../../../src/proof/tree.ts';
import { asProgram, edit, filesBelow, type Signed } from './_signed.ts';

export interface Attack {
  name: string;
  /** Does it to a copy. @param random 0 to below 1 @returns what has to be named: part of the path or message of some problem */
  run(root: string, random: () => number, signed: Signed): Promise<RegExp>;
  /** true: nothing inside the workspace can tell; a kept checkpoint does. */
  byClaim?: true;
}

/** Numbers from 0 to below 1 that a seed decides (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pick = <T>(list: readonly T[], random: () => number): T => list[Math.floor(random() * list.length)] as T;
const literally = (text: string) => new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
const flip = (random: () => number) => (bytes: Buffer) => {
  const at = Math.floor(random() * bytes.length);
  return Buffer.from(bytes).fill((bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8)), at, at + 1);
};
const DATA = ['records', 'evidence', 'archive/2026', 'archive/inputs'];
const LOG = ['archive/log', 'archive/log-salts'];
const commitAll = (root: string, message = '登记', env = {}) => {
  asProgram(root, ['add', '-A', '-f', ...DATA, ...LOG]);
  asProgram(root, ['commit', '-q', '--allow-empty', '-m', message], env);
};

export async function logIn(root: string): Promise<LogFiles> {
  const log = await readLog(readFrom(root));
  if (log === undefined || 'fault' in log) throw new Error('no log');
  return log;
}

/** Writes a log of these entries with a right tree, signed by that key; without one with the old signature. */
async function forgeLog(root: string, entries: Uint8Array[], seed?: Uint8Array, salts?: LogFiles['salts']) {
  const old = await logIn(root);
  const tree = openTree(treeHash);
  for (const entry of entries) tree.append(leafHash(treeHash, entry));
  const { origin } = old.checkpoint;
  const text = checkpointText({ origin, size: entries.length, root: tree.root(), extensions: [] });
  const pair = seed && keyPairOf(seed);
  const note =
    pair === undefined
      ? `${text}${old.note.slice(old.note.indexOf('\n\n') + 1)}`
      : formatNote({ text, signatures: [signature(noteKey(treeHash, origin, pair.publicKey), text, pair.sign)] });
  await rm(join(root, 'archive/log'), { recursive: true });
  const { write } = growth({ note, first: 0, entries, salts: salts ?? old.salts, tree }, 0);
  for (const { path, bytes } of write) {
    const { mkdir } = await import('node:fs/promises');
    await mkdir(join(root, path, '..'), { recursive: true });
    await writeFile(join(root, path), bytes);
  }
}

/** Every commit again with its files changed on the way: hashes of commits change, dates and names stay. */
function rewriteHistory(root: string, command: string): void {
  asProgram(root, ['filter-branch', '-f', '--tree-filter', command, '--', 'HEAD'], {
    FILTER_BRANCH_SQUELCH_WARNING: '1',
  });
  asProgram(root, ['update-ref', '-d', 'refs/original/refs/heads/main']);
}

const NOTE = 'records/note/2026/11/JS-20261124-001.yaml';

export const attacks: Attack[] = [
  {
    name: 'a bit of a record, an original or a document',
    async run(root, random) {
      const path = pick(await filesBelow(root, ...DATA), random);
      await edit(root, path, flip(random));
      return literally(path);
    },
  },
  {
    name: 'a bit of the log',
    async run(root, random) {
      const path = pick(await filesBelow(root, ...LOG), random);
      await edit(root, path, flip(random));
      return literally(path);
    },
  },
  {
    name: 'a bit of the log, committed as the program',
    async run(root, random) {
      const path = pick(await filesBelow(root, 'archive/log'), random);
      await edit(root, path, flip(random));
      commitAll(root, '存证：1 条');
      return /archive\/log\//;
    },
  },
  {
    name: 'a file cut short',
    async run(root, random) {
      const path = pick(await filesBelow(root, ...DATA, ...LOG), random);
      await edit(root, path, (bytes) => bytes.subarray(0, Math.floor(random() * bytes.length)));
      return literally(path);
    },
  },
  {
    name: 'a file taken away',
    async run(root, random) {
      const path = pick(await filesBelow(root, ...DATA, ...LOG), random);
      await rm(join(root, path));
      return literally(path);
    },
  },
  {
    name: 'a file of the log taken away, committed as the program',
    async run(root, random) {
      const path = pick(await filesBelow(root, ...LOG), random);
      await rm(join(root, path));
      commitAll(root, '存证：1 条');
      return /archive\/log|盐值缺失/;
    },
  },
  {
    name: 'the whole log taken away, committed as the program',
    async run(root) {
      await rm(join(root, 'archive/log'), { recursive: true });
      commitAll(root, '存证：1 条');
      return /历史中有存证日志，现在没有/;
    },
  },
  {
    name: 'two documents swapped',
    async run(root, random) {
      const pdfs = (await filesBelow(root, 'archive/2026')).filter((path) => path.endsWith('.pdf'));
      const one = pick(pdfs, random);
      const other = pick(
        pdfs.filter((path) => path !== one),
        random,
      );
      const [a, b] = [await readFile(join(root, one)), await readFile(join(root, other))];
      await writeFile(join(root, one), b);
      await writeFile(join(root, other), a);
      return literally(one);
    },
  },
  {
    name: 'a file slipped in',
    async run(root, random) {
      const path = `${pick(['archive/2026', 'archive/log', 'records/note/2026/11', 'evidence'], random)}/x${Math.floor(random() * 1e6)}.json`;
      await writeFile(join(root, path), '{}');
      return literally(path);
    },
  },
  {
    name: 'two entries swapped, tiles and root made anew',
    async run(root, random) {
      const { entries } = await logIn(root);
      const n = 1 + Math.floor(random() * (entries.length - 3));
      const swapped = entries.map((one, k) => (k === n ? entries[n + 1] : k === n + 1 ? entries[n] : one) ?? one);
      await forgeLog(root, swapped);
      commitAll(root, '存证：1 条');
      return /没有日志密钥的有效签名/;
    },
  },
  {
    name: 'an entry forged and the log signed with another key',
    async run(root) {
      const { entries } = await logIn(root);
      const forged: LogEntry = {
        ...{
          schema: 1,
          type: 'RECORD',
          at: '2026-11-24T10:00:00+08:00',
          path: 'records/note/2026/11/JS-20261124-009.yaml',
        },
        ...{ sha256: 'a'.repeat(64), sm3: 'b'.repeat(64) },
      };
      await forgeLog(root, [...entries.slice(0, -1), entryBytes(forged), ...entries.slice(-1)], newSeed());
      commitAll(root, '存证：1 条');
      return /没有日志密钥的有效签名/;
    },
  },
  {
    name: 'the whole log made anew under a key of one’s own',
    async run(root) {
      const { entries, checkpoint } = await logIn(root);
      const seed = newSeed();
      const key = keyText(noteKey(treeHash, checkpoint.origin, keyPairOf(seed).publicKey));
      const first = parseEntry(entries[0] ?? new Uint8Array());
      if (first?.type !== 'KEY-ROTATE') throw new Error('no first key');
      await forgeLog(root, [entryBytes({ ...first, key }), ...entries.slice(1)], seed);
      commitAll(root, '存证：1 条');
      return /历史中的校验点/;
    },
  },
  {
    name: 'the history rewritten with another record, the log left as it is',
    async run(root) {
      rewriteHistory(root, `test ! -f ${NOTE} || sed -i s/清理/检查/ ${NOTE}`);
      return /不在当前历史中/;
    },
  },
  {
    name: 'a collected value edited, committed as the program',
    async run(root) {
      const path = 'records/inspection/2026/11/XJ-20261124-001.json';
      await edit(root, path, (bytes) => Buffer.from(bytes.toString('utf8').replace('"value":63.2', '"value":13.2')));
      asProgram(root, ['commit', '-q', '-m', '手工修改', '--', path]);
      return literally(path);
    },
  },
  {
    name: 'a commit of yesterday',
    async run(root) {
      await writeFile(join(root, 'records/note/2026/11/JS-20261123-007.yaml'), await readFile(join(root, NOTE)));
      commitAll(root, '登记', { GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z', GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z' });
      return /提交时间倒退/;
    },
  },
  {
    name: 'a roll-back to an earlier commit',
    byClaim: true,
    run(root) {
      asProgram(root, ['reset', '-q', '--hard', 'HEAD~3']);
      asProgram(root, ['reflog', 'expire', '--expire=now', '--all']);
      return Promise.resolve(/给出的校验点有 \d+ 条，现在只有 \d+ 条/);
    },
  },
  {
    name: 'with the key: an entry changed and everything after it made and signed anew',
    byClaim: true,
    async run(root) {
      const log = await logIn(root);
      const secret = await readFile(join(keyFolder(log.checkpoint.origin), 'key'), 'utf8');
      const seed = fromBase64(secret.trim().split('+').slice(4).join('+'))?.subarray(1);
      const entries = log.entries.map((bytes) => {
        const entry = parseEntry(bytes);
        return entry?.type === 'HEAD' ? entryBytes({ ...entry, at: '2026-11-24T23:00:00+08:00' }) : bytes;
      });
      await forgeLog(root, entries, seed);
      const parent = asProgram(root, ['rev-list', '--max-parents=0', 'HEAD']);
      asProgram(root, ['reset', '-q', '--soft', parent]);
      commitAll(root, '登记');
      return /给出的校验点与现在的日志在前 \d+ 条内分叉/;
    },
  },
];

/** What anybody may do. */
export const harmless: { name: string; run(root: string): Promise<unknown> }[] = [
  { name: 'git gc', run: (root) => Promise.resolve(asProgram(root, ['gc', '-q', '--prune=now'])) },
  {
    name: 'git pack-refs and a lost reflog',
    run: (root) => Promise.resolve(asProgram(root, ['reflog', 'expire', '--expire=now', '--all'])),
  },
  {
    name: 'other times of files',
    run: async (root) => {
      for (const path of await filesBelow(root, ...DATA, ...LOG)) await utimes(join(root, path), 1, 1);
    },
  },
  {
    name: 'other rights of files',
    run: async (root) => {
      for (const path of await filesBelow(root, ...DATA, ...LOG)) await chmod(join(root, path), 0o600);
    },
  },
  {
    name: 'a clone in its place',
    run: async (root) => {
      asProgram(join(root, '..'), ['clone', '-q', '--no-hardlinks', root, `${root}-clone`]);
      await rm(root, { recursive: true });
      const { rename } = await import('node:fs/promises');
      await rename(`${root}-clone`, root);
    },
  },
];
