/**
 * 档案查验: finds an issued document by its number or by the digest of a file, in small static files, so that a browser
 * asks for one or two of them and nobody has to run a server. Pure; one code for what writes them and what reads them.
 */

import type { Appended } from './pdf/appended.ts';

export interface ProofFile {
  kind: 'pdf' | 'xlsx' | 'html';
  /** Lower-case hex. */
  sha256: string;
  /** Bytes. */
  size: number;
  url: string;
  /** Name under which it is saved. */
  name: string;
  /** When, why and by whose approval its content was destroyed, in Chinese; absent: it was not. */
  erased?: string;
}

export interface ProofRecords {
  count: number;
  /** Of them those of days before its own: trends, comparisons and sums look back. Absent: none. */
  before?: number;
  /** Of them those that had been withdrawn (作废) when it was issued: it counts none of them. Absent: none. */
  withdrawn?: number;
  /** Of them those that were withdrawn since. Absent: none. */
  withdrawnSince?: number;
  /** The first of them: those of its own days, then those of later ones, then of those before the newest. */
  ids: string[];
}

export interface ProofDocument {
  number: string;
  title: string;
  periodText: string;
  /** The days of it, where the number reads like those of another. */
  days?: string;
  revisionText: string;
  /** 数据指纹 as each of its pages prints it. */
  fingerprint: string;
  /** ISO instant. */
  issuedAt: string;
  late: boolean;
  simulated: boolean;
  marks: string[];
  clauses: string[];
  /** The records that it was made from, by kind. */
  records: Record<string, ProofRecords>;
  /** Number of the newest revision when this one is not. */
  supersededBy: string | null;
  /** Why this revision was made; null for a first one. */
  reason: string | null;
  files: ProofFile[];
}

/** What the digest of a file says. */
export type Proof =
  | { state: 'genuine' | 'superseded'; document: ProofDocument; kind: ProofFile['kind'] }
  /** It names a document of this archive, but is none of its files. */
  | { state: 'altered'; document: ProofDocument }
  /** It begins with the issued PDF, byte for byte, and something was appended. */
  | { state: 'appended'; document: ProofDocument; appended: Appended }
  /** Its digest is not in the archive, and it names no document of it. */
  | { state: 'unknown'; claimed: string | null };

/** The file itself, for who must look into it: one that was signed is longer than what was issued. */
export interface WholeFile {
  /** Bytes. */
  size: number;
  /** SHA-256 of its first bytes, lower-case hex. */
  beginsWith(size: number): Promise<string>;
  /** What the bytes after the first `size` do. */
  appended(size: number): Appended;
}

/** Reads one file of the index; null when there is none. */
export type ReadIndex = (path: string) => Promise<string | null>;

const NUMBER = /[A-Z][A-Z0-9]{1,11}-[A-Z]{2}-[0-9A-Za-z-]{0,40}?[0-9A-Za-z]-r\d+/;
const TYPED = new RegExp(NUMBER.source.replace('-r', '-R'));
const REVISION = /-R\d+$/;

/** Path of the index file that knows a digest. */
export const digestShard = (sha256: string): string => `d/${sha256.slice(0, 2)}.json`;

const [YEAR, MONTH, DAY] = ['YYYY'.length, 'YYYYMM'.length, 'YYYYMMDD'.length];

/** Path of the index file that knows a number; null for what is no number. Of a daily code a month is as much as of others a year. */
export function numberShard(number: string): string | null {
  const [, code = '', period = ''] = number.split('-');
  if (!/^[A-Z]{2}$/.test(code) || !/^[0-9A-Za-z]+$/.test(period)) return null;
  return `n/${code}-${period.slice(0, /^\d+$/.test(period) && period.length >= DAY ? MONTH : YEAR).toUpperCase()}.json`;
}

