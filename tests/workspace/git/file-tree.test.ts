/** The files of commits read from tree objects are those that git lists, whatever changed between the commits. */
import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openFileTrees, parseTreeObject } from '../../../src/workspace/git/file-tree.ts';
import { openGit } from '../../../src/workspace/git/git.ts';
import { tempFolder } from '../../support/at-end.ts';

const root = await tempFolder('trees');
const git = openGit(root);
await git.init();

const name = fc.constantFrom('a', 'b', '巡检', 'r1', 'a.b', 'x y');
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => `d/${names.join('/')}/file`);

it('are those that git lists', async () => {
  const commits: string[] = [];
  await fc.assert(
    fc.asyncProperty(fc.array(path, { minLength: 1, maxLength: 5 }), fc.integer(), async (paths, content) => {
      for (const one of paths) {
        await mkdir(join(root, dirname(one)), { recursive: true });
        await writeFile(join(root, one), `${content}`);
      }
      commits.push(await git.commitPaths([...new Set(paths)], 'c', { at: '2026-11-24T09:00:00+08:00' }));
    }),
    { numRuns: 8 },
  );
  const objects = git.objects();
  const trees = openFileTrees(objects);
  for (const commit of [...commits, 'HEAD']) {
    const tree = await trees.of(commit);
    const listed = (await git.listTree(commit)).map((one) => [one.path, one.blob]);
    expect([...(tree?.files('') ?? [])].toSorted()).toEqual(listed.toSorted());
    expect([...(tree?.files('d/a') ?? [])].every(([one]) => one.startsWith('d/a/'))).toBe(true);
    for (const [one, blob] of listed) expect(tree?.blob(one ?? '')).toBe(blob);
    expect([tree?.blob('d'), tree?.blob('none/file'), tree?.blob('')]).toEqual([undefined, undefined, undefined]);
  }
  expect(await trees.of('0'.repeat(40))).toBeUndefined();
  objects.close();
});

it('leaves out submodules', () => {
  execFileSync('git', ['-C', root, 'update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},sub`]);
  const tree = execFileSync('git', ['-C', root, 'write-tree'], { encoding: 'utf8' }).trim();
  const bytes = execFileSync('git', ['-C', root, 'cat-file', 'tree', tree]);
  expect(parseTreeObject(bytes).find(({ file }) => file === 'sub')).toEqual({
    ...{ mode: '160000', file: 'sub', hash: '1'.repeat(40) },
  });
});
