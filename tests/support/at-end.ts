/** What a test file leaves behind, put away at its end: `put-away.ts` sees to it, whatever the file itself does. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const works: (() => unknown)[] = [];

/** Done when the tests of the file are, the last one first. */
export const atEnd = (work: () => unknown): void => {
  works.push(work);
};

/** Does it now. */
export async function putAway(): Promise<void> {
  for (const work of works.splice(0).reverse()) await work();
}

/** A new empty folder, until the end of the file. */
export async function tempFolder(name = 'test'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `opsledger-${name}-`));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
