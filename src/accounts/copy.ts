/** A whole copy of the desk's database beside it: what is written to while it is copied as a file may come out torn. */
import { chmodSync, closeSync, openSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { DESK_COPY } from './database.ts';

const MAKING = 'state/desk-copy-new.sqlite';

/** Makes the copy anew, whole or not at all. @param root absolute path of the workspace */
export function copyDatabase(database: DatabaseSync, root: string): void {
  const making = join(root, MAKING);
  rmSync(making, { force: true });
  // Made before, so that nobody else may read it while it grows.
  closeSync(openSync(making, 'wx', 0o600));
  database.prepare('VACUUM INTO ?').run(making);
  chmodSync(making, 0o600);
  renameSync(making, join(root, DESK_COPY));
}
