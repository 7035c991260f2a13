/** What a picture shows of itself: whether it is one colour, and what it looks like, so that the same photo saved anew is known again. */

/** A bomb of a picture must not fill the memory. */
const MOST_PIXELS = 120_000_000;
/** Side of the small picture by which colours are compared: noise of a camera is gone in it. */
const SMALL = 32;
/** Steps of 256 by which the colours of one surface differ in it. */
const ONE_COLOUR = 6;
/** Of the pattern: columns and rows that are compared with their right neighbour. */
const PATTERN = 8;

export interface PictureLook {
  /** It is one colour: a blank page, a lens cap. */
  plain: boolean;
  /** 64 bits, as 16 hexadecimal digits: of each field whether it is lighter than the one beside it. */
  likeness: string;
}

/** @returns null when it is no picture that can be read */
export async function lookAtPicture(bytes: Uint8Array): Promise<PictureLook | null> {
  // Takes a while to load, and most commands bring no picture.
  const { default: sharp } = await import('sharp');
  try {
    const picture = () =>
      sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'none' }).rotate().flatten({ background: '#fff' });
    const colours = await picture().resize(SMALL, SMALL, { fit: 'fill' }).toColourspace('srgb').raw().toBuffer();
    const fields = await picture()
      .greyscale()
      .resize(PATTERN + 1, PATTERN, { fit: 'fill' })
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { plain: isPlain(colours), likeness: patternOf(fields.data, fields.info.channels) };
  } catch {
    // Whatever the library says of it, it shows nothing to anybody.
    return null;
  }
}

/** A picture that was unpacked already. */
export interface Samples {
  width: number;
  height: number;
  /** 1: a bit for each, rows filled up to bytes; 2: three colours; 3: with how much is seen of it. */
  kind: number;
  data: Uint8Array | Uint8ClampedArray;
}

/** Whether it is one colour; what is not whole is not called so. */
export async function isPlainPicture({ width, height, kind, data }: Samples): Promise<boolean> {
  if (data === undefined || width * height > MOST_PIXELS) return false;
  const channels = ([1, 3, 4] as const)[kind - 1] ?? 1;
  const raw = kind === 1 ? bitsOf(data, width, height) : data;
  if (raw.length < width * height * channels) return false;
  const { default: sharp } = await import('sharp');
  const small = sharp(raw, { raw: { width, height, channels }, limitInputPixels: MOST_PIXELS })
    .flatten({ background: '#fff' })
    .resize(SMALL, SMALL, { fit: 'fill' })
    .toColourspace('srgb');
  return isPlain(await small.raw().toBuffer());
}

function bitsOf(data: Samples['data'], width: number, height: number): Uint8Array {
  const [row, bits] = [Math.ceil(width / 8), new Uint8Array(width * height)];
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      bits[y * width + x] = ((data[y * row + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1 ? 255 : 0;
  return bits;
}

const CHANNELS = 3;

function isPlain(colours: Uint8Array): boolean {
  const spread = (channel: number): number => {
    const values = colours.filter((_, at) => at % CHANNELS === channel);
    return values.reduce((a, b) => Math.max(a, b), 0) - values.reduce((a, b) => Math.min(a, b), 255);
  };
  return [0, 1, 2].every((channel) => spread(channel) <= ONE_COLOUR);
}

function patternOf(fields: Uint8Array, channels: number): string {
  let bits = 0n;
  const at = (row: number, column: number): number => fields[(row * (PATTERN + 1) + column) * channels] ?? 0;
  for (let row = 0; row < PATTERN; row += 1)
    for (let column = 0; column < PATTERN; column += 1)
      bits = (bits << 1n) | (at(row, column) > at(row, column + 1) ? 1n : 0n);
  return bits.toString(16).padStart(16, '0');
}
