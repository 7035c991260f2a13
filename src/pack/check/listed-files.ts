/** The files of a pack against its list. Pure. */
import { fromUtf8 } from '../../proof/bytes.ts';
import { PACK_FILE, PACK_NOTE, PACK_SUM, type Pack, type PackFile } from '../format.ts';
import { isGone } from './entries.ts';
import { words } from './fault-words.ts';
import type { Findings, Property } from './found-faults.ts';
import type { CheckOptions, CheckTools, PackSource } from './source.ts';

export interface FileDigests {
  sha256: string;
  /** null: nobody asked for it. */
  sm3: string | null;
}

/** Of every file of the folder that could be read. */
export type Digests = ReadonlyMap<string, FileDigests>;

/** Read and hashed at a time. */
const PIECE = 4 * 1024 * 1024;
/** What a system leaves behind in a folder that was opened. */
const LEFT_BY_SYSTEM = /(?:^|\/)(?:\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*)$|^__MACOSX\//i;
const SAFE = /^(?!\/)(?!.*(?:^|\/)\.\.?(?:\/|$))[\x21-\x7e]{1,119}$/;

/** true for a file that is none of the pack's and no fault. */
export const isIgnored = (path: string): boolean => LEFT_BY_SYSTEM.test(path);

/** Hashes every file once. */
export async function digestsOf(
  source: PackSource,
  tools: CheckTools,
  { sm3, progress }: Pick<CheckOptions, 'sm3' | 'progress'>,
  findings: Findings,
): Promise<Digests> {
  const paths = [...source.files.keys()].filter((path) => !isIgnored(path));
  const total = paths.reduce((sum, path) => sum + (source.files.get(path) ?? 0), 0);
  const found = new Map<string, FileDigests>();
  let done = 0;
  const batches = batchesOf(source, paths);
  let next = begun(source, batches[0]);
  for (const [n, batch] of batches.entries()) {
    const held = next;
    next = begun(source, batches[n + 1]);
    for (const [place, path] of batch.entries()) {
      const hashers = [tools.open('sha256'), ...(sm3 ? [tools.open('sm3')] : [])];
      try {
        for await (const piece of piecesOf(source, path, (await held)?.[place])) {
          for (const hasher of hashers) hasher.update(piece);
          done += piece.length;
          progress?.(done, total);
        }
        found.set(path, { sha256: hashers[0]?.hex() ?? '', sm3: hashers[1]?.hex() ?? null });
      } catch {
        // Whatever keeps a file from being read, it is not at hand.
        findings.say('可用性', path, words.unreadable);
      }
    }
  }
  return found;
}

/** Files that are read at once: most are small, and each reading costs more than its bytes. */
const MOST_AT_ONCE = 256;

/** Small files in order, a piece's worth at a time; a large one is alone. */
function batchesOf(source: PackSource, paths: readonly string[]): string[][] {
  const batches: string[][] = [];
  let size = PIECE;
  for (const path of paths) {
    const own = source.files.get(path) ?? 0;
    const last = batches[batches.length - 1];
    if (last === undefined || size + own > PIECE || last.length === MOST_AT_ONCE) {
      batches.push([path]);
      size = own;
    } else {
      last.push(path);
      size += own;
    }
  }
  return batches;
}

/** The files of a batch, on their way; undefined where each has to be read for itself. */
function begun(source: PackSource, batch: readonly string[] | undefined): Promise<Uint8Array[] | undefined> {
  if (batch === undefined || batch.length < 2) return Promise.resolve(undefined);
  return source.readMany?.(batch).catch(() => undefined) ?? Promise.resolve(undefined);
}

async function* piecesOf(source: PackSource, path: string, whole: Uint8Array | undefined): AsyncGenerator<Uint8Array> {
  const size = source.files.get(path) ?? 0;
  if (whole !== undefined) yield whole;
  else for (let at = 0; at < size; at += PIECE) yield await source.read(path, at, Math.min(size, at + PIECE));
}

