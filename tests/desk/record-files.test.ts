/** Photos and other files of a record at the desk: kept as they are, shown turned, scaled and without their place. */

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { openSession } from '../../src/pipeline/session.ts';
import type { NoteRecord } from '../../src/subjects/work/kinds/note.ts';
import { makeUnfilledWorkspace } from '../pipeline/_workspace.ts';
import { pdfSaying, photoPng } from '../support/scans.ts';
import { ORIGIN, openTestDesk } from './_desk.ts';
import { faultsOf, fill, press, sentBy } from './_forms.ts';

const NOW = '2026-11-24T09:00:00+08:00';
const NOTE = { 'f.topic': 'operation', 'f.text': '更换了机房空调滤网' };
const path = '/desk/records/note';

const root = await makeUnfilledWorkspace();
const desk = await openTestDesk(root, NOW);
const engineer = await desk.person('engineer');
afterAll(() => desk.close());

const stored = async (): Promise<{
  notes: NoteRecord[];
  bytes(sha256: string): Promise<Uint8Array>;
  where(sha256: string): Promise<string | undefined>;
}> => {
  const session = await openSession(root);
  const { records, evidence } = session.workspace;
  const notes = (await records.list<NoteRecord>('note')).records;
  await session.close();
  return { notes, bytes: (hash) => evidence.getEvidence(hash), where: (hash) => evidence.locateEvidence(hash) };
};

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const fileOf = (bytes: Uint8Array, name: string): File => new File([bytes as BlobPart], name);

const TAKEN = '2026-11-24T08:41:07+08:00';

async function photo(): Promise<Buffer> {
  const picture = sharp(photoPng()).resize(800, 600, { fit: 'fill' });
  const taken = { DateTimeOriginal: '2026:11:24 08:41:07', OffsetTimeOriginal: '+08:00' };
  const exif = {
    IFD0: { Make: 'SomeCamera' },
    IFD2: taken,
    IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '22/1 16/1 30/1' },
  };
  return picture.withExif(exif).withMetadata({ orientation: 6 }).jpeg().toBuffer();
}

it('a photo is kept to the byte and shown upright, without where it was taken', async () => {
  const original = await photo();
  const uploaded = await fill(engineer, path, { ...NOTE, photos: fileOf(original, '滤网.jpg') }, 'upload');
  expect(uploaded.html).toContain('滤网.jpg');
  // What the camera wrote stands in the form.
  expect(uploaded.html).toContain('value="2026-11-24T08:41:07"');
  const form = sentBy(uploaded.html);
  const subject = Object.keys(form).find((name) => name.endsWith('.subject')) ?? '';
  const review = await press(engineer, path, { ...form, [subject]: '换下的滤网' }, 'review');
  expect(review.html).toContain('换下的滤网');
  // Until it is saved, nothing of it is in the evidence.
  expect(await (await stored()).where(sha256(original))).toBeUndefined();
  const done = await press(engineer, path, sentBy(review.html), 'save');
  const { notes, bytes } = await stored();
  const [attachment] = notes[0]?.attachments ?? [];
  expect(attachment).toMatchObject({ name: '滤网.jpg', type: 'image/jpeg', subject: '换下的滤网', takenAt: TAKEN });
  expect(Buffer.from(await bytes(attachment?.sha256 ?? ''))).toEqual(original);
  const shown = await engineer.get(`${done.to}/pictures/${attachment?.sha256}`);
  const published = Buffer.from(await shown.arrayBuffer());
  const { width, height, exif } = await sharp(published).metadata();
  expect([width, height, exif, published.includes('SomeCamera')]).toEqual([360, 480, undefined, false]);
  const kept = await engineer.get(`${done.to}/files/${attachment?.sha256}`);
  expect(kept.headers.get('content-disposition')).toMatch(/^attachment/);
  // The purchaser sees the picture, and not where it was taken.
  const purchaser = await desk.person('purchaser');
  const states = ['pictures', 'files'].map((what) => purchaser.get(`${done.to}/${what}/${attachment?.sha256}`));
  expect((await Promise.all(states)).map(({ status }) => status)).toEqual([200, 404]);
  // The draft and its folder went with the saving.
  expect(await readdir(join(root, '.opsledger', 'desk'))).toEqual([]);
});

