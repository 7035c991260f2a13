/** A photo, screenshot or scan on disk as an attachment of a record. */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { sha256 } from '../archive/digest.ts';
import { UserError } from '../contract/error.ts';
import { toText } from '../contract/time.ts';
import type { Attachment } from '../records/record.ts';

/** Largest file that may be attached; larger originals belong to evidence-large by their importers. */
const ATTACH_AT_MOST = 20 * 1024 * 1024;

/** What is said of the files beside their bytes. */
export interface AttachmentNote {
  /** What they show; default: the file's name. */
  subject?: string;
  place?: string;
  /** ISO instant; default: the file's own time. */
  takenAt?: string;
}

export interface ReadAttachment {
  bytes: Uint8Array;
  attachment: Attachment;
}

/** @param file path as typed. @throws UserError when it is no file, empty or too large */
export async function readAttachment(file: string, request: AttachmentNote): Promise<ReadAttachment> {
  const info = await stat(file).catch(() => undefined);
  if (info === undefined || !info.isFile()) {
    throw new UserError('附件文件不存在', { file, expected: '可读取的图片或文件' });
  }
  if (info.size === 0 || info.size > ATTACH_AT_MOST) {
    throw new UserError('附件大小不合规', { file, found: `${info.size} 字节`, expected: '大于 0、不超过 20 MB' });
  }
  const bytes = await readFile(file);
  return {
    bytes,
    attachment: {
      sha256: sha256(bytes),
      name: basename(file),
      type: mediaType(bytes),
      size: bytes.byteLength,
      subject: request.subject ?? basename(file).replace(/\.[^.]+$/, ''),
      takenAt: request.takenAt ?? toText(Temporal.Instant.fromEpochMilliseconds(Math.floor(info.mtimeMs))),
      ...(request.place === undefined ? {} : { place: request.place }),
    },
  };
}

const SIGNATURES: [string, number[]][] = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['application/pdf', [0x25, 0x50, 0x44, 0x46]],
  ['application/zip', [0x50, 0x4b, 0x03, 0x04]],
];

/** By the first bytes, never by the name: a document must not trust an extension. */
function mediaType(bytes: Uint8Array): string {
  return SIGNATURES.find(([, sign]) => sign.every((b, i) => bytes[i] === b))?.[0] ?? 'application/octet-stream';
}
