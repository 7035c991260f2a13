/** Which characters a TrueType font has, and by which glyph: its table `cmap` (OpenType, format 12). */
import { type FileHandle, open } from 'node:fs/promises';

/** Consecutive characters that are drawn by consecutive glyphs. */
export interface CharacterRun {
  first: number;
  last: number;
  /** Of the first character. */
  glyph: number;
}

/** Character-to-glyph table for all of Unicode (format 12). */
const FORMAT_FULL = 12;
const GROUP_SIZE = 12;

async function read(file: FileHandle, offset: number, length: number): Promise<DataView> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
  if (bytesRead !== length) throw new Error('字体文件不完整');
  return new DataView(buffer.buffer, buffer.byteOffset, length);
}

async function readTable(file: FileHandle): Promise<DataView> {
  const head = await read(file, 0, 12);
  const count = head.getUint16(4);
  const directory = await read(file, 12, count * 16);
  for (let i = 0; i < count; i++) {
    if (directory.getUint32(i * 16) !== 0x636d6170) continue; // 'cmap'
    return read(file, directory.getUint32(i * 16 + 8), directory.getUint32(i * 16 + 12));
  }
  throw new Error('字体文件没有字符表');
}

/** Offset of the full subtable. */
function fullSubtable(table: DataView): number {
  for (let i = 0; i < table.getUint16(2); i++) {
    const offset = table.getUint32(4 + i * 8 + 4);
    if (table.getUint16(offset) === FORMAT_FULL) return offset;
  }
  throw new Error('字体文件没有完整的 Unicode 字符表');
}

function runsOf(table: DataView): CharacterRun[] {
  const start = fullSubtable(table);
  return Array.from({ length: table.getUint32(start + 12) }, (_, group) => {
    const at = start + 16 + group * GROUP_SIZE;
    return { first: table.getUint32(at), last: table.getUint32(at + 4), glyph: table.getUint32(at + 8) };
  });
}

/**
 * Runs of one font file, in order of their characters.
 * @throws Error when the file is cut off or has no such table
 */
export async function characterRuns(path: string): Promise<CharacterRun[]> {
  const file = await open(path);
  try {
    return runsOf(await readTable(file));
  } finally {
    await file.close();
  }
}
