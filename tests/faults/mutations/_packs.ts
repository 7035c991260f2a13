/**
 * What somebody does to an audit pack that was handed over: to its files, to its list, and to both, signed by nobody, by a key of their
 * own, or by the log's own key; and what the page and the command that check it say.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { digest } from '../../../src/archive/digest.ts';
import { keyPairOf, newSeed, saltedDigests, treeHash, verifyEd25519 } from '../../../src/archive/log/digests.ts';
import { entryBytes, parseEntry } from '../../../src/archive/log/entry.ts';
import { checkPack, withClaim } from '../../../src/pack/check/check-pack.ts';
import { listNoteText, type Pack, type PackFile, statementText } from '../../../src/pack/format.ts';
import { pageTools } from '../../../src/pack/page/tools.ts';
import { pack as makePack } from '../../../src/pipeline/pack/pack.ts';
import { openSession } from '../../../src/pipeline/session.ts';
import { toBase64, utf8 } from '../../../src/proof/bytes.ts';
import { checkpointText } from '../../../src/proof/checkpoint.ts';
import { formatNote, noteKey, signature } from '../../../src/proof/note.ts';
import { shortHead } from '../../../src/proof/printed-head.ts';
import { bundleBytes, TILE_WIDTH, tileBytes, tilePath, tilesBetween } from '../../../src/proof/tiles.ts';
import { leafHash, openTree } from '../../../src/proof/tree.ts';
import { verifyPack } from '../../../templates/pack/verify.mjs';
import { alter, fieldOf, type Leaf, leavesOf } from '../../pack/_alter.ts';
import { change, writePack } from '../../pack/_disk.ts';
import { type Files, sourceOf } from '../../pack/_pack.ts';
import { fakeRenderer } from '../../support/fake-renderer.ts';
import type { Judged } from './_judge.ts';
import { logIn, stolenSeed } from './_log.ts';
import { type Kind, literally, NotHere, pick } from './_scene.ts';

/** A pack of everything, and what its forger has. */
export interface PackScene {
  files: Files;
  pack: Pack;
  /** Entries of the log in it. */
  entries: readonly Uint8Array[];
  /** Secret of the log's key. */
  seed: Uint8Array;
  random(): number;
}

export interface PackTold {
  files: Files;
  /** Each has to be said by both. */
  named: RegExp[];
  /** Only whoever kept the newest checkpoint can tell. */
  byClaim?: true;
}

export interface PackAttack {
  kind: Kind;
  name: string;
  /** @throws NotHere when the dice fell where nothing would be changed */
  inPack(scene: PackScene): PackTold;
}

type Signer = 'nobody' | 'another key' | 'the key';
const SIGNERS: readonly Signer[] = ['nobody', 'another key', 'the key'];
const LIST = /pack\.json/;

/** The list written anew with its digest, and signed. */
function signList(files: Files, pack: Pack, by: Signer, seed: Uint8Array): void {
  const bytes = utf8(`${JSON.stringify(pack)}\n`);
  const { sha256 } = digest(bytes);
  files.set('pack.json', bytes);
  files.set('pack.sha256', utf8(`${sha256}  pack.json\n`));
  if (by === 'nobody') return;
  const { publicKey, sign } = keyPairOf(by === 'the key' ? seed : newSeed());
  const text = listNoteText(pack.log, sha256);
  const key = noteKey(treeHash, pack.log.origin, publicKey);
  files.set('pack.note', utf8(formatNote({ text, signatures: [signature(key, text, sign)] })));
}

type Change = (bytes: Uint8Array, random: () => number) => Uint8Array;
const at = (length: number, random: () => number): number => Math.floor(random() * length);
const flip: Change = (bytes, random) => {
  const place = at(bytes.length, random);
  return bytes.map((byte, n) => (n === place ? byte ^ (1 << at(8, random)) : byte));
};
const cut: Change = (bytes, random) => bytes.subarray(0, at(bytes.length, random));
const grow: Change = (bytes) => Buffer.concat([bytes, Buffer.from('\n')]);

/** A file by what it is first, so that the few are as often chosen as the many. */
function fileOf({ files, random }: PackScene, isMeant = (_: string): boolean => true): string {
  const sorts = Map.groupBy([...files.keys()].filter(isMeant).sort(), (path) => path.replace(/\/.*\/[^/]*(?=\.)/, '/'));
  return pick(pick([...sorts.values()], random), random);
}

/** Of a key the cosignature is named that it belongs to; of what the log's head covers, the head at times. */
const orHead = (path: string): RegExp => new RegExp(`${literally(path.replace(/\.key$/, '.')).source}|log/checkpoint`);

