/** What has been put into a pack so far: each path once, with its digests, and what could not be put in. */
import { digest } from '../../archive/digest.ts';
import type { PackFile, PackMissing } from '../format.ts';
import { isPackPath } from '../make/pack-paths.ts';
import type { ZipFile } from './zip-file.ts';

export interface Box {
  /** Adds a file, and gives its place and digests; a path that is there already is not added again. */
  put(path: string, bytes: Uint8Array): Promise<PackFile>;
  /** The same for bytes whose digests are known: a document's, by its manifest. */
  putListed(file: PackFile, bytes: Uint8Array): Promise<PackFile>;
  /** Says once that something is not here, or is not what it should be, and why. */
  lacks(what: string, why: string): void;
  /** Everything that was put in so far, in that order. */
  readonly held: readonly PackFile[];
  /** In the order in which it was said. */
  readonly missing: readonly PackMissing[];
}

export function openBox(zip: ZipFile): Box {
  const held = new Map<string, PackFile>();
  const missing = new Map<string, PackMissing>();
  const putListed = async (file: PackFile, bytes: Uint8Array): Promise<PackFile> => {
    const known = held.get(file.path);
    if (known !== undefined) return known;
    if (!isPackPath(file.path)) throw new RangeError(`no path for a pack: ${file.path}`);
    held.set(file.path, file);
    await zip.add(file.path, bytes);
    return file;
  };
  return {
    putListed,
    put: (path, bytes) => {
      const known = held.get(path);
      if (known !== undefined) return Promise.resolve(known);
      const { sha256, sm3, size } = digest(bytes);
      return putListed({ path, size, sha256, sm3 }, bytes);
    },
    lacks(what, why) {
      missing.set(`${what}\n${why}`, { what, why });
    },
    get held() {
      return [...held.values()];
    },
    get missing() {
      return [...missing.values()];
    },
  };
}
