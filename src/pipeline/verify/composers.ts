/** Which released version of the program composed a document, by the list that each release adds to. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArchivedDocument } from '../../archive/store.ts';
import { composerHash } from '../compose/composer.ts';
import { toolRoot, toolVersion } from '../program.ts';

/** One line a released version: `0.2.0 <composer hash>`; lines that begin with # are remarks. */
export const COMPOSERS_FILE = 'releases/composers.txt';

/** Versions by the hash of their composer; undefined when the program came without the list. @param root folder of the program */
export async function releasedComposers(root = toolRoot): Promise<Map<string, string> | undefined> {
  const text = await readFile(join(root, COMPOSERS_FILE), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  });
  if (text === undefined) return undefined;
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const [version = '', hash = ''] = line.split(' ');
      return [hash, version];
    }),
  );
}

/** The line of the program that runs: version and hash. */
export async function composerLine(): Promise<string> {
  return `${(await toolVersion()).split(' ').at(-1)} ${await composerHash()}`;
}

/** @returns a line for each program that composed documents and is of no released version; nothing when there is none */
export async function unknownComposers(documents: readonly ArchivedDocument[], root = toolRoot): Promise<string[]> {
  const released = await releasedComposers(root);
  if (released === undefined) return [`程序中没有 ${COMPOSERS_FILE}，未核对编制程序`];
  const unknown = Map.groupBy(
    documents.filter(({ manifest }) => !released.has(manifest.composer)),
    ({ manifest }) => manifest.composer,
  );
  return [...unknown].map(([composer, of]) => {
    const tools = [...new Set(of.map(({ manifest }) => manifest.tool))].join('、');
    return `未知编制程序 ${composer.slice(0, 12)}：${of.length} 份文档（清单记为 ${tools}），不在已发布版本的清单中，例如开发中的版本；不算问题`;
  });
}
