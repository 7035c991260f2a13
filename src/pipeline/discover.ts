/**
 * Finds the units (collectors, scanners, record kinds, deliverables, sections, commands, jobs): one file each, its name is the unit's id.
 * Nothing lists them elsewhere, so adding one is one new file; a bad one stops its stage with the file named.
 */
import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ABSENT, EnvironmentError, UserError } from '../contract/error.ts';
import { isMissing } from '../workspace/disk/faults.ts';
import { toolRoot } from './program.ts';

/** What a field of a unit must be. */
type FieldShape = 'text' | 'texts' | 'number' | 'place' | 'function' | 'schema' | 'object' | 'list';

interface FolderRules {
  /** Folder under the root; `*` stands for each folder that there is. */
  path: string;
  fields: Record<string, FieldShape>;
  /** Fields whose value no two units may share; the id needs none, since it is the file name. */
  unique: string[];
  /** A unit may also be a function that makes its units from the contract's data. */
  factory: boolean;
}

const folders = {
  kinds: {
    path: 'src/subjects/*/kinds',
    fields: { id: 'text', label: 'text', prefix: 'text', topics: 'texts', schema: 'schema', example: 'object' },
    unique: ['prefix'],
    factory: false,
  },
  collectors: {
    path: 'src/collectors',
    fields: { id: 'text', label: 'text', options: 'schema', collect: 'function' },
    unique: [],
    factory: false,
  },
  scanners: {
    path: 'src/scanners',
    fields: { id: 'text', label: 'text', recognise: 'function', read: 'function' },
    unique: [],
    factory: false,
  },
  reports: {
    path: 'reports',
    fields: { id: 'text', needs: 'list', evidence: 'texts', compose: 'function' },
    unique: [],
    factory: true,
  },
  sections: {
    path: 'src/sections',
    fields: {
      id: 'text',
      title: 'text',
      place: 'place',
      order: 'number',
      needs: 'list',
      shows: 'list',
      compose: 'function',
    },
    unique: ['title', 'order'],
    factory: false,
  },
  commands: {
    path: 'src/cli/commands',
    fields: { id: 'text', group: 'text', order: 'number', add: 'function' },
    unique: ['order'],
    factory: false,
  },
  pages: {
    path: 'src/server/pages',
    fields: { id: 'text', order: 'number', routes: 'list' },
    unique: [],
    factory: false,
  },
  jobs: { path: 'jobs', fields: { id: 'text', schedule: 'text', run: 'function' }, unique: [], factory: false },
} as const satisfies Record<string, FolderRules>;

/** Folders of units, by the word for what is in them. */
export type UnitFolder = keyof typeof folders;
export const unitFolders = Object.keys(folders) as UnitFolder[];

const isList = (value: unknown): value is unknown[] => Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const shapes: Record<FieldShape, { label: string; fits(value: unknown): boolean }> = {
  text: { label: '非空文字', fits: isText },
  texts: { label: '文字列表', fits: (value) => isList(value) && value.every(isText) },
  list: { label: '列表', fits: isList },
  number: { label: '数字', fits: (value) => typeof value === 'number' },
  place: { label: 'header 或 aside', fits: (value) => value === 'header' || value === 'aside' },
  function: { label: '函数', fits: (value) => typeof value === 'function' },
  schema: { label: 'zod 模式', fits: (value) => isObject(value) && typeof value.safeParse === 'function' },
  object: { label: '对象', fits: isObject },
};

/** A unit that cannot be used: part of the program is damaged, which no input can mend. */
function badUnit(file: string, at: string, found: string, expected: string): EnvironmentError {
  const hint = '改正该程序文件，或恢复为发布时的版本';
  return new EnvironmentError('程序单元不可用', { file, at, found, expected, hint });
}

function describe(value: unknown): string {
  if (value === undefined) return ABSENT;
  if (isText(value) || typeof value === 'number') return String(value);
  return isList(value) ? '列表' : typeof value;
}

/** @throws EnvironmentError when the value is not a unit of the folder under this id */
function checkUnit(unit: unknown, id: string, file: string, rules: FolderRules): void {
  if (rules.factory && typeof unit === 'function') return;
  if (!isObject(unit)) throw badUnit(file, 'export default', describe(unit), rules.factory ? '对象或函数' : '对象');
  for (const [field, shape] of Object.entries(rules.fields)) {
    const { label, fits } = shapes[shape];
    if (!fits(unit[field])) throw badUnit(file, field, describe(unit[field]), label);
  }
  if (unit.id !== id) throw badUnit(file, 'id', describe(unit.id), `与文件名相同：${id}`);
}

