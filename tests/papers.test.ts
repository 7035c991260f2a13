/** What CONTRIBUTING and the READMEs say of files and folders is so. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const foldersIn = (path: string): string[] =>
  readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

/** What git does not keep: packages, and what the program makes. */
const MADE = /^(node_modules|\.git|\.cache|\.astro|dist|workspace.*|预览|reports-out)$/;
const top = readdirSync(root, { withFileTypes: true }).filter(({ name }) => !MADE.test(name));
const paths = top.flatMap((entry) =>
  entry.isDirectory()
    ? [entry.name, ...readdirSync(join(root, entry.name), { recursive: true }).map((path) => `${entry.name}/${path}`)]
    : [entry.name],
);

/** Whether a file or folder is there under this path, or (a file in a sentence about its folder) under its end. */
function exists(named: string): boolean {
  const path = named.replace(/\/$/, '');
  return paths.some((one) => one === path || (path === named && one.endsWith(`/${path}`)));
}

describe.each(['CONTRIBUTING.md', 'README.md', 'README.zh-CN.md'])('%s', (paper) => {
  it('names no file or folder that is not there', () => {
    const quoted = [...read(paper).matchAll(/`([^`\s]+)`/g)].map(([, word = '']) => word);
    const named = quoted.filter(
      (word) => /^[\w./-]+(\.(ts|cjs|mjs|json|ya?ml)|\/)$/.test(word) && word !== 'workspace/',
    );
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((word) => !exists(word))).toEqual([]);
  });
});

describe('the tree in CONTRIBUTING.md', () => {
  const tree = /```\n(src\/\n[\s\S]*?)```/.exec(read('CONTRIBUTING.md'))?.[1] ?? '';
  const named = new Set([...tree.matchAll(/([\w-]+)\//g)].map(([, name]) => name));

  it.each(['src', 'src/pipeline', 'src/subjects', 'src/workspace'])('shows every folder of %s', (house) => {
    expect(foldersIn(house).length).toBeGreaterThan(3);
    expect(foldersIn(house).filter((name) => !named.has(name))).toEqual([]);
  });

  it('shows no folder that is not there', () => {
    const there = new Set(paths.flatMap((path) => path.split('/')));
    expect([...named].filter((name) => !there.has(name ?? ''))).toEqual([]);
  });
});

describe('the table of libraries in CONTRIBUTING.md', () => {
  const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
  const direct = Object.keys({
    ...manifest['dependencies'],
    ...manifest['devDependencies'],
    ...manifest['optionalDependencies'],
  });
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { version: string; license?: string }>;
  };
  const rows =
    read('CONTRIBUTING.md')
      .split('## Libraries')[1]
      ?.split('\n')
      .filter((line) => /^\| (?!---|library )/.test(line))
      .map((line) => line.split('|').map((cell) => cell.trim())) ?? [];
  /** Names of a row, each with the version that it may have behind it. */
  const named = ([, names = '']: string[]): [string, string][] =>
    [...names.matchAll(/(@?[a-z][\w./-]*)(?: (\d[\d.]*))?/g)].map(([, name = '', version = '']) => [name, version]);

  it('names every package that is asked for, once, and no other', () => {
    expect(
      rows
        .flatMap(named)
        .map(([name]) => name)
        .sort(),
    ).toEqual(direct.sort());
  });

  it('says their versions and licences as the packages do', () => {
    const wrong = rows.flatMap((row) =>
      named(row).filter(([name, version]) => {
        const one = packages[`node_modules/${name}`];
        const licences = one?.license?.split(/[ ()]+(?:AND|OR)?[ ()]*/).filter(Boolean) ?? ['?'];
        return !`${one?.version}.`.startsWith(version && `${version}.`) || licences.some((id) => !row[2]?.includes(id));
      }),
    );
    expect(rows.length).toBeGreaterThan(30);
    expect(wrong).toEqual([]);
  });
});
