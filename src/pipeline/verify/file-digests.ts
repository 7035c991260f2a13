/** Every digest of a file that verification compares, from one reading of it. */
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { digestFound, type FoundDigests } from '../../archive/digest.ts';

export interface FileDigests extends FoundDigests {
  /** git's own name of the bytes: SHA-1 behind a header, lower-case hex. */
  blob: string;
}

export interface DigestReader {
  /** @param path absolute, of a plain file @throws the fault of the disk */
  read(path: string): FileDigests;
}

/** Documents are smaller; a larger file is read into memory of its own. */
const ROOM = 4 * 1024 * 1024;

/** Reads one file after the other into the same memory: that of a year of documents would have to be collected again and again. */
export function openDigestReader(withSm3: boolean): DigestReader {
  const room = Buffer.allocUnsafeSlow(ROOM);
  return {
    read(path) {
      const bytes = readInto(room, path);
      return { ...digestFound(bytes, withSm3), blob: gitBlob(bytes) };
    },
  };
}

function readInto(room: Buffer, path: string): Uint8Array {
  const file = openSync(path, 'r');
  try {
    if (fstatSync(file).size >= room.length) return readFileSync(file);
    let length = 0;
    for (let read = -1; read !== 0 && length < room.length; length += read)
      read = readSync(file, room, length, room.length - length, null);
    return room.subarray(0, length);
  } finally {
    closeSync(file);
  }
}

function gitBlob(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex');
}
