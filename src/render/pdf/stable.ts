/**
 * Takes out of a Chromium PDF what is not the document's own: structure element ids count up over the life of a page, and
 * both dates are the clock's. Everything is replaced in place by text of the same length, so no offset moves.
 */
import { pdfDate } from './text.ts';

const ID_PREFIX = '(node';
const ID_DIGITS = 8;
/** Where the two dates may stand: the Info dictionary is the first object of the file. */
const INFO_SPAN = 4096;

/** Byte offsets of the digits of every `(node00000017)`. */
function idPlaces(bytes: Buffer): number[] {
  const places: number[] = [];
  for (let at = bytes.indexOf(ID_PREFIX); at !== -1; at = bytes.indexOf(ID_PREFIX, at + 1)) {
    const digits = at + ID_PREFIX.length;
    if (/^\d{8}\)$/.test(bytes.toString('latin1', digits, digits + ID_DIGITS + 1))) places.push(digits);
  }
  return places;
}

/**
 * Numbers the ids from 1 in the order of their old numbers, which keeps the ID tree sorted. Changes the buffer in place.
 */
export function renumberStructure(bytes: Buffer): void {
  const places = idPlaces(bytes);
  const old = places.map((at) => bytes.toString('latin1', at, at + ID_DIGITS));
  const ranks = new Map([...new Set(old)].sort().map((id, i) => [id, String(i + 1).padStart(ID_DIGITS, '0')]));
  places.forEach((at, i) => {
    bytes.write(ranks.get(old[i] as string) as string, at, 'latin1');
  });
}

/**
 * Sets creation and modification date in place.
 * @param time ISO instant
 * @throws Error when Chromium wrote them otherwise than expected
 */
export function fixDates(bytes: Buffer, time: string): void {
  const date = pdfDate(time);
  for (const key of ['/CreationDate (', '/ModDate (']) {
    const at = bytes.indexOf(key);
    const value = at + key.length;
    if (at === -1 || at > INFO_SPAN || bytes[value + date.length] !== 0x29) {
      throw new Error(`浏览器生成的 PDF 结构与预期不符：${key.slice(0, -2)}`);
    }
    bytes.write(date, value, 'latin1');
  }
}
