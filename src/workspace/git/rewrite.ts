/**
 * Commits with some of their files replaced, computed from git's own objects: every other byte of every tree and commit stays, so
 * that the same computation, run the other way, gives the names that the commits had before.
 */
import { objectName } from './erased.ts';
import { parseTreeObject } from './file-tree.ts';

/** Gives the bytes of an object by its name; undefined when there is none. */
export type ReadObject = (name: string) => Promise<Uint8Array | undefined>;

/** What a file is replaced by: the name of the other blob, or the same. */
export type Substitute = (path: string, blob: string) => string;

export interface RewrittenObject {
  type: 'commit' | 'tree' | 'blob';
  name: string;
  bytes: Uint8Array;
}

export interface Rewriter {
  /** The tree with its files replaced. @returns its name */
  tree(name: string): Promise<string>;
  /**
   * The commit with its tree and its parents replaced.
   * @param parents the new name of each parent that has one @returns its name
   */
  commit(name: string, parents: ReadonlyMap<string, string>): Promise<string>;
}

const FOLDER = '40000';
const HASH_BYTES = 20;

/** Folders on the way to files, each with the files of its own that are replaced. */
interface Folder {
  files: Set<string>;
  folders: Map<string, Folder>;
}

/**
 * @param paths of the files that may be replaced: nothing else is looked at
 * @param made is given each tree and commit that differs from the one it stands for; without it only names are computed
 * Its functions throw an Error for an object that is missing.
 */
export function openRewriter(
  read: ReadObject,
  paths: Iterable<string>,
  substitute: Substitute,
  made?: (object: RewrittenObject) => void,
): Rewriter {
  const top = foldersOf(paths);
  const known = new Map<string, Promise<string>>();
  const bytesOf = async (name: string): Promise<Buffer> => {
    const bytes = await read(name);
    if (bytes === undefined) throw new Error(`missing object ${name}`);
    return Buffer.from(bytes);
  };
  const keep = (type: RewrittenObject['type'], bytes: Uint8Array): string => {
    const name = objectName(type, bytes);
    made?.({ type, name, bytes });
    return name;
  };
  const replaced = ({ mode, file, hash }: Pick<Placed, 'mode' | 'file' | 'hash'>, wanted: Folder, path: string) => {
    const below = mode === FOLDER ? wanted.folders.get(file) : undefined;
    if (below !== undefined) return once(hash, below, path);
    return mode !== FOLDER && wanted.files.has(file) ? substitute(path, hash) : hash;
  };
  const folder = async (name: string, wanted: Folder, at: string): Promise<string> => {
    const bytes = await bytesOf(name);
    let changed: Buffer | undefined;
    for (const entry of placed(bytes)) {
      const other = await replaced(entry, wanted, at === '' ? entry.file : `${at}/${entry.file}`);
      if (other === entry.hash) continue;
      changed ??= Buffer.from(bytes);
      changed.write(other, entry.end - HASH_BYTES, 'hex');
    }
    return changed === undefined ? name : keep('tree', changed);
  };
  const once = (name: string, wanted: Folder, at: string): Promise<string> => {
    const key = `${name} ${at}`;
    const found = known.get(key) ?? folder(name, wanted, at);
    known.set(key, found);
    return found;
  };
  const tree = (name: string) => once(name, top, '');
  return {
    tree,
    async commit(name, parents) {
      const bytes = await bytesOf(name);
      const { tree: own, parents: before } = headOf(bytes);
      const now = before.map((parent) => parents.get(parent) ?? parent);
      const other = await tree(own);
      if (other === own && now.every((parent, n) => parent === before[n])) return name;
      const rest = bytes.subarray(headLength(before.length));
      const head = [`tree ${other}\n`, ...now.map((parent) => `parent ${parent}\n`)].join('');
      return keep('commit', Buffer.concat([Buffer.from(head, 'latin1'), rest]));
    },
  };
}

function foldersOf(paths: Iterable<string>): Folder {
  const top: Folder = { files: new Set(), folders: new Map() };
  for (const path of paths) {
    const parts = path.split('/');
    let at = top;
    for (const name of parts.slice(0, -1)) {
      const below: Folder = at.folders.get(name) ?? { files: new Set(), folders: new Map() };
      at.folders.set(name, below);
      at = below;
    }
    at.files.add(parts.at(-1) ?? '');
  }
  return top;
}

interface Placed {
  mode: string;
  file: string;
  hash: string;
  /** Where the entry ends. */
  end: number;
}

/** The entries of a tree object. */
function* placed(bytes: Buffer): Generator<Placed> {
  let end = 0;
  for (const entry of parseTreeObject(bytes)) {
    end = bytes.indexOf(0, end) + 1 + HASH_BYTES;
    yield { ...entry, end };
  }
}

const headLength = (parents: number): number => 'tree \n'.length + 40 + parents * ('parent \n'.length + 40);

/** What a commit object names. */
export function headOf(bytes: Uint8Array): { tree: string; parents: string[] } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [first = '', ...rest] = buffer.toString('latin1').split('\n');
  const parents: string[] = [];
  for (const line of rest) {
    if (!line.startsWith('parent ')) break;
    parents.push(line.slice('parent '.length));
  }
  return { tree: first.slice('tree '.length), parents };
}

/**
 * A tree with files added, replaced (name of a blob) or taken away (null).
 * @returns its name; what is new goes to `made`
 */
export async function editedTree(
  read: ReadObject,
  name: string | undefined,
  changes: ReadonlyMap<string, string | null>,
  made: RewrittenObject[],
): Promise<string> {
  const bytes = name === undefined ? Buffer.alloc(0) : ((await read(name)) ?? Buffer.alloc(0));
  const entries = new Map(parseTreeObject(bytes).map((one) => [one.file, { mode: one.mode, hash: one.hash }]));
  const below = new Map<string, Map<string, string | null>>();
  for (const [path, blob] of changes) {
    const cut = path.indexOf('/');
    if (cut !== -1) {
      const folder = path.slice(0, cut);
      below.set(folder, (below.get(folder) ?? new Map()).set(path.slice(cut + 1), blob));
    } else if (blob === null) entries.delete(path);
    else entries.set(path, { mode: entries.get(path)?.mode ?? '100644', hash: blob });
  }
  for (const [folder, own] of below) {
    const before = entries.get(folder);
    const hash = await editedTree(read, before?.mode === FOLDER ? before.hash : undefined, own, made);
    if (hash === EMPTY_TREE) entries.delete(folder);
    else entries.set(folder, { mode: FOLDER, hash });
  }
  // git's order: a folder as if its name ended with a stroke.
  const sorted = [...entries]
    .map(([file, entry]) => ({ file, ...entry, key: Buffer.from(entry.mode === FOLDER ? `${file}/` : file) }))
    .sort((a, b) => Buffer.compare(a.key, b.key));
  const all = Buffer.concat(
    sorted.map(({ mode, file, hash }) => Buffer.concat([Buffer.from(`${mode} ${file}\0`), Buffer.from(hash, 'hex')])),
  );
  const other = objectName('tree', all);
  if (other !== name) made.push({ type: 'tree', name: other, bytes: all });
  return other;
}

const EMPTY_TREE = objectName('tree', Buffer.alloc(0));
