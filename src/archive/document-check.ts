/** Whether a folder of the archive is whole by its own manifest. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../contract/error.ts';
import { digest } from './digest.ts';
import { INPUT_LISTS, listAt, listsIn, type NamedInputs, namedFiles, readList } from './input-lists.ts';
import { MANIFEST, parseRevisionFolder, standsWhereItSays } from './layout.ts';
import { manifestSchema } from './manifest.ts';

/**
 * @param folder of a revision, or of lists of inputs, relative to `root`. @param files of the lists, likewise
 * @returns what is wrong with it, in Chinese; undefined when every file is there and as listed
 */
export async function folderProblem(
  root: string,
  folder: string,
  files: readonly string[] = [],
): Promise<string | undefined> {
  if (folder.startsWith(`${INPUT_LISTS}/`)) return listsProblem(root, files);
  if (parseRevisionFolder(folder) === undefined) return '不是归档的版次文件夹';
  const manifest = await readManifest(join(root, folder, MANIFEST));
  if (manifest === undefined) return '清单缺失或不可读';
  if (!standsWhereItSays(folder, manifest)) return '清单不是这个文件夹的清单';
  const lost = manifest.schema === 3 ? namedProblem(root, manifest.inputs) : undefined;
  if (lost !== undefined) return lost;
  const listed = new Set([MANIFEST, ...manifest.outputs.map((o) => o.path)]);
  const extra = (await readdir(join(root, folder))).find((name) => !listed.has(name));
  if (extra !== undefined) return `清单中没有列出的文件 ${extra}`;
  for (const output of manifest.outputs) {
    const bytes = await readFile(join(root, folder, output.path)).catch(() => undefined);
    if (bytes === undefined) return `缺少文件 ${output.path}`;
    if (digest(bytes).sha256 !== output.sha256) return `文件 ${output.path} 与清单的校验值不一致`;
  }
  return undefined;
}

async function listsProblem(root: string, files: readonly string[]): Promise<string | undefined> {
  for (const file of files) {
    const name = listAt(file);
    if (name === undefined) return `不是依据表：${file}`;
    const list = readList(name, await readFile(join(root, file)));
    if ('wrong' in list) return `依据表 ${file} ${list.wrong}`;
  }
  return undefined;
}

function namedProblem(root: string, named: NamedInputs): string | undefined {
  try {
    namedFiles(named, listsIn(root));
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return `${error.summary}：${error.place.file ?? ''}`;
    throw error;
  }
}

async function readManifest(path: string) {
  const text = await readFile(path, 'utf8').catch(() => '');
  try {
    const parsed = manifestSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
