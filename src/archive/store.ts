/** Reads the archive: which documents were issued. Writing is the pipeline's, through one `change` of the workspace. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import type { IssuedSummary } from '../contract/calendar/occurrence.ts';
import { UserError } from '../contract/error.ts';
import { tempOwner } from '../workspace/disk/durable.ts';
import { isMissing } from '../workspace/disk/faults.ts';
import type { FileMemo } from '../workspace/disk/file-memo.ts';
import { type InputLists, listsIn } from './input-lists.ts';
import type { Known } from './known.ts';
import { MANIFEST } from './layout.ts';
import { lightened } from './light-manifest.ts';
import type { Manifest } from './manifest.ts';
import { type ManifestCache, openManifestCache } from './manifest-cache.ts';
import { readManifestBytes } from './manifest-text.ts';

export interface ArchivedDocument {
  /** Folder of the revision, relative to the workspace. */
  folder: string;
  manifest: Manifest;
}

export interface ArchiveIndex {
  /** Sorted by number. */
  documents: ArchivedDocument[];
  /** Manifests that cannot be read; never left out silently. */
  problems: { path: string; message: string }[];
}

const ARCHIVE = 'archive';
/** Manifests that are read in one go. */
const AT_ONCE = 50;

/** Reads all manifests below `archive/`. @param root folder of the workspace @param memo keeps those that are the same */
export function readArchive(root: string, memo?: FileMemo): Promise<ArchiveIndex> {
  return readWith({ root, lists: listsIn(root) }, memo, undefined);
}

/** The same; @param known which bytes were found to be a manifest before */
export const readArchiveKnowing = (root: string, known: Known): Promise<ArchiveIndex> =>
  readWith({ root, lists: listsIn(root), known }, undefined, undefined);

/** The same with the help of what earlier commands kept of it, for everybody but who proves the archive. */
export async function readKeptArchive(root: string, memo?: FileMemo): Promise<ArchiveIndex> {
  // Whoever has read it once has it in its memory.
  if (memo?.has(ARCHIVE, 'folders') === true) return readArchive(root, memo);
  const cache = await openManifestCache(root);
  const index = await readWith({ root, lists: listsIn(root) }, memo, cache);
  await cache.save();
  return index;
}

async function readWith(
  place: Place,
  memo: FileMemo | undefined,
  cache: ManifestCache | undefined,
): Promise<ArchiveIndex> {
  const folders = await revisionFolders(place.root, memo, cache);
  const index: ArchiveIndex = { documents: [], problems: [] };
  for (let n = 0; n < folders.length; n += AT_ONCE) {
    const some = folders.slice(n, n + AT_ONCE);
    const read = await Promise.all(some.map((folder) => manifestIn(place, folder, memo, cache)));
    for (const one of read.filter((r) => r !== undefined)) {
      if ('manifest' in one) index.documents.push(one);
      else index.problems.push(one);
    }
    // Files are read without waiting; whoever is being served by this process gets a turn now and then.
    await setImmediate();
  }
  index.documents.sort((a, b) => (a.manifest.number < b.manifest.number ? -1 : 1));
  return index;
}

/** A workspace and the lists of inputs in it. */
interface Place {
  root: string;
  lists: InputLists;
  known?: Known;
}

function manifestIn(place: Place, folder: string, memo: FileMemo | undefined, cache: ManifestCache | undefined) {
  const { root } = place;
  const read = () => readManifest(place, folder);
  const make = cache === undefined ? read : () => cache.document(folder, read);
  if (memo === undefined) return make();
  return memo.of(`${folder}/${MANIFEST}`, 'manifest', async () => {
    const found = await make();
    // What is kept for long is kept small: with their inputs the manifests of a year take 100 MB.
    return found !== undefined && 'manifest' in found
      ? Object.freeze({ folder, manifest: lightened(found.manifest, root, folder) })
      : found;
  });
}

/** How often a folder without a manifest is looked at, and how long apart: another process may be giving its files names. */
const LOOKS = 3;
const BETWEEN_LOOKS_MS = 150;

