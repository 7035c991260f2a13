/** The starters that the program carries: `data/starters/<name>/`, each the data of one kind of contract. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { UserError } from '../contract/error.ts';
import { nearest } from '../contract/nearest.ts';
import { text } from '../contract/scalars.ts';
import { writeDurable } from './disk/durable.ts';
import { isMissing } from './disk/faults.ts';
import { parseWith } from './text/parse.ts';
import { readDataFile } from './text/yaml.ts';

/** What a workspace is made like when nobody says. */
export const FIRST_STARTER = 'bureau';
/** Says what the starter is; it is not part of a workspace. */
const ABOUT = 'starter.yaml';

const aboutSchema = z.strictObject({
  schema: z.preprocess((v) => (v === '1' ? 1 : v), z.literal(1)),
  title: text().meta({ label: '名称', example: '空白' }),
  about: text().meta({ label: '适用' }),
});

export interface Starter {
  /** Name of its folder. */
  name: string;
  title: string;
  /** For which contracts it is meant, in Chinese. */
  about: string;
}

/** The starters below `data/starters/`, by name. @param dir folder of the program. @throws UserError when one is damaged */
export async function listStarters(dir: string): Promise<Starter[]> {
  const folder = join(dir, 'data', 'starters');
  const found = (await namesIn(folder)).sort();
  return await Promise.all(found.map((name) => aboutOf(folder, name)));
}

/** @throws UserError naming those that there are, and the nearest meant */
export async function starterNamed(dir: string, name: string): Promise<Starter> {
  const all = await listStarters(dir);
  const found = all.find((one) => one.name === name);
  if (found !== undefined) return found;
  const [close] = nearest(name, all, (one) => one.name, 1);
  throw new UserError('没有这种起始数据', {
    at: '--like',
    found: name,
    expected: all.map((one) => `${one.name}（${one.title}）`).join('、'),
    ...(close === undefined ? {} : { hint: `您是不是要 ${close.name}` }),
  });
}

/**
 * Copies the data of a starter, the articles of its own among them, and the format descriptions into the tree of a new
 * workspace. No other contract's: they speak of the systems, levels and clauses of one.
 */
export async function copyStarter(dir: string, { name }: Starter, tree: string): Promise<void> {
  const data = join(dir, 'data');
  await copyFolder(join(data, 'starters', name), tree, join(data, 'starters', name, ABOUT));
  await copyFolder(join(data, '.schemas'), join(tree, '.schemas'));
}

async function aboutOf(folder: string, name: string): Promise<Starter> {
  const root = join(folder, name);
  const isTold = await stat(join(root, ABOUT)).then(
    () => true,
    () => false,
  );
  if (!isTold) return { name, title: name, about: '' };
  const file = `data/starters/${name}/${ABOUT}`;
  const { title, about } = parseWith(aboutSchema, await readDataFile(root, ABOUT), { file });
  return { name, title, about };
}

async function namesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw isMissing(error) ? incomplete(folder) : error;
  });
  return entries.filter((one) => one.isDirectory()).map((one) => one.name);
}

/** Durable copy of the regular files below a folder; the file `except` stays out. */
async function copyFolder(from: string, to: string, except?: string): Promise<void> {
  const files = await readdir(from, { withFileTypes: true, recursive: true }).catch((error: unknown) => {
    throw isMissing(error) ? incomplete(from) : error;
  });
  for (const file of files) {
    const source = join(file.parentPath, file.name);
    if (!file.isFile() || source === except) continue;
    await writeDurable(join(to, relative(from, source)), await readFile(source), relative(from, source));
  }
}

const incomplete = (file: string): UserError =>
  new UserError('程序自带的初始数据不完整', { file, hint: '重新安装 opsledger' });
