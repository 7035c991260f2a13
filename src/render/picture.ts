/**
 * Pictures as they are published: upright as they were taken, no larger than a page needs, and without what the camera wrote into
 * them: where it was, whose it is, when. The original stays in the evidence.
 */
import type { Metadata } from 'sharp';

/** Longest side in pixels: sharp on a full page of A4 at 200 dots an inch. */
export const PUBLISHED_SIDE = 1_600;
const JPEG_QUALITY = 82;
/** A bomb of a picture must not fill the memory. */
const MOST_PIXELS = 120_000_000;

/**
 * @param bytes of the original
 * @param most longest side in pixels
 * @returns the same bytes where there is nothing to mend; null when it is no picture that can be read
 */
export async function publishedPicture(bytes: Uint8Array, most = PUBLISHED_SIDE): Promise<Uint8Array | null> {
  // Takes a while to load, and most documents have no picture.
  const { default: sharp } = await import('sharp');
  try {
    const picture = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'none' });
    const meta = await picture.metadata();
    if (isPlain(meta, most) && isAll(bytes)) return bytes;
    const upright = picture.rotate().resize({ width: most, height: most, fit: 'inside', withoutEnlargement: true });
    return await (meta.format === 'png' ? upright.png() : upright.jpeg({ quality: JPEG_QUALITY })).toBuffer();
  } catch {
    // Whatever the library says of it, it cannot be shown.
    return null;
  }
}

/** JPEG and PNG end with a mark; telephones hang a film behind it. */
const isAll = (bytes: Uint8Array): boolean => {
  const end = Buffer.from(bytes.subarray(-12));
  return end.toString('hex').endsWith('ffd9') || end.toString('latin1').includes('IEND');
};

/** Marks of what a camera wrote, in a file that is read as bytes. */
const MARKS = ['Exif\0', 'eXIf', 'http://ns.adobe.com/xap/'];

/**
 * What a document embeds: the picture as it is published; what is no readable picture as it is, unless it tells of its maker,
 * for then nothing of it is.
 */
export async function embeddedPicture(bytes: Uint8Array): Promise<Uint8Array> {
  const published = await publishedPicture(bytes);
  if (published !== null) return published;
  const text = Buffer.from(bytes).toString('latin1');
  return MARKS.some((mark) => text.includes(mark)) ? new Uint8Array() : bytes;
}

/** Nothing is turned, too large, or says more than the picture. */
const isPlain = ({ width, height, orientation = 1, ...meta }: Metadata, most: number): boolean =>
  (meta.format === 'png' || meta.format === 'jpeg') &&
  orientation === 1 &&
  Math.max(width, height) <= most &&
  [meta.exif, meta.xmp, meta.iptc, meta.tifftagPhotoshop, meta.comments].every((one) => one === undefined);
