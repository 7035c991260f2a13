/**
 * The files of commits, read from git's own tree objects: of two commits only the folders that differ are read twice, where a
 * listing of each would be as long as the archive, as often as there are documents.
 */
import type { GitObjects } from './objects.ts';

/** The files of one commit. */
export interface FileTree {
  /** git's hash of a file's bytes by its path; undefined where the commit has no file of that name. */
  blob(path: string): string | undefined;
  /** Every file below a folder (`''`: all), in git's order; submodules are none. */
  files(folder: string): Iterable<[path: string, blob: string]>;
}

export interface FileTrees {
  /** @param commit an id, or `HEAD`; undefined when git does not have it, or not all of its folders */
  of(commit: string): Promise<FileTree | undefined>;
}

/** One folder: its files by name, and its folders. */
interface Folder {
  files: Map<string, string>;
  folders: Map<string, Folder>;
}

const FOLDER = '40000';
const SUBMODULE = '160000';
const HASH_BYTES = 20;

/** Opens the trees of a repository; what was read stays in memory for one run, about 40 MB for a year of daily records. */
export function openFileTrees(objects: Pick<GitObjects, 'tree'>): FileTrees {
  const folders = new Map<string, Promise<Folder | undefined>>();
  const trees = new Map<string, Promise<FileTree | undefined>>();

  const folderOf = (name: string): Promise<Folder | undefined> => {
    const made = folders.get(name) ?? readFolder(name);
    folders.set(name, made);
    return made;
  };
  const readFolder = async (name: string): Promise<Folder | undefined> => {
    const bytes = await objects.tree(name);
    if (bytes === undefined) return undefined;
    const folder: Folder = { files: new Map(), folders: new Map() };
    const below: [string, Promise<Folder | undefined>][] = [];
    for (const { mode, file, hash } of parseTreeObject(bytes)) {
      if (mode === FOLDER) below.push([file, folderOf(hash)]);
      else if (mode !== SUBMODULE) folder.files.set(file, hash);
    }
    for (const [file, one] of below) {
      const read = await one;
      if (read === undefined) return undefined;
      folder.folders.set(file, read);
    }
    return folder;
  };
  return {
    of(commit) {
      const made = trees.get(commit) ?? folderOf(`${commit}^{tree}`).then((root) => root && treeOf(root));
      trees.set(commit, made);
      return made;
    },
  };
}

function treeOf(root: Folder): FileTree {
  const folderAt = (path: string): Folder | undefined =>
    path === '' ? root : path.split('/').reduce<Folder | undefined>((above, name) => above?.folders.get(name), root);
  // Whoever asks for many asks for those of one folder after the other.
  let last = { path: '', folder: folderAt('') };
  return {
    blob(path) {
      const cut = path.lastIndexOf('/');
      const above = cut === -1 ? '' : path.slice(0, cut);
      if (above !== last.path) last = { path: above, folder: folderAt(above) };
      return last.folder?.files.get(path.slice(cut + 1));
    },
    *files(folder) {
      const found = folderAt(folder);
      if (found !== undefined) yield* filesBelow(found, folder === '' ? '' : `${folder}/`);
    },
  };
}

function* filesBelow({ files, folders }: Folder, prefix: string): Generator<[path: string, blob: string]> {
  for (const [name, blob] of files) yield [`${prefix}${name}`, blob];
  for (const [name, folder] of folders) yield* filesBelow(folder, `${prefix}${name}/`);
}

interface Entry {
  mode: string;
  file: string;
  /** Lower-case hex. */
  hash: string;
}

/** Reads the bytes of a tree object: `<mode> <name>`, a zero byte and the hash, again and again. */
export function parseTreeObject(bytes: Uint8Array): Entry[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: Entry[] = [];
  for (let at = 0; at < buffer.length; ) {
    const space = buffer.indexOf(0x20, at);
    const end = buffer.indexOf(0, space);
    entries.push({
      mode: buffer.toString('latin1', at, space),
      file: buffer.toString('utf8', space + 1, end),
      hash: buffer.toString('hex', end + 1, end + 1 + HASH_BYTES),
    });
    at = end + 1 + HASH_BYTES;
  }
  return entries;
}
