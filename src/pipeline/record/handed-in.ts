/**
 * Files that came in by the desk, on their way into the evidence: streamed from where they wait, however large, with what the
 * person said of each. Nothing of them is seen before the change that names them.
 */
import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { UserError } from '../../contract/error.ts';
import { parseInstant } from '../../contract/instant.ts';
import { formatDateTime, secondsBetween } from '../../contract/time.ts';
import { LOOKED_AT_MOST } from '../../evidence/look.ts';
import { requireShown } from '../../evidence/require-shown.ts';
import { takenAtOf } from '../../evidence/taken-at.ts';
import { type FileDoor, type LookedAt, requireCleanFile } from '../../guard/files/clean-file.ts';
import { MOST_READ, TOO_LARGE } from '../../guard/files/unread.ts';
import { CLOCK_TOLERANCE_SECONDS } from '../../records/reading.ts';
import type { Attachment } from '../../records/record.ts';
import { type SpooledEvidence, spoolEvidence } from '../../workspace/store/evidence-spool.ts';
import { HEAD_BYTES, mediaType, requireSeen, typeNotice } from './media-type.ts';

/** A file where it waits, and what is said of it. */
export interface HandedIn {
  /** Absolute. */
  path: string;
  /** As the person named it. */
  name: string;
  /** Default: the name without its extension. */
  subject?: string;
  place?: string;
  /** As typed; default: of a photo what the camera wrote into it, of a scan and any other file when it was handed in. */
  takenAt?: string;
  proof?: Attachment['proof'];
}

export interface SpooledFile {
  attachment: Attachment;
  spooled: SpooledEvidence;
  notice: string | null;
  /** What the leak gate could read of it. */
  looked: LookedAt;
}

/** What is wrong with a file before anything is kept; null when nothing is. @param door see `fileDoor` @param now ISO instant */
export async function handedInFault(door: FileDoor, file: HandedIn, now: string): Promise<UserError | null> {
  try {
    await described(file, now);
    await lookedAt(door, file);
    return null;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

/** What it is by its content. */
export const handedInType = async ({ path }: Pick<HandedIn, 'path'>): Promise<string> => mediaType(await headOf(path));

/**
 * Spools each of the files, the same bytes once.
 * @param door see `fileDoor` @param now ISO instant of handing them in
 * @throws UserError when one is empty or shows nothing, nothing of what its name says, taken in the future, or holds what must not leave
 * the house; nothing is left then
 */
export async function spoolFiles(door: FileDoor, files: readonly HandedIn[], now: string): Promise<SpooledFile[]> {
  const done = new Map<string, SpooledFile>();
  try {
    for (const file of files) {
      const { notice, size, ...said } = await described(file, now);
      const looked = await lookedAt(door, file);
      const spooled = await spoolEvidence(door.root, () => createReadStream(file.path), size);
      if (done.has(spooled.sha256)) await spooled.discard();
      else done.set(spooled.sha256, { attachment: { sha256: spooled.sha256, size, ...said }, spooled, notice, looked });
    }
    return [...done.values()];
  } catch (error) {
    await discardFiles([...done.values()]);
    throw error;
  }
}

/** Removes what no change has adopted. */
export const discardFiles = async (files: readonly SpooledFile[]): Promise<void> => {
  await Promise.all(files.map(({ spooled }) => spooled.discard()));
};

/** The record with the files among its attachments; one that it has already is not added again. */
export function withFiles(
  record: Record<string, unknown>,
  files: readonly Pick<SpooledFile, 'attachment'>[],
): Record<string, unknown> {
  const known = (record['attachments'] as Attachment[] | undefined) ?? [];
  const fresh = files
    .map(({ attachment }) => attachment)
    .filter(({ sha256 }) => !known.some((one) => one.sha256 === sha256 && one.withdrawn === undefined));
  return fresh.length === 0 ? record : { ...record, attachments: [...known, ...fresh] };
}

/** Of one that is too large to be read nothing is read into memory. */
async function lookedAt(door: FileDoor, { path, name }: HandedIn): Promise<LookedAt> {
  const { size } = await stat(path);
  if (size > MOST_READ) return { name, unread: TOO_LARGE };
  return requireCleanFile(door, { name, bytes: await readFile(path) });
}

type Described = Omit<Attachment, 'sha256'> & { notice: string | null };

async function described(file: HandedIn, now: string): Promise<Described> {
  const { name, proof } = file;
  const { size } = await stat(file.path);
  if (size === 0) throw new UserError('附件是空文件', { file: name, found: '0 字节', expected: '有内容的文件' });
  const type = mediaType(await headOf(file.path));
  const notice = typeNotice(name, type);
  if (proof !== undefined) requireSeen(name, type);
  const shows = size > LOOKED_AT_MOST ? {} : await requireShown(name, await readFile(file.path), type);
  const takenAt = await takenOf(file, type, now);
  const subject = file.subject?.trim() || name.replace(/\.[^.]+$/, '') || name;
  const place = file.place?.trim() ?? '';
  return {
    name,
    type,
    size,
    subject,
    takenAt,
    notice,
    ...(place === '' ? {} : { place }),
    ...(proof === undefined ? {} : { proof }),
    ...shows,
  };
}

/** @returns ISO instant that the camera wrote into a picture; null of any other file, and where it wrote none */
export async function ownTime(path: string): Promise<string | null> {
  const { size } = await stat(path);
  if (size > LOOKED_AT_MOST || !mediaType(await headOf(path)).startsWith('image/')) return null;
  return takenAtOf(await readFile(path));
}

/** A photo is of when it was taken, which is never guessed; a scan and any other file is of when it was handed in. */
async function takenOf({ name, path, proof, takenAt = '' }: HandedIn, type: string, now: string): Promise<string> {
  if (takenAt === '') {
    if (!type.startsWith('image/') || proof !== undefined) return now;
    const own = await ownTime(path);
    if (own !== null && secondsBetween(now, own) <= CLOCK_TOLERANCE_SECONDS) return own;
    throw new UserError('照片没有写明拍摄时间', {
      ...{ file: name, found: own === null ? '照片里没有记' : `照片里记的是 ${formatDateTime(own)}，还没有到` },
      ...{ expected: '拍摄时间，例如 2026-11-24 09:27', hint: '在附件的“拍摄时间”写明；没有保存' },
    });
  }
  const instant = parseInstant(takenAt);
  if (instant === undefined) {
    throw new UserError('拍摄时间不对', { file: name, found: takenAt, expected: '时间，例如 2026-11-24 09:27' });
  }
  if (secondsBetween(now, instant) > CLOCK_TOLERANCE_SECONDS) {
    const [found, expected] = [formatDateTime(instant), `不晚于 ${formatDateTime(now)}`];
    throw new UserError('拍摄时间在未来', { file: name, found, expected, hint: '改正拍摄时间；没有保存' });
  }
  return instant;
}

async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
