/**
 * Reads a zip archive from memory without trusting it: what the central directory declares is checked before anything is
 * inflated, and inflating stops where an entry grows beyond what it declared.
 */

import { Inflate } from 'fflate';
import { UserError } from '../../contract/error.ts';
import { sizeLimitText, sizeText } from '../../wording/figures.ts';

export interface ZipLimits {
  /** Bytes of the archive itself. */
  archive: number;
  entries: number;
  /** Inflated bytes of one entry, and of all together. */
  entry: number;
  total: number;
}

export interface ZipEntry {
  /** Path inside the archive, with `/`. */
  name: string;
  /** Inflated bytes as declared. */
  size: number;
  /** @throws UserError when its bytes are damaged or not what the directory says */
  bytes(): Uint8Array;
}

/** Inflated size over packed size from which an entry is taken for a bomb; text of reports stays below 100. */
const MAX_RATIO = 200;
/** Entries below this may be as repetitive as they like. */
const RATIO_FROM = 1024 * 1024;
const STORED = 0;
const DEFLATED = 8;

const isFolder = (name: string): boolean => name.endsWith('/');

/**
 * The files of the archive in the order of its directory, folders left out.
 * @param file name for messages
 * @throws UserError when it is cut off, encrypted, split, beyond a limit, or names a path outside of itself
 */
export function readZip(bytes: Uint8Array, file: string, limits: ZipLimits): ZipEntry[] {
  const archive = new Archive(bytes, file);
  if (bytes.length > limits.archive)
    throw archive.fault('压缩包过大', sizeText(bytes.length), sizeLimitText(limits.archive));
  const { count, offset } = archive.directory();
  if (count > limits.entries) throw archive.fault('压缩包内文件过多', `${count} 个`, `不超过 ${limits.entries} 个`);
  const entries: ZipEntry[] = [];
  let total = 0;
  for (let i = 0, at = offset; i < count; i++) {
    const { entry, next, packed } = archive.entry(at);
    at = next;
    total += entry.size;
    if (entry.size > limits.entry || total > limits.total)
      throw archive.fault(
        '解压后过大',
        `${entry.name}：${sizeText(entry.size)}，累计 ${sizeText(total)}`,
        `单个 ${sizeLimitText(limits.entry)}、合计 ${sizeLimitText(limits.total)} 以内`,
      );
    if (entry.size > RATIO_FROM && entry.size > packed * MAX_RATIO)
      throw archive.fault(
        '压缩比异常，疑似压缩炸弹',
        `${entry.name}：${Math.round(entry.size / Math.max(packed, 1))} 倍`,
        `不超过 ${MAX_RATIO} 倍`,
      );
    if (!isFolder(entry.name)) entries.push(entry);
  }
  if (new Set(entries.map(({ name }) => name)).size !== entries.length)
    throw archive.fault('压缩包内有重名文件', '同一路径出现两次', '每个路径只出现一次');
  return entries;
}

class Archive {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #file: string;

