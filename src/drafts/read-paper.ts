/** Reads the text of a contract from a .txt or .docx file, whatever encoding or case its name has. */
import { UserError } from '../contract/error.ts';
import { docxLines } from './docx.ts';

const SAVE_AS = '用 WPS 或 Word 打开，另存为 .docx（或纯文本 .txt）后重试';
/** Characters that a contract can have. */
const MAX_TEXT = 5_000_000;

/** What a file is by its first bytes, when it is none that can be read. */
const others: readonly [name: string, magic: readonly number[]][] = [
  ['.doc 或 .wps（旧版文档）', [0xd0, 0xcf, 0x11, 0xe0]],
  ['PDF', [0x25, 0x50, 0x44, 0x46]],
  ['RTF', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
  ['图片（PNG）', [0x89, 0x50, 0x4e, 0x47]],
  ['图片（JPEG）', [0xff, 0xd8, 0xff]],
];

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, n) => bytes[n] === byte);

/**
 * The lines of the paper, white space at their ends removed.
 * @param file name for messages
 * @throws UserError for another format, an unknown encoding, an empty or too long text
 */
export async function paperLines(bytes: Uint8Array, file: string): Promise<string[]> {
  const other = others.find(([, magic]) => startsWith(bytes, magic));
  if (other !== undefined)
    throw new UserError('不能读取这种文件', { file, found: other[0], expected: '.docx 或 .txt', hint: SAVE_AS });
  const isZip = startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]);
  const lines = isZip ? await docxLines(bytes, file) : textLines(bytes, file);
  const kept = lines.map((line) => line.replace(/[\s\u3000]+$/, ''));
  const length = kept.reduce((sum, line) => sum + line.length, 0);
  if (kept.every((line) => line.trim() === ''))
    throw new UserError('文件中没有文字', { file, expected: '合同全文', hint: '扫描件先作文字识别，再另存为 .docx' });
  if (length > MAX_TEXT)
    throw new UserError('文件过长', { file, found: `${length} 字`, expected: `不超过 ${MAX_TEXT} 字` });
  return kept;
}

function textLines(bytes: Uint8Array, file: string): string[] {
  const text = decoded(bytes);
  if (text === undefined || text.includes('\0'))
    throw new UserError('文件编码不对', {
      file,
      found: '不是文字，或编码不认识',
      expected: 'UTF-8 或 GBK 的文本',
      hint: SAVE_AS,
    });
  return text.split(/\r\n|[\r\n\v\f\u2028\u2029]/);
}

/** By its byte order mark; without one UTF-8 when it is that to the last byte, else GB 18030 (GBK, GB 2312). */
function decoded(bytes: Uint8Array): string | undefined {
  if (startsWith(bytes, [0xff, 0xfe])) return new TextDecoder('utf-16le').decode(bytes);
  if (startsWith(bytes, [0xfe, 0xff])) return new TextDecoder('utf-16be').decode(bytes);
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }
  return undefined;
}
