/** The renderer in a thread of its own: the same bytes, and failures that reach whoever asked. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openRenderer } from '../../src/render/renderer.ts';
import { openThreadedRenderer } from '../../src/render/threaded.ts';
import { everyBlock } from '../fixtures/documents/every-block.ts';
import { inspectionLog } from '../fixtures/documents/inspection-log.ts';
import { tempFolder } from '../support/at-end.ts';
import { CACHE, noPicture, picture, sha256 } from './_documents.ts';

const folder = await tempFolder('threaded');

it('draws the same bytes as a renderer in this thread, pictures and charts too, several at a time, and none after its end', async () => {
  const here = await openRenderer({ cacheDir: CACHE });
  const there = await openThreadedRenderer({ cacheDir: CACHE });
  const wanted = await here.render(everyBlock(), picture);
  const [made, log] = await Promise.all([
    there.render(everyBlock(), picture),
    there.renderPdf(inspectionLog(), noPicture),
  ]);
  for (const kind of ['html', 'pdf', 'xlsx'] as const) expect(sha256(made[kind])).toBe(sha256(wanted[kind]));
  expect(sha256(log)).toBe(sha256(await here.renderPdf(inspectionLog(), noPicture)));
  await Promise.all([here.close(), there.close()]);
  await expect(there.renderPdf(inspectionLog(), noPicture)).rejects.toThrow('ended');
});

it('rejects with the words and the exit code of what failed, and draws the next', async () => {
  const noFolder = join(folder, 'file');
  await writeFile(noFolder, '');
  const renderer = await openThreadedRenderer({ cacheDir: join(noFolder, 'cache') });
  const failed = await renderer.renderPdf(inspectionLog(), noPicture).catch((error: unknown) => error);
  expect(failed).toMatchObject({ exitCode: 3 });
  expect((failed as Error).message).toMatch(/无法打印为 PDF.*ENOTDIR/s);
  await expect(renderer.render(everyBlock(), noPicture)).rejects.toThrow('no picture expected');
  await renderer.close();
});
