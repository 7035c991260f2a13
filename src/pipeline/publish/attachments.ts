/**
 * The attachments that a view of the site gives out: originals to who may have them, photographs to all others as documents print
 * them. Each is kept once below the cache, from which every build of every view links it: the evidence itself is never served.
 */
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SEALED_TYPE } from '../../archive/sealed.ts';
import { EnvironmentError, UserError } from '../../contract/error.ts';
import { attachmentKey, givesOriginal, isShownPicture, signedPaper } from '../../records/open-attachment.ts';
import type { AnyRecord, Attachment } from '../../records/record.ts';
import { publishedPicture } from '../../render/picture.ts';
import type { ShownAttachment } from '../../sections/parts/facts.ts';
import type { SiteMask } from '../../sections/parts/mask.ts';
import { writeDurable } from '../../workspace/disk/durable.ts';
import { isThere } from '../../workspace/disk/presence.ts';
import { ErasedError, type EvidenceStore } from '../../workspace/store/evidence.ts';
import { HEAD_BYTES, mediaType } from '../record/media-type.ts';
import type { SiteFile } from './site-files.ts';

export interface SiteAttachments {
  /** By `attachmentKey`: every attachment of the records, and every paper. */
  shown: ReadonlyMap<string, ShownAttachment>;
  files: SiteFile[];
}

interface Place {
  root: string;
  evidence: EvidenceStore;
}

/**
 * @param records of the site; what of them was withdrawn is not given out
 * @param papers digests of papers that both sides signed and that no record carries, such as the letter that settles a 口径
 * @throws whatever the disk says of the cache; an original that cannot be read is told of where it would stand
 */
export async function siteAttachments(
  { root, evidence }: Place,
  records: readonly { record: Pick<AnyRecord, 'attachments'> }[],
  mask: SiteMask,
  papers: readonly string[] = [],
): Promise<SiteAttachments> {
  const folder = join(root, '.opsledger', 'cache', 'attachments');
  const signed = await Promise.all(papers.map(async (sha256) => typedPaper(evidence, sha256)));
  const all = new Map(
    [...records.flatMap(({ record }) => record.attachments ?? []), ...signed].map((one) => [attachmentKey(one), one]),
  );
  const shown = new Map<string, ShownAttachment>();
  const files = new Map<string, SiteFile>();
  for (const [key, one] of all) {
    const told = withheld(one, mask.internal) ?? (await keptIn(folder, evidence, one, mask.internal));
    if (typeof told === 'string') {
      shown.set(key, { text: told });
      continue;
    }
    // Half of the digest: it stands whole beside the link, and a month of receipts has hundreds.
    const url = `/attachments/${told.name.slice(0, ADDRESS)}${told.name.slice(DIGEST)}`;
    files.set(url, { url, from: { path: join(folder, told.name), linked: true } });
    const saved = told.name.endsWith(NOT_SHOWN) ? { download: one.name } : {};
    shown.set(key, { text: told.original ? '原件' : PUBLISHED, href: url, ...saved });
  }
  const wanted = new Set([...all.values()].map(({ sha256 }) => sha256));
  await forget(folder, (sha256) => wanted.has(sha256));
  return { shown, files: [...files.values()] };
}

/** What is given of a photograph that the camera wrote into, that lies on its side or that is larger than anybody prints. */
const PUBLISHED = '公开用图片（不含拍摄信息，过大的已缩小）';

type Told = Pick<Attachment, 'sha256' | 'name' | 'type' | 'proof' | 'withdrawn'>;

/** What such a paper is, by its bytes; what cannot be read is told of by `keptIn`. */
async function typedPaper(evidence: EvidenceStore, sha256: string): Promise<Told> {
  const bytes = await evidence.getEvidence(sha256).catch(unreadable);
  const type = typeof bytes === 'string' ? UNTYPED : mediaType(bytes.subarray(0, HEAD_BYTES));
  return { ...signedPaper(sha256), type };
}

const UNTYPED = 'application/octet-stream';

/** Why it is not given out, and where it is to be had; null: it is. */
function withheld(one: Told, internal: boolean): string | null {
  if (one.withdrawn !== undefined) return '未公开：已作废';
  if (one.type === SEALED_TYPE)
    return internal
      ? '未公开：已密封，在存有密钥的机器上用 opsledger unseal 打开'
      : '未公开：已密封，需要的向⟦供应商⟧提出，由其打开';
  if (givesOriginal(internal, one) || isShownPicture(one)) return null;
  return '未公开：不是⟦采购人⟧签认的纸件，原件向⟦供应商⟧索取';
}

/**
 * The copy below the cache, made when there is none; in words why there cannot be one. The original is read each time: what was erased
 * or damaged since is given out by no copy.
 */
async function keptIn(
  folder: string,
  evidence: EvidenceStore,
  one: Told,
  internal: boolean,
): Promise<{ name: string; original: boolean } | string> {
  const picture = !givesOriginal(internal, one);
  const name = `${one.sha256}${picture ? '-p' : ''}${EXTENSIONS[one.type] ?? NOT_SHOWN}`;
  const original = await evidence.getEvidence(one.sha256).catch(unreadable);
  if (typeof original === 'string') {
    await forget(folder, (sha256) => sha256 !== one.sha256);
    return original;
  }
  const kept = join(folder, name);
  if (await isThere(kept)) return { name, original: !picture || isSame(original, await readFile(kept)) };
  const bytes = picture ? await publishedPicture(original) : original;
  if (bytes === null) return '未公开：这张图片读不出来，原件向⟦供应商⟧索取';
  await mkdir(folder, { recursive: true });
  await writeDurable(kept, bytes);
  return { name, original: isSame(original, bytes) };
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** One original that is not to be had costs no page. */
function unreadable(error: unknown): string {
  if (error instanceof ErasedError) return '内容已依规清除';
  if (error instanceof EnvironmentError) return '▲ 原件已损坏或读不出来';
  if (error instanceof UserError) return '▲ 工作区里没有这份原件';
  throw error;
}

/** Of a file to keep, whatever its name says: nothing that could run in a browser is opened by one. */
const NOT_SHOWN = '.bin';
/** What browsers show as it is. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/pdf': '.pdf',
  'image/png': '.png',
  'image/jpeg': '.jpg',
};

/** Copies but of what is to be kept. */
async function forget(folder: string, isWanted: (sha256: string) => boolean): Promise<void> {
  if (!(await isThere(folder))) return;
  for (const name of await readdir(folder))
    if (!isWanted(name.slice(0, DIGEST))) await rm(join(folder, name), { force: true });
}

const DIGEST = 64;
const ADDRESS = 32;
