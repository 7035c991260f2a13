/** The number that a file itself says it has. Pure, for terminal and browser. */
import { unzipSync } from 'fflate';
import { claimedNumber } from './index.ts';

/** Of an Excel file only its title is read, and only where it is as small as a title is. */
const TITLE = 'docProps/core.xml';
const MAX_TITLE = 64 * 1024;

/** Number that the file's own title names; null where it names none or cannot be read. */
export function claimOf(bytes: Uint8Array): string | null {
  const zip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  return claimedNumber(zip ? titleOf(bytes) : new TextDecoder('latin1').decode(bytes));
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
