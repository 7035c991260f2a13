/** The digest of a file, and what was appended to it. No `crypto.subtle`: plain http has none. */
import { sha256 } from '@noble/hashes/sha2.js';
import type { WholeFile } from '../../proof/index.ts';
import { judgeAppended } from '../../proof/pdf/appended.ts';
import { inflate } from '../../proof/pdf/inflate.ts';

/** Hashed at a time; between two pieces the page stays alive. */
const PIECE = 1024 * 1024;

/** SHA-256 in lower-case hex. */
export async function digestOf(bytes: Uint8Array): Promise<string> {
  const hash = sha256.create();
  for (let at = 0; at < bytes.length; at += PIECE) {
    hash.update(bytes.subarray(at, at + PIECE));
    await new Promise((resume) => setTimeout(resume));
  }
  return [...hash.digest()].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The file for a look at what was appended to a PDF. */
export const wholeFile = (bytes: Uint8Array): WholeFile => ({
  size: bytes.length,
  beginsWith: (size) => digestOf(bytes.subarray(0, size)),
  appended: (size) =>
    judgeAppended(bytes, size, {
      latin1: (some) => new TextDecoder('latin1').decode(some),
      inflate,
    }),
});
