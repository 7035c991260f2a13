/** Another font, of the same name, is another renderer: documents of before are then compared by their content. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rendererHash } from '../../src/render/hash.ts';

const REPO = join(import.meta.dirname, '../..');

it('is another one with other bytes of a font, and the same with the same', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'opsledger-fonts-'));
  try {
    const font = join(folder, 'NotoSansSC_400Regular.ttf');
    await writeFile(font, 'as issued');
    const before = await rendererHash(REPO, [font]);
    await writeFile(font, 'upgraded');
    const after = await rendererHash(REPO, [font]);
    await writeFile(font, 'as issued');
    expect([after === before, await rendererHash(REPO, [font])]).toEqual([false, before]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
