/** When a picture was taken, as the camera wrote it into the file (Exif 2.3: DateTimeOriginal, OffsetTimeOriginal). */
import { parseInstant } from '../contract/instant.ts';

/** A bomb of a picture must not fill the memory. */
const MOST_PIXELS = 120_000_000;
const HEAD = 'Exif\0\0';
const EXIF_IFD = 0x8769;
const TAKEN = 0x9003;
const OFFSET = 0x9011;
const ASCII = 2;
/** Fields of one directory: more are no camera's. */
const MOST_FIELDS = 512;

/** @returns ISO instant, of the contract's zone where the camera says none; null where it wrote no time, or the bytes are no picture */
export async function takenAtOf(bytes: Uint8Array): Promise<string | null> {
  const { default: sharp } = await import('sharp');
  try {
    const { exif } = await sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'none' }).metadata();
    return exif === undefined ? null : timeIn(exif);
  } catch {
    // Whatever the library says of it, it tells no time.
    return null;
  }
}

/** @throws RangeError where a pointer leads out of the block */
function timeIn(exif: Buffer): string | null {
  const block = exif.subarray(0, HEAD.length).toString('latin1') === HEAD ? exif.subarray(HEAD.length) : exif;
  const little = block.toString('latin1', 0, 2) === 'II';
  const short = (at: number): number => (little ? block.readUInt16LE(at) : block.readUInt16BE(at));
  const long = (at: number): number => (little ? block.readUInt32LE(at) : block.readUInt32BE(at));
  const fieldOf = (directory: number, wanted: number): number | undefined => {
    const count = Math.min(short(directory), MOST_FIELDS);
    return Array.from({ length: count }, (_, n) => directory + 2 + 12 * n).find((at) => short(at) === wanted);
  };
  const textOf = (directory: number, wanted: number): string => {
    const at = fieldOf(directory, wanted);
    if (at === undefined || short(at + 2) !== ASCII) return '';
    const length = long(at + 4);
    const from = length > 4 ? long(at + 8) : at + 8;
    return block
      .toString('latin1', from, from + length)
      .replace(/\0.*$/s, '')
      .trim();
  };
  const pointer = fieldOf(long(4), EXIF_IFD);
  if (pointer === undefined) return null;
  const own = long(pointer + 8);
  const taken = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)$/.exec(textOf(own, TAKEN));
  if (taken === null) return null;
  const [, year, month, day, clock] = taken;
  const local = `${year}-${month}-${day}T${clock}`;
  const offset = textOf(own, OFFSET);
  return parseInstant(/^[+-]\d\d:\d\d$/.test(offset) ? `${local}${offset}` : local) ?? null;
}