describe('a file that is not what its name says', () => {
  it('is refused as a page of the web named as a picture, beside the file, and nothing is saved', async () => {
    const page = new TextEncoder().encode('<!doctype html><script>alert(1)</script>');
    const before = (await stored()).notes.length;
    const { status, html } = await fill(engineer, path, { ...NOTE, photos: fileOf(page, '照片.jpg') }, 'review');
    expect(status).toBe(400);
    expect(faultsOf(html).join()).toContain('附件的内容与扩展名不符');
    const after = await stored();
    expect([after.notes.length, await after.where(sha256(page))]).toEqual([before, undefined]);
    // Without it the note can be saved.
    const drop = /value="(drop\.[^"]+)"/.exec(html)?.[1] ?? '';
    const left = await press(engineer, path, sentBy(html), drop);
    expect((await press(engineer, path, sentBy(left.html), 'review')).status).toBe(200);
  });

  it('is kept as a HEIC that nobody can show, and the person is told', async () => {
    const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic nothing more')]);
    const untimed = await fill(engineer, path, { ...NOTE, photos: fileOf(heic, 'IMG_1.heic') }, 'review');
    // Nobody guesses when it was taken.
    expect([untimed.status, faultsOf(untimed.html).join()]).toEqual([
      400,
      expect.stringContaining('照片没有写明拍摄时间'),
    ]);
    const form = sentBy(untimed.html);
    const taken = Object.keys(form).find((name) => name.endsWith('.takenAt')) ?? '';
    const review = await press(engineer, path, { ...form, [taken]: '2026-11-24T08:30:00' }, 'review');
    const done = await press(engineer, path, sentBy(review.html), 'save');
    expect(decodeURIComponent(done.to)).toContain('/desk/records/note/');
    const page = await (await engineer.get(done.to)).text();
    expect(page).toContain('HEIC 图片不能在此显示');
    const { bytes } = await stored();
    expect(Buffer.from(await bytes(sha256(heic)))).toEqual(heic);
  });
});

it('a file above 20 MB is kept outside git', async () => {
  const large = Buffer.concat([pdfSaying('large'), Buffer.alloc(21 * 1024 * 1024)]);
  const review = await fill(engineer, path, { ...NOTE, photos: fileOf(large, '手册.pdf') }, 'review');
  expect((await press(engineer, path, sentBy(review.html), 'save')).status).toBe(303);
  expect(await (await stored()).where(sha256(large))).toMatch(/^evidence-large\//);
});

it('an upload above 300 MB is refused before it is read, and leaves nothing', async () => {
  const answer = await desk.send(path, {
    method: 'POST',
    headers: {
      Cookie: `opsledger-session=${engineer.session}`,
      Origin: ORIGIN,
      'Content-Type': 'multipart/form-data; boundary=x',
      'Content-Length': '400000000',
    },
    body: '--x--',
  });
  expect([answer.status, await answer.text()]).toEqual([413, expect.stringContaining('超过 300 MB')]);
});

it.each(['ends too early', 'is cut off'])('an upload that %s leaves neither record nor file', async (how) => {
  const body = `--x\r\nContent-Disposition: form-data; name="photos"; filename="a.jpg"\r\n\r\n\u00ff\u00d8half of it`;
  const before = (await stored()).notes.length;
  const stream = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(body));
      if (how === 'is cut off') setTimeout(() => controller.error(new Error('reset')), 20);
      else controller.close();
    },
  });
  const init = {
    method: 'POST',
    headers: {
      Cookie: `opsledger-session=${engineer.session}`,
      Origin: ORIGIN,
      'Content-Type': 'multipart/form-data; boundary=x',
    },
    body: stream,
    duplex: 'half',
  };
  const answer = await desk.send(path, init);
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('没有传完')]);
  const uploads = join(root, '.opsledger', 'cache', 'uploads');
  expect(existsSync(uploads) ? await readdir(uploads) : []).toEqual([]);
  expect((await stored()).notes.length).toBe(before);
});

it('what a killed server had of an upload is cleared away when the next one starts', async () => {
  const uploads = join(root, '.opsledger', 'cache', 'uploads');
  for (const name of ['old', 'new']) await mkdir(join(uploads, name), { recursive: true });
  await utimes(join(uploads, 'old'), 1, 1);
  await (await openTestDesk(root, NOW)).close();
  expect(await readdir(uploads)).toEqual(['new']);
  await rm(join(uploads, 'new'), { recursive: true });
});

it('a file is added to a record that there is, once', async () => {
  const review = await fill(engineer, path, NOTE, 'review');
  const { to } = await press(engineer, path, sentBy(review.html), 'save');
  const bytes = pdfSaying('确认单');
  for (const _ of [1, 2])
    expect((await engineer.post(`${to}/attach`, { photos: fileOf(bytes, '确认单.pdf') })).status).toBe(303);
  const id = to.split('/').at(-1);
  const record = (await stored()).notes.find((one) => one.id === id);
  expect(record?.attachments?.map(({ name }) => name)).toEqual(['确认单.pdf']);
  const page = await (
    await engineer.post(`${to}/withdraw`, { attachment: '确认单.pdf', reason: '传错了' })
  ).headers.get('location');
  expect(await (await engineer.get(page ?? '')).text()).toContain('传错了');
});
