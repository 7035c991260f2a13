/**
 * An sRGB colour profile (ICC.1 version 2, display class), computed here from the primaries and transfer curve of
 * IEC 61966-2-1, adapted to D50: 1 KB, and no one else's file to ship.
 */

/** Samples of the transfer curve; between them it is interpolated. */
const CURVE_POINTS = 256;

/** sRGB primaries and D50 white as XYZ, after Bradford adaptation. */
const COLOURS: Readonly<Record<string, [number, number, number]>> = {
  wtpt: [0.9642, 1, 0.8249],
  rXYZ: [0.43607, 0.22249, 0.01392],
  gXYZ: [0.38515, 0.71687, 0.09708],
  bXYZ: [0.14307, 0.06061, 0.7141],
};

function xyz(values: readonly [number, number, number]): Buffer {
  const tag = Buffer.alloc(20);
  tag.write('XYZ ', 0, 'latin1');
  values.forEach((value, i) => {
    tag.writeInt32BE(Math.round(value * 65536), 8 + i * 4);
  });
  return tag;
}

function curve(): Buffer {
  const tag = Buffer.alloc(12 + CURVE_POINTS * 2);
  tag.write('curv', 0, 'latin1');
  tag.writeUInt32BE(CURVE_POINTS, 8);
  for (let i = 0; i < CURVE_POINTS; i++) {
    const x = i / (CURVE_POINTS - 1);
    const y = x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
    tag.writeUInt16BE(Math.round(y * 65535), 12 + i * 2);
  }
  return tag;
}

function textTag(type: 'text' | 'desc', text: string): Buffer {
  const body = Buffer.from(`${text}\0`, 'latin1');
  if (type === 'text') return Buffer.concat([Buffer.from('text\0\0\0\0', 'latin1'), body]);
  const head = Buffer.alloc(12);
  head.write('desc', 0, 'latin1');
  head.writeUInt32BE(body.length, 8);
  return Buffer.concat([head, body, Buffer.alloc(78)]); // no Unicode and no Macintosh description
}

function header(size: number): Buffer {
  const head = Buffer.alloc(128);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(0x02100000, 8);
  head.write('mntrRGB XYZ ', 12, 'latin1');
  [2026, 1, 1, 0, 0, 0].forEach((part, i) => {
    head.writeUInt16BE(part, 24 + i * 2);
  });
  head.write('acsp', 36, 'latin1');
  xyz(COLOURS['wtpt'] as [number, number, number]).copy(head, 68, 8);
  return head;
}

/** The profile's bytes, always the same. */
export function srgbProfile(): Buffer {
  const trc = curve();
  const tags: [string, Buffer][] = [
    ['desc', textTag('desc', 'sRGB IEC61966-2.1')],
    ['cprt', textTag('text', 'No copyright, use freely')],
    ...Object.entries(COLOURS).map(([name, values]): [string, Buffer] => [name, xyz(values)]),
    ['rTRC', trc],
    ['gTRC', trc],
    ['bTRC', trc],
  ];
  const table = Buffer.alloc(4 + tags.length * 12);
  table.writeUInt32BE(tags.length, 0);
  const places = new Map<Buffer, number>();
  const bodies: Buffer[] = [];
  let at = 128 + table.length;
  tags.forEach(([name, body], i) => {
    if (!places.has(body)) {
      const padded = Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)]);
      places.set(body, at);
      bodies.push(padded);
      at += padded.length;
    }
    table.write(name, 4 + i * 12, 'latin1');
    table.writeUInt32BE(places.get(body) as number, 8 + i * 12);
    table.writeUInt32BE(body.length, 12 + i * 12);
  });
  return Buffer.concat([header(at), table, ...bodies]);
}

/** Of version 4, which PDF/A-1 does not know and 1.7 only up to 4.2. */
const NEWER = 4;
/** How far colours of one space may lie apart, in 1/65536: profiles are rounded differently. */
const ROUNDED = 64;

/** Whether a profile is sRGB in a newer version, as browsers write it to pictures: ours says the same. */
export function isNewerSrgb(profile: Uint8Array): boolean {
  const view = new DataView(profile.buffer, profile.byteOffset, profile.byteLength);
  if (profile.length < 132 || (profile[8] as number) < NEWER) return false;
  const places = new Map<string, number>();
  for (let n = 0, at = 132; n < view.getUint32(128) && at + 12 <= profile.length; n++, at += 12)
    places.set(String.fromCharCode(...profile.subarray(at, at + 4)), view.getUint32(at + 4));
  return ['rXYZ', 'gXYZ', 'bXYZ'].every((name) => {
    const at = places.get(name);
    return (
      at !== undefined &&
      at + 20 <= profile.length &&
      (COLOURS[name] as number[]).every((value, n) => Math.abs(view.getInt32(at + 8 + n * 4) - value * 65536) < ROUNDED)
    );
  });
}
