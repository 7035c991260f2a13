/** Opens a scanner report for the units of `src/scanners`: in passes, never whole, in the encoding that it is in. */

import { isAscii } from 'node:buffer';
import { constants, type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { UserError } from '../../contract/error.ts';
import type { ScanFile } from '../../scanners/_scanner.ts';
import { sizeLimitText, sizeText } from '../../wording/figures.ts';
import { environmentError, errorCode, isMissing } from '../../workspace/disk/faults.ts';

/** Largest report that is read. The formats are read in passes, but what they find must fit into memory. */
export const MAX_SCAN_BYTES = 400 * 1024 * 1024;
const HEAD_BYTES = 64 * 1024;
const CHUNK_BYTES = 256 * 1024;

/**
 * @param path absolute
 * @param shown as the person typed it, for messages
 * @throws UserError when it is missing, empty, no regular file, larger than `MAX_SCAN_BYTES`, or of an encoding that is
 * not read; EnvironmentError when it cannot be read
 */
export async function openScanFile(path: string, shown: string): Promise<ScanFile> {
  try {
    const size = await checkedSize(path, shown);
    const headBytes = await readHead(path, size);
    const encoding = await encodingOf(headBytes, () => chunks(path, size, shown), shown);
    return {
      name: basename(shown),
      size,
      headBytes,
      head: new TextDecoder(encoding).decode(headBytes, { stream: true }),
      bytes: () => chunks(path, size, shown),
      text: () => decoded(() => chunks(path, size, shown), encoding, shown),
    };
  } catch (error) {
    throw meant(error, shown);
  }
}

/** Non-blocking, so that a named pipe cannot hold the command for ever before it is refused. */
const openHandle = (path: string): Promise<FileHandle> => open(path, constants.O_RDONLY | constants.O_NONBLOCK);

async function checkedSize(path: string, shown: string): Promise<number> {
  const file = await openHandle(path);
  try {
    const info = await file.stat();
    if (!info.isFile()) throw new UserError('不是普通文件', { file: shown, expected: '扫描报告文件' });
    if (info.size === 0) throw new UserError('文件是空的', { file: shown, expected: '扫描报告' });
    if (info.size > MAX_SCAN_BYTES) {
      throw new UserError('文件过大', {
        file: shown,
        found: sizeText(info.size),
        expected: `扫描报告不超过 ${sizeLimitText(MAX_SCAN_BYTES)}`,
        hint: '在扫描工具中按主机或网段分成几份报告导出',
      });
    }
    return info.size;
  } finally {
    await file.close();
  }
}

async function readHead(path: string, size: number): Promise<Uint8Array> {
  const file = await openHandle(path);
  try {
    const head = new Uint8Array(Math.min(size, HEAD_BYTES));
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The first `size` bytes: a file that is still being written does not grow while it is read. */
async function* chunks(path: string, size: number, shown: string): AsyncGenerator<Uint8Array> {
  let file: FileHandle | undefined;
  try {
    file = await openHandle(path);
    for (let at = 0; at < size; ) {
      const chunk = new Uint8Array(Math.min(CHUNK_BYTES, size - at));
      const { bytesRead } = await file.read(chunk, 0, chunk.length, at);
      if (bytesRead === 0) throw new UserError('读取时文件有改动', { file: shown, hint: '等文件写完后再导入' });
      at += bytesRead;
      yield chunk.subarray(0, bytesRead);
    }
  } catch (error) {
    throw meant(error, shown);
  } finally {
    await file?.close();
  }
}

function meant(error: unknown, shown: string): unknown {
  if (error instanceof UserError) return error;
  if (isMissing(error)) return new UserError('文件不存在', { file: shown, hint: '检查路径是否写对' });
  // An error of a reader is the program's, not the disk's.
  return errorCode(error) === undefined ? error : environmentError(error, shown);
}

/** Byte order mark, else the zero bytes of UTF-16, else the XML declaration, else what the bytes can be. */
async function encodingOf(head: Uint8Array, again: () => AsyncIterable<Uint8Array>, shown: string): Promise<string> {
  const [a = 0, b = 0, c = 0] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  // Markup and JSON begin with ASCII, of which UTF-16 leaves one byte zero.
  if (isText(a) && b === 0 && isText(c)) return 'utf-16le';
  if (a === 0 && isText(b) && c === 0) return 'utf-16be';
  return declaredEncoding(head, shown) ?? (await guessed(head, again));
}

const isText = (byte: number): boolean =>
  byte === 0x09 || byte === 0x0a || byte === 0x0d || (byte >= 0x20 && byte < 0x7f);

function declaredEncoding(head: Uint8Array, shown: string): string | undefined {
  const begin = new TextDecoder('latin1').decode(head.subarray(0, 200));
  const label = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"']{1,40})["']/.exec(begin)?.[1];
  // Whoever could read the declaration byte by byte knows that the file is not what it says.
  if (label === undefined || /^utf-?16/i.test(label)) return undefined;
  try {
    const { encoding } = new TextDecoder(label);
    return encoding === 'gbk' ? 'gb18030' : encoding;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const place = { file: shown, at: 'XML 声明的 encoding', found: label, expected: 'UTF-8、UTF-16 或 GB 18030' };
    throw new UserError('文件编码不能读取', place);
  }
}

/** UTF-8 when the first bytes that are not ASCII are UTF-8, wherever in the file they stand. */
async function guessed(head: Uint8Array, again: () => AsyncIterable<Uint8Array>): Promise<string> {
  if (!isAscii(head)) return isUtf8Begin(head) ? 'utf-8' : 'gb18030';
  let before: Uint8Array = new Uint8Array();
  for await (const chunk of again()) {
    if (isAscii(chunk)) continue;
    // A character may be cut off by the end of a chunk, but not by its begin: all before it was ASCII.
    before = chunk;
    break;
  }
  return isUtf8Begin(before) ? 'utf-8' : 'gb18030';
}

/** UTF-8 but for a last character that may be cut off. */
const isUtf8Begin = (bytes: Uint8Array): boolean =>
  attempt(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })) !== undefined;

async function* decoded(
  again: () => AsyncIterable<Uint8Array>,
  encoding: string,
  shown: string,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let index = 0;
  for await (const chunk of again()) {
    const text = attempt(() => decoder.decode(chunk, { stream: true }));
    if (text === undefined) throw badEncoding(encoding, shown, await firstBadByte(again(), encoding, index));
    index += 1;
    if (text !== '') yield text;
  }
  const rest = attempt(() => decoder.decode());
  if (rest === undefined) throw badEncoding(encoding, shown, null);
  if (rest !== '') yield rest;
}

/** undefined when the bytes are not of the encoding */
function attempt(decode: () => string): string | undefined {
  try {
    return decode();
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Decodes once more up to the bad chunk, and that one byte by byte: a decoder cannot be asked where it failed. */
async function firstBadByte(again: AsyncIterable<Uint8Array>, encoding: string, bad: number): Promise<number | null> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let at = 0;
  let index = 0;
  for await (const chunk of again) {
    if (index < bad) decoder.decode(chunk, { stream: true });
    else {
      const found = chunk.findIndex(
        (_, i) => attempt(() => decoder.decode(chunk.subarray(i, i + 1), { stream: true })) === undefined,
      );
      return found === -1 ? null : at + found;
    }
    at += chunk.length;
    index += 1;
  }
  return null;
}

/** @param offset of the byte; null: the end of the file cuts a character off */
function badEncoding(encoding: string, shown: string, offset: number | null): UserError {
  return new UserError('文件编码不对', {
    file: shown,
    at: offset === null ? '文件末尾' : `第 ${offset + 1} 字节`,
    found: `不是 ${encoding.toUpperCase()} 的字节`,
    expected: 'UTF-8、UTF-16（带 BOM）或 GB 18030 编码，与文件声明的一致',
    hint: '重新导出或重新传输报告',
  });
}
