/**
 * The contract as its files say it, kept between two commands that only tell how things stand: reading and checking it is a tenth of
 * `due`. What is kept stands only for the very files below `contract/`, told by device, inode, size and both of their times, and for
 * the program that read them, and only of a contract without a fault. Who writes, issues or verifies reads the files themselves.
 */
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import { tempOwner } from '../disk/durable.ts';
import { stampOf } from '../disk/file-memo.ts';
import { entriesOf } from '../disk/files-below.ts';
import { keyOf, readKeptFile, writeKeptFile } from './kept-file.ts';
import { programStamp } from './program-stamp.ts';

const NAME = 'contract';

/** As `loadContract`, which brings along all that checks a contract: it is loaded where one is read. */
export const loadedContract = async (root: string): Promise<ContractBundle> =>
  (await import('./contract-data.ts')).loadContract(root);

export interface KeptContract {
  contract: ContractBundle;
  /** Keeps it for the next command. */
  save(): Promise<void>;
}

/** As `loadContract`, with the help of what an earlier command read. @param root absolute path of the workspace. Throws as it does */
export async function keptContract(root: string): Promise<KeptContract> {
  const key = keyOfFiles(root);
  const known = key === null ? undefined : await readKeptFile(root, NAME, key);
  if (known !== undefined)
    return { contract: JSON.parse(known.toString('utf8')) as ContractBundle, save: () => Promise.resolve() };
  const contract = await loadedContract(root);
  return {
    contract,
    async save() {
      const text = JSON.stringify(contract);
      // What was edited while it was read may be read half; and only a text that says all of it stands for it.
      if (key === null || key !== keyOfFiles(root) || !isDeepStrictEqual(JSON.parse(text), contract)) return;
      await writeKeptFile(root, NAME, key, Buffer.from(text, 'utf8'));
    },
  };
}

/** @returns null: one of the files is too fresh to be told from its successor, or is gone just now; nothing may be kept */
function keyOfFiles(root: string): string | null {
  const program = programStamp();
  if (program === null) return null;
  const stamps = [program];
  for (const path of filesBelow(join(root, 'contract'))) {
    const at = stampOf(path);
    if (at === undefined || at.isFresh) return null;
    stamps.push(`${path} ${at.stamp}`);
  }
  return keyOf(...stamps);
}

/** Folders too: their times tell of what was put in. None where there is no such folder, which whoever loads it is told. */
function filesBelow(folder: string): string[] {
  if (stampOf(folder) === undefined) return [];
  const inside = (at: string): string[] =>
    entriesOf(at)
      .filter(({ name }) => tempOwner(name) === undefined)
      .flatMap((one) => [join(at, one.name), ...(one.isDirectory() ? inside(join(at, one.name)) : [])]);
  return [folder, ...inside(folder).sort()];
}
