/** What lies in a folder while others write there: what is being written is nobody's file yet, and what goes meanwhile was none. */
import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { tempOwner } from './durable.ts';
import { isUnreachable } from './faults.ts';

/**
 * Plain files below a folder, sorted; none where there is no such folder, and without files that have no name of their own yet.
 * @param root absolute. @param folder below it. @returns paths below `root`
 */
export function filesBelow(root: string, folder: string): string[] {
  const found: string[] = [];
  // Folder by folder: `readdir` with `recursive` fails as a whole when one of them goes meanwhile.
  const look = (at: string): void => {
    for (const one of entriesOf(join(root, at))) {
      const path = at === '' ? one.name : `${at}/${one.name}`;
      if (one.isDirectory()) look(path);
      else if (one.isFile() && tempOwner(one.name) === undefined) found.push(path);
    }
  };
  look(folder);
  return found.sort();
}

/** @param folder absolute. @returns nothing of one that is gone, or was never there */
export function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (isUnreachable(error)) return [];
    throw error;
  }
}
