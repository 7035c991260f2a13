/** What is taken from the list of all changes is what git itself lists, whatever the history, with merges and without. */
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { answeringOnce } from '../../../src/workspace/git/answering-once.ts';
import { type Git, openGit } from '../../../src/workspace/git/git.ts';
import { isLinear } from '../../../src/workspace/git/linear.ts';
import { seeded } from '../../faults/_seeded.ts';
import { tempFolder } from '../../support/at-end.ts';

const root = await tempFolder('linear');

const PATHS = 'records/a/1.json records/a/2.json records/b archive/x/y archive2 contract/c.yaml .gitignore'.split(' ');
const ASKED = [['records'], ['records/a', 'archive'], ['archive2', '.gitignore'], ['contract/c.yaml'], ['nothing']];
const START = 1_780_000_000;

function raw(args: string[], at = START, given = at): string {
  const names = ['AUTHOR', 'COMMITTER'].flatMap((who) => [
    [`GIT_${who}_NAME`, '某人'],
    [`GIT_${who}_EMAIL`, 'who@localhost'],
  ]);
  const env = {
    ...process.env,
    ...Object.fromEntries(names),
    GIT_AUTHOR_DATE: `${given} +0800`,
    GIT_COMMITTER_DATE: `${at} +0800`,
  };
  return execFileSync('git', args, { cwd: root, env, encoding: 'utf8' });
}

it('says of any history what git says', async () => {
  const random = seeded(20261128);
  const git = openGit(root);
  await git.init();
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  /** New, changed, gone, made a program or a link: also several at once, and nothing. */
  const change = async (n: number) => {
    for (let left = Math.floor(random() * 4); left > 0; left -= 1) {
      const path = join(root, pick(PATHS));
      const what = random();
      await rm(path, { force: true });
      if (what < 0.2) continue;
      await mkdir(dirname(path), { recursive: true });
      if (what < 0.3) await symlink('elsewhere', path);
      else await writeFile(path, `${Math.floor(random() * 3)}`);
      if (what > 0.9) await chmod(path, 0o755);
    }
    raw(['add', '-A']);
    const given = random() < 0.4 ? START + n * 60 - 7200 : START + n * 60;
    raw(['commit', '-q', '--allow-empty', '-m', `number ${n}\n\nmore`], START + n * 60, given);
  };
  for (let n = 0; n < 40; n += 1) await change(n);
  expect(isLinear(await git.changes())).toBe(true);
  await expectSame(git);
  raw(['checkout', '-q', '-b', 'side', 'HEAD~3']);
  for (let n = 50; n < 54; n += 1) await change(n);
  raw(['checkout', '-q', 'main']);
  for (let n = 60; n < 64; n += 1) await change(n);
  raw(['merge', '-q', '-s', 'ours', '-m', 'joined', 'side'], START + 7000);
  expect(isLinear(await git.changes())).toBe(false);
  await expectSame(git);
});

it('says who made the commits where a folder of one is lost', async () => {
  const git = answeringOnce(openGit(root));
  const tree = raw(['rev-parse', 'HEAD~30^{tree}']).trim();
  await rm(join(root, '.git/objects', tree.slice(0, 2), tree.slice(2)), { force: true });
  await expect(git.changes()).rejects.toThrow();
  expect(await git.history()).toEqual(await openGit(root).history());
});

async function expectSame(git: Git): Promise<void> {
  const once = answeringOnce(git);
  expect(await once.history()).toEqual(await git.history());
  for (const paths of ASKED) {
    expect(await once.historyOf(...paths)).toEqual(await git.historyOf(...paths));
    expect(await once.givenTimes(paths, 600)).toBe(await git.givenTimes(paths, 600));
  }
}
