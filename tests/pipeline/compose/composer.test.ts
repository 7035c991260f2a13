/** The composer hash is of everything that decides what is printed, and of nothing else. */
import { appendFile, cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { importClosure, importsIn } from '../../../src/pipeline/compose/closure.ts';
import { composerEntries, composerHash, composerParts } from '../../../src/pipeline/compose/composer.ts';
import { newFolder } from '../_workspace.ts';

const REPO = join(import.meta.dirname, '..', '..', '..');

/** A copy of this program that a test may change. */
async function copyProgram(): Promise<string> {
  const copy = join(await newFolder(), 'program');
  await mkdir(copy);
  for (const part of ['src', 'reports', 'data', 'package.json', 'package-lock.json'])
    await cp(join(REPO, part), join(copy, part), { recursive: true });
  await symlink(join(REPO, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

/** What stands for terms that workspaces have had in files of their own since: read as data. */
const OLD_TERMS = 'data/starters/bureau/contract/kinds.yaml';

/** The paths of the parts that are files of ours. */
const filesOf = (parts: readonly string[]): string[] =>
  parts.map((line) => line.trim().split('  ')[1]).filter((path) => path !== undefined);

it.each([
  ["import a from './a.ts';", ['./a.ts']],
  ["import './side.ts';", ['./side.ts']],
  ["import {\n  a,\n  type B,\n} from './many.ts';", ['./many.ts']],
  ["export { a } from './a.ts';\nexport * from './b.ts';", ['./a.ts', './b.ts']],
  ["import data from 'data/file.json' with { type: 'json' };", ['data/file.json']],
  ["  const { a } = await import('./late.ts');", ['./late.ts']],
  ["import type { A } from './a.ts';\nexport type { B } from './b.ts';", []],
  ["import type from './type.ts';", ['./type.ts']],
  ["export const from = 'x';\nexport function f(from: string) {\n  return 'y';\n}\n", []],
])('imports in a text %j', (text, imports) => expect(importsIn(text)).toEqual(imports));

describe('the closure', () => {
  it('holds the terms by which workspaces without the file are read', async () => {
    expect(filesOf(await composerParts())).toContain(OLD_TERMS);
  });

  it('names what it imports, and reads no other file of the program', async () => {
    const { files: texts } = importClosure(REPO, await composerEntries());
    const hidden = [...texts].filter(([, text]) =>
      /(?<!createRequire\()import\.meta|\b(?:import|require)\((?!\s*')/.test(text),
    );
    // It tells by the text of its own few files, which are in the closure, whether what it keeps can still be used; the
    // others read the samples of written texts and the first contract's old terms, which are parts.
    expect(hidden.map(([path]) => path)).toEqual([
      'src/archive/manifest-cache.ts',
      'src/pipeline/starter-texts.ts',
      'src/workspace/store/lift-tables.ts',
      'src/workspace/store/starter-part.ts',
    ]);
  });

  it('composes without reading: what makes the document of its inputs imports nothing that could', async () => {
    const pure = [
      'src/pipeline/compose/document.ts',
      'src/pipeline/compose/selection.ts',
      ...(await composerEntries()),
    ];
    const entries = pure.filter((path) => !/^src\/(workspace\/|pipeline\/compose\/compose\.ts)/.test(path));
    const { files: texts } = importClosure(REPO, entries);
    const node = [...texts].flatMap(([path, text]) =>
      importsIn(text)
        .filter((one) => one.startsWith('node:'))
        .map((one) => `${path} ${one}`),
    );
    expect(texts.size).toBeGreaterThan(200);
    expect(node).toEqual(['src/archive/digest.ts node:crypto']);
  });
});

describe('the hash', () => {
  let program: string;
  let before: string[];
  beforeAll(async () => {
    program = await copyProgram();
    before = await composerParts(program);
  });

  it('is the same for the same files, wherever they are', async () => {
    expect(await composerHash(program)).toBe(await composerHash());
  });

  it('changes with what composing reads, and with nothing else that changed', async () => {
    const read = [
      'src/pipeline/compose/compose.ts',
      'src/pipeline/compose/inputs.ts',
      'src/pipeline/compose/selection.ts',
      'src/pipeline/compose/window.ts',
      'src/pipeline/compose/provisional-days.ts',
      'src/pipeline/compose/changed-inputs.ts',
      'src/pipeline/compose/written-plan.ts',
      'src/subjects/work/kinds/note.ts',
      'src/wording/codes.ts',
      'src/knowledge/named-articles.ts',
      'src/workspace/text/yaml.ts',
      'reports/register.ts',
      'reports/frame/frame.ts',
      'data/lifts/clause-topics.yaml',
      OLD_TERMS,
    ];
    const others = ['src/cli.ts', 'src/pipeline/run/tick.ts', 'src/pipeline/session.ts', 'src/sections/faults.ts'];
    // A change that changes nothing.
    for (const path of [...read, ...others]) await appendFile(join(program, path), '\n// touched\n');
    const now = await composerParts(program);
    expect(filesOf(now.filter((line) => !before.includes(line))).sort()).toEqual(read.sort());
    expect(now).toHaveLength(before.length);
    before = now;
  });

  it('changes with a package that composing prints with, and with no other', async () => {
    const { packages, ...lock } = JSON.parse(await readFile(join(program, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { version: string }>;
    };
    const bump = async (name: string) => {
      packages[`node_modules/${name}`] = { ...packages[`node_modules/${name}`], version: '99.0.0' };
      await writeFile(join(program, 'package-lock.json'), JSON.stringify({ ...lock, packages }));
      return composerParts(program);
    };
    expect(await bump('astro')).toEqual(before);
    const days = await bump('chinese-days');
    expect(days).not.toEqual(before);
    // Not imported by us: micromark reads the Markdown for remark-parse.
    const markdown = await bump('micromark');
    expect(markdown).not.toEqual(days);
    before = markdown;
  });

  it('changes with a deliverable that is new', async () => {
    const path = join(program, 'reports', 'newest.ts');
    await writeFile(path, "import '../src/cli/exit-codes.ts';\n");
    const parts = await composerParts(program);
    await rm(path);
    expect(filesOf(parts)).toEqual(expect.arrayContaining(['reports/newest.ts', 'src/cli/exit-codes.ts']));
    expect(await composerParts(program)).toEqual(before);
  });
});
