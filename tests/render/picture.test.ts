/** What of a photo is published: upright, no larger than a page needs, and nothing that the camera wrote into it. */
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { embeddedPicture, PUBLISHED_SIDE, publishedPicture } from '../../src/render/picture.ts';

const GPS = { IFD0: { Make: 'SomeCamera' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '22/1 16/1 30/1' } };

/** A photo with where it was taken; half of it red, so that it is seen which side is up. */
const photo = async (width: number, height: number, orientation?: number): Promise<Buffer> => {
  const red = await sharp({ create: { width: width / 2, height, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  const picture = sharp({ create: { width, height, channels: 3, background: 'blue' } }).composite([
    { input: red, left: 0, top: 0 },
  ]);
  return picture
    .withExif(GPS)
    .withMetadata(orientation === undefined ? {} : { orientation })
    .jpeg()
    .toBuffer();
};

describe('a photo from a telephone', () => {
  it('is turned as it was held, scaled, and says nothing of its place', async () => {
    const original = await photo(2400, 1200, 6);
    expect(original.toString('latin1')).toContain('SomeCamera');
    const published = Buffer.from((await publishedPicture(original)) ?? []);
    const meta = await sharp(published).metadata();
    expect([meta.width, meta.height, meta.format, meta.orientation, meta.exif]).toEqual([
      PUBLISHED_SIDE / 2,
      PUBLISHED_SIDE,
      'jpeg',
      undefined,
      undefined,
    ]);
    expect(published.toString('latin1')).not.toMatch(/SomeCamera|Exif/);
    // Held with its left side up, its red half is at the top.
    const { data } = await sharp(published).raw().toBuffer({ resolveWithObject: true });
    expect(data[0]).toBeGreaterThan(200);
    expect(data.at(-3)).toBeLessThan(60);
  });

  it('of twelve megapixels is as good as any', async () => {
    const meta = await sharp(Buffer.from((await publishedPicture(await photo(4000, 3000))) ?? [])).metadata();
    expect([meta.width, meta.height]).toEqual([PUBLISHED_SIDE, 1200]);
  });

  it('with a film behind it is published without the film', async () => {
    const plain = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer();
    expect(await publishedPicture(plain)).toBe(plain);
    const published = await publishedPicture(Buffer.concat([plain, Buffer.from('ftypmp42 where I live')]));
    expect(Buffer.from(published ?? []).toString('latin1')).not.toContain('where I live');
  });
});

it('a picture with nothing to mend stays as it is, to the byte', async () => {
  const plain = await sharp({ create: { width: 40, height: 20, channels: 4, background: 'green' } })
    .png()
    .toBuffer();
  expect(await publishedPicture(plain)).toBe(plain);
});

it('what is no picture is none, and is embedded only when it tells nothing of its maker', async () => {
  const broken = Buffer.from('\u0089PNG nothing', 'latin1');
  expect(await publishedPicture(broken)).toBeNull();
  expect(await embeddedPicture(broken)).toBe(broken);
  expect((await embeddedPicture(Buffer.from('\u00ff\u00d8\u00ff Exif\0 22.27 N', 'latin1'))).length).toBe(0);
});

it('a picture that claims to be immense is not unpacked', async () => {
  const plain = await sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  plain.writeUInt32BE(60_000, 16);
  plain.writeUInt32BE(60_000, 20);
  plain.writeUInt32BE(crc32(plain.subarray(12, 29)), 29);
  expect(await publishedPicture(plain)).toBeNull();
});
