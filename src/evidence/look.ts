/** What a file that is given as evidence shows: read once, when it comes in, and kept with the record that names it. */
import { numbersIn } from '../contract/numbers-in-text.ts';
import { readPdf } from './pdf.ts';
import { lookAtPicture } from './picture.ts';

/** What is kept of it; each absent where it cannot be told. */
export interface Shows {
  /** Of a PDF. */
  pages?: number;
  /** Pages that show anything. */
  inked?: number;
  /** Letters that can be found in it. */
  letters?: number;
  /** Numbers of documents and records that its words name; absent: none. */
  names?: string[];
  /** Pattern of a picture, by which the same one saved anew is known. */
  likeness?: string;
}

/** Why it vouches for nothing. */
export type Empty = 'blank-pages' | 'no-pages' | 'one-colour' | 'no-picture' | 'blank-text';

export interface Look {
  shows: Shows;
  empty: Empty | null;
}

/** Larger files are kept, and not looked into: nobody makes an empty one so large. */
export const LOOKED_AT_MOST = 64 * 1024 * 1024;

/** A list of a month names some hundreds; more says nothing of what it is of. */
const MOST_NAMES = 500;

const PICTURES: readonly string[] = ['image/png', 'image/jpeg'];
const nothing = (empty: Empty | null): Look => ({ shows: {}, empty });

/** @param type by its content, as `mediaType` tells it */
export async function lookAtEvidence(bytes: Uint8Array, type: string): Promise<Look> {
  if (bytes.byteLength > LOOKED_AT_MOST) return nothing(null);
  if (type === 'application/pdf') return ofPdf(bytes);
  if (PICTURES.includes(type)) {
    const look = await lookAtPicture(bytes);
    if (look === null) return nothing('no-picture');
    // All pictures of one colour are alike: their pattern says nothing.
    return look.plain ? nothing('one-colour') : { shows: { likeness: look.likeness }, empty: null };
  }
  return nothing(type === 'application/octet-stream' && isBlank(bytes) ? 'blank-text' : null);
}

async function ofPdf(bytes: Uint8Array): Promise<Look> {
  const said = await readPdf(bytes, '');
  if (said.state === 'broken') return nothing('no-pages');
  // One that is locked, or too much to be read, is not called empty.
  if (said.state !== 'read') return nothing(null);
  const { pages, inked, letters, text } = said;
  const names = numbersIn(text, MOST_NAMES);
  if (pages === 0) return nothing('no-pages');
  const shows = { pages, inked, ...(letters === null ? {} : { letters }), ...(names.length === 0 ? {} : { names }) };
  return { shows, empty: inked === 0 ? 'blank-pages' : null };
}

const BLANKS = new Set([0, 9, 10, 11, 12, 13, 32]);
const isBlank = (bytes: Uint8Array): boolean => bytes.every((one) => BLANKS.has(one));
