/** What several ask for is read once; what failed is asked again. */
import { expect, it } from 'vitest';
import { answeringOnce } from '../../../src/workspace/git/answering-once.ts';
import type { Git } from '../../../src/workspace/git/git.ts';

it('asks git once for the same list, for each list by itself, and again after it failed', async () => {
  const asked: string[] = [];
  const git = answeringOnce({
    contents: (commit: string) => {
      asked.push(`all of ${commit}`);
      return Promise.resolve({ files: [], gitlinks: [] });
    },
    listTree: (commit: string, ...paths: string[]) => {
      asked.push([commit, ...paths].join(' '));
      return Promise.resolve([]);
    },
    changes: () => {
      asked.push('changes');
      return asked.length < 4 ? Promise.reject(new Error('no git')) : Promise.resolve([]);
    },
    history: () => Promise.reject(new Error('no history either')),
  } as unknown as Git);
  await Promise.all([git.listTree('HEAD'), git.contents('HEAD'), git.listTree('HEAD', 'records')]);
  await git.listTree('HEAD');
  expect(asked).toEqual(['all of HEAD', 'HEAD records']);
  await expect(git.history()).rejects.toThrow('no history either');
  expect([await git.history(), await git.history()]).toEqual([[], []]);
  expect(asked.slice(2)).toEqual(['changes', 'changes']);
});
