/**
 * The QR code in the footer of every page: document number (its revision is part of it) and page, so that a scanned sheet
 * finds its document and its place. 13 mm wide: at 200 dpi a module is 3–4 dots, which survives a grey scan.
 */
import { encode } from 'uqr';

/** Units of a page in a millimetre. */
export const POINTS_PER_MM = 72 / 25.4;
const SIZE = 13 * POINTS_PER_MM;
/** Distance from the lower edge of the sheet: outside what printers cannot reach. */
const BOTTOM = 5 * POINTS_PER_MM;
/** Distance from the upper edge, for a code that stands there. */
const TOP = 7 * POINTS_PER_MM;

/** Text of the code: `HQSF-XJ-20261124-r1 p2/4`. */
export function qrText(number: string, page: number, pages: number): string {
  return `${number} p${page}/${pages}`;
}

/** What the code of a checkpoint says: ASCII, as whoever types it from the paper may write it. `10773 a33ad10fda1a1742…` */
export const checkpointCodeText = (printed: string): string =>
  printed.replace(/[^\d]*条[^\da-f]*/, ' ').replaceAll('·', '');

/** The mask that suits a text best; finding it means drawing the code eight times. */
export function qrMask(text: string): number {
  return encode(text, { ecc: 'M', border: 0 }).maskPattern;
}

/**
 * The dark modules as rows of booleans, without border. Error correction M: 15 % of a sheet's code may be spoilt.
 * @param mask any will do to be read; without one the best is looked for
 */
export function qrModules(text: string, mask = -1): boolean[][] {
  return encode(text, { ecc: 'M', border: 0, maskPattern: mask }).data;
}

/** Rectangles of one row: runs of dark modules. */
function runs(row: readonly boolean[]): { start: number; length: number }[] {
  const found: { start: number; length: number }[] = [];
  row.forEach((dark, x) => {
    const last = found.at(-1);
    if (!dark) return;
    if (last !== undefined && last.start + last.length === x) last.length += 1;
    else found.push({ start: x, length: 1 });
  });
  return found;
}

/**
 * PDF operators that draw the code as a pagination artifact, which reading aloud passes over.
 * @param right distance of its right edge from the left edge of the sheet, in points
 * @param top height of the sheet in points: the code stands at its upper edge; without it at the lower one
 * @param mask as `qrMask` found it for a text that differs little
 */
export function qrOperators(text: string, right: number, mask?: number, top?: number): string {
  const modules = qrModules(text, mask);
  const unit = SIZE / modules.length;
  const fixed = (value: number): string => value.toFixed(3);
  const rectangles = modules.flatMap((row, y) =>
    runs(row).map(({ start, length }) => `${start} ${modules.length - 1 - y} ${length} 1 re`),
  );
  const place = `${fixed(unit)} 0 0 ${fixed(unit)} ${fixed(right - SIZE)} ${fixed(top === undefined ? BOTTOM : top - TOP - SIZE)} cm`;
  return `/Artifact <</Type /Pagination /Subtype /Footer>> BDC\nq 0 0 0 rg ${place}\n${rectangles.join('\n')}\nf\nQ\nEMC\n`;
}
