/** The import table of the design, checked on the real code and shown to bite on planted violations. */
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
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

describe('the code keeps the import table', () => {
  let result: ICruiseResult;
  beforeAll(async () => {
    result = await cruiseAt(root);
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
    const config = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as { forbidden: { name: string }[] };
    const rules = new Set(config.forbidden.map((rule) => rule.name));
    const entries = await readdir(join(root, 'src'), { withFileTypes: true });
    const rowless = entries.filter((entry) => entry.isDirectory() && !rules.has(`${entry.name}-imports`));
    expect(rowless.map((entry) => entry.name)).toEqual([]);
  });

  test('the core never reads the clock or the environment', async () => {
    const core = /^(src\/(contract|records|report|assess|scanners|search)|reports)\//;
    const files = (await filesIn(root, /\.ts$/)).filter((file) => core.test(file));
    const readers: string[] = [];
    for (const file of files) {
      const code = await readFile(join(root, file), 'utf8');
      if (/\bTemporal\.Now\b|\bDate\.now\(|\bnew Date\(\s*\)|\bprocess\.|\bMath\.random\(/.test(code))
        readers.push(file);
    }
    expect(readers).toEqual([]);
  });
});

/** What is planted, by file, and the rules that must name it. */
const plants: { rule: string; files: Record<string, string> }[] = [
  { rule: 'contract-imports', files: { 'src/contract/a.ts': "import '../workspace/b.ts';" } },
  {
    rule: 'assess-imports',
    files: { 'src/assess/type.ts': "import type { B } from '../workspace/b.ts'; export type C = B;" },
  },
  { rule: 'render-imports', files: { 'src/render/late.ts': "export const load = () => import('../workspace/b.ts');" } },
  { rule: 'jobs-imports', files: { 'jobs/daily.ts': "import '../src/workspace/b.ts';" } },
  { rule: 'pipeline-imports', files: { 'src/pipeline/a.ts': "import '../../jobs/daily.ts';" } },
  {
    rule: 'site-model-types-only',
    files: {
      'src/site/page.ts': "import '../report/site-model.ts';",
      'src/report/site-model.ts': 'export const x = 1;',
    },
  },
  { rule: 'site-imports', files: { 'src/site/other.ts': "import '../contract/a.ts';" } },
  { rule: 'cli-imports', files: { 'src/cli.ts': "import './workspace/b.ts';" } },
  {
    rule: 'no-sibling-reports',
    files: { 'reports/one.ts': "import './two.ts';", 'reports/two.ts': 'export default 2;' },
  },
  {
    rule: 'no-sibling-src-collectors',
    files: { 'src/collectors/_help.ts': "import './http.ts';", 'src/collectors/http.ts': 'export default 1;' },
  },
  { rule: 'pure-core', files: { 'src/report/io.ts': "import 'node:fs';" } },
  { rule: 'records-packages', files: { 'src/records/lib.ts': "import 'fflate';" } },
  { rule: 'home-of-yaml', files: { 'src/archive/text.ts': "import 'yaml';" } },
  { rule: 'home-of-simple-git', files: { 'src/pipeline/git.ts': "import 'simple-git';" } },
  { rule: 'no-circular', files: { 'src/guard/x.ts': "import './y.ts';", 'src/guard/y.ts': "import './x.ts';" } },
  { rule: 'no-unresolvable', files: { 'src/guard/gone.ts': "import './gone-away.ts';" } },
  { rule: 'no-dev-package', files: { 'src/notify/dev.ts': "import 'vitest';" } },
  { rule: 'no-unreachable', files: { 'src/search/alone.ts': 'export const alone = true;' } },
];

describe('each rule bites on a planted violation', () => {
  let base: string;
  let result: ICruiseResult;

  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), 'opsledger-architecture-'));
    await cp(join(root, 'package.json'), join(base, 'package.json'));
    await symlink(join(root, 'node_modules'), join(base, 'node_modules'));
    const files = [
      { 'src/workspace/b.ts': 'export type B = 1; export const b = 1;' },
      ...plants.map((plant) => plant.files),
    ];
    for (const [name, code] of files.flatMap((group) => Object.entries(group))) {
      await mkdir(dirname(join(base, name)), { recursive: true });
      await writeFile(join(base, name), `${code}\n`);
    }
    result = await cruiseAt(base);
  });
  afterAll(() => rm(base, { recursive: true, force: true }));

  test.for(plants)('$rule', ({ rule, files }) => {
    const culprits = result.summary.violations.filter((violation) => violation.rule.name === rule);
    const places = culprits.flatMap((violation) => [violation.from, violation.to]);
    expect(places).toEqual(expect.arrayContaining([Object.keys(files)[0]]));
  });
});