/** Everything that the list names, each path once. */
export function listedFiles(pack: Pack, findings: Findings): Map<string, PackFile> {
  const listed = new Map<string, PackFile>();
  const all: PackFile[] = [
    ...pack.documents.flatMap(({ files, signed }) => [...files, ...signed]),
    ...pack.records,
    ...pack.evidence,
    ...pack.others,
  ];
  for (const one of all) {
    const other = listed.get(one.path);
    if (other !== undefined && (other.sha256 !== one.sha256 || other.sm3 !== one.sm3))
      findings.say('真实性', PACK_FILE, words.fileTwice(one.path));
    listed.set(one.path, one);
  }
  return listed;
}

/** Files that have no line of their own: the list, its digest and its signature; of the first form proofs and the log, too. */
const unlisted = (pack: Pack, log: ReadonlySet<string>): Set<string> =>
  new Set([
    ...[PACK_FILE, PACK_SUM, PACK_NOTE],
    ...(pack.schema === 1 ? [...pack.documents.map(({ proof }) => proof), ...log] : []),
  ]);

function faultOf(source: PackSource, digests: Digests, file: PackFile): [Property, string] | undefined {
  const { path } = file;
  const own = digests.get(path);
  if (!SAFE.test(path)) return ['安全性', words.badPath];
  if (!source.files.has(path)) return ['完整性', words.missing];
  // One that could not be read is told already.
  if (own === undefined) return undefined;
  if (own.sha256 !== file.sha256) return ['真实性', words.notAsListed];
  if (own.sm3 !== null && own.sm3 !== file.sm3) return ['真实性', words.sm3NotAsListed];
  return source.files.get(path) === file.size ? undefined : ['真实性', words.sizeNotAsListed];
}

/** List ↔ folder. @param gone what the log says was cleared @param log files of the log */
export function checkFiles(
  source: PackSource,
  {
    pack,
    digests,
    gone,
    log,
  }: {
    pack: Pack;
    digests: Digests;
    gone: ReadonlySet<string>;
    log: ReadonlySet<string>;
  },
  findings: Findings,
): void {
  const listed = listedFiles(pack, findings);
  const cleared = clearedPaths(pack, gone);
  for (const [path, file] of listed) {
    const wrong = faultOf(source, digests, file);
    if (wrong !== undefined && !(wrong[1] === words.missing && cleared.has(path)))
      findings.say(wrong[0], path, wrong[1]);
  }
  const others = unlisted(pack, log);
  for (const path of source.files.keys())
    if (!listed.has(path) && !others.has(path) && !isIgnored(path)) findings.say('真实性', path, words.extra);
}

/** Paths in the pack of what the log says is cleared. */
function clearedPaths(pack: Pack, gone: ReadonlySet<string>): Set<string> {
  const cleared = new Set<string>();
  for (const { archived, number, files } of pack.documents)
    for (const { path } of files)
      if (isGone(gone, `${archived}/${path.slice(`documents/${number}/`.length)}`)) cleared.add(path);
  for (const { logged, path } of pack.records) if (isGone(gone, logged)) cleared.add(path);
  for (const { kept, path } of pack.evidence) if (isGone(gone, kept)) cleared.add(path);
  return cleared;
}

/** Of the first form whatever tool wrote it; since then as it is made, to the byte. */
const OLD_SUM = /^([0-9a-f]{64}) [ *]pack\.json\r?\n?$/;
const SUM = /^([0-9a-f]{64}) {2}pack\.json\n$/;

/** The list against its own digest. */
export async function checkSum(
  source: PackSource,
  { schema }: Pack,
  digests: Digests,
  findings: Findings,
): Promise<void> {
  if (!source.files.has(PACK_SUM)) return findings.say('完整性', PACK_SUM, words.missing);
  const [, sum] = (schema === 1 ? OLD_SUM : SUM).exec(fromUtf8(await source.read(PACK_SUM)) ?? '') ?? [];
  if (sum === undefined) findings.say('可用性', PACK_SUM, words.badSum);
  else if (sum !== digests.get(PACK_FILE)?.sha256) findings.say('真实性', PACK_FILE, words.listAltered);
}
