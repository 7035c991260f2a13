/** From a request's path to the one file that may answer it. */
import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { downloadName } from '../archive/layout.ts';
import { isMissing } from '../workspace/disk/faults.ts';
import { contentDisposition, mediaType } from './headers.ts';

export interface Folders {
  siteDir: string;
  archiveDir: string;
}

export interface FoundFile {
  path: string;
  size: number;
  /** Changes whenever the file does. */
  tag: string;
  type: string;
  /** `document`: as issued or a draft's preview, under the stricter policy. */
  kind: 'page' | 'document';
  /** The name holds a hash of the content, so it can be kept for ever. */
  immutable: boolean;
  disposition: string | null;
}

/** Splits and decodes a URL path; null for what no link of ours contains. */
export function safeParts(pathname: string): string[] | null {
  const parts: string[] = [];
  for (const raw of pathname.split('/')) {
    if (raw === '') continue;
    let part: string;
    try {
      part = decodeURIComponent(raw);
    } catch {
      return null; // a lone per cent sign: no address of ours
    }
    // A leading dot covers `.`, `..` and hidden files.
    if (part.startsWith('.') || /[/\\\p{Cc}]/u.test(part)) return null;
    parts.push(part);
  }
  return parts;
}

/** The file for a path, or null. */
export async function findFile(folders: Folders, pathname: string, download: boolean): Promise<FoundFile | null> {
  const parts = safeParts(pathname);
  if (parts === null) return null;
  if (parts[0] === 'archive' && parts[1] === 'log') return findOfLog(folders.archiveDir, parts.slice(1));
  if (parts[0] === 'attachments') return findAttachment(folders.siteDir, parts, download);
  if (parts[0] === 'archive') return findIssued(folders.archiveDir, parts.slice(1), download);
  const joined = parts.join('/');
  const candidates = joined === '' ? ['index.html'] : [joined, `${joined}.html`, `${joined}/index.html`];
  for (const candidate of candidates) {
    const found = await describe(folders.siteDir, candidate);
    if (found === null) continue;
    const kind = parts[0] === 'preview' ? 'document' : 'page';
    return { ...found, kind, immutable: parts[0] === '_assets', disposition: null };
  }
  return null;
}

/** What a browser shows as it is; whatever else was attached to a record is kept as a file and opened by nobody here. */
const SHOWN_INLINE: readonly string[] = ['.pdf', '.png', '.jpg'];

/** An attachment that the view gives out, under the policy of documents: nothing of it runs. */
async function findAttachment(siteDir: string, parts: string[], download: boolean): Promise<FoundFile | null> {
  const [name = ''] = parts.slice(-1);
  const shown = SHOWN_INLINE.includes(extname(name));
  const found = await describe(siteDir, parts.join('/'), shown ? undefined : 'application/octet-stream');
  // The name by which it is saved is the link's to say.
  const disposition = shown && !download ? 'inline' : 'attachment';
  return found && { ...found, kind: 'document', immutable: false, disposition };
}

const ISSUED = /^\d{4}\/[a-z0-9-]+\/([^/]+)\/r(\d+)\/[^/]+(\.html|\.pdf|\.xlsx)$/;

/** Only the three files of an issued document are served: its manifest stands beside them, and is not shown. */
async function findIssued(archiveDir: string, parts: string[], download: boolean): Promise<FoundFile | null> {
  const path = parts.join('/');
  const match = ISSUED.exec(path);
  if (match === null) return null;
  const title = await titleOf(join(archiveDir, ...parts.slice(0, -1), 'manifest.json'));
  const found = title === null ? null : await describe(archiveDir, path);
  if (found === null || title === null) return null;
  const [, period = '', revision = '', extension = ''] = match;
  const name = downloadName(period, title, Number(revision), extension.slice(1));
  const how = download || extension === '.xlsx' ? 'attachment' : 'inline';
  const disposition = extension === '.html' && !download ? null : contentDisposition(how, name);
  return { ...found, kind: 'document', immutable: false, disposition };
}

/** What of the log witnesses and readers need: its head, its hashes and the proofs of documents, never what entries say. */
const OF_LOG =
  /^log\/(?:checkpoint|tile\/\d{1,2}\/(?:x\d{3}\/)*\d{3}(?:\.p\/\d{1,3})?|proofs\/[A-Za-z0-9-]+\.tlog-proof)$/;

async function findOfLog(archiveDir: string, parts: string[]): Promise<FoundFile | null> {
  const path = parts.join('/');
  if (!OF_LOG.test(path)) return null;
  const type = parts[1] === 'tile' ? 'application/octet-stream' : 'text/plain; charset=utf-8';
  const found = await describe(archiveDir, path, type);
  return found && { ...found, kind: 'document', immutable: false, disposition: null };
}

async function titleOf(manifest: string): Promise<string | null> {
  const text = await readFile(manifest, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (text === null) return null;
  const { title } = JSON.parse(text) as { title?: unknown };
  return typeof title === 'string' ? title : null;
}

async function describe(
  root: string,
  path: string,
  type = mediaType(extname(path).toLowerCase()),
): Promise<Pick<FoundFile, 'path' | 'size' | 'tag' | 'type'> | null> {
  if (type === undefined) return null;
  try {
    const base = await realpath(root);
    const real = await realpath(join(base, path));
    // A symbolic link must not publish what lies elsewhere.
    if (!real.startsWith(base + sep)) return null;
    const info = await stat(real, { bigint: true });
    if (!info.isFile()) return null;
    return { path: real, size: Number(info.size), tag: `${info.size.toString(36)}-${info.mtimeNs.toString(36)}`, type };
  } catch (error) {
    if (isMissing(error) || (error as NodeJS.ErrnoException).code === 'ENAMETOOLONG') return null;
    throw error;
  }
}
