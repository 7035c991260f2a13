/** Saving a file in the browser of the tests. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';

/**
 * Does what saves a file, and gives its content when it has arrived.
 * @param folder an empty folder
 */
export async function savedBy(page: Page, folder: string, act: () => Promise<void>): Promise<string> {
  const client = await page.createCDPSession();
  await client.send('Browser.setDownloadBehavior', {
    behavior: 'allow',
    downloadPath: folder,
    eventsEnabled: true,
    ...(page.browserContext().id === undefined ? {} : { browserContextId: page.browserContext().id as string }),
  });
  const arrived = new Promise<void>((done) => {
    client.on('Browser.downloadProgress', ({ state }) => {
      if (state === 'completed') done();
    });
  });
  await act();
  await arrived;
  const [name = ''] = await readdir(folder);
  return readFile(join(folder, name), 'utf8');
}
