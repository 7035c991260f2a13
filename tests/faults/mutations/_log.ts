/** Entries of the log forged, taken away, moved and repeated: under the old signature, under another key, and under the log's own. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { keyPairOf, newSeed, treeHash } from '../../../src/archive/log/digests.ts';
import { entryBytes, type LogEntry, parseEntry } from '../../../src/archive/log/entry.ts';
import { keyFolder } from '../../../src/archive/log/keys.ts';
import { growth, type LogFiles, readFrom, readLog } from '../../../src/archive/log/log-folder.ts';
import { fromBase64, toBase64 } from '../../../src/proof/bytes.ts';
import { checkpointText } from '../../../src/proof/checkpoint.ts';
import { formatNote, keyText, noteKey, signature } from '../../../src/proof/note.ts';
import { leafHash, openTree } from '../../../src/proof/tree.ts';
import { git, put } from './_ground.ts';
import { type Attack, NotHere, pick, type Scene } from './_scene.ts';

export async function logIn(root: string): Promise<LogFiles> {
  const log = await readLog(readFrom(root));
  if (log === undefined || 'fault' in log) throw new Error('no log');
  return log;
}

/** The secret of the log's key, as whoever took the server has it. */
export function stolenSeed(origin: string): Uint8Array {
  const secret = readFileSync(join(keyFolder(origin), 'key'), 'utf8')
    .trim()
    .split('+')
    .slice(4)
    .join('+');
  const seed = fromBase64(secret)?.subarray(1);
  if (seed === undefined) throw new Error('no key');
  return seed;
}

interface Salted {
  bytes: Uint8Array;
  salt: Uint8Array | undefined;
}

/** Writes a log of these entries with a right tree, signed by that key; without one under the old signature. */
function writeLog(root: string, old: LogFiles, salted: readonly Salted[], seed: Uint8Array | undefined): void {
  const tree = openTree(treeHash);
  for (const { bytes } of salted) tree.append(leafHash(treeHash, bytes));
  const { origin } = old.checkpoint;
  const text = checkpointText({ origin, size: salted.length, root: tree.root(), extensions: [] });
  const pair = seed && keyPairOf(seed);
  const note =
    pair === undefined
      ? `${text}${old.note.slice(old.note.indexOf('\n\n') + 1)}`
      : formatNote({ text, signatures: [signature(noteKey(treeHash, origin, pair.publicKey), text, pair.sign)] });
  rmSync(join(root, 'archive/log/tile'), { recursive: true });
  const entries = salted.map(({ bytes }) => bytes);
  const { write } = growth({ note, first: 0, entries, salts: salted.map(({ salt }) => salt), tree }, 0);
  for (const { path, bytes } of write) put(root, path, bytes);
}

type Forge = (entries: Salted[], random: () => number) => Salted[];

/** Neither the first, which names the key, nor the last, which names the head. */
const within = (entries: readonly unknown[], random: () => number): number => {
  if (entries.length < 4) throw new NotHere('a log of three entries');
  return 1 + Math.floor(random() * (entries.length - 2));
};
const hex = (random: () => number): string =>
  Array.from({ length: 64 }, () => '0123456789abcdef'[Math.floor(random() * 16)]).join('');

function record(random: () => number): Salted {
  const number = String(Math.floor(random() * 1000)).padStart(3, '0');
  const entry: LogEntry = {
    ...{ schema: 1, type: 'RECORD', at: '2025-12-20T10:00:00+08:00' },
    ...{ path: `records/note/2025/12/JS-20251220-9${number}.yaml`, sha256: hex(random), sm3: hex(random) },
  };
  return { bytes: entryBytes(entry), salt: undefined };
}

const forgeries: readonly (readonly [name: string, forge: Forge])[] = [
  ['an entry put in', (all, random) => all.toSpliced(within(all, random), 0, record(random))],
  ['an entry taken away', (all, random) => all.toSpliced(within(all, random), 1)],
  [
    'an entry repeated',
    (all, random) => {
      const place = within(all, random);
      return all.toSpliced(place, 0, all[place] as Salted);
    },
  ],
  [
    'two entries swapped',
    (all, random) => {
      const [a, b] = [within(all, random), within(all, random)];
      if (a === b) throw new NotHere('one entry');
      return all.with(a, all[b] as Salted).with(b, all[a] as Salted);
    },
  ],
  [
    'an entry with another digest',
    (all, random) => {
      const place = within(all, random);
      const { bytes, salt } = all[place] as Salted;
      const entry = parseEntry(bytes);
      if (entry === undefined || !('sha256' in entry)) throw new NotHere('no digest');
      return all.with(place, { bytes: entryBytes({ ...entry, sha256: hex(random) }), salt });
    },
  ],
  [
    'an entry with another time',
    (all, random) => {
      const place = within(all, random);
      const { bytes, salt } = all[place] as Salted;
      const entry = parseEntry(bytes);
      if (entry === undefined) throw new NotHere('no entry');
      return all.with(place, { bytes: entryBytes({ ...entry, at: '2025-12-01T03:04:05+08:00' }), salt });
    },
  ],
  [
    'the entry of a void document taken away',
    (all) => {
      const place = all.findIndex(({ bytes }) => parseEntry(bytes)?.type === 'VOID');
      if (place < 0) throw new NotHere('nothing is void');
      return all.toSpliced(place, 1);
    },
  ],
  [
    'a document made void by an entry alone',
    (all, random) => {
      const made = all.map(({ bytes }) => parseEntry(bytes));
      const like = made.find((entry) => entry?.type === 'VOID');
      const issued = made.flatMap((entry) => (entry?.type === 'ISSUE' ? [entry.path] : []));
      if (like?.schema !== 2) throw new NotHere('nothing is void');
      const [, , obligation = '', period = ''] = pick(issued, random).split('/');
      const { salted: _, ...voided } = like;
      const path = voided.path.replace(/\d{3}(?=\.yaml$)/, '999');
      const entry = { ...voided, path, obligation, period, sha256: hex(random), sm3: hex(random) };
      return all.toSpliced(within(all, random), 0, { bytes: entryBytes(entry), salt: undefined });
    },
  ],
  ['the log cut short', (all, random) => all.slice(0, within(all, random))],
  ['all but the key made anew', (all, random) => [all[0] as Salted, ...all.slice(1).map(() => record(random))]],
];

