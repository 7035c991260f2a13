/** When a picture was taken, as far as it says so itself. */
import { expect, it } from 'vitest';
import { takenAtOf } from '../../src/evidence/taken-at.ts';
import { pdfSaying, photoJpeg, photoPng, photoTaken } from '../support/scans.ts';

it('is what the camera wrote, in its own zone or in the contract’s', async () => {
  expect(await takenAtOf(await photoTaken('2026:11:24 09:12:30'))).toBe('2026-11-24T09:12:30+08:00');
  expect(await takenAtOf(await photoTaken('2026:11:24 09:12:30', '+09:00'))).toBe('2026-11-24T08:12:30+08:00');
});

it('is nothing where nothing says it, or what says it is none', async () => {
  for (const bytes of [photoPng(), await photoJpeg(), pdfSaying('x'), Buffer.from('no picture')])
    expect(await takenAtOf(bytes)).toBeNull();
  for (const taken of ['2026:13:45 99:00:00', '0000:00:00 00:00:00', 'gestern'])
    expect(await takenAtOf(await photoTaken(taken))).toBeNull();
});

it('is nothing of a block that points out of itself, whatever its bytes are', async () => {
  const whole = await photoTaken('2026:11:24 09:12:30');
  const at = whole.indexOf('Exif');
  for (let n = 6; n < 120; n += 1) {
    const bent = Buffer.from(whole);
    bent.writeUInt8(0xff, at + n);
    const told = await takenAtOf(bent);
    expect(told === null || /^\d{4}-\d\d-\d\dT/.test(told)).toBe(true);
  }
});
