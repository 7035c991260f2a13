/** The plan of the house, checked on the real code and shown to bite on a planted violation of each of its lines. */
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importClosure } from '../src/pipeline/compose/closure.ts';
import { composerEntries, composerParts } from '../src/pipeline/compose/composer.ts';

const root = join(import.meta.dirname, '..');
const require = createRequire(import.meta.url);
const { mayImport, floors, pure, packagesOf, homeOf, unitFolders, entries } = require('../.import-table.cjs') as {
  mayImport: Record<string, string[]>;
  floors: Record<string, string[][]>;
  pure: string[];
  packagesOf: Record<string, string[]>;
  homeOf: Record<string, string[]>;
  unitFolders: string[];
  entries: string[];
};
/** Path of a folder of the table: reports and jobs stand beside src. */
const placeOf = (folder: string): string => (['reports', 'jobs'].includes(folder) ? folder : `src/${folder}`);
/** git keeps no empty folder, so one without files yet may not be there. */
const folders = ['src', 'reports', 'jobs'];
const foldersIn = (base: string) => folders.filter((folder) => existsSync(join(base, folder)));

/** All rules on the folders of `base`; paths in the result are relative to it. */
async function cruiseAt(base: string): Promise<ICruiseResult> {
  const options = await extractDepcruiseOptions(join(root, '.dependency-cruiser.cjs'));
  const { output } = await cruise(foldersIn(base), { ...options, baseDir: base });
  if (typeof output === 'string') throw new Error(output);
  return output;
}

async function filesIn(base: string, ending: RegExp): Promise<string[]> {
  const lists = await Promise.all(
    foldersIn(base).map(async (folder) =>
      (await readdir(join(base, folder), { recursive: true })).map((name) => `${folder}/${name}`),
    ),
  );
  return lists.flat().filter((name) => ending.test(name));
}

/** A folder with the packages of this one, removed after the tests that use it. */
async function placeWithPackages(): Promise<string> {
  const base = await mkdtemp(join(tmpdir(), 'opsledger-architecture-'));
  afterAll(() => rm(base, { recursive: true, force: true }));
  await cp(join(root, 'package.json'), join(base, 'package.json'));
  await symlink(join(root, 'node_modules'), join(base, 'node_modules'));
  return base;
}

async function put(base: string, name: string, text: string): Promise<void> {
  await mkdir(dirname(join(base, name)), { recursive: true });
  await writeFile(join(base, name), text);
}

/** A module as far as it can import anything, and some lines more: what follows is most of it, and is only parsed. */
function importing(text: string): string {
  const last = Math.max(...['import', " from '", 'require'].map((word) => text.lastIndexOf(word)));
  if (last < 0) return '';
  const lines = text.slice(last).split('\n');
  return text.slice(0, last) + lines.slice(0, 4).join('\n');
}

/**
 * Words that are put together from figures, and the one module that does. Days are counted, not measured, and seconds alone are what
 * somebody set: a counter says them.
 */
const PUT_TOGETHER = [
  {
    home: 'src/wording/durations.ts',
    form: /\}\s?(?:小时|分钟)(?![A-Za-z])/,
  },
  { home: 'src/wording/figures.ts', form: /\}\s?%(?!\d)/ },
  { home: 'src/contract/calendar/month-text.ts', form: /\}\s?年\s?(?:\$\{[^}]*\})\s?月(?!\S*日)/ },
];

/**
 * Who may not import those: the contract says what its own data say, in their unit; the second count is independent; a script of the
 * desk runs in the browser. The simulated year writes as people do, the reader of contracts and questions knows how others write;
 * 5×8 小时 of a post is the contract's own word.
 */
const OWN_WORDS =
  /^reports\/daily\/duty|^src\/(?:contract\/(?!calendar\/)|recount\/|demo\/|drafts\/|search\/|knowledge\/search-documents|server\/client\/|pipeline\/verify\/terms\/|pack\/make\/asked-days|render\/xlsx\/values|render\/html\/chart-option)/;

