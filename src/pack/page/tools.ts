/** Hashes, signatures and unpacking in plain JavaScript: a page opened from a file has nothing else that every browser gives it. */
import * as ed25519 from '@noble/ed25519';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { Unzlib } from 'fflate';
import { toHex } from '../../proof/bytes.ts';
import { MOST_UNPACKED } from '../../proof/pdf/read.ts';
import { type Hasher, sm3 } from '../../proof/sm3.ts';
import type { CheckTools } from '../check/source.ts';

ed25519.hashes.sha512 = sha512;

/** Unpacked at a time: what a piece can grow to is bounded. */
const PACKED_PIECE = 4096;

function openSha256(): Hasher {
  const hash = sha256.create();
  return { update: (bytes) => void hash.update(bytes), hex: () => toHex(hash.digest()) };
}

/** zlib data unpacked. @throws Error when they are damaged or too much */
function inflate(packed: Uint8Array): Uint8Array {
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

export const pageTools: CheckTools = {
  sha256,
  open: (algorithm) => (algorithm === 'sm3' ? sm3() : openSha256()),
  verify(key, message, signature) {
    try {
      // As RFC 8032 has it: no key and no signature in two forms.
      return ed25519.verify(signature, message, key, { zip215: false });
    } catch {
      // What is no point of the curve verifies nothing.
      return false;
    }
  },
  pdf: { latin1: (bytes) => new TextDecoder('latin1').decode(bytes), inflate },
};
