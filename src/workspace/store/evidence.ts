/**
 * Originals, kept for ever under the hash of their bytes: `evidence/<2 hex>/<sha256>[.gz]`, above 20 MB
 * `evidence-large/…`, which git does not hold. Write-once; every read checks the hash.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGunzip, gunzip, gzip } from 'node:zlib';
import { EnvironmentError, UserError } from '../../contract/error.ts';
import { readLimited } from '../disk/decode.ts';
import { errorCode, isUnreachable } from '../disk/faults.ts';
import { blobOfMark } from '../git/erased.ts';

/** Larger originals stay out of git. */
export const MAX_IN_GIT = 20 * 1024 * 1024;
/** Compression is worth its trouble from here, and only when it saves a tenth. */
export const MIN_COMPRESSED = 1024;
export const WORTH_COMPRESSING = 0.9;

export const EVIDENCE_FOLDER = 'evidence';
export const LARGE_FOLDER = 'evidence-large';

export interface EvidenceStore {
  /** true when an original with this hash is kept; its bytes are not read. */
  hasEvidence(sha256: string): Promise<boolean>;
  /**
   * The original bytes.
   * @throws UserError when there is none, and ErasedError when its content was destroyed; EnvironmentError when the file no longer
   * has its hash
   */
  getEvidence(sha256: string): Promise<Uint8Array>;
  /** Path of the file that holds it, relative to the workspace; undefined when there is none. */
  locateEvidence(sha256: string): Promise<string | undefined>;
}

/** A content that was destroyed by the rules (清除): nobody can have it any more, and nothing is wrong. */
export class ErasedError extends UserError {
  constructor(file: string) {
    super('内容已依规清除', { file, hint: '清除的原因与批准人见清除记录' });
  }
}

/** SHA-256 in lower-case hex. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Opens the evidence of a workspace for reading; `Change.putEvidence` adds to it. */
export function openEvidence(root: string): EvidenceStore {
  const locateEvidence = async (sha256: string) => {
    for (const path of candidates(sha256)) if (await exists(join(root, path))) return path;
    return undefined;
  };
  return {
    locateEvidence,
    hasEvidence: async (sha256) => (await locateEvidence(sha256)) !== undefined,
    async getEvidence(sha256) {
      const path = await locateEvidence(sha256);
      if (path === undefined)
        throw new UserError('没有这份原始材料', { found: sha256, expected: 'evidence/ 中已有的校验值' });
      const stored = await readLimited(join(root, path), path, Number.POSITIVE_INFINITY);
      if (blobOfMark(stored) !== undefined) throw new ErasedError(path);
      const bytes = await unpack(stored, path);
      if (bytes === undefined || sha256Of(bytes) !== sha256) throw damaged(path);
      return bytes;
    },
  };
}

/** The file in which an original will be kept: its hash, its path in the workspace and the bytes on disk. */
export async function packEvidence(bytes: Uint8Array): Promise<{ sha256: string; path: string; stored: Uint8Array }> {
  const sha256 = sha256Of(bytes);
  const folder = bytes.length > MAX_IN_GIT ? LARGE_FOLDER : EVIDENCE_FOLDER;
  const path = `${folder}/${sha256.slice(0, 2)}/${sha256}`;
  if (bytes.length >= MIN_COMPRESSED) {
    const packed = await promisify(gzip)(bytes, { level: 9 });
    if (packed.length < bytes.length * WORTH_COMPRESSING) return { sha256, path: `${path}.gz`, stored: packed };
  }
  return { sha256, path, stored: bytes };
}

const EVIDENCE_PATH = /^evidence(?:-large)?\/(?<folder>[0-9a-f]{2})\/(?<name>[0-9a-f]{64})(?:\.gz)?$/;
const NO_EVIDENCE = '文件名不是校验值，不属于证据库';
const OTHER_CONTENT = '内容与文件名中的校验值不符';

/**
 * What is wrong with a file of the evidence store, judged by its name and bytes; undefined when nothing is.
 * @param path relative to the workspace
 */
export async function evidenceProblem(path: string, stored: Uint8Array): Promise<string | undefined> {
  const { folder, name } = EVIDENCE_PATH.exec(path)?.groups ?? {};
  if (name?.startsWith(folder ?? '') !== true) return NO_EVIDENCE;
  const bytes = await unpack(stored, path);
  return bytes !== undefined && sha256Of(bytes) === name ? undefined : OTHER_CONTENT;
}

/**
 * The same for a file on disk, however large: it is read in passes.
 * @param path relative to the workspace
 */
export async function evidenceFileProblem(root: string, path: string): Promise<string | undefined> {
  const { folder, name } = EVIDENCE_PATH.exec(path)?.groups ?? {};
  if (name?.startsWith(folder ?? '') !== true) return NO_EVIDENCE;
  const hash = createHash('sha256');
  const take = async (source: AsyncIterable<Uint8Array>) => {
    for await (const chunk of source) hash.update(chunk);
  };
  const file = createReadStream(join(root, path));
  try {
    await (path.endsWith('.gz') ? pipeline(file, createGunzip(), take) : pipeline(file, take));
  } catch (error) {
    if (errorCode(error)?.startsWith('Z_') === true) return OTHER_CONTENT;
    throw error;
  }
  return hash.digest('hex') === name ? undefined : OTHER_CONTENT;
}

function candidates(sha256: string): string[] {
  if (!/^[0-9a-f]{64}$/.test(sha256)) {
    throw new UserError('校验值格式不对', { found: sha256.slice(0, 80), expected: '64 位十六进制 SHA-256' });
  }
  const tail = `${sha256.slice(0, 2)}/${sha256}`;
  return [EVIDENCE_FOLDER, LARGE_FOLDER].flatMap((folder) => [`${folder}/${tail}`, `${folder}/${tail}.gz`]);
}

async function exists(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    if (isUnreachable(error)) return false;
    throw error;
  }
}

/** Original bytes of a stored file; undefined when it is no whole gzip file. */
async function unpack(stored: Uint8Array, path: string): Promise<Uint8Array | undefined> {
  if (!path.endsWith('.gz')) return stored;
  try {
    return await promisify(gunzip)(stored);
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) return undefined;
    throw error;
  }
}

export function damaged(path: string): EnvironmentError {
  return new EnvironmentError('原始材料已损坏', {
    file: path,
    found: '内容与校验值不符',
    hint: '从备份恢复该文件；用 opsledger verify 检查其余文件',
  });
}
