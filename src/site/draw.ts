/**
 * Draws the pages of one model: what Astro leaves of the site for Node to run (`drawn-later.ts`), without Astro's builder. It is started
 * before its model is made, and waits for it where `lib/model.ts` is loaded.
 */

import { StaticPaths } from 'astro:static-paths';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createApp } from 'astro/app/entrypoint';

const folder = process.env['OPSLEDGER_SITE_OUT'];
if (folder === undefined)
  throw new Error('OPSLEDGER_SITE_OUT names no folder: build the site with `opsledger site build`');

// Whole pages: of one that fails half way, nothing is written.
const app = createApp({ streaming: false });
const drawn = new Set<string>();
for (const { pathname, route } of await new StaticPaths(app).getAll()) {
  // As `build.format: 'file'` names them, which the addresses within the pages go by. Of two routes the first is the nearer one.
  const name = `${pathname === '/' ? '/index' : pathname}.html`;
  if (drawn.has(name)) continue;
  drawn.add(name);
  const response = await app.render(new Request(new URL(encodeURI(name), 'http://localhost')), { routeData: route });
  // What went wrong was said before this answer came in place of the page.
  if (response.status !== (name === '/404.html' ? 404 : 200)) throw new Error(`${response.status}: ${name}`);
  const file = join(folder, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, await response.bytes());
}
