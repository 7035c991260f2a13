/**
 * Characters that the fonts draw with one glyph, such as 用 and the Kangxi radical ⽤. Chromium names a glyph after the
 * lowest of them, so that a search for 使用率 would find nothing in the PDF; whoever knows the text can name the right one.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { fontFiles } from '../chromium/fonts.ts';

/** For each code point that shares its glyph: all code points of that glyph, ordinary ones before compatibility ones. */
export type SharedGlyphs = ReadonlyMap<number, readonly number[]>;

/** Character-to-glyph table for all of Unicode (format 12). */
const FORMAT_FULL = 12;
const GROUP_SIZE = 12;

async function read(file: FileHandle, offset: number, length: number): Promise<DataView> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
  if (bytesRead !== length) throw new Error('字体文件不完整');
  return new DataView(buffer.buffer, buffer.byteOffset, length);
}

async function characterTable(file: FileHandle): Promise<DataView> {
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

function byGlyph(table: DataView): Map<number, number[]> {
  const glyphs = new Map<number, number[]>();
  const start = fullSubtable(table);
  for (let group = 0; group < table.getUint32(start + 12); group++) {
    const at = start + 16 + group * GROUP_SIZE;
    const first = table.getUint32(at);
    const glyph = table.getUint32(at + 8);
    for (let code = first; code <= table.getUint32(at + 4); code++) {
      const codes = glyphs.get(glyph + code - first);
      if (codes === undefined) glyphs.set(glyph + code - first, [code]);
      else codes.push(code);
    }
  }
  return glyphs;
}

/** Radicals and compatibility ideographs: hardly ever what was written. */
function isCompatibility(code: number): boolean {
  return (
    (code >= 0x2e80 && code <= 0x2fdf) || (code >= 0xf900 && code <= 0xfaff) || (code >= 0x2f800 && code <= 0x2fa1f)
  );
}

async function load(): Promise<SharedGlyphs> {
  const shared = new Map<number, Set<number>>();
  for (const path of fontFiles()) {
    const file = await open(path);
    try {
      for (const codes of byGlyph(await characterTable(file)).values()) {
        if (codes.length < 2) continue;
        for (const code of codes) shared.set(code, new Set([...(shared.get(code) ?? []), ...codes]));
      }
    } finally {
      await file.close();
    }
  }
  const ordered = (codes: Set<number>) =>
    [...codes].sort((a, b) => Number(isCompatibility(a)) - Number(isCompatibility(b)) || a - b);
  return new Map([...shared].map(([code, codes]) => [code, ordered(codes)]));
}

let loaded: Promise<SharedGlyphs> | undefined;

/** Read from the fonts in use, once a process. */
export function sharedGlyphs(): Promise<SharedGlyphs> {
  loaded ??= load();
  return loaded;
}