/** @returns undefined for a folder in which nothing was ever finished, such as a crash leaves */
async function readManifest(
  place: Place,
  folder: string,
  look = 1,
): Promise<ArchivedDocument | { path: string; message: string } | undefined> {
  const { root, lists, known } = place;
  const path = `${folder}/${MANIFEST}`;
  try {
    // Synchronous, as in `readLimited`.
    const manifest = readManifestBytes(readFileSync(join(root, path)), lists, known);
    if ('wrong' in manifest) return { path, message: `清单内容不合规：${manifest.wrong}` };
    return Object.freeze({ folder, manifest });
  } catch (error) {
    if (isMissing(error) && !holdsFiles(join(root, folder))) return undefined;
    if (isMissing(error) && look < LOOKS) {
      await sleep(BETWEEN_LOOKS_MS);
      return readManifest(place, folder, look + 1);
    }
    return { path, message: error instanceof SyntaxError ? '清单不是有效的 JSON' : '清单缺失或不可读' };
  }
}

/** Files that are still being written do not count. */
function holdsFiles(folder: string): boolean {
  return ifThere(() => readdirSync(folder)).some((name) => tempOwner(name) === undefined);
}

/** Folders `archive/<yyyy>/<obligation>/<period>/r<n>`, sorted. */
export async function revisionFolders(root: string, memo?: FileMemo, cache?: ManifestCache): Promise<string[]> {
  const listed = async (folder: string, use: string, read: () => string[]) => {
    const make = async () => cache?.names(folder, read) ?? read();
    return memo === undefined ? make() : memo.of(folder, use, make);
  };
  const below = (folder: string) => listed(folder, 'folders', () => names(root, folder));
  const found: string[] = [];
  for (const year of (await below(ARCHIVE)).filter((name) => /^\d{4}$/.test(name))) {
    for (const obligation of await below(`${ARCHIVE}/${year}`)) {
      for (const period of await below(`${ARCHIVE}/${year}/${obligation}`)) {
        const base = `${ARCHIVE}/${year}/${obligation}/${period}`;
        const revisions = await listed(base, 'revisions', () => revisionNames(root, base));
        found.push(...revisions.map((name) => `${base}/${name}`));
      }
    }
  }
  return found;
}

function names(root: string, folder: string): string[] {
  return ifThere(() => readdirSync(join(root, folder), { withFileTypes: true }))
    .filter((e) => e.isDirectory())
    .map((e) => e.name)
    .sort();
}

/** What was read of a folder; nothing when there is none. */
function ifThere<T>(read: () => T[]): T[] {
  try {
    return read();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Without a look at what each of them is, for there is one a document: that is seen when its manifest is read. */
function revisionNames(root: string, folder: string): string[] {
  return ifThere(() => readdirSync(join(root, folder)))
    .filter((name) => /^r\d+$/.test(name))
    .sort();
}

/** ISO: when the first revision of an occurrence was issued, which no later one changes; null when none was. */
export function firstIssueOf(
  documents: readonly ArchivedDocument[],
  obligation: string,
  period: string,
): string | null {
  const first = documents.find(
    ({ manifest }) => manifest.revision === 1 && manifest.obligation === obligation && manifest.period === period,
  );
  return first?.manifest.times.issued ?? null;
}

/** The newest revision of an occurrence; undefined when none was issued. */
export function currentRevision(
  documents: readonly ArchivedDocument[],
  obligation: string,
  period: string,
): ArchivedDocument | undefined {
  return documents
    .filter((d) => d.manifest.obligation === obligation && d.manifest.period === period)
    .reduce<ArchivedDocument | undefined>(
      (best, d) => (best === undefined || d.manifest.revision > best.manifest.revision ? d : best),
      undefined,
    );
}

/** What other documents may build on. */
export function summaryOf(manifest: Manifest): IssuedSummary {
  return {
    obligation: manifest.obligation,
    period: manifest.period,
    periodText: manifest.periodText,
    revision: manifest.revision,
    number: manifest.number,
    title: manifest.title,
    dueAt: manifest.dueAt,
    issuedAt: manifest.times.issued,
    confirmedAt: manifest.times.confirmed,
    late: manifest.late,
    reason: manifest.reason,
    fingerprint: manifest.fingerprint,
    cut: manifest.cut,
    counted: manifest.counted,
    ...(manifest.figures === undefined ? {} : { figures: manifest.figures }),
    ...(manifest.pages === undefined ? {} : { pages: manifest.pages }),
  };
}

/** @throws UserError when manifests are broken: nothing may be issued on top of an archive that cannot be read */
export function requireSound(index: ArchiveIndex): void {
  const first = index.problems[0];
  if (first === undefined) return;
  throw new UserError('归档清单不可读，已停止签发', {
    file: first.path,
    found: first.message,
    expected: '与签发时相同的 manifest.json',
    hint: '运行 opsledger verify 查看全部问题，并从备份恢复该文件',
  });
}
