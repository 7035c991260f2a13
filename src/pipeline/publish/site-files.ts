/** Puts what is no page beside the pages of a site: pictures of articles, previews, the index of 档案查验. */
import { copyFile, link, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode } from '../../workspace/disk/faults.ts';

/** A file that is no page: a picture of an article, a draft's preview. */
export interface SiteFile {
  /** Site path, percent-encoded as in links. */
  url: string;
  /** File to copy, or to link where nobody writes to it, or the bytes themselves. */
  from: { path: string; linked?: true } | { bytes: Uint8Array };
}

/** Files written at the same time. */
const AT_ONCE = 32;

/** @param folder of the site @throws Error when an address leads out of it, before anything is written */
export async function writeFiles(folder: string, files: readonly SiteFile[]): Promise<void> {
  const places = files.map((file) => ({ ...file, path: placeIn(folder, file.url) }));
  for (const parent of new Set(places.map(({ path }) => dirname(path)))) await mkdir(parent, { recursive: true });
  for (let n = 0; n < places.length; n += AT_ONCE) {
    const some = places.slice(n, n + AT_ONCE);
    await Promise.all(
      some.map(({ path, from }) => ('path' in from ? putFile(from, path) : writeFile(path, from.bytes))),
    );
  }
}

/** A link takes no room; not every file system has them. */
async function putFile({ path, linked }: { path: string; linked?: true }, to: string): Promise<void> {
  if (linked === undefined) return copyFile(path, to);
  return link(path, to).catch(async (error: unknown) => {
    if (!NO_LINK.includes(errorCode(error) ?? '')) throw error;
    await copyFile(path, to);
  });
}

const NO_LINK: readonly string[] = ['EXDEV', 'EPERM', 'EMLINK', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

/** Place of a file below the folder of the site. @throws Error when its address leads out of it */
function placeIn(folder: string, url: string): string {
  const parts = url.split('/').filter((part) => part !== '');
  const path = join(folder, ...parts.map(decodeURIComponent));
  if (!path.startsWith(`${folder}/`)) throw new Error(`site file outside the site: ${url}`);
  return path;
}
