/** A signing round on the log of fifteen years: by its right edge, and where the whole log has to be read. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '../src/archive/digest.ts';
import { treeHash } from '../src/archive/log/digests.ts';
import { entryBytes, type LogEntry, parseEntry } from '../src/archive/log/entry.ts';
import { findKeys, remember } from '../src/archive/log/keys.ts';
import { growth, type LogFiles, readFrom, readLog } from '../src/archive/log/log-folder.ts';
import { initialise } from '../src/pipeline/init.ts';
import { signLog } from '../src/pipeline/log/sign.ts';
import { openSession } from '../src/pipeline/session.ts';
import { checkpointText } from '../src/proof/checkpoint.ts';
import { formatNote, signature } from '../src/proof/note.ts';
import { leafHash } from '../src/proof/tree.ts';
import { atMost, type Figure, median, told } from './_figure.ts';

const ENTRIES = 160_000;
const ROUNDS = 5;
const NOW = '2026-11-24T10:00:00+08:00';
/** A round by the edge takes at most this part of one that reads the log. */
const PART = 0.2;

export default {
  id: 'log',
  async run(): Promise<Figure[]> {
    const folder = await mkdtemp(join(tmpdir(), 'opsledger-bench-'));
    const before = process.env['XDG_DATA_HOME'];
    process.env['XDG_DATA_HOME'] = join(folder, 'data');
    try {
      const root = join(folder, 'w');
      await initialise(root, { now: NOW });
      await signed(root);
      await lengthen(root);
      const whole = await cpuOf(root, () => rm(join(root, '.opsledger/cache/log-edge'), { force: true }));
      const edge = await cpuOf(root, () => Promise.resolve());
      return [
        told(`a signing round on ${ENTRIES} entries that reads them all, CPU time`, whole, 'ms'),
        atMost('by the right edge, CPU time', edge, 'ms', whole * PART),
      ];
    } finally {
      if (before === undefined) delete process.env['XDG_DATA_HOME'];
      else process.env['XDG_DATA_HOME'] = before;
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function signed(root: string): Promise<void> {
  const session = await openSession(root);
  try {
    await signLog(session, NOW);
  } finally {
    await session.close();
  }
}

/** CPU time of this process for a round that signs one new original, in ms. */
async function cpuOf(root: string, prepare: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const session = await openSession(root);
    await session.workspace.change('材料', (change) => change.putEvidence(Buffer.from(`${Math.random()}`)), {
      at: NOW,
    });
    await prepare();
    const before = process.cpuUsage();
    await signLog(session, NOW);
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
    await session.close();
  }
  return median(times);
}

/** Puts as many entries into the log as fifteen years make, in one signing, as the key's holder. */
async function lengthen(root: string): Promise<void> {
  const log = await readLog(readFrom(root));
  if (log === undefined || 'fault' in log) throw new Error('no log');
  const last = log.entries.map(parseEntry).at(-1);
  if (last?.type !== 'HEAD') throw new Error('no head');
  const added: LogEntry[] = Array.from({ length: ENTRIES }, (_, n) => {
    const digest = sha256(`${n}`);
    return {
      schema: 1,
      at: NOW,
      type: 'RECORD',
      path: `evidence/${digest.slice(0, 2)}/${digest}`,
      sha256: digest,
      sm3: digest,
    };
  });
  const bytes = [...added, last].map(entryBytes);
  for (const one of bytes) log.tree.append(leafHash(treeHash, one));
  const entries = [...log.entries, ...bytes];
  const { origin } = log.checkpoint;
  const keys = await findKeys(origin, root, idOf(log), false);
  if (keys.state !== 'held') throw new Error('no key');
  const text = checkpointText({ origin, size: entries.length, root: log.tree.root(), extensions: [] });
  const note = formatNote({ text, signatures: [signature(keys.signing.key, text, keys.signing.sign)] });
  const salts = [...log.salts, ...bytes.map(() => undefined)];
  const { write, remove } = growth({ note, first: 0, entries, salts, tree: log.tree }, log.entries.length);
  const session = await openSession(root);
  await session.workspace.change(
    '存证',
    async (change) => {
      for (const { path, bytes: content } of write) await change.writeFile(path, content);
      for (const path of remove) await change.removeFile(path);
    },
    { at: NOW },
  );
  await session.close();
  await remember(origin, note);
}

/** Eight digits of the key that signed a note. */
const idOf = ({ entries }: LogFiles): string => {
  const first = entries.map(parseEntry).find((one) => one?.type === 'KEY-ROTATE');
  return first?.type === 'KEY-ROTATE' ? (/\+([0-9a-f]{8})\+/.exec(first.key)?.[1] ?? '') : '';
};
