/** Whether a backup is whole, as far as reading tells: never restores, never writes. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { extract } from 'tar-stream';
import type { BackupSet } from './backup-sets.ts';
import { SourceError } from './error.ts';

export type BackupType = 'mysqldump' | 'mariadb-backup' | 'archive' | 'redis-rdb';

/** @returns `complete`, or the short Chinese reason why not @throws the signal's reason */
export async function checkIntegrity(
  set: BackupSet,
  type: BackupType,
  mustBePrepared: boolean,
  signal: AbortSignal,
): Promise<string> {
  if (set.size === 0) return '备份为空';
  if (type === 'mariadb-backup') return set.isFolder ? await checkPhysical(set.path, mustBePrepared) : '应为备份目录';
  if (set.isFolder) return '应为备份文件';
  if (type === 'mysqldump') return await checkDump(set.path, signal);
  if (type === 'redis-rdb') return await checkRdb(set.path);
  return await checkArchive(set.path, signal);
}

/** Both write this as their last line; a dump that was cut off does not have it. */
const TRAILER = /^-- Dump completed/m;
const TAIL = 4096;

async function checkDump(path: string, signal: AbortSignal): Promise<string> {
  let tail = Buffer.alloc(0);
  const keepTail = new Writable({
    write(chunk: Buffer, _encoding, done) {
      tail = Buffer.concat([tail, chunk]).subarray(-TAIL);
      done();
    },
  });
  const problem = await runThrough(path, keepTail, signal);
  if (problem !== null) return problem;
  return TRAILER.test(tail.toString('latin1')) ? 'complete' : '缺少转储结尾，备份中断';
}

/** Streams a file, decompressed by its name, into `sink`; null when it went well. Checksums are checked on the way. */
async function runThrough(path: string, sink: Writable, signal: AbortSignal): Promise<string | null> {
  const source = createReadStream(path);
  try {
    if (/\.(gz|tgz)$/i.test(path)) await pipeline(source, createGunzip(), sink, { signal });
    else if (/\.zst$/i.test(path)) await pipeline(source, createZstdDecompress(), sink, { signal });
    else await pipeline(source, sink, { signal });
    return null;
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'EACCES') return '没有权限读取';
    if (code === 'Z_BUF_ERROR') return '压缩包不完整';
    return code.startsWith('Z_') || code.startsWith('ZSTD') || code === 'ERR_PADDING_2'
      ? '压缩包损坏'
      : '归档损坏或不完整';
  }
}

async function checkArchive(path: string, signal: AbortSignal): Promise<string> {
  if (/\.zip$/i.test(path)) return await checkZip(path);
  if (/\.(xz|bz2|7z|rar)$/i.test(path)) throw new SourceError('该压缩格式不能校验，请改用 gz、zst 或 zip');
  if (!/\.(tar|tgz|tar\.gz|tar\.zst)$/i.test(path)) {
    const problem = await runThrough(path, discard(), signal);
    return problem ?? 'complete';
  }
  const reader = extract();
  let entries = 0;
  reader.on('entry', (_header, stream, next) => {
    entries += 1;
    // The pipeline reports what breaks; unheard here it would end the process.
    stream.on('error', () => undefined);
    stream.once('end', () => next());
    stream.resume();
  });
  const problem = await runThrough(path, reader as unknown as Writable, signal);
  if (problem !== null) return problem;
  return entries === 0 ? '归档中没有文件' : 'complete';
}

const discard = () => new Writable({ write: (_chunk, _encoding, done) => done() });

const END_OF_DIRECTORY = 0x06054b50;
/** Longest comment of a zip plus the record itself. */
const ZIP_TAIL = 65_557;

/** A zip is written front to back and ends with its directory: where that is whole, the file was not cut off. */
async function checkZip(path: string): Promise<string> {
  const tail = await readTail(path, ZIP_TAIL);
  for (let at = tail.bytes.length - 22; at >= 0; at -= 1) {
    if (tail.bytes.readUInt32LE(at) !== END_OF_DIRECTORY) continue;
    const [entries, length, offset] = [
      tail.bytes.readUInt16LE(at + 10),
      tail.bytes.readUInt32LE(at + 12),
      tail.bytes.readUInt32LE(at + 16),
    ];
    const isZip64 = offset === 0xffffffff;
    if (!isZip64 && offset + length > tail.size) return '压缩包不完整';
    return entries === 0 ? '归档中没有文件' : 'complete';
  }
  return '压缩包不完整';
}

async function readTail(path: string, length: number): Promise<{ bytes: Buffer; size: number }> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const bytes = Buffer.alloc(Math.min(length, size));
    await file.read(bytes, 0, bytes.length, size - bytes.length);
    return { bytes, size };
  } finally {
    await file.close();
  }
}

/** An RDB begins with REDIS or VALKEY and ends with the end mark and eight bytes of checksum. */
async function checkRdb(path: string): Promise<string> {
  const file = await open(path, 'r');
  const head = Buffer.alloc(6);
  await file.read(head, 0, 6, 0).finally(() => file.close());
  if (!/^(REDIS|VALKEY)/.test(head.toString('latin1'))) return '不是 Redis 快照';
  const { bytes } = await readTail(path, 9);
  return bytes[0] === 0xff ? 'complete' : '快照不完整';
}

/** `xtrabackup_checkpoints` is written last; mariadb-backup 11 names it after itself. */
async function checkPhysical(path: string, mustBePrepared: boolean): Promise<string> {
  const text = await readFirst(path, ['xtrabackup_checkpoints', 'mariadb_backup_checkpoints']);
  if (text === null) return '缺少检查点文件，备份中断';
  const field = (name: string) => new RegExp(`^${name}\\s*=\\s*(\\S+)`, 'm').exec(text)?.[1];
  const [kind, to, last] = [field('backup_type'), field('to_lsn'), field('last_lsn')];
  if (kind === undefined || to === undefined) return '检查点文件不完整';
  if (last !== undefined && BigInt(last) < BigInt(to)) return '日志未拷贝到检查点';
  const prepared = kind === 'full-prepared' || kind === 'log-applied';
  return mustBePrepared && !prepared ? '尚未准备（prepare）' : 'complete';
}

async function readFirst(folder: string, names: string[]): Promise<string | null> {
  for (const name of names) {
    const text = await readFile(join(folder, name), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw new SourceError('备份目录无法读取', { cause: error });
    });
    if (text !== null) return text;
  }
  return null;
}

/** SHA-256 of a file in lower-case hex. */
export async function fileChecksum(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash, { signal });
  return hash.digest('hex');
}