/** The files of the index. */
export function proofFiles(documents: readonly ProofDocument[]): { path: string; body: string }[] {
  const digests = new Map<string, Record<string, string>>();
  const numbers = new Map<string, Record<string, ProofDocument>>();
  for (const document of documents) {
    put(numbers, numberShard(document.number), document.number, document);
    for (const { sha256 } of document.files) put(digests, digestShard(sha256), sha256, document.number);
  }
  return [...digests, ...numbers].map(([path, body]) => ({ path, body: JSON.stringify(body) }));
}

function put<T>(shards: Map<string, Record<string, T>>, path: string | null, key: string, value: T): void {
  if (path === null) return;
  const shard = shards.get(path) ?? {};
  shard[key] = value;
  shards.set(path, shard);
}

/**
 * Looks a file up by its digest.
 * @param claimed number that the file says it has (`claimedNumber`), null when it says none
 * @param file without it a PDF that was signed is told from one that was changed no more
 */
export async function checkDigest(
  read: ReadIndex,
  sha256: string,
  claimed: string | null,
  file?: WholeFile,
): Promise<Proof> {
  const digests = await readShard<string>(read, digestShard(sha256));
  const number = Object.hasOwn(digests, sha256) ? digests[sha256] : undefined;
  if (number !== undefined) {
    const document = await documentOf(read, number);
    const kind = document?.files.find((file) => file.sha256 === sha256)?.kind;
    if (document !== null && kind !== undefined) {
      return { state: document.supersededBy === null ? 'genuine' : 'superseded', document, kind };
    }
  }
  const named = claimed === null ? null : await documentOf(read, claimed);
  if (named === null) return { state: 'unknown', claimed };
  const issued = named.files.find(({ kind }) => kind === 'pdf');
  if (file === undefined || issued === undefined || file.size <= issued.size)
    return { state: 'altered', document: named };
  if ((await file.beginsWith(issued.size)) !== issued.sha256) return { state: 'altered', document: named };
  return { state: 'appended', document: named, appended: file.appended(issued.size) };
}

/**
 * The documents that a person may have meant: that revision, or without one all of them, the newest first.
 * @param typed a number as printed or scanned, in any case and with full-width characters
 */
export async function findNumber(read: ReadIndex, typed: string): Promise<ProofDocument[]> {
  const number = tidyNumber(typed);
  const shard = numberShard(number);
  if (shard === null) return [];
  const known = await readShard<ProofDocument>(read, shard);
  const matches = Object.keys(known).filter((one) => {
    const plain = one.toUpperCase();
    return REVISION.test(number) ? plain === number : plain.replace(REVISION, '') === number;
  });
  return matches
    .sort((a, b) => revisionOf(b) - revisionOf(a))
    .map((one) => known[one])
    .filter((one) => one !== undefined);
}

/** `ＨＱＳＦ－xj－20261124－r1 ` → `HQSF-XJ-20261124-R1`, for comparing; of a whole scanned code only the number. */
export function tidyNumber(typed: string): string {
  const plain = typed
    .normalize('NFKC')
    .replace(/[‐-―−]/g, '-')
    .replace(/\s+/g, '')
    .toUpperCase();
  return TYPED.exec(plain)?.[0] ?? plain;
}

/** The number that a text names first, such as the title of a PDF; null when it names none. */
export const claimedNumber = (text: string): string | null => NUMBER.exec(text)?.[0] ?? null;

const revisionOf = (number: string): number => Number(/\d+$/.exec(number)?.[0] ?? 0);

async function documentOf(read: ReadIndex, number: string): Promise<ProofDocument | null> {
  const shard = numberShard(number);
  if (shard === null) return null;
  const known = await readShard<ProofDocument>(read, shard);
  return Object.hasOwn(known, number) ? (known[number] ?? null) : null;
}

async function readShard<T>(read: ReadIndex, path: string): Promise<Record<string, T>> {
  const text = await read(path);
  return text === null ? {} : (JSON.parse(text) as Record<string, T>);
}