const onFile = (name: string, make: Change): PackAttack => ({
  kind: 'files of a pack',
  name,
  inPack(scene) {
    const path = fileOf(scene);
    const before = scene.files.get(path) as Uint8Array;
    const bytes = make(before, scene.random);
    if (Buffer.compare(before, bytes) === 0) throw new NotHere(path);
    return { files: new Map([...scene.files, [path, bytes]]), named: [orHead(path)] };
  },
});

const removed: PackAttack = {
  kind: 'files of a pack',
  name: 'a file taken away',
  inPack(scene) {
    const files = new Map(scene.files);
    const path = fileOf(scene);
    files.delete(path);
    return { files, named: [orHead(path)] };
  },
};

const added: PackAttack = {
  kind: 'files of a pack',
  name: 'a file slipped in',
  inPack(scene) {
    const path = fileOf(scene);
    const name = path.replace(/(?=\.[^.]*$|$)/, '-2');
    if (scene.files.has(name)) throw new NotHere(name);
    return { files: new Map([...scene.files, [name, scene.files.get(path) as Uint8Array]]), named: [literally(name)] };
  },
};

const swapped: PackAttack = {
  kind: 'files of a pack',
  name: 'two files swapped',
  inPack(scene) {
    const [one, other] = [fileOf(scene), fileOf(scene)];
    const [a, b] = [scene.files.get(one) as Uint8Array, scene.files.get(other) as Uint8Array];
    if (Buffer.compare(a, b) === 0) throw new NotHere(one);
    return {
      files: new Map([...scene.files, [one, b], [other, a]]),
      named: [new RegExp(`${orHead(one).source}|${orHead(other).source}`)],
    };
  },
};

/** A file with its line of the list. */
const relisted = (by: Signer): PackAttack => ({
  kind: 'lists of a pack',
  name: `a file and its line, signed by ${by}`,
  inPack(scene) {
    const files = new Map(scene.files);
    const pack = structuredClone(scene.pack);
    const own = pack.documents.flatMap((one) => [...one.files, ...one.signed]);
    const lines: PackFile[] = [...own, ...pack.records, ...pack.evidence, ...pack.others];
    const known = new Set(lines.map(({ path }) => path));
    const path = fileOf(scene, (one) => known.has(one) && !one.startsWith('log/'));
    const bytes = pick([flip, cut, grow], scene.random)(files.get(path) as Uint8Array, scene.random);
    files.set(path, bytes);
    for (const line of lines) if (line.path === path) Object.assign(line, digest(bytes));
    signList(files, pack, by, scene.seed);
    return { files, named: [LIST] };
  },
});

/** Any field of the list. */
const field = (by: Signer): PackAttack => ({
  kind: 'lists of a pack',
  name: `a field of the list, signed by ${by}`,
  inPack(scene) {
    const { random } = scene;
    const leaves = leavesOf(scene.pack).filter((leaf) => !['schema', 'kind'].includes(fieldOf(leaf)));
    const leaf = pick(pick([...Map.groupBy(leaves, fieldOf).values()], random), random) as Leaf;
    const pack = structuredClone(scene.pack);
    alter(pack, leaf, pick([' ', '改', '0'], random));
    const files = new Map(scene.files);
    signList(files, pack, by, scene.seed);
    // Lines of the log are not under its entry: what they say wrong is said of the file.
    const line = leaf[0] === 'others' ? scene.pack.others[Number(leaf[1])] : undefined;
    return { files, named: [line?.path.startsWith('log/') === true ? new RegExp(`^${line.path}`) : LIST] };
  },
});

/** A row of the list, with what it lists. */
const row = (by: Signer): PackAttack => ({
  kind: 'lists of a pack',
  name: `a row taken away or put in twice, signed by ${by}`,
  inPack(scene) {
    const { random } = scene;
    const pack = structuredClone(scene.pack);
    const files = new Map(scene.files);
    const rows = pick(
      [pack.documents, pack.records, pack.evidence, pack.others, pack.missing, pack.told ?? []] as unknown[][],
      random,
    );
    if (rows.length === 0) throw new NotHere('no rows');
    const [one] = rows.splice(at(rows.length, random), 1);
    if (random() < 0.5) rows.push(one, one);
    else for (const [, path = ''] of JSON.stringify(one).matchAll(/"path":"([^"]+)"/g)) files.delete(path);
    signList(files, pack, by, scene.seed);
    return { files, named: [LIST] };
  },
});

const older = (by: Signer): PackAttack => ({
  kind: 'lists of a pack',
  name: `a form of before, signed by ${by}`,
  inPack(scene) {
    const pack = structuredClone(scene.pack);
    const files = new Map(scene.files);
    const schema = pick([1, 2] as const, scene.random);
    Object.assign(pack, { schema, purchaser: `${pack.purchaser}二` });
    signList(files, pack, by, scene.seed);
    if (schema === 1 && by !== 'the key') files.delete('pack.note');
    return { files, named: [/pack\.(?:json|note)/] };
  },
});

