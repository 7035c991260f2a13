/** The digest of a file, and the number that it says it has. No `crypto.subtle`: plain http has none. */
import { sha256 } from '@noble/hashes/sha2.js';
import { unzipSync } from 'fflate';
import { claimedNumber } from '../../proof/index.ts';

/** Hashed at a time; between two pieces the page stays alive. */
const PIECE = 1024 * 1024;
/** Of an Excel file only its title is read, and only where it is as small as a title is. */
const TITLE = 'docProps/core.xml';
const MAX_TITLE = 64 * 1024;

/** SHA-256 in lower-case hex. */
export async function digestOf(bytes: Uint8Array): Promise<string> {
  const hash = sha256.create();
  for (let at = 0; at < bytes.length; at += PIECE) {
    hash.update(bytes.subarray(at, at + PIECE));
    await new Promise((resume) => setTimeout(resume));
  }
  return [...hash.digest()].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Number that the file's own title names; null where it names none or cannot be read. */
export function claimOf(bytes: Uint8Array): string | null {
  const zip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  return claimedNumber(zip ? titleOf(bytes) : latin1(bytes));
}

function titleOf(bytes: Uint8Array): string {
  try {
    const found = unzipSync(bytes, { filter: ({ name, originalSize }) => name === TITLE && originalSize <= MAX_TITLE });
    return new TextDecoder().decode(found[TITLE]);
  } catch {
    // A broken archive says nothing about itself; its digest is unknown all the same.
    return '';
  }
}

function latin1(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}
