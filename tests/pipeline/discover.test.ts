import { globSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EnvironmentError, UserError } from '../../src/contract/error.ts';
import {
  discoverUnits,
  loadUnit,
  type UnitFolder,
  unitFiles,
  unitFolders,
  unitIds,
} from '../../src/pipeline/discover.ts';
import type { RecordKind } from '../../src/records/record.ts';

const repository = join(import.meta.dirname, '..', '..');
const places: Record<UnitFolder, string> = {
  kinds: 'src/subjects/*/kinds',
  collectors: 'src/collectors',
  scanners: 'src/scanners',
  reports: 'reports',
  sections: 'src/sections',
  commands: 'src/cli/commands',
  jobs: 'jobs',
  pages: 'src/server/pages',
};

describe("the repository's own units", () => {
  test.for(unitFolders)('every unit of %s loads', async (folder) => {
    const files = globSync(`${places[folder]}/[^_.]*.ts`, { cwd: repository });
    expect(files.length).toBeGreaterThan(0);
    const units = await discoverUnits(folder);
    expect([...units.keys()]).toEqual(files.map((file) => basename(file, '.ts')).sort());
    expect((await unitFiles(folder)).sort()).toEqual(files.sort());
  });

  test('record kinds, collectors, deliverables and sections are found at all', async () => {
    expect(await unitIds('kinds')).toEqual(expect.arrayContaining(['inspection', 'note', 'signoff']));
    expect(await unitIds('collectors')).toEqual(expect.arrayContaining(['http', 'local']));
    expect(await unitIds('reports')).toEqual(expect.arrayContaining(['inspection-log', 'daily-maintenance']));
    expect(await unitIds('sections')).toEqual(expect.arrayContaining(['clauses', 'faults']));
  });

  test('the example of every record kind is a record of it', async () => {
    for (const kind of (await discoverUnits<RecordKind>('kinds')).values()) {
      expect(kind.schema.safeParse(kind.example), kind.id).toMatchObject({ success: true });
      expect(kind.example.id, kind.id).toMatch(new RegExp(`^${kind.prefix}-`));
    }
  });
});

describe('a folder with a bad unit', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'opsledger-units-'));
    for (const place of Object.values(places)) await mkdir(join(root, place.replace('*', 'work')), { recursive: true });
    await writeFile(join(root, 'package.json'), '{"type":"module"}');
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  async function put(file: string, code: string): Promise<void> {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), code);
  }
  const collector = (id: string) =>
    `export default { id: '${id}', label: '示例', options: { safeParse() {} }, collect() {} };`;
  const kind = (id: string, prefix: string) =>
    `export default { id: '${id}', label: '示例', prefix: '${prefix}', topics: [], schema: { safeParse() {} }, example: {} };`;

  test('helpers, folders and other files are no units; units come sorted', async () => {
    await put('src/collectors/http.ts', collector('http'));
    await put('src/collectors/apt-updates.ts', collector('apt-updates'));
    await put('src/collectors/_shared.ts', 'throw new Error("a helper is not loaded");');
    await put('src/collectors/README.md', 'how');
    await put('src/collectors/http/deep.ts', 'throw new Error("a folder is not read");');
    expect([...(await discoverUnits('collectors', root)).keys()]).toEqual(['apt-updates', 'http']);
  });

  test.for([
    ['no default export', 'export const id = "http";', 'export default'],
    ['an id unlike the file name', collector('https'), '与文件名相同：http'],
    ['a missing function', collector('http').replace('collect() {}', ''), 'collect'],
    ['an empty label', collector('http').replace('示例', ''), 'label'],
    ['options that are no schema', collector('http').replace('safeParse', 'parse'), 'zod 模式'],
    ['a syntax error', 'export default {', '加载'],
    ['an import that does not exist', 'import "./_gone.ts"; export default {};', '_gone.ts'],
  ])('%s is refused with the file named', async ([, code, said]) => {
    await put('src/collectors/http.ts', code ?? '');
    const failure = discoverUnits('collectors', root);
    await expect(failure).rejects.toThrow(EnvironmentError);
    await expect(failure).rejects.toThrow('src/collectors/http.ts');
    await expect(failure).rejects.toThrow(said ?? '');
  });

  test('a folder that does not exist has no units', async () => {
    await rm(join(root, 'src/scanners'), { recursive: true });
    expect(await unitIds('scanners', root)).toEqual([]);
  });

  test.for(['http.js', 'http.mts', 'Http.ts'])('%s is not passed over in silence', async (name) => {
    await put(`src/collectors/${name}`, collector('http'));
    await expect(unitIds('collectors', root)).rejects.toThrow(`src/collectors/${name}`);
  });

  test('two record kinds cannot number their records alike', async () => {
    await put('src/subjects/work/kinds/note.ts', kind('note', 'JS'));
    await put('src/subjects/rounds/kinds/job.ts', kind('job', 'JS'));
    await expect(discoverUnits('kinds', root)).rejects.toThrow(/note\.ts[\s\S]*prefix[\s\S]*job\.ts/);
  });

  test('a kind stands in one room', async () => {
    await put('src/subjects/work/kinds/note.ts', kind('note', 'JS'));
    await put('src/subjects/rounds/kinds/note.ts', kind('note', 'XG'));
    await expect(unitIds('kinds', root)).rejects.toThrow(/与其他单元不重复（src\/subjects\/\w+\/kinds\/note\.ts）/);
  });

  const section = (id: string, title: string, order: number, place = 'header') =>
    `export default { id: '${id}', title: '${title}', place: '${place}', order: ${order}, needs: [], shows: [], compose() {} };`;

  test('two sections of the site cannot stand at one place or under one title', async () => {
    await put('src/sections/faults.ts', section('faults', '故障', 20));
    await put('src/sections/costs.ts', section('costs', '费用', 20));
    // The value that is taken, so that a person need not open both files.
    await expect(discoverUnits('sections', root)).rejects.toThrow(
      /faults\.ts[\s\S]*order[\s\S]*实际：20\n[\s\S]*costs\.ts/,
    );
    await put('src/sections/costs-2.ts', section('costs-2', '故障', 30));
    await rm(join(root, 'src/sections/costs.ts'));
    await expect(discoverUnits('sections', root)).rejects.toThrow(/faults\.ts[\s\S]*title[\s\S]*costs-2\.ts/);
  });

  test.for([
    ['a place that is none', section('costs', '费用', 20, 'left'), 'header 或 aside'],
    ['an order in words', section('costs', '费用', 20).replace('20', "'last'"), '数字'],
  ])('a section with %s is refused', async ([, code = '', said = '']) => {
    await put('src/sections/costs.ts', code);
    await expect(discoverUnits('sections', root)).rejects.toThrow(said);
  });

  test('a deliverable may be a function that makes several', async () => {
    await put('reports/register.ts', 'export default (contract) => [];');
    expect((await discoverUnits('reports', root)).get('register')).toBeTypeOf('function');
  });

  test('one unit is loaded alone; an unknown one is answered with those there are', async () => {
    await put('src/collectors/http.ts', collector('http'));
    await put('src/collectors/broken.ts', 'throw new Error("not asked for");');
    expect(await loadUnit('collectors', 'http', root)).toMatchObject({ id: 'http' });
    await expect(loadUnit('collectors', 'snmp', root)).rejects.toThrow(UserError);
    await expect(loadUnit('collectors', '../../reports/register', root)).rejects.toThrow(/broken、http/);
  });
});