describe('the code keeps the import table', () => {
  let result: ICruiseResult;
  beforeAll(async () => {
    const base = await placeWithPackages();
    for (const name of await filesIn(root, /\.\w+$/)) {
      const isCode = /\.(?:ts|mjs|cjs)$/.test(name);
      await put(base, name, isCode ? importing(await readFile(join(root, name), 'utf8')) : '');
    }
    result = await cruiseAt(base);
  });

  test('every TypeScript file was seen', async () => {
    const seen = new Set(result.modules.map((module) => module.source));
    const files = await filesIn(root, /\.ts$/);
    expect(files.length).toBeGreaterThan(20);
    expect(files.filter((file) => !seen.has(file))).toEqual([]);
  });

  test('no rule is broken', () => {
    const broken = result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
    expect(broken).toEqual([]);
  });

  test('every folder of src has its row in the table', async () => {
    const config = require('../.dependency-cruiser.cjs') as { forbidden: { name: string }[] };
    const rules = new Set(config.forbidden.map((rule) => rule.name));
    const entries = await readdir(join(root, 'src'), { withFileTypes: true });
    const rowless = entries.filter((entry) => entry.isDirectory() && !rules.has(`${entry.name}-imports`));
    expect(rowless.map((entry) => entry.name)).toEqual([]);
  });

  test.for(Object.entries(floors))('every room of %s stands on a floor', async ([house, storeys]) => {
    const rooms = storeys.flat();
    const entries = await readdir(join(root, house), { withFileTypes: true });
    // A unit stands alone already, by a rule of its own.
    const named = entries.filter((one) => one.isDirectory() || !unitFolders.includes(house));
    const found = named.map((one) => one.name.replace(/\.(ts|mjs)$/, ''));
    expect(found.filter((name) => !rooms.includes(name))).toEqual([]);
    const lost = rooms.filter((room) => !entries.some((one) => one.name.replace(/\.(ts|mjs)$/, '') === room));
    expect(lost).toEqual([]);
  });

  test('no circle between the rooms of a folder, at any depth', () => {
    const arrows = result.modules.flatMap(({ source, dependencies }) =>
      dependencies.map(({ resolved }): [string, string] => [source, resolved]),
    );
    expect(arrows.length).toBeGreaterThan(1000);
    expect(circlesOf(arrows)).toEqual([]);
  });

  test('the command, a unit or the site reaches every module: what only tests reach is used or removed', () => {
    expect(result.modules.length).toBeGreaterThan(1000);
    expect(unreached(result)).toEqual([]);
  });

  describe('which the composer hash knows as well', () => {
    /** What runs when a module is loaded: imports of types alone are gone by then. */
    const loaded = (path: string) =>
      (result.modules.find(({ source }) => source === path)?.dependencies ?? []).filter(
        (to) => !to.dependencyTypes.includes('type-only'),
      );

    test('in the files that what is composed is made by', async () => {
      const reached = new Set(await composerEntries());
      for (const path of reached)
        for (const { resolved } of loaded(path)) if (/^(src|reports)\//.test(resolved)) reached.add(resolved);
      expect(reached.size).toBeGreaterThan(200);
      const told = (await composerParts()).map((line) => line.trim().split('  ')[1] ?? '');
      expect(told.filter((path) => path.endsWith('.ts'))).toEqual([...reached].sort());
    });

    test('and in the packages that they use', async () => {
      const { files, packages } = importClosure(root, await composerEntries());
      const found = [...files.keys()]
        .flatMap(loaded)
        .map(({ resolved }) => /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(resolved)?.[1])
        .filter((name) => name !== undefined);
      expect(packages).toEqual([...new Set(found)].sort());
    });
  });

  test('no folder is a heap: at most 35 files side by side, units apart', async () => {
    const counts = new Map<string, number>();
    for (const file of await filesIn(root, /\.(ts|mjs|astro|css)$/)) {
      if (!unitFolders.includes(dirname(file))) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
    }
    expect(counts.size).toBeGreaterThan(50);
    expect([...counts].filter(([, count]) => count > 35)).toEqual([]);
  });

  test('no house holds more than 16 % of the lines', async () => {
    const lines = new Map<string, number>();
    for (const file of await filesIn(root, /\.(ts|mjs|astro|css)$/)) {
      const house = file.startsWith('src/') ? file.split('/').slice(0, 2).join('/') : (file.split('/')[0] ?? '');
      const text = await readFile(join(root, file), 'utf8');
      lines.set(house, (lines.get(house) ?? 0) + text.split('\n').length);
    }
    const all = [...lines.values()].reduce((sum, some) => sum + some, 0);
    const shares = [...lines].map(([house, some]) => ({ house, share: some / all }));
    expect(shares.length).toBeGreaterThan(15);
    expect(shares.filter(({ share }) => share > 0.16)).toEqual([]);
  });

  test('a length of time, a month and a percentage are put into words in one place each', async () => {
    const broken: string[] = [];
    for (const file of await filesIn(root, /\.(?:ts|astro)$/)) {
      if (OWN_WORDS.test(file)) continue;
      const code = (await readFile(join(root, file), 'utf8')).replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
      for (const { home, form } of PUT_TOGETHER)
        if (file !== home && form.test(code)) broken.push(`${file}: ${form.exec(code)?.[0]} is said by ${home}`);
    }
    expect(broken).toEqual([]);
  });

  test('the core never reads the clock or the environment', async () => {
    const core = pure.map((folder) => `${placeOf(folder)}/`);
    const files = (await filesIn(root, /\.ts$/)).filter((file) => core.some((folder) => file.startsWith(folder)));
    expect(files.length).toBeGreaterThan(300);
    const readers: string[] = [];
    for (const file of files) {
      const code = await readFile(join(root, file), 'utf8');
      if (/\bTemporal\.Now\b|\bDate\.now\(|\bnew Date\(\s*\)|\bprocess\.|\bMath\.random\(/.test(code))
        readers.push(file);
    }
    expect(readers).toEqual([]);
  });
});

/** Our modules that nothing leads to from what runs by itself. As a rule of the cruiser it is a third of the whole cruise. */
function unreached({ modules }: ICruiseResult): string[] {
  const imports = new Map(modules.map(({ source, dependencies }) => [source, dependencies]));
  const seen = new Set([...imports.keys()].filter((source) => entries.some((one) => new RegExp(one).test(source))));
  for (const source of seen) for (const { resolved } of imports.get(source) ?? []) seen.add(resolved);
  return [...imports.keys()].filter((source) => /^(src|reports|jobs)\//.test(source) && !seen.has(source));
}

/** reports and jobs are houses beside those of src. */
const housePath = (file: string): string[] => file.replace(/^src\//, '').split('/');

/**
 * The folders, at any depth, whose direct entries (files and folders) import each other in a circle, with the entries of
 * one circle. Each arrow counts at the folder where the paths part.
 */
function circlesOf(arrows: [string, string][]): string[] {
  const inside = new Map<string, Map<string, Set<string>>>();
  for (const [from, to] of arrows) {
    const [a, b] = [housePath(from), housePath(to)];
    const parted = a.findIndex((part, n) => part !== b[n]);
    const [one, other] = [a[parted], b[parted]];
    if (one === undefined || other === undefined) continue;
    const folder = a.slice(0, parted).join('/');
    const rooms = inside.get(folder) ?? new Map<string, Set<string>>();
    inside.set(folder, rooms.set(one, (rooms.get(one) ?? new Set()).add(other)));
  }
  return [...inside].flatMap(([folder, rooms]) => {
    const left = new Map(
      [...rooms].map(([room, targets]) => [room, new Set([...targets].filter((t) => rooms.has(t)))]),
    );
    for (;;) {
      const free = [...left].filter(([, targets]) => targets.size === 0).map(([room]) => room);
      if (free.length === 0) break;
      for (const room of free) left.delete(room);
      for (const targets of left.values()) for (const room of free) targets.delete(room);
    }
    return left.size === 0 ? [] : [`${folder}: ${[...left.keys()].sort().join(', ')}`];
  });
}

describe('a circle between rooms is found', () => {
  test('between two folders, though no two files import each other', () => {
    const arrows: [string, string][] = [
      ['src/a/one.ts', 'reports/one.ts'],
      ['reports/two.ts', 'src/a/two.ts'],
    ];
    expect(circlesOf(arrows)).toEqual([': a, reports']);
  });

  test('and none where all arrows lead down', () => expect(circlesOf([['src/a/one.ts', 'src/b/one.ts']])).toEqual([]));
});

/** One package of those that the table names by their scope. */
const WHOLE_NAME: Record<string, string> = {
  '@hono/': '@hono/node-server',
  '@astrojs/': '@astrojs/mdx',
  '@fastify/': '@fastify/busboy',
};

/** What is planted, by file, and the rule that must name it. */
interface Plant {
  rule: string;
  files: Record<string, string>;
}

/** A unit of each folder of units that imports another. */
const siblingPlants: Plant[] = unitFolders.map((folder) => ({
  rule: `no-sibling-${folder.replaceAll('/', '-')}`,
  files: { [`${folder}/one.ts`]: "import './two.ts';", [`${folder}/two.ts`]: 'export default 2;' },
}));

/** A package in each folder whose packages are all named, and each package away from home. */
const packagePlants: Plant[] = [
  ...Object.keys(packagesOf).map((folder) => ({
    rule: `${folder}-packages`,
    files: { [`${placeOf(folder)}/package.ts`]: "import 'exceljs';" },
  })),
  ...Object.keys(homeOf).map((name) => ({
    rule: `home-of-${name}`,
    files: { [`src/contract/${name.replaceAll('/', '-')}.ts`]: `import '${WHOLE_NAME[name] ?? name}';` },
  })),
];

/** A file in each folder of the table that imports what no folder may: a file of a room that is in nobody's row. */
const tablePlants: Plant[] = Object.keys(mayImport).map((folder) => {
  const depth = placeOf(folder).includes('/') ? '../..' : '..';
  return {
    rule: `${folder}-imports`,
    files: { [`${placeOf(folder)}/planted-row.ts`]: `import '${depth}/bench/far.ts';` },
  };
});

/** A file in each room that imports each room on its own floor or above, and one on no floor: one plant a pair. */
const floorPlants: Plant[] = Object.entries(floors).flatMap(([house, storeys]) =>
  storeys.flatMap((storey, height) =>
    storey.flatMap((room) =>
      [...storeys.slice(height).flat(), 'unplanned']
        .filter((other) => other !== room)
        .map((other) => ({
          rule: `floor-${house.split('/').at(-1)}-${room}`,
          files: { [`${house}/${room}/to-${other}.ts`]: `import '../${other}/planted.ts';` },
        })),
    ),
  ),
);

const rooms = Object.entries(floors).flatMap(([house, storeys]) => storeys.flat().map((room) => `${house}/${room}`));

const plants: Plant[] = [
  ...tablePlants,
  ...floorPlants,
  ...siblingPlants,
  ...packagePlants,
  {
    rule: 'assess-imports',
    files: { 'src/assess/type.ts': "import type { B } from '../workspace/b.ts'; export type C = B;" },
  },
  { rule: 'render-imports', files: { 'src/render/late.ts': "export const load = () => import('../workspace/b.ts');" } },
  { rule: 'jobs-imports', files: { 'jobs/daily.ts': "import '../src/workspace/b.ts';" } },
  { rule: 'pipeline-imports', files: { 'src/pipeline/a.ts': "import '../../jobs/daily.ts';" } },
  // A row may name one room of a folder: the rest of that folder stays closed.
  { rule: 'server-imports', files: { 'src/server/store.ts': "import '../archive/store.ts';" } },
  { rule: 'knowledge-imports', files: { 'src/knowledge/all.ts': "import '../archive/store.ts';" } },
  { rule: 'sections-imports', files: { 'src/sections/parts/draw.ts': "import '../../render/late.ts';" } },
  {
    rule: 'site-model-types-only',
    files: {
      'src/site/page.ts': "import '../report/site-model.ts';",
      'src/report/site-model.ts': 'export const x = 1;',
    },
  },
  { rule: 'server-desk-types-only', files: { 'src/server/a.ts': "import '../desk/b.ts';", 'src/desk/b.ts': '' } },
  { rule: 'site-imports', files: { 'src/site/other.ts': "import '../contract/a.ts';" } },
  { rule: 'cli-imports', files: { 'src/cli.ts': "import './workspace/b.ts';" } },
  {
    rule: 'no-sibling-src-collectors',
    files: { 'src/collectors/parts/help.ts': "import '../http.ts';", 'src/collectors/http.ts': 'export default 1;' },
  },
  {
    rule: 'no-sibling-src-sections',
    files: { 'src/sections/costs.ts': "import './assets.ts';", 'src/sections/assets.ts': 'export default 1;' },
  },
  {
    rule: 'rooms-keep-their-tables',
    files: {
      'src/subjects/permits/far.ts': "import '../recovery/drawn.ts';",
      'src/subjects/recovery/drawn.ts': 'export const x = 1;',
    },
  },
  {
    rule: 'judgement-draws-nothing',
    files: {
      'src/subjects/permits/judge/drawn.ts': "import '../near.ts';",
      'src/subjects/permits/near.ts': 'export const x = 1;',
    },
  },
  {
    rule: 'kinds-judge-nothing',
    files: {
      'src/subjects/permits/kinds/judged.ts': "import '../judge/b.ts';",
      'src/subjects/permits/judge/b.ts': 'export const x = 1;',
    },
  },
  { rule: 'pure-core', files: { 'src/report/io.ts': "import 'node:fs';" } },
  { rule: 'pure-core', files: { 'src/sections/parts/io.ts': "import 'node:fs';" } },
  { rule: 'records-packages', files: { 'src/records/lib.ts': "import 'fflate';" } },
  { rule: 'home-of-yaml', files: { 'src/archive/text.ts': "import 'yaml';" } },
  { rule: 'no-circular', files: { 'src/guard/x.ts': "import './y.ts';", 'src/guard/y.ts': "import './x.ts';" } },
  { rule: 'no-unresolvable', files: { 'src/guard/gone.ts': "import './gone-away.ts';" } },
  { rule: 'site-without-zod', files: { 'src/site/zod.ts': "import 'zod';" } },
  { rule: 'recount-without-zod', files: { 'src/recount/zod.ts': "import 'zod';" } },
  { rule: 'no-undeclared-package', files: { 'src/guard/chance.ts': "import 'graceful-fs';" } },
  { rule: 'no-dev-package', files: { 'src/notify/dev.ts': "import 'vitest';" } },
];

describe('each rule bites on a planted violation', () => {
  let result: ICruiseResult;

  beforeAll(async () => {
    const base = await placeWithPackages();
    const files = [
      { 'src/workspace/b.ts': 'export type B = 1; export const b = 1;' },
      { 'src/archive/store.ts': 'export const store = 1;', 'src/contract/a.ts': 'export const a = 1;' },
      { 'bench/far.ts': 'export const far = 1;', 'src/search/one-alone.ts': 'export const alone = true;' },
      ...[...rooms, ...Object.keys(floors).map((house) => `${house}/unplanned`)].map((room) => ({
        [`${room}/planted.ts`]: 'export const planted = 1;',
      })),
      ...plants.map((plant) => plant.files),
    ];
    for (const [name, code] of files.flatMap((group) => Object.entries(group))) {
      await put(base, name, `${code}\n`);
    }
    result = await cruiseAt(base);
  });

  test('there is a plant for every rule', () => {
    const config = require('../.dependency-cruiser.cjs') as { forbidden: { name: string }[] };
    const planted = new Set(plants.map((plant) => plant.rule));
    const unproven = config.forbidden.map(({ name }) => name).filter((name) => !planted.has(name));
    expect(unproven).toEqual([]);
  });

  test('what nothing leads to is found', () => expect(unreached(result)).toContain('src/search/one-alone.ts'));

  test.for(plants)('$rule', ({ rule, files }) => {
    const culprits = result.summary.violations.filter((violation) => violation.rule.name === rule);
    const places = culprits.flatMap((violation) => [violation.from, violation.to]);
    expect(places).toEqual(expect.arrayContaining([Object.keys(files)[0]]));
  });
});
