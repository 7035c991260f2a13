/**
 * A contract to go on with where the files of the contract cannot be used: that of the newest commit with which they could. Only for
 * whoever judges what was issued, and says so; nothing is issued or written by it.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import { EnvironmentError, UserError } from '../../contract/error.ts';
import { makeFolder, writeDurable } from '../disk/durable.ts';
import type { Git } from '../git/git.ts';
import { loadedContract } from './contract-cache.ts';

export interface StandIn {
  contract: ContractBundle;
  /** What is wrong with the files as they are. */
  fault: UserError;
  /** Commit of which it is; null: of none, the program's own data stand for it. */
  commit: string | null;
}

/** Commits that are tried: whoever damaged more of them has a history to be asked for first. */
const TRIED = 30;

/** @param fault what is wrong with the files as they are @param last folder of data that are always right */
export async function standInContract(git: Git, fault: UserError, last: string): Promise<StandIn> {
  for (const commit of await commitsOf(git)) {
    const contract = await contractAt(git, commit);
    if (contract !== undefined) return { contract, fault, commit };
  }
  return { contract: await loadedContract(last), fault, commit: null };
}

/** The newest first: those that changed the contract, and that which is now. Of a broken repository none. */
async function commitsOf(git: Git): Promise<string[]> {
  try {
    const touched = (await git.historyOf('contract/')).slice(0, TRIED);
    return [await git.head(), ...touched.map(({ commit }) => commit)];
  } catch (error) {
    if (error instanceof EnvironmentError) return [];
    throw error;
  }
}

/** undefined: it could not be used then, either. */
async function contractAt(git: Git, commit: string): Promise<ContractBundle | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'opsledger-contract-'));
  try {
    for (const { path } of await git.listTree(commit, 'contract')) {
      const bytes = await git.showFile(commit, path);
      await makeFolder(dirname(join(folder, path)));
      if (bytes !== undefined) await writeDurable(join(folder, path), bytes);
    }
    return await loadedContract(folder);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
