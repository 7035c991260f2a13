/** The head of a log as paper prints it: entries, and the beginning of the root. Pure. */
import { toHex } from './bytes.ts';
import type { Checkpoint } from './checkpoint.ts';
import { HASH_SIZE } from './tree.ts';

/** Fewer hex digits of a root than this are no proof of anything. */
const LEAST_DIGITS = 16;

/** Number of entries, then groups of hex digits; words before the number are nothing to us. */
const PRINTED = /^\D*?(\d+)(?:\s*条)?[\s，,:：]+(?:根\s*)?([0-9a-f]{4}(?:[·.\s-]*[0-9a-f]{4})*)$/;

export interface PrintedHead {
  /** Entries. */
  size: number;
  /** Hex, at least half of the root's 64 digits where it was printed by us. */
  root: string;
}

/**
 * `10773 条 a33a·d10f·…` and what its QR code says, `10773 a33ad10f…`.
 * @returns undefined for anything else, fewer digits than prove something included
 */
export function parsePrinted(text: string): PrintedHead | undefined {
  const [, size = '', groups = ''] = PRINTED.exec(text.trim()) ?? [];
  const root = groups.replace(/[^0-9a-f]/g, '');
  return size !== '' && root.length >= LEAST_DIGITS && root.length <= 2 * HASH_SIZE
    ? { size: Number(size), root }
    : undefined;
}

/** Bytes of a root that paper prints: with fewer, whoever prepares two logs beforehand could have both end in them. */
const PRINTED_BYTES = 16;

/** `10773 条 a33a·d10f·…`: entries, and the first half of the root as groups of four hex digits, as fingerprints are printed. */
export const shortHead = ({ size, root }: Checkpoint): string =>
  `${size} 条 ${(toHex(root.subarray(0, PRINTED_BYTES)).match(/.{4}/g) ?? []).join('·')}`;
