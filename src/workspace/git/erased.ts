/**
 * What stands in the history for a content that was destroyed (清除): a short text that names the blob which was there, so that the
 * names of the commits of before can be computed from it, and with them that nothing else was changed.
 */
import { createHash } from 'node:crypto';

const HEAD = 'opsledger-erased 1 ';
const TAIL = '\n本文件的内容已依规清除，校验值与批准人见存证日志与清除记录。\n';
const BLOB = /^[0-9a-f]{40}$/;

/** git's name of an object. @param type as git calls it */
export const objectName = (type: 'blob' | 'tree' | 'commit', bytes: Uint8Array): string =>
  createHash('sha1').update(`${type} ${bytes.length}\0`).update(bytes).digest('hex');

/** Bytes that stand for a blob. @param blob git's name of it */
export const markOf = (blob: string): Buffer => Buffer.from(`${HEAD}${blob}${TAIL}`, 'utf8');

const marks = new Map<string, string>();

/** git's name of the bytes that stand for a blob. */
export function markBlob(blob: string): string {
  const made = marks.get(blob) ?? objectName('blob', markOf(blob));
  marks.set(blob, made);
  return made;
}

/** Bytes of every mark. */
export const MARK_BYTES = markOf('0'.repeat(40)).length;

/** The blob that these bytes stand for; undefined for any other bytes. */
export function blobOfMark(bytes: Uint8Array): string | undefined {
  if (bytes.length !== MARK_BYTES) return undefined;
  const text = Buffer.from(bytes).toString('utf8');
  const blob = text.slice(HEAD.length, HEAD.length + 40);
  return BLOB.test(blob) && text === `${HEAD}${blob}${TAIL}` ? blob : undefined;
}
