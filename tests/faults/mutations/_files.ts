/** Files of the workspace changed, swapped, taken away and slipped in: left so, or committed. */
import { readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { edit, filesBelow, git, PROGRAM, put, STRANGER } from './_ground.ts';
import { type Attack, type Class, filesOf, type Kind, literally, NotHere, pick, type Scene } from './_scene.ts';

/** What is done with git after the files were changed. */
type How = 'left' | 'staged' | 'by a stranger' | 'as the program';

const SUBJECTS = ['登记', '更正 JS-20261124-001', '存证：1 条', '采集'];

function commit({ root, random }: Scene, how: How): void {
  if (how === 'left') return;
  git(root, ['add', '-A', '-f', '.', ':!.opsledger']);
  if (how === 'staged') return;
  const hand = how === 'as the program' ? PROGRAM : STRANGER;
  git(root, ['commit', '-q', '--allow-empty', '-m', pick(SUBJECTS, random)], { hand });
}

/** Where a commit in the program's own name is as visible as one by anybody: what is written once, or by a machine. */
const SEEN: readonly Class[] = ['evidence', 'document', 'manifest', 'log', 'proof', 'salts'];
const OWN: readonly Class[] = ['record', ...SEEN];
const ALL: readonly Class[] = [...OWN, 'contract', 'other'];

const whereTo: Readonly<Record<How, readonly Class[]>> = {
  left: ALL,
  staged: ALL,
  'by a stranger': OWN,
  'as the program': SEEN,
};
const HOWS: readonly How[] = ['left', 'left', 'left', 'staged', 'by a stranger', 'as the program'];

/** By what words a changed file of a class is told. */
function namedAs(path: string, what: Class, how: How): RegExp {
  if (how !== 'as the program') return literally(path);
  if (what === 'log') return /archive\/log\//;
  // Whoever has the salt only now cannot tell which of the two was changed.
  return what === 'salts' ? /archive\/log-salts|盐值缺失|与存证条目（第/ : literally(path);
}

type Change = (bytes: Buffer, random: () => number) => Uint8Array;

const at = (length: number, random: () => number): number => Math.floor(random() * length);

const flip: Change = (bytes, random) => {
  const place = at(bytes.length, random);
  return Buffer.from(bytes).fill((bytes[place] ?? 0) ^ (1 << at(8, random)), place, place + 1);
};
const flipMany: Change = (bytes, random) => {
  let made = bytes;
  for (let n = 0; n < 2 + at(30, random); n += 1) made = Buffer.from(flip(made, random));
  return made;
};
const cut: Change = (bytes, random) => bytes.subarray(0, at(bytes.length, random));
const cutFront: Change = (bytes, random) => bytes.subarray(1 + at(bytes.length, random));
const blank: Change = (bytes, random) => {
  const place = at(bytes.length, random);
  return Buffer.from(bytes).fill(0, place, Math.min(bytes.length, place + 1 + at(200, random)));
};
const append: Change = (bytes, random) =>
  Buffer.concat([bytes, pick([Buffer.from('\n'), Buffer.from(' '), Buffer.from([0]), bytes], random)]);
const insert: Change = (bytes, random) => {
  const place = at(bytes.length, random);
  return Buffer.concat([bytes.subarray(0, place), Buffer.from(String(at(1e6, random))), bytes.subarray(place)]);
};
const lines: Change = (bytes) => Buffer.from(bytes.toString('latin1').replaceAll('\n', '\r\n'), 'latin1');
const digit: Change = (bytes, random) => {
  const text = bytes.toString('latin1');
  const places = [...text.matchAll(/[0-9]/g)].map(({ index }) => index);
  const place = pick(places, random);
  const other = String((Number(text[place]) + 1 + at(9, random)) % 10);
  return Buffer.from(text.slice(0, place) + other + text.slice(place + 1), 'latin1');
};

function changed(kind: Kind, name: string, change: Change): Attack {
  return {
    kind,
    name,
    run(scene) {
      const { root, random } = scene;
      const how = pick(HOWS, random);
      const what = pick(whereTo[how], random);
      const path = pick(filesOf(root, what), random);
      const before = readFileSync(join(root, path));
      const { atimeMs, mtimeMs } = statSync(join(root, path));
      edit(root, path, (bytes) => change(bytes, random));
      if (readFileSync(join(root, path)).equals(before)) throw new NotHere(path);
      if (random() < 0.5) utimesSync(join(root, path), atimeMs / 1000, mtimeMs / 1000);
      commit(scene, how);
      return { named: [namedAs(path, what, how)] };
    },
  };
}

const swapped: Attack = {
  kind: 'swaps',
  name: 'two files of one sort',
  run(scene) {
    const { root, random } = scene;
    const how = pick(HOWS, random);
    const what = pick(
      whereTo[how].filter((one) => one !== 'salts'),
      random,
    );
    const files = filesOf(root, what);
    const [one, other] = [pick(files, random), pick(files, random)];
    const [a, b] = [readFileSync(join(root, one)), readFileSync(join(root, other))];
    if (a.equals(b)) throw new NotHere(one);
    put(root, one, b);
    put(root, other, a);
    commit(scene, how);
    return { named: [namedAs(one, what, how), namedAs(other, what, how)] };
  },
};

const swappedDocuments: Attack = {
  kind: 'swaps',
  name: 'the folders of two documents',
  run(scene) {
    const { root, random } = scene;
    const how = pick(HOWS, random);
    const folders = filesOf(root, 'manifest').map((path) => dirname(path));
    const [one, other] = [pick(folders, random), pick(folders, random)];
    if (one === other) throw new NotHere(one);
    const read = (folder: string) =>
      filesBelow(root, folder).map((path) => [path.slice(folder.length), readFileSync(join(root, path))] as const);
    const [a, b] = [read(one), read(other)];
    for (const folder of [one, other]) rmSync(join(root, folder), { recursive: true });
    for (const [name, bytes] of a) put(root, `${other}${name}`, bytes);
    for (const [name, bytes] of b) put(root, `${one}${name}`, bytes);
    commit(scene, how);
    return { named: [literally(`${one}/manifest.json`), literally(`${other}/manifest.json`)] };
  },
};

const deleted: Attack = {
  kind: 'deletions',
  name: 'a file',
  run(scene) {
    const { root, random } = scene;
    const how = pick(HOWS, random);
    const what = pick(how === 'as the program' ? OWN : whereTo[how], random);
    const path = pick(filesOf(root, what), random);
    rmSync(join(root, path));
    commit(scene, how);
    const named = what === 'salts' && how === 'as the program' ? /盐值缺失/ : namedAs(path, what, how);
    return { named: [named] };
  },
};

const deletedFolder: Attack = {
  kind: 'deletions',
  name: 'a folder with all that is in it',
  run(scene) {
    const { root, random } = scene;
    const how = pick(HOWS, random);
    const what = pick(['record', 'evidence', 'document', 'proof'] as const, random);
    const folder = dirname(pick(filesOf(root, what), random));
    const files = filesBelow(root, folder);
    rmSync(join(root, folder), { recursive: true });
    commit(scene, how);
    return { named: files.map(literally) };
  },
};

const deletedOutput: Attack = {
  kind: 'deletions',
  name: 'a file of a document, and its line in the manifest',
  run(scene) {
    const { root, random } = scene;
    const how = pick(HOWS, random);
    const path = pick(filesOf(root, 'manifest'), random);
    const manifest = JSON.parse(readFileSync(join(root, path), 'utf8')) as { outputs: { path: string }[] };
    const gone = pick(manifest.outputs, random);
    rmSync(join(root, dirname(path), gone.path));
    const outputs = manifest.outputs.filter((one) => one !== gone);
    put(root, path, `${JSON.stringify({ ...manifest, outputs }, null, 2)}\n`);
    commit(scene, how);
    return { named: [literally(`${dirname(path)}/${gone.path}`), literally(path)] };
  },
};

const wholeLog: Attack = {
  kind: 'deletions',
  name: 'the whole log',
  run(scene) {
    rmSync(join(scene.root, 'archive/log'), { recursive: true });
    if (scene.random() < 0.5) rmSync(join(scene.root, 'archive/log-salts'), { recursive: true });
    commit(scene, pick(HOWS, scene.random));
    return { named: [/archive\/log\/checkpoint/] };
  },
};

const PLACES =
  'archive/2026 archive archive/log-salts archive/log archive/log/proofs archive/log/tile/0 evidence/ab'.split(' ');

const slippedIn: Attack = {
  kind: 'additions',
  name: 'a file',
  run(scene) {
    const { root, random } = scene;
    const how = pick(HOWS, random);
    const own = dirname(pick(filesOf(root, pick(['document', 'record', 'evidence'] as const, random)), random));
    const places = how === 'as the program' ? [...PLACES.slice(2), own] : [...PLACES, own, '', 'contract', 'state'];
    const folder = pick(places, random);
    if (how === 'by a stranger' && (folder === '' || folder === 'contract')) throw new NotHere(folder);
    const path = `${folder === '' ? '' : `${folder}/`}x${at(1e6, random)}.${pick(['json', 'pdf', 'txt'], random)}`;
    put(root, path, pick(['{}', '', 'x'], random));
    commit(scene, how);
    return { named: [literally(path)] };
  },
};

const copiedDocument: Attack = {
  kind: 'additions',
  name: 'the copy of a document as a later revision',
  run(scene) {
    const { root, random } = scene;
    const folder = dirname(pick(filesOf(root, 'manifest'), random));
    const to = folder.replace(/\/r\d+$/, `/r${7 + at(90, random)}`);
    for (const path of filesBelow(root, folder))
      put(root, `${to}${path.slice(folder.length)}`, readFileSync(join(root, path)));
    commit(scene, pick(HOWS, random));
    return { named: [literally(to)] };
  },
};

/** What a machine wrote. */
function machineWritten(root: string): string[] {
  return filesOf(root, 'record').filter(
    (path) => path.endsWith('.json') && /"source": ?"auto"/.test(readFileSync(join(root, path), 'utf8')),
  );
}

const collected: Attack = {
  kind: 'edited collected values',
  name: 'a number that a machine read',
  run(scene) {
    const { root, random } = scene;
    const path = pick(machineWritten(root), random);
    const text = readFileSync(join(root, path), 'utf8');
    const places = [...text.matchAll(/(?<=": ?)\d+(?:\.\d+)?(?=[,}\]\n])/g)];
    const { index, 0: number } = pick(
      places.filter(({ index: place }) => !/"schema": ?$/.test(text.slice(0, place))),
      random,
    );
    const other = String(Math.max(0, Number(number) + pick([-7, -1, 1, 3, 50], random)));
    if (other === number) throw new NotHere(path);
    put(root, path, `${text.slice(0, index)}${other}${text.slice(index + number.length)}`);
    const how = pick(['left', 'by a stranger', 'as the program', 'as the program'] as const, random);
    if (how === 'left') return { named: [literally(path)] };
    git(root, ['add', '--', path]);
    const hand = how === 'as the program' ? PROGRAM : STRANGER;
    git(root, ['commit', '-q', '-m', pick([...SUBJECTS, '手工修改'], random)], { hand });
    return { named: [literally(path)] };
  },
};

export const onFiles: Attack[] = [
  changed('bit flips', 'one bit of a file', flip),
  changed('bit flips', 'many bits of a file', flipMany),
  changed('bit flips', 'a digit of a file', digit),
  changed('truncations', 'the end of a file', cut),
  changed('truncations', 'the beginning of a file', cutFront),
  changed('truncations', 'a part of a file made zero', blank),
  changed('additions', 'something behind a file', append),
  changed('additions', 'something in the middle of a file', insert),
  changed('additions', 'other ends of lines', lines),
  swapped,
  swappedDocuments,
  deleted,
  deletedFolder,
  deletedOutput,
  wholeLog,
  slippedIn,
  copiedDocument,
  collected,
];
