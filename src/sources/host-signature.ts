/** Whether a host report is as the host gave it: the last line bears the HMAC of all before it, by a key that is set up there. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { SourceError } from './error.ts';

const LINE = /^== signature hmac-sha256 ([0-9a-f]{64})$/m;

/**
 * @param text of the report; line ends and a byte order mark that a way through Windows left are not the host's
 * @param key as it is set up on the host, without the line end of its file
 * @returns false when the report bears no signature
 * @throws SourceError when the signature is not that of the text by this key
 */
export function isSignedBy(text: string, key: string): boolean {
  const plain = text.replace(/^\u{feff}/u, '').replaceAll('\r\n', '\n');
  const found = LINE.exec(plain);
  if (found === null) return false;
  const signed = plain.slice(0, found.index);
  const expected = createHmac('sha256', key).update(signed, 'utf8').digest();
  if (
    plain.slice(found.index + found[0].length).trim() === '' &&
    timingSafeEqual(expected, Buffer.from(found[1] ?? '', 'hex'))
  )
    return true;
  throw new SourceError('主机签名不符：报告在主机给出之后有改动，或两边的密钥不同');
}