const commit = (root: string): void => {
  git(root, ['add', '-A', '-f', 'archive']);
  git(root, ['commit', '-q', '-m', '存证：1 条']);
};

async function forge({ root, random }: Scene, make: Forge, seed: (origin: string) => Uint8Array | undefined) {
  const log = await logIn(root);
  const salted = log.entries.map((bytes, n) => ({ bytes, salt: log.salts[n] }));
  writeLog(root, log, make(salted, random), seed(log.checkpoint.origin));
  const isLeft = random() < 0.3;
  if (!isLeft) commit(root);
  return isLeft;
}

const forged = ([name, make]: (typeof forgeries)[number]): Attack[] => [
  {
    kind: 'forged entries',
    name: `${name}, without a key`,
    async run(scene) {
      const isLeft = await forge(scene, make, () => (scene.random() < 0.5 ? undefined : newSeed()));
      return { named: [isLeft ? /archive\/log\/checkpoint/ : /没有日志密钥的有效签名/] };
    },
  },
  {
    kind: 'with the log key',
    name: `${name}, signed with the key`,
    async run(scene) {
      const isLeft = await forge(scene, make, stolenSeed);
      return { named: [isLeft ? /archive\/log\/checkpoint/ : /历史中的校验点/] };
    },
  },
];

const added: Attack = {
  kind: 'forged entries',
  name: 'entries of nothing behind the last one, signed with the key',
  async run({ root, random }) {
    const log = await logIn(root);
    const last = parseEntry(log.entries.at(-1) ?? new Uint8Array());
    if (last?.type !== 'HEAD') throw new Error('no head');
    const one = record(random);
    const path = (parseEntry(one.bytes) as { path: string }).path;
    const salted = log.entries.map((bytes, n) => ({ bytes, salt: log.salts[n] }));
    const head = { bytes: entryBytes({ ...last, at: '2025-12-26T03:04:05+08:00' }), salt: undefined };
    writeLog(root, log, [...salted, one, head], stolenSeed(log.checkpoint.origin));
    commit(root);
    return { named: [new RegExp(`${path}.*所记的不在版本库的历史中`)] };
  },
};

const ownKey: Attack = {
  kind: 'forged entries',
  name: 'the whole log under a key of one’s own',
  async run({ root }) {
    const log = await logIn(root);
    const seed = newSeed();
    const key = keyText(noteKey(treeHash, log.checkpoint.origin, keyPairOf(seed).publicKey));
    const first = parseEntry(log.entries[0] ?? new Uint8Array());
    if (first?.type !== 'KEY-ROTATE') throw new Error('no first key');
    const salted = log.entries.map((bytes, n) => ({
      bytes: n === 0 ? entryBytes({ ...first, key }) : bytes,
      salt: log.salts[n],
    }));
    writeLog(root, log, salted, seed);
    commit(root);
    return { named: [/历史中的校验点/] };
  },
};

const signatures: Attack = {
  kind: 'forged entries',
  name: 'the signature of the checkpoint',
  run({ root, random }) {
    const path = join(root, 'archive/log/checkpoint');
    const note = readFileSync(path, 'utf8');
    const split = note.indexOf('\n\n') + 2;
    const [, name = '', text = ''] = /^\u2014 (\S+) (\S+)/u.exec(note.slice(split)) ?? [];
    const bytes = fromBase64(text);
    if (bytes === undefined) throw new Error('no signature');
    const place = 4 + Math.floor(random() * (bytes.length - 4));
    bytes[place] = (bytes[place] ?? 0) ^ (1 << Math.floor(random() * 8));
    const line = pick([`\u2014 ${name} ${toBase64(bytes)}\n`, `\u2014 ${name}x ${text}\n`, ''], random);
    put(root, 'archive/log/checkpoint', `${note.slice(0, split)}${line}`);
    commit(root);
    return { named: [/archive\/log\/checkpoint/] };
  },
};

export const onLog: Attack[] = [...forgeries.flatMap(forged), added, ownKey, signatures];
