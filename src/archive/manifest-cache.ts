/**
 * What the manifests of the archive say, kept between two commands. Ten years of documents are 300 MB of manifests, nine
 * tenths of it lists of inputs that a plan never asks for. An entry stands only for the very file that it was made of, told
 * by device, inode, size and both of its times. It saves time and proves nothing: `verify` reads the archive itself.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from '../contract/error.ts';
import { writeDurable } from '../workspace/disk/durable.ts';
import { stampOf } from '../workspace/disk/file-memo.ts';
import { readIfThere } from '../workspace/disk/presence.ts';
import { sha256 } from './digest.ts';
import { MANIFEST } from './layout.ts';
import { headOf, lightened, withInputsOnDisk } from './light-manifest.ts';
import type { Manifest } from './manifest.ts';
import { recordIds, recordIdsOf, recordIdsText } from './manifest-records.ts';

interface Document {
  folder: string;
  manifest: Manifest;
}

export interface ManifestCache {
  /** Names that `read` finds in a folder. @param folder relative to the workspace */
  names(folder: string, read: () => string[]): string[];
  /** The document in a folder; `read` is asked when its manifest is not the one that is kept. */
  document<Other>(folder: string, read: () => Promise<Document | Other>): Promise<Document | Other>;
  /** Writes what was asked for since it was opened, when enough of it is new; where it cannot, nothing is lost but time. */
  save(): Promise<void>;
}

/**
 * What is kept of a folder: the stamp of the folder and the names in it, or the stamp of its manifest, the manifest without its
 * inputs as JSON, and the records among them. One line of the file, in ASCII.
 */
type Entry = [folder: string, stamp: string, ...what: string[]];
type Kept = Map<string, Entry>;

/** Fewer are read anew faster than they are written. */
const WORTH_KEEPING = 64;
/** What decides how a manifest is read; another version of it reads everything anew. */
const PROGRAM = [
  'input-lists.ts',
  'light-manifest.ts',
  'manifest-cache.ts',
  'manifest-records.ts',
  'manifest-text.ts',
  'manifest.ts',
  '../contract/scalars.ts',
];

/** @param root absolute path of the workspace. A file that is damaged or of another version is as good as none. */
export async function openManifestCache(root: string): Promise<ManifestCache> {
  const file = join(root, '.opsledger', 'cache', 'manifests');
  const program = programHash();
  const known = readKept((await readIfThere(file)) ?? Buffer.alloc(0), program);
  const used: Kept = new Map();
  const added: (Document & { stamp: string })[] = [];
  return {
    names(folder, read) {
      const now = stampOf(join(root, folder));
      const entry = known.get(folder);
      if (entry !== undefined && entry[1] === now?.stamp) {
        used.set(folder, entry);
        return entry.slice(2);
      }
      const found = read();
      if (now !== undefined && !now.isFresh && [folder, ...found].every(isPlain))
        used.set(folder, [folder, now.stamp, ...found]);
      return found;
    },
    async document(folder, read) {
      const path = join(root, folder, MANIFEST);
      const now = stampOf(path);
      const entry = known.get(folder);
      if (entry !== undefined && entry[1] === now?.stamp) {
        used.set(folder, entry);
        return Object.freeze({ folder, manifest: opened(entry, root) });
      }
      const found = await read();
      if (!isDocument(found)) return found;
      const document = Object.freeze({ folder, manifest: lightened(found.manifest, root, folder) });
      if (now !== undefined && !now.isFresh) added.push({ ...document, stamp: now.stamp });
      return document;
    },
    async save() {
      const gone = [...known.keys()].filter((folder) => !used.has(folder)).length;
      if (added.length + gone < WORTH_KEEPING) return;
      for (const { folder, stamp, manifest } of added) {
        const ids = idsText(manifest);
        if (ids !== undefined) used.set(folder, [folder, stamp, headText(manifest), ids]);
      }
      const body = [program, ...[...used.values()].map((entry) => entry.join('\t'))].join('\n');
      // A workspace on a read-only disk can be read all the same.
      await writeDurable(file, `${sha256(body)}\n${body}`).catch((error: unknown) => {
        if (!(error instanceof UserError)) throw error;
      });
    },
  };
}

/** A folder that somebody made by hand may have any name. */
const isPlain = (name: string): boolean => /^[ -~]*$/.test(name);

const isDocument = (found: unknown): found is Document =>
  typeof found === 'object' && found !== null && 'manifest' in found;

/** The manifest without its inputs, which nobody has asked for yet. */
const headText = (manifest: Manifest): string => inAscii(JSON.stringify(headOf(manifest)));

/** The same JSON; a text of 40 MB is read and held in half the time and room when every character is a byte. */
const inAscii = (json: string): string =>
  json.replace(/[^\0-~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A part of a text keeps the whole of it in memory: what is held on to is a copy, so that a process that lives long holds no file of it. */
const copied = (text: string): string => Buffer.from(text, 'latin1').toString('latin1');

/** undefined: a list in which its inputs stand cannot be read; such a document is not kept. */
function idsText(manifest: Manifest): string | undefined {
  try {
    return recordIdsText(recordIds(manifest));
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function opened([folder, , text = '', records = '']: Entry, root: string): Manifest {
  const ids = copied(records);
  return withInputsOnDisk(JSON.parse(text) as Manifest, root, copied(folder), () => recordIdsOf(ids));
}

function readKept(bytes: Buffer, program: string): Kept {
  const end = bytes.indexOf('\n');
  const body = bytes.subarray(end + 1);
  if (bytes.toString('utf8', 0, end) !== sha256(body)) return new Map();
  const [first, ...lines] = body.toString('latin1').split('\n');
  if (first !== program) return new Map();
  return new Map(
    lines.map((line): [string, Entry] => {
      const entry = line.split('\t') as Entry;
      return [entry[0], entry];
    }),
  );
}

const programHash = (): string =>
  sha256(PROGRAM.map((name) => sha256(readFileSync(fileURLToPath(new URL(name, import.meta.url))))).join());
