/** Unpacking in plain JavaScript, for browsers. */
import { Unzlib } from 'fflate';
import { MOST_UNPACKED } from './read.ts';

/** Unpacked at a time: what a piece can grow to is bounded, and the next one is not begun when it is too much. */
const PACKED_PIECE = 4096;

/** zlib data unpacked. @throws Error when they are damaged, or more than `MOST_UNPACKED` */
export function inflate(packed: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  const unpacker = new Unzlib((part) => {
    parts.push(part);
    length += part.length;
  });
  for (let at = 0; at < packed.length; at += PACKED_PIECE) {
    unpacker.push(packed.subarray(at, at + PACKED_PIECE), at + PACKED_PIECE >= packed.length);
    if (length > MOST_UNPACKED) throw new Error('too much');
  }
  const whole = new Uint8Array(length);
  let to = 0;
  for (const part of parts) {
    whole.set(part, to);
    to += part.length;
  }
  return whole;
}
