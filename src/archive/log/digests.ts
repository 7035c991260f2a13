/** Digests as entries of the log hold them, and the hash and signature behind its tree and checkpoints. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hash,
  sign as signWith,
  verify as verifyWith,
} from 'node:crypto';
import type { Sign, Verify } from '../../proof/note.ts';
import type { Hash } from '../../proof/tree.ts';

/** Lower-case hex. */
export interface TwoDigests {
  sha256: string;
  sm3: string;
}

export const treeHash: Hash = (bytes) => hash('sha256', bytes, 'buffer');

/** Bytes of a salt: as many as of the hash, so that nobody tries them all. */
export const SALT_BYTES = 32;

/** @param salt put in front of the bytes; none for what may be recognised by its digest */
export function saltedDigests(bytes: Uint8Array, salt?: Uint8Array): TwoDigests;
/** @param withSm3 false: not made, null */
export function saltedDigests(
  bytes: Uint8Array,
  salt: Uint8Array | undefined,
  withSm3: boolean,
): { sha256: string; sm3: string | null };
export function saltedDigests(bytes: Uint8Array, salt?: Uint8Array, withSm3 = true) {
  const of = (algorithm: string): string => {
    if (salt === undefined) return hash(algorithm, bytes);
    return createHash(algorithm).update(salt).update(bytes).digest('hex');
  };
  return { sha256: of('sha256'), sm3: withSm3 ? of('sm3') : null };
}

/** Digests of a list of files: a line `path digest` each, sorted by path. */
export function listDigests(files: readonly ({ path: string } & TwoDigests)[]): TwoDigests {
  return { sha256: listDigest(files, 'sha256'), sm3: listDigest(files, 'sm3') };
}

/** One of them. */
export function listDigest(files: readonly ({ path: string } & TwoDigests)[], name: keyof TwoDigests): string {
  const isSorted = files.every(({ path }, n) => n === 0 || (files[n - 1]?.path ?? '') < path);
  const sorted = isSorted ? files : files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  let lines = '';
  for (const file of sorted) lines += `${file.path} ${file[name]}\n`;
  return hash(name, lines);
}

/** What stands before the 32 bytes of a key in the formats that Node takes (RFC 8410). */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

export const verifyEd25519: Verify = (key, message, signature) =>
  verifyWith(
    null,
    message,
    createPublicKey({ key: Buffer.concat([SPKI, key]), format: 'der', type: 'spki' }),
    signature,
  );

/** A key pair from its secret 32 bytes. */
export function keyPairOf(seed: Uint8Array): { publicKey: Uint8Array; sign: Sign } {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(SPKI.length);
  return { publicKey: new Uint8Array(publicKey), sign: (message) => new Uint8Array(signWith(null, message, key)) };
}

/** 32 secret bytes of a new key. */
export function newSeed(): Uint8Array {
  const { privateKey } = generateKeyPairSync('ed25519');
  return new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(PKCS8.length));
}
