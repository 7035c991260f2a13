/** Hashes, signatures and unpacking in plain JavaScript: a page opened from a file has nothing else that every browser gives it. */
import * as ed25519 from '@noble/ed25519';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { toHex } from '../../proof/bytes.ts';
import { inflate } from '../../proof/pdf/inflate.ts';
import { type Hasher, sm3 } from '../../proof/sm3.ts';
import type { CheckTools } from '../check/source.ts';

ed25519.hashes.sha512 = sha512;

function openSha256(): Hasher {
  const hash = sha256.create();
  return { update: (bytes) => void hash.update(bytes), hex: () => toHex(hash.digest()) };
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