/** @throws EnvironmentError when two units of a folder share a value that must be one unit's own */
function checkUnique(units: Map<string, unknown>, files: ReadonlyMap<string, string>, rules: FolderRules): void {
  for (const field of rules.unique) {
    const owners = new Map<unknown, string>();
    for (const [id, unit] of units) {
      const value = (unit as Record<string, unknown>)[field];
      const owner = owners.get(value);
      if (owner !== undefined)
        throw badUnit(files.get(id) ?? id, field, describe(value), `与其他单元不重复（${owner}.ts 已使用）`);
      owners.set(value, id);
    }
  }
}

/** What is in a folder; git keeps no empty one, so one without units yet is not there. */
const entriesOf = (path: string): Promise<Dirent[]> =>
  readdir(path, { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });

/** The folders that a path with `*` stands for. */
async function placesOf({ path }: FolderRules, root: string): Promise<string[]> {
  const [above = path, below] = path.split('/*');
  if (below === undefined) return [path];
  const rooms = (await entriesOf(join(root, above))).filter((entry) => entry.isDirectory());
  return rooms.map(({ name }) => `${above}/${name}${below}`);
}

/** Units by id, sorted → the file of each, relative to the root. */
async function filesIn(rules: FolderRules, root: string): Promise<Map<string, string>> {
  const found: [id: string, file: string][] = [];
  for (const place of await placesOf(rules, root))
    for (const entry of await entriesOf(join(root, place))) {
      if (!entry.isFile() || !/^[^_.].*\.[cm]?[jt]sx?$/.test(entry.name)) continue;
      const file = `${place}/${entry.name}`;
      if (!/^[a-z0-9-]+\.ts$/.test(entry.name))
        throw badUnit(file, '文件名', entry.name, '小写字母、数字和连字符，扩展名 .ts；共用代码放入下级文件夹');
      found.push([entry.name.slice(0, -'.ts'.length), file]);
    }
  const files = new Map(found.sort(([a], [b]) => (a < b ? -1 : 1)));
  const twice = found.find(([id, file]) => files.get(id) !== file);
  if (twice !== undefined) throw badUnit(twice[1], '文件名', twice[0], `与其他单元不重复（${files.get(twice[0])}）`);
  return files;
}

async function load(rules: FolderRules, id: string, file: string, root: string): Promise<unknown> {
  try {
    const module = (await import(pathToFileURL(join(root, file)).href)) as { default?: unknown };
    checkUnit(module.default, id, file, rules);
    return module.default;
  } catch (error) {
    if (error instanceof EnvironmentError) throw error;
    const made = badUnit(file, '加载', error instanceof Error ? error.message : String(error), '能够加载的程序文件');
    made.cause = error;
    throw made;
  }
}

/**
 * Ids of the units of a folder, sorted, without loading them.
 * @throws EnvironmentError when a file there is, by its name, neither a unit nor (with its `_`) what says what a unit is
 */
export async function unitIds(folder: UnitFolder, root = toolRoot): Promise<string[]> {
  return [...(await filesIn(folders[folder], root)).keys()];
}

/** Files of the units of a folder, relative to the root, without loading them. Throws as `unitIds`. */
export async function unitFiles(folder: UnitFolder, root = toolRoot): Promise<string[]> {
  return [...(await filesIn(folders[folder], root)).values()];
}

/**
 * Loads every unit of a folder.
 * @returns units by id, in order of their ids
 * @throws EnvironmentError naming the file of a unit that cannot be loaded, has the wrong shape or repeats another
 */
export async function discoverUnits<T>(folder: UnitFolder, root = toolRoot): Promise<Map<string, T>> {
  const rules: FolderRules = folders[folder];
  const units = new Map<string, unknown>();
  const files = await filesIn(rules, root);
  for (const [id, file] of files) units.set(id, await load(rules, id, file, root));
  checkUnique(units, files, rules);
  return units as Map<string, T>;
}

/**
 * Loads one unit, and only it.
 * @param id as a person or a settings file named it
 * @throws UserError when there is no such unit, naming those there are; EnvironmentError when it cannot be used
 */
export async function loadUnit<T>(folder: UnitFolder, id: string, root = toolRoot): Promise<T> {
  const rules: FolderRules = folders[folder];
  const files = await filesIn(rules, root);
  const file = files.get(id);
  if (file === undefined)
    throw new UserError('没有这种类型', { found: id, expected: [...files.keys()].join('、') || '（尚无可用类型）' });
  return (await load(rules, id, file, root)) as T;
}
