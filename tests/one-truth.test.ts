/** Every test says the same on every machine: it reads nothing beside the repository, and none is left out. */
import { readdir, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

/** A test that may not run, or keeps others from running, however it is written. */
const LEFT_OUT =
  /\b(?:it|test|describe|suite|bench|ctx|context|task)(?:\.\w+)*\.(?:skip|only|todo|skipIf|runIf|fails)\b/;
/** The folder beside the repository where the real samples lie. */
const BESIDE = /(?:^|[/'"`])shared\//;
/** A path from the file's own folder: in one text, or in several. */
const FROM_HERE =
  /import\.meta\.(?:dirname|filename)\s*,\s*((?:['"`][^'"`\n]*['"`]\s*,?\s*)+)|new URL\(\s*['"`]([^'"`\n]*)['"`]\s*,\s*import\.meta\.url/g;
/** A path from the folder in which the tests run, the repository. */
const FROM_ROOT =
  /\b(?:readFile|readdir|exists|stat|access|openScanFile|createReadStream)(?:Sync)?\(\s*['"`](\.\.\/[^'"`\n]*)/g;

/** @param file path below the repository. @returns what is wrong with it, line by line or path by path */
function wrongIn(file: string, code: string): string[] {
  const lines = code.split('\n').filter((line) => LEFT_OUT.test(line) || BESIDE.test(line));
  const own = [...code.matchAll(FROM_HERE)].map(([, parts, url]) => pathOf(file, parts, url));
  const ofRoot = [...code.matchAll(FROM_ROOT)].map(([, path = '']) => posix.normalize(path));
  return [...lines.map((line) => line.trim()), ...[...own, ...ofRoot].filter((path) => path.startsWith('..'))];
}

/** Where a path from the file's folder leads, relative to the repository. */
function pathOf(file: string, parts: string | undefined, url: string | undefined): string {
  const texts =
    parts === undefined ? [url ?? ''] : [...parts.matchAll(/['"`]([^'"`\n]*)['"`]/g)].map(([, text = '']) => text);
  return posix.join(posix.dirname(file), ...texts);
}

test('no test reads beside the repository or is left out', async () => {
  const names = (await readdir(join(root, 'tests'), { recursive: true })).filter((name) => name.endsWith('.ts'));
  expect(names.length).toBeGreaterThan(200);
  const wrong: string[] = [];
  let paths = 0;
  for (const name of names) {
    const file = posix.join('tests', name);
    const code = await readFile(join(root, file), 'utf8');
    paths += [...code.matchAll(FROM_HERE)].length;
    wrong.push(...wrongIn(file, code).map((one) => `${file}: ${one}`));
  }
  expect(paths).toBeGreaterThan(30);
  expect(wrong).toEqual([]);
});

/** Written in pieces, so that this file itself is read as every other. */
const here = ['import', 'meta', 'dirname'].join('.');
const beside = ['..', 'shared', 'samples', 'a.json'].join('/');
test.for([
  ['a sample beside the repository', `const file = '${beside}';`],
  ['a path that climbs out', `join(${here}, '../../../elsewhere/a.json')`],
  ['a path that climbs out in steps', `join(${here}, '..', '..', '..', 'elsewhere')`],
  ['an address that climbs out', `new URL('../../../a', ${here.replace('dirname', 'url')})`],
  ['a path out of the folder of the run', `${['read', 'FileSync'].join('')}('../a.json', 'utf8')`],
  ['a test that is skipped', `${['it', 'skip'].join('.')}('x', () => {});`],
  ['a test that is alone', `${['describe', 'each', 'only'].join('.')}([])('x', () => {});`],
  ['a test that depends on the machine', `${['test', 'skipIf'].join('.')}(!there)('x', () => {});`],
  ['a test that is to be written', `${['test', 'todo'].join('.')}('x');`],
])('%s is found', ([, code]) => expect(wrongIn('tests/scanners/x.test.ts', code ?? '')).toHaveLength(1));

test('a path inside the repository is none', () => {
  expect(wrongIn('tests/scanners/x.test.ts', `join(${here}, '../../data'); join(${here}, '..', '..')`)).toEqual([]);
});
