/** What a check of a pack needs of its surroundings: files of a folder or an archive, and the hashes and signatures. Types alone. */
import type { Verify } from '../../proof/note.ts';
import type { PdfTools } from '../../proof/pdf/read.ts';
import type { Hasher } from '../../proof/sm3.ts';
import type { Hash } from '../../proof/tree.ts';

/** The unpacked files, by their path in the pack. */
export interface PackSource {
  /** Path → bytes. */
  files: ReadonlyMap<string, number>;
  /** Bytes from `from` to before `to`, or to the end. Rejects when the file cannot be read. */
  read(path: string, from?: number, to?: number): Promise<Uint8Array>;
  /** Whole files at once, where one by one is slow; rejects when one of them cannot be read. */
  readMany?(paths: readonly string[]): Promise<Uint8Array[]>;
}

export interface CheckTools {
  sha256: Hash;
  /** For files, which are never held whole. */
  open(algorithm: 'sha256' | 'sm3'): Hasher;
  verify: Verify;
  pdf: PdfTools;
}

/** What the auditor asks for. */
export interface CheckOptions {
  /** SM3 as well. */
  sm3: boolean;
  /** The log's verifier key as the auditor got it elsewhere; null: none was given. */
  key: string | null;
  /** Called now and then. @param done bytes that were hashed */
  progress?(done: number, total: number): void;
}
