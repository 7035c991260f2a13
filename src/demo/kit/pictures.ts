/**
 * Small pictures in place of photos and scans, drawn here so that nothing real is shown; each bears 演示数据. The same
 * picture has the same bytes.
 */
import { crc32, deflateSync } from 'node:zlib';
import { sha256 } from '../../archive/digest.ts';
import type { Attachment } from '../../records/record.ts';
import type { Random } from './random.ts';

export type Scene = 'attendance' | 'desk-sign' | 'gps' | 'rack' | 'sheet' | 'room';

const WIDTH = 360;
const HEIGHT = 240;

type Colour = readonly [number, number, number];

/** The characters 演示数据, 24 × 24, one bit a pixel, three bytes a row. */
const STAMP = [
  '000000000000000e00180e003ffff80ffff801803801c03800ffe0707fe0780e0038fff000fff000ce7008fff00cfff00cce301cfff01cfff03871c039f1f033e078018030000000',
  '0000000000000000000000001fffe01fffe01fffc00000000000007ffff87ffff87ffff80070000070000e71c01e71e01c70e03870f078707070707823f03003f00003e000000000',
  '00000000000006020037670037e70037c6007ff7f87ffff81fcff81fce707ffe60771e60243f600e1be07fe3c07fe3c018c1c03dc3c01f83e00f8ff03fde787cbc38701810000000',
  '0000000000001800001cfff81cfff81ce0387ee0387ffff87ffff81cfff01ce3801ce3801ffff87ffff87ee3807ce3801cfff81cfff81df8381dd8381ddff87b9ff8799838000000',
];
const GLYPH = 24;

interface Canvas {
  fill(x: number, y: number, width: number, height: number, colour: Colour): void;
  png(): Uint8Array;
}

function canvas(background: Colour): Canvas {
  const pixels = new Uint8Array(WIDTH * HEIGHT * 3);
  const fill: Canvas['fill'] = (x, y, width, height, [r, g, b]) => {
    for (let row = Math.max(0, y); row < Math.min(HEIGHT, y + height); row += 1) {
      for (let column = Math.max(0, x); column < Math.min(WIDTH, x + width); column += 1) {
        const at = (row * WIDTH + column) * 3;
        pixels[at] = r;
        pixels[at + 1] = g;
        pixels[at + 2] = b;
      }
    }
  };
  fill(0, 0, WIDTH, HEIGHT, background);
  return { fill, png: () => encodePng(pixels) };
}

const scenes: Record<Scene, (c: Canvas, random: Random) => void> = {
  attendance(c, random) {
    c.fill(120, 40, 120, 150, [40, 44, 52]);
    c.fill(132, 54, 96, 72, random.chance(0.5) ? [24, 28, 36] : [96, 140, 190]);
    c.fill(150, 140, 60, 10, [120, 126, 134]);
    c.fill(166, 160, 28, 18, [70, 150, 110]);
  },
  'desk-sign'(c, random) {
    c.fill(60, 70, 240, 90, [52, 56, 62]);
    c.fill(70, 80, 220, 70, [232, 236, 238]);
    for (let line = 0; line < 3; line += 1) c.fill(86, 92 + line * 18, random.int(90, 180), 8, [70, 78, 90]);
    c.fill(150, 160, 60, 22, [90, 94, 100]);
  },
  gps(c, random) {
    c.fill(110, 90, 140, 70, [34, 36, 40]);
    c.fill(124, 104, 24, 8, random.chance(0.5) ? [200, 60, 50] : [60, 180, 90]);
    c.fill(160, 104, 70, 40, [70, 74, 82]);
    c.fill(176, 40, 8, 50, [60, 62, 66]);
  },
  rack(c, random) {
    c.fill(100, 20, 160, 200, [28, 30, 34]);
    for (let unit = 0; unit < 9; unit += 1) {
      c.fill(110, 30 + unit * 20, 140, 14, [58, 62, 70]);
      for (let light = 0; light < 4; light += 1) {
        c.fill(118 + light * 10, 35 + unit * 20, 4, 4, random.chance(0.9) ? [80, 200, 110] : [220, 150, 50]);
      }
    }
  },
  sheet(c, random) {
    c.fill(70, 10, 220, 220, [250, 250, 246]);
    for (let line = 0; line < 9; line += 1) c.fill(88, 34 + line * 16, random.int(100, 184), 5, [120, 120, 124]);
    for (let stroke = 0; stroke < 14; stroke += 1) {
      c.fill(190 + stroke * 5, 196 + random.int(-6, 6), 6, 3, [30, 50, 120]);
    }
  },
  room(c, random) {
    c.fill(0, 170, WIDTH, 70, [150, 142, 130]);
    c.fill(40, 110, 280, 60, [110, 92, 70]);
    for (let seat = 0; seat < 5; seat += 1) c.fill(56 + seat * 54, 70, 30, 40, [60, 70, 90 + random.int(0, 60)]);
    c.fill(110, 20, 140, 40, [225, 230, 235]);
  },
};

/** One picture of a scene. @param random varies it, so that two photos of one thing differ */
export function picture(scene: Scene, random: Random): Uint8Array {
  const shade = random.int(-12, 12);
  const c = canvas([206 + shade, 210 + shade, 214 + shade]);
  scenes[scene](c, random);
  // Grain, as a camera has it: no two photos are the same.
  for (let n = 0; n < 160; n += 1) c.fill(random.int(0, WIDTH), random.int(0, HEIGHT), 2, 2, [196, 200, 204]);
  stamp(c);
  return c.png();
}

function stamp(c: Canvas): void {
  const red: Colour = [190, 30, 30];
  c.fill(WIDTH - 4 * GLYPH - 18, HEIGHT - GLYPH - 14, 4 * GLYPH + 12, GLYPH + 8, [255, 244, 240]);
  STAMP.forEach((glyph, n) => {
    for (let row = 0; row < GLYPH; row += 1) {
      const bits = Number.parseInt(glyph.slice(row * 6, row * 6 + 6), 16);
      for (let column = 0; column < GLYPH; column += 1) {
        if ((bits >> (GLYPH - 1 - column)) & 1)
          c.fill(WIDTH - 4 * GLYPH - 12 + n * GLYPH + column, HEIGHT - GLYPH - 10 + row, 1, 1, red);
      }
    }
  });
}

/** PNG, 8 bits a channel, no filter. */
function encodePng(pixels: Uint8Array): Uint8Array {
  const raw = new Uint8Array(HEIGHT * (WIDTH * 3 + 1));
  for (let row = 0; row < HEIGHT; row += 1) {
    raw.set(pixels.subarray(row * WIDTH * 3, (row + 1) * WIDTH * 3), row * (WIDTH * 3 + 1) + 1);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(raw)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'ascii'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A picture as an attachment, with the bytes that must be kept beside the record. */
export interface Photo {
  attachment: Attachment;
  bytes: Uint8Array;
}

/** @param takenAt ISO instant */
export function photo(
  scene: Scene,
  random: Random,
  about: { name: string; subject: string; takenAt: string; place?: string },
): Photo {
  const bytes = picture(scene, random);
  return { bytes, attachment: { ...about, sha256: sha256(bytes), type: 'image/png', size: bytes.byteLength } };
}
