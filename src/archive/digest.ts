/** The two digests that a manifest keeps of every file: SHA-256 for everyone, SM3 (GB/T 32905) for Chinese auditors. */
import { hash } from 'node:crypto';

export interface Digests {
  /** Lower-case hex. */
  sha256: string;
  /** Lower-case hex. */
  sm3: string;
  /** Bytes. */
  size: number;
}

export function digest(bytes: Uint8Array): Digests {
  return { sha256: sha256(bytes), sm3: sm3(bytes), size: bytes.byteLength };
}

/** Lower-case hex; takes four times as long as `sha256`. */
function sm3(bytes: Uint8Array): string {
  return hash('sm3', bytes);
}

/** What was found of a file; `sm3` null: not asked for. */
export type FoundDigests = Omit<Digests, 'sm3'> & { sm3: string | null };

export function digestFound(bytes: Uint8Array, withSm3: boolean): FoundDigests {
  return { sha256: sha256(bytes), sm3: withSm3 ? sm3(bytes) : null, size: bytes.byteLength };
}

/** Whether a file is the one that a manifest lists, by what was asked for. */
export const isListed = (found: FoundDigests, listed: Digests): boolean =>
  found.size === listed.size && found.sha256 === listed.sha256 && (found.sm3 === null || found.sm3 === listed.sm3);

export function sha256(bytes: Uint8Array | string): string {
  return hash('sha256', bytes);
}

/**
 * 数据指纹: hash of the input hashes alone, whatever order they come in and whatever commit, version or time it is.
 * @returns full SHA-256 in hex
 */
export function fingerprintOf(inputs: readonly { path: string; sha256: string }[]): string {
  const lines = inputs.map((i) => `${i.sha256}  ${i.path}\n`).sort();
  return sha256(lines.join(''));
}

/** The fingerprint as printed in a footer: `7f3a · 91c2 · e05d`. */
export function shortFingerprint(full: string): string {
  return [full.slice(0, 4), full.slice(4, 8), full.slice(8, 12)].join('·');
}
