/** Bytes of a file that a person may have made, as text: a size limit and UTF-8, or a clear refusal. */

import { isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readFile, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { UserError } from '../../contract/error.ts';
import { sizeLimitText, sizeText } from '../../wording/figures.ts';
import { environmentError, isMissing } from './faults.ts';

/** Largest data file that is read. A day's inspection is about 40 KB. */
export const MAX_DATA_BYTES = 20 * 1024 * 1024;
/** Largest record: a scan of very many machines comes to 40 MB. Larger ones are never written. */
export const MAX_RECORD_BYTES = 96 * 1024 * 1024;

/** A file up to this size is read in one go; a server in this process does not notice. */
const AT_ONCE_BYTES = 1024 * 1024;

/**
 * Reads a regular file up to a limit.
 * @param shown path as the person knows it
 * @throws UserError when it is missing, no regular file, or larger than `limit` bytes; EnvironmentError when unreadable
 */
export async function readLimited(path: string, shown: string, limit = MAX_DATA_BYTES): Promise<Buffer> {
  try {
    // Synchronous: a data file takes 20 µs so, and ten times that by five turns of the thread pool.
    // Non-blocking, so that a named pipe cannot hold the command for ever before it is refused.
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const info = fstatSync(file);
      if (!info.isFile()) throw new UserError('不是普通文件', { file: shown, expected: '数据文件' });
      if (info.size > limit) {
        throw new UserError('文件过大', {
          file: shown,
          found: sizeText(info.size),
          expected: `不超过 ${sizeLimitText(limit)}`,
        });
      }
      return info.size > AT_ONCE_BYTES ? await promisify(readFile)(file) : readFileSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (isMissing(error)) throw new UserError('文件不存在', { file: shown, hint: '检查路径是否写对' });
    throw environmentError(error, shown);
  }
}

/**
 * Text of UTF-8 bytes, without a byte order mark.
 * @throws UserError that says which encoding it looks like and on which line
 */
export function decodeUtf8(bytes: Uint8Array, file: string): string {
  const utf16 =
    bytes.length >= 2 && ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff));
  if (utf16) throw encodingError(file, '第 1 行', 'UTF-16 编码');
  if (!isUtf8(bytes))
    throw encodingError(file, `第 ${firstBadLine(bytes)} 行`, isGb18030(bytes) ? '疑似 GBK 编码' : '不是 UTF-8 的字节');
  return new TextDecoder('utf-8').decode(bytes);
}

/**
 * Text of a table as Excel and WPS save it: UTF-8, UTF-16 with its mark, or GB 18030 (GBK), without a byte order mark.
 * @throws UserError when the bytes are none of them
 */
export function decodeTable(bytes: Uint8Array, file: string): string {
  const [first, second] = bytes;
  const marked = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : null;
  const encoding = marked ?? (isUtf8(bytes) ? 'utf-8' : 'gb18030');
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UserError('文件编码不对', {
      file,
      found: '不是 UTF-8、UTF-16 或 GBK 的字节',
      expected: 'UTF-8 或 GBK 编码的 CSV 文件',
      hint: '在 Excel 或 WPS 中另存为“CSV UTF-8（逗号分隔）”后重试',
    });
  }
}

function encodingError(file: string, at: string, found: string): UserError {
  return new UserError('文件编码不对', {
    file,
    at,
    found,
    expected: 'UTF-8 编码',
    hint: '用编辑器“另存为”UTF-8 编码后重试',
  });
}

function firstBadLine(bytes: Uint8Array): number {
  let line = 1;
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(0x0a, start);
    if (end === -1 || !isUtf8(bytes.subarray(start, end))) return line;
    line += 1;
    start = end + 1;
  }
}

function isGb18030(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('gb18030', { fatal: true }).decode(bytes);
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
