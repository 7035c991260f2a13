/**
 * Unpacks the Chromium that npm carries (`@sparticuz/chromium`) into a private folder of this user. The package's own
 * unpacking uses a fixed name in the shared temp folder, where another user could plant a program; ours refuses a folder
 * that somebody else owns or may write to.
 */
import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createBrotliDecompress } from 'node:zlib';
import { extract } from 'tar-stream';
import { RenderError } from '../error.ts';

export interface InstalledBrowser {
  executable: string;
  /** Folder of the shared libraries that the browser needs (NSS and the like). */
  libraries: string;
}

/** Root of the npm package. Its main module lies in `build/`. */
function packageRoot(): string {
  return join(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '..');
}

/**
 * Makes the folder if needed, readable by this user alone.
 * @throws RenderError when it belongs to another user or others may write to it
 */
export async function privateFolder(path: string): Promise<string> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  const info = await stat(path);
  const foreign = process.getuid !== undefined && info.uid !== process.getuid();
  if (foreign || (info.mode & 0o022) !== 0) {
    throw new RenderError(
      '缓存目录不可信：属于其他用户或其他用户可写',
      `删除它，会重新建立为本用户所有、只有本用户可写的：rm -r ${path}`,
    );
  }
  return path;
}

async function unpackTar(archive: string, target: string): Promise<void> {
  const entries = extract();
  const reading = pipeline(createReadStream(archive), createBrotliDecompress({ chunkSize: 2 ** 21 }), entries);
  for await (const entry of entries) {
    const path = join(target, entry.header.name);
    if (!path.startsWith(`${target}/`)) throw new Error(`压缩包内路径越界：${entry.header.name}`);
    if (entry.header.type === 'directory') await mkdir(path, { recursive: true, mode: 0o700 });
    if (entry.header.type === 'file') {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await pipeline(Readable.from(entry), createWriteStream(path, { mode: 0o600 }));
    } else entry.resume();
  }
  await reading;
}

async function unpack(source: string, target: string): Promise<void> {
  await mkdir(target, { mode: 0o700 });
  await pipeline(
    createReadStream(join(source, 'bin', 'chromium.br')),
    createBrotliDecompress({ chunkSize: 2 ** 21 }),
    createWriteStream(join(target, 'chromium'), { mode: 0o700 }),
  );
  await unpackTar(join(source, 'bin', 'al2023.tar.br'), target);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/**
 * The browser, unpacked on first use (about 2 s) under a name that holds the package's version. Unpacks beside the
 * final name and renames, so that a crash or a second process never leaves half a browser.
 * @param unpacked makes the folder of the browser out of the package
 * @throws RenderError when the folder is not private or the disk is full
 */
export async function installBrowser(cacheDir: string, unpacked = unpack): Promise<InstalledBrowser> {
  await privateFolder(cacheDir);
  const source = packageRoot();
  const { version } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8')) as { version: string };
  const final = join(cacheDir, `chromium-${version}`);
  if (!(await exists(final))) {
    const partial = join(cacheDir, `chromium-${version}.${randomBytes(6).toString('hex')}.partial`);
    try {
      await unpacked(source, partial);
      await rename(partial, final).catch(async (error: NodeJS.ErrnoException) => {
        if (!(await exists(final))) throw error; // else another process was first, and its copy is as good
      });
    } catch (error) {
      throw new RenderError('无法解压打印用浏览器', `确认磁盘有 400 MB 空间，并可写入 ${cacheDir}`, error);
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
  }
  return { executable: join(final, 'chromium'), libraries: join(final, 'lib') };
}