/** Whoever has the key enters their own list in a log of their own: it forks from the one that others saw. */
const reentered: PackAttack = {
  kind: 'lists of a pack',
  name: 'another list in another log, with the key',
  inPack({ files: before, pack: made, entries, seed, random }) {
    const pack = structuredClone(made);
    Object.assign(pack, { purchaser: pack.purchaser, tool: `${pack.tool} ${at(9, random)}` });
    const own = entries.map((bytes) => {
      const entry = parseEntry(bytes);
      return entry?.type === 'PACK' ? entryBytes({ ...entry, ...saltedDigests(utf8(statementText(pack))) }) : bytes;
    });
    const tree = openTree(treeHash);
    for (const bytes of own) tree.append(leafHash(treeHash, bytes));
    const { origin } = pack.log;
    const text = checkpointText({ origin, size: tree.size, root: tree.root(), extensions: [] });
    const { publicKey, sign } = keyPairOf(seed);
    const files = new Map(before);
    files.set(
      'log/checkpoint',
      utf8(formatNote({ text, signatures: [signature(noteKey(treeHash, origin, publicKey), text, sign)] })),
    );
    for (const tile of tilesBetween(0, tree.size)) {
      const from = tile.index * TILE_WIDTH;
      const isEntries = tile.level === 'entries';
      const bytes = isEntries
        ? bundleBytes(own.slice(from, from + tile.width))
        : tileBytes(tree, tile, tile.level as number);
      files.set(`log/${tilePath(tile)}`, bytes);
    }
    pack.log.root = toBase64(tree.root());
    for (const line of pack.others)
      if (line.path.startsWith('log/')) {
        const bytes = files.get(line.path) as Uint8Array;
        Object.assign(line, digest(bytes));
      }
    signList(files, pack, 'the key', seed);
    return { files, named: [/分叉/], byClaim: true };
  },
};

export const onPacks: PackAttack[] = [
  onFile('one bit of a file', flip),
  onFile('the end of a file', cut),
  onFile('something behind a file', grow),
  removed,
  added,
  swapped,
  ...SIGNERS.flatMap((by) => [field(by), relisted(by), row(by), older(by)]),
  reentered,
];

export interface PackGround {
  /** @returns undefined where the dice fell on nothing */
  attack(one: PackAttack, random: () => number): Promise<Judged | undefined>;
}

/** Makes a pack of everything of the workspace, whose key this process has. @param folder an empty place for it */
export async function openPackGround(root: string, folder: string): Promise<PackGround> {
  const session = await openSession(root, { renderer: fakeRenderer });
  const last = parseEntry((await logIn(root)).entries.at(-1) as Uint8Array);
  mkdirSync(folder, { recursive: true });
  await makePack(session, { all: true, file: `${folder}/pack.zip`, now: last?.at ?? '' });
  await session.close();
  const files: Files = new Map(Object.entries(unzipSync(readFileSync(`${folder}/pack.zip`))));
  const pack = JSON.parse(Buffer.from(files.get('pack.json') as Uint8Array).toString()) as Pack;
  const { entries, checkpoint } = await logIn(root);
  const seed = stolenSeed(pack.log.origin);
  const unpacked = `${folder}/pack`;
  writePack(unpacked, files);
  const judged = async (now: Files, claim: string | null) => {
    const told = [await byPage(now, claim), byCommand(unpacked, files, now, claim)];
    if (now === files && told.flat().length > 0) throw new Error(`wrong before anything was done: ${told.flat()[0]}`);
    return told;
  };
  await judged(files, null);
  return {
    async attack(one, random) {
      const { files: now, named, byClaim } = one.inPack({ files, pack, entries, seed, random });
      const told = await judged(now, byClaim === true ? shortHead(checkpoint) : null);
      return {
        found: told.every((lines) => lines.length > 0),
        named: told.every((lines) => named.every((pattern) => lines.some((line) => pattern.test(line)))),
        told: told.flat().slice(0, 5),
        twice: [],
      };
    },
  };
}

/** The page's own hashes are plain JavaScript; the machine's give the same sooner. */
const quick = { ...pageTools, sha256: treeHash, verify: verifyEd25519 };
type Lines = readonly { where: string; message: string }[];
const linesOf = (problems: Lines): string[] => problems.map(({ where, message }) => `${where} ${message}`);

async function byPage(files: Files, claim: string | null): Promise<string[]> {
  const checked = await checkPack(sourceOf(files), quick, { sm3: false, key: null });
  return 'unreadable' in checked ? [checked.unreadable] : linesOf(withClaim(checked, claim).problems);
}

function byCommand(root: string, before: Files, now: Files, claim: string | null): string[] {
  change(root, before, now);
  try {
    return linesOf(verifyPack(root, { checkpoint: claim ?? '' }).problems);
  } catch (error) {
    return [(error as Error).message];
  } finally {
    change(root, now, before);
  }
}
