/**
 * `npm run test:changed [-- REVISION]`: the tests of what differs from REVISION (default: HEAD, that is what is not committed yet), new
 * files among it. vitest follows the imports; what no import leads to (units found in their folders, templates, data) has the tests
 * of the folder that mirrors its own.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const { unitFolders } = createRequire(import.meta.url)('../../.import-table.cjs') as { unitFolders: string[] };

/** Of what is not below `src`, the folders that test it. */
const TESTED_IN: Readonly<Record<string, readonly string[]>> = {
  reports: ['tests/reports', 'tests/pipeline/compose'],
  jobs: ['tests/pipeline/run'],
  templates: ['tests/render'],
  data: ['tests/contract', 'tests/workspace'],
  'knowledge-base': ['tests/knowledge-base.test.ts', 'tests/knowledge-numbers.test.ts', 'tests/cli/manual.test.ts'],
  deploy: ['tests/deploy'],
  releases: ['tests/version.test.ts'],
};

const git = (...args: string[]): string[] =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8' })
    .split('\0')
    .filter((path) => path !== '');

/** The nearest folder of tests that there is for a folder of the program: `src/a/b` has `tests/a/b`, or `tests/a`. */
function mirrorOf(folder: string): string[] {
  const mirror = folder.replace(/^src\b/, 'tests');
  if (mirror === 'tests') return [];
  return existsSync(join(root, mirror)) ? [mirror] : mirrorOf(dirname(folder));
}

/** Files and folders of tests for a file that no import leads to. */
function testsOf(path: string): readonly string[] {
  const [top = ''] = path.split('/');
  const mirrored = top === 'src' ? mirrorOf(dirname(path)) : [];
  if (/^src\/subjects\/[^/]+\/kinds\//.test(path)) return ['tests/records', ...mirrored];
  if (top === 'src') return mirrored;
  return TESTED_IN[top] ?? (top === 'tests' ? mirrorOf(dirname(path)) : []);
}

function testFilesIn(place: string): string[] {
  if (place.endsWith('.test.ts')) return [place];
  return readdirSync(join(root, place), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(place, name));
}

const followed = (path: string): boolean => /\.m?ts$/.test(path) && !unitFolders.includes(dirname(path));

const [revision = 'HEAD'] = process.argv.slice(2);
const changed = [
  ...git('diff', '--name-only', '-z', '--diff-filter=d', revision),
  ...git('ls-files', '--others', '--exclude-standard', '-z'),
];
const files = [
  ...changed.filter((path) => /\.m?ts$/.test(path)),
  ...changed
    .filter((path) => !followed(path))
    .flatMap(testsOf)
    .flatMap(testFilesIn),
];
if (files.length === 0) process.stdout.write(`nothing that a test reaches differs from ${revision}\n`);
else {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const { status } = spawnSync(process.execPath, [vitest, 'related', '--run', ...new Set(files)], {
    cwd: root,
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
}
