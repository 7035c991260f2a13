/** A photo, screenshot or scan on disk as an attachment of a record. */

import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { sha256 } from '../../archive/digest.ts';
import { UserError } from '../../contract/error.ts';
import { formatDateTime, secondsBetween, toText } from '../../contract/time.ts';
import { requireShown } from '../../evidence/require-shown.ts';
import { type FileDoor, type LookedAt, requireCleanFile, unreadNotices } from '../../guard/files/clean-file.ts';
import { CLOCK_TOLERANCE_SECONDS } from '../../records/reading.ts';
import type { Attachment } from '../../records/record.ts';
import { sizeLimitText } from '../../wording/figures.ts';
import { environmentError, errorCode, isMissing } from '../../workspace/disk/faults.ts';
import { machineNow } from '../clock.ts';
import { mediaType, requireSeen, typeNotice } from './media-type.ts';

/** Largest file that may be attached; larger originals belong to evidence-large by their importers. */
const ATTACH_AT_MOST = 20 * 1024 * 1024;

/** What is said of the files beside their bytes. */
export interface AttachmentNote {
  /** What they show; default: the file's name. */
  subject?: string;
  place?: string;
  /** ISO instant; default: the file's own time. */
  takenAt?: string;
  /** ISO instant of entering it: nothing was taken later. */
  now?: string;
  /** What it is there to prove, if anything. */
  proof?: Attachment['proof'];
  /** true: it is kept sealed, so that nobody reads its words but by the key. */
  sealed?: boolean;
}

export interface ReadAttachment {
  bytes: Uint8Array;
  attachment: Attachment;
  /** What the name claims and the content is not, in Chinese; null when they agree. */
  notice: string | null;
  /** What the leak gate could read of it. */
  looked: LookedAt;
}

/**
 * @param door see `fileDoor` @param file path as typed
 * @throws UserError when it is no file, empty, too large, shows nothing, is not at all what its name says, or holds what must not leave the house
 */
export async function readAttachment(door: FileDoor, file: string, request: AttachmentNote): Promise<ReadAttachment> {
  const info = await stat(file).catch((error: unknown) => {
    throw attachmentFault(error, file);
  });
  if (!info.isFile()) throw new UserError('附件不是普通文件', { file, expected: EXPECTED });
  if (info.size === 0 || info.size > ATTACH_AT_MOST) {
    throw new UserError('附件大小不合规', {
      file,
      found: `${info.size} 字节`,
      expected: `大于 0、不超过 ${sizeLimitText(ATTACH_AT_MOST)}`,
    });
  }
  const bytes = await readFile(file).catch((error: unknown) => {
    throw attachmentFault(error, file);
  });
  const takenAt = request.takenAt ?? toText(Temporal.Instant.fromEpochMilliseconds(Math.floor(info.mtimeMs)));
  requirePast(file, takenAt, request);
  const name = basename(file);
  const type = mediaType(bytes);
  if (request.proof !== undefined) requireSeen(file, type);
  const looked = request.sealed === true ? { name, unread: null } : await requireCleanFile(door, { name, bytes });
  return {
    bytes,
    looked,
    notice: typeNotice(file, type),
    attachment: {
      sha256: sha256(bytes),
      name,
      type,
      size: bytes.byteLength,
      subject: request.subject ?? basename(file).replace(/\.[^.]+$/, ''),
      takenAt,
      ...(request.place === undefined ? {} : { place: request.place }),
      ...(request.proof === undefined ? {} : { proof: request.proof }),
      ...(await requireShown(file, bytes, type)),
    },
  };
}

/** What is told of files that were taken: what is something else than its name says, and what the leak gate could not read. */
export const takenNotices = (files: readonly Pick<ReadAttachment, 'notice' | 'looked'>[]): string[] => [
  ...files.flatMap(({ notice }) => notice ?? []),
  ...unreadNotices(files.map(({ looked }) => looked)),
];

const EXPECTED = '可读取的图片或文件';

/**
 * What keeps a file of the person's, outside the workspace, from being read: that it is not there is only one of the reasons.
 * @param error of the operating system
 * @param file path as typed
 */
export function attachmentFault(error: unknown, file: string): UserError {
  if (isMissing(error)) return new UserError('附件文件不存在', { file, expected: EXPECTED });
  const code = errorCode(error) ?? '';
  if (code !== 'EACCES' && code !== 'EPERM') return environmentError(error, file);
  const hint = '文件在，但当前用户不能读：请其所有者改权限，或复制一份可读的再附加；没有保存';
  return new UserError('没有读取附件的权限', { file, found: code, expected: EXPECTED, hint });
}

/** A file's own time is held against the machine's clock, which gave it. @throws UserError when it was taken in the future */
function requirePast(file: string, takenAt: string, { takenAt: said, now }: AttachmentNote): void {
  const limit = said === undefined ? machineNow() : now;
  if (limit === undefined || secondsBetween(limit, takenAt) <= CLOCK_TOLERANCE_SECONDS) return;
  throw new UserError('拍摄时间在未来', {
    file,
    at: '--taken-at',
    found: formatDateTime(takenAt),
    expected: `不晚于 ${formatDateTime(limit)}`,
    hint: said === undefined ? '文件自身的时间不对，用 --taken-at 写明拍摄时间' : '改正拍摄时间；没有保存',
  });
}
