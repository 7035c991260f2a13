/** A pack on the disk for the command, changed and put back. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Files } from './_pack.ts';

export function writePack(root: string, files: Files): void {
  for (const [path, bytes] of files) write(root, path, bytes);
}

function write(root: string, path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), bytes);
}

/** Makes the folder what `now` is, from what `before` was; only what differs is touched. */
export function change(root: string, before: Files, now: Files): void {
  for (const path of before.keys()) if (!now.has(path)) rmSync(join(root, path));
  for (const [path, bytes] of now) if (before.get(path) !== bytes) write(root, path, bytes);
}
