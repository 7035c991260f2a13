/** Cross-reference tables and streams of a PDF (ISO 32000-1, 7.5.4 and 7.5.8). Pure. */
import { findNumber, listOf } from './syntax.ts';

/** Where an object is: at an offset of the file, or in an object stream. */
export type Entry = { offset: number } | { container: number; index: number };

export interface Table {
  /** By object number; null: it is free, that is deleted. */
  entries: [number, Entry | null][];
  /** The trailer dictionary, as text. */
  trailer: string;
}

const ENTRY = 20;
const HEAD = 32;

/** A table in clear, which begins at `at`. @throws Error when there is none */
export function readTable(text: string, at: number): Table {
  const entries: Table['entries'] = [];
  let place = at + 'xref'.length;
  for (;;) {
    const head = /^\s*(\d+) (\d+)\s*?[\r\n]+/.exec(text.slice(place, place + HEAD));
    if (head === null) break;
    place += head[0].length;
    for (let n = 0; n < Number(head[2]) && place < text.length; n++, place += ENTRY) {
      const entry = text[place + 17] === 'n' ? { offset: Number(text.slice(place, place + 10)) } : null;
      entries.push([Number(head[1]) + n, entry]);
    }
  }
  const trailer = text.slice(place, place + HEAD).search(/\S/) + place;
  const end = text.indexOf('startxref', trailer);
  if (!text.startsWith('trailer', trailer) || end === -1) throw new Error('PDF 结构与预期不符：缺少 trailer');
  return { entries, trailer: text.slice(trailer, end) };
}

const numbersIn = (list: string): number[] => (list.match(/\d+/g) ?? []).map(Number);

/** Bytes of the widest number that can be told exactly. */
const WIDEST = 6;
/** PNG predictors begin here; a row then says by its first byte how it was foretold. */
const PNG = 10;

/**
 * The entries of a cross-reference stream.
 * @param dictionary of the stream @param data its bytes, unpacked
 */
export function streamEntries(dictionary: string, data: Uint8Array): Table['entries'] {
  const widths = numbersIn(listOf(dictionary, 'W'));
  const width = widths.reduce((sum, one) => sum + one, 0);
  if (widths.length !== 3 || width === 0 || widths.some((one) => one > WIDEST))
    throw new Error('PDF 结构与预期不符：交叉引用表没有列宽');
  const rows = (findNumber(dictionary, 'Predictor') ?? 1) >= PNG ? unforetold(data, width) : data;
  const runs = numbersIn(listOf(dictionary, 'Index'));
  const sections = runs.length > 0 ? runs : [0, findNumber(dictionary, 'Size') ?? 0];
  const entries: Table['entries'] = [];
  let at = 0;
  const field = (size: number): number => {
    let value = 0;
    for (let n = 0; n < size; n++) value = value * 256 + (rows[at++] ?? 0);
    return value;
  };
  for (let n = 0; n + 1 < sections.length; n += 2) {
    const [first, count] = [sections[n] as number, sections[n + 1] as number];
    for (let i = 0; i < count && at < rows.length; i++) {
      const kind = widths[0] === 0 ? 1 : field(widths[0] as number);
      const [second, third] = [field(widths[1] as number), field(widths[2] as number)];
      const entry = kind === 1 ? { offset: second } : kind === 2 ? { container: second, index: third } : null;
      entries.push([first + i, entry]);
    }
  }
  return entries;
}

/** Rows as they were before a PNG predictor (RFC 2083, 6) took away what is foretold by their neighbours; one byte a pixel. */
function unforetold(data: Uint8Array, width: number): Uint8Array {
  const count = Math.floor(data.length / (width + 1));
  const rows = new Uint8Array(count * width);
  for (let row = 0; row < count; row++) {
    const kind = data[row * (width + 1)] as number;
    for (let n = 0; n < width; n++) {
      const here = row * width + n;
      const left = n === 0 ? 0 : (rows[here - 1] as number);
      const up = row === 0 ? 0 : (rows[here - width] as number);
      const corner = n === 0 || row === 0 ? 0 : (rows[here - width - 1] as number);
      rows[here] = (data[row * (width + 1) + 1 + n] as number) + foretold(kind, left, up, corner);
    }
  }
  return rows;
}

function foretold(kind: number, left: number, up: number, corner: number): number {
  if (kind === 1) return left;
  if (kind === 2) return up;
  if (kind === 3) return (left + up) >> 1;
  if (kind !== 4) return 0;
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