  constructor(bytes: Uint8Array, file: string) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#file = file;
  }

  fault(summary: string, found: string, expected: string): UserError {
    const hint = '重新导出或重新传输该文件';
    return new UserError(`${summary}，没有导入任何内容`, { file: this.#file, found, expected, hint });
  }

  /** The end record stands at the end, before a comment of at most 64 KB. */
  directory(): { count: number; offset: number } {
    const view = this.#view;
    const lowest = Math.max(0, view.byteLength - 22 - 0xffff);
    for (let at = view.byteLength - 22; at >= lowest; at--) {
      if (view.getUint32(at, true) !== 0x06054b50) continue;
      const [count, offset] = [view.getUint16(at + 10, true), view.getUint32(at + 16, true)];
      if (view.getUint16(at + 4, true) !== 0 || count === 0xffff || offset === 0xffffffff)
        throw this.fault('不支持的压缩包', '分卷或 ZIP64', '普通 ZIP 文件');
      return { count, offset };
    }
    throw this.fault('压缩包不完整', '没有目录', '完整的 ZIP 文件');
  }

  entry(at: number): { entry: ZipEntry; next: number; packed: number } {
    const view = this.#view;
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== 0x02014b50)
      throw this.fault('压缩包不完整', '目录有缺损', '完整的 ZIP 文件');
    const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
    const [checksum, packed, size] = [16, 20, 24].map((field) => view.getUint32(at + field, true)) as [
      number,
      number,
      number,
    ];
    const [nameLength, extra, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true)) as [
      number,
      number,
      number,
    ];
    const name = nameOf(this.#bytes.subarray(at + 46, at + 46 + nameLength), (flags & 0x800) !== 0);
    this.#check(name, flags, method, packed, size);
    const header = view.getUint32(at + 42, true);
    const bytes = (): Uint8Array => this.#content({ name, header, method, packed, size, checksum });
    return { entry: { name, size, bytes }, next: at + 46 + nameLength + extra + comment, packed };
  }

  #check(name: string, flags: number, method: number, packed: number, size: number): void {
    if (name.startsWith('/') || /^[A-Za-z]:/.test(name) || name.split('/').includes('..'))
      throw this.fault('压缩包内的路径指向包外', name, '包内的相对路径');
    if ((flags & 1) !== 0) throw this.fault('压缩包已加密', name, '没有密码的压缩包');
    if (method !== STORED && method !== DEFLATED)
      throw this.fault('不支持的压缩方式', `${name}：方式 ${method}`, '存储或 Deflate');
    // Deflate never makes anything noticeably larger: a larger packed size means that the declared one is a lie.
    const isPossible = method === STORED ? packed === size : packed <= size + size / 1000 + 64;
    if (!isPossible)
      throw this.fault('压缩包目录不实', `${name}：声明 ${size} 字节，压缩后 ${packed} 字节`, '与内容相符的大小');
  }

  #content(of: {
    name: string;
    header: number;
    method: number;
    packed: number;
    size: number;
    checksum: number;
  }): Uint8Array {
    const view = this.#view;
    if (of.header + 30 > view.byteLength || view.getUint32(of.header, true) !== 0x04034b50)
      throw this.fault('压缩包已损坏', of.name, '完整的 ZIP 文件');
    const begin = of.header + 30 + view.getUint16(of.header + 26, true) + view.getUint16(of.header + 28, true);
    const packed = this.#bytes.subarray(begin, begin + of.packed);
    const content = of.method === STORED ? packed : inflate(packed, of.size);
    if (content?.length !== of.size || crc32(content) !== of.checksum)
      throw this.fault('压缩包已损坏', `${of.name}：内容与目录不符`, '完整的 ZIP 文件');
    return content;
  }
}

/** Old archives name their files in the encoding of the machine, which in China is GBK. */
function nameOf(bytes: Uint8Array, isUtf8: boolean): string {
  const name = isUtf8 ? new TextDecoder().decode(bytes) : looseText(bytes);
  return name.replaceAll('\\', '/');
}

function looseText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return new TextDecoder('gb18030').decode(bytes);
    throw error;
  }
}

/** In small steps, so that no more is ever made than declared and one step. @returns undefined when it does not fit */
function inflate(packed: Uint8Array, size: number): Uint8Array | undefined {
  const content = new Uint8Array(size);
  let length = 0;
  const inflater = new Inflate((chunk) => {
    if (length + chunk.length <= size) content.set(chunk, length);
    length += chunk.length;
  });
  const STEP = 4096;
  try {
    for (let at = 0; at === 0 || at < packed.length; at += STEP) {
      inflater.push(packed.subarray(at, at + STEP), at + STEP >= packed.length);
      if (length > size) return undefined;
    }
  } catch (error) {
    // fflate marks its own errors with a code; the data are damaged.
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
  return length === size ? content : undefined;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = (c & 1) === 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** Names of the entries whose local headers stand in the first bytes of an archive; none when it is no archive. */
export function namesInHead(head: Uint8Array): string[] {
  const names: string[] = [];
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  for (let at = 0; at + 30 <= head.length; at++) {
    if (head[at] !== 0x50 || view.getUint32(at, true) !== 0x04034b50) {
      if (at === 0) return [];
      continue;
    }
    const length = view.getUint16(at + 26, true);
    names.push(nameOf(head.subarray(at + 30, at + 30 + length), (view.getUint16(at + 6, true) & 0x800) !== 0));
    at += 29 + length;
  }
  return names;
}

/** Collects a file of at most `limit` bytes. @throws UserError when it is larger */
export async function wholeFile(
  file: { name: string; size: number; bytes(): AsyncIterable<Uint8Array> },
  limit: number,
): Promise<Uint8Array> {
  if (file.size > limit)
    throw new UserError('文件过大，没有导入任何内容', {
      file: file.name,
      found: sizeText(file.size),
      expected: `不超过 ${sizeLimitText(limit)}`,
      hint: '分成几个文件导出',
    });
  const whole = new Uint8Array(file.size);
  let at = 0;
  for await (const chunk of file.bytes()) {
    whole.set(chunk.subarray(0, whole.length - at), at);
    at += chunk.length;
  }
  return whole;
}
