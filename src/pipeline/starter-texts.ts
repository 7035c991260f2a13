/** The written texts that the program gives to begin with, and those of a folder: what a text may have been copied from. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { OtherText } from '../assess/contract/text-copies.ts';
import { EnvironmentError, UserError } from '../contract/error.ts';
import { decodeUtf8, readLimited } from '../workspace/disk/decode.ts';

/** Of the program itself: what composes documents imports nothing of what draws them. */
const folder = join(import.meta.dirname, '..', '..', 'data', 'starters');

let known: Promise<OtherText[]> | undefined;

/** Of every contract that the program has a sample of; read once. */
export function starterTexts(): Promise<OtherText[]> {
  known ??= readStarters();
  return known;
}

async function readStarters(): Promise<OtherText[]> {
  const texts: OtherText[] = [];
  for (const one of (await readdir(folder)).toSorted())
    for (const { name, source } of await plansIn(join(folder, one, 'plans')))
      texts.push({ name: `程序自带的样例 ${name}`, source });
  return texts;
}

/** @returns nothing of a folder that there is not */
export async function plansIn(folder: string): Promise<OtherText[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  });
  const texts: OtherText[] = [];
  for (const name of names.filter((one) => one.endsWith('.md')).toSorted()) {
    const source = await sourceOf(join(folder, name));
    if (source !== null) texts.push({ name, source });
  }
  return texts;
}

/** null: there is none, or nothing that can be read; `placeholder` says so. */
export async function sourceOf(path: string): Promise<string | null> {
  try {
    return decodeUtf8(await readLimited(path, path), path);
  } catch (error) {
    if (!(error instanceof UserError) || error instanceof EnvironmentError) throw error;
    return null;
  }
}
