/** A commit that failed as its branch was moved to it is no commit that somebody took back; one that a hand took back is. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { contradictedByMemory } from '../../../src/archive/log/check-remembered.ts';
import { type LogFiles, readFrom, readLog } from '../../../src/archive/log/log-folder.ts';
import { EnvironmentError } from '../../../src/contract/error.ts';
import { signLog } from '../../../src/pipeline/log/sign.ts';
import type { Session } from '../../../src/pipeline/session.ts';
import { openStaging } from '../../../src/workspace/change/staging.ts';
import { copyFolder } from '../../support/made.ts';
import { makeWorkspace, newFolder, note, noteDraft, open } from '../_workspace.ts';
import { asProgram, at, CHECKPOINT } from './_signed.ts';

const remembered = async ({ workspace }: Session) =>
  contradictedByMemory(workspace, (await readLog(readFrom(workspace.root))) as LogFiles, []);

/** The branch stands as it stood; git's log of it does not. */
const moveBack = (root: string, head: string) => writeFile(join(root, '.git/refs/heads/main'), `${head}\n`);

/** Two copies of a signed workspace, and the checkpoint that one of them signs next. */
async function places() {
  const first = await makeWorkspace();
  const session = await open(first);
  await signLog(session, at('08:00:00'));
  await note(session, noteDraft(at('10:00:00'), '一条'));
  await session.close();
  const root = join(await newFolder(), 'w');
  await copyFolder(first, root);
  const other = await open(first);
  await signLog(other, at('10:01:00'));
  await other.close();
  const opened = await open(root);
  return { root, session: opened, next: await readFile(join(first, CHECKPOINT)) };
}

/** A change that brings it. @param made what becomes of the commit @returns whether it came about */
async function changed(session: Session, next: Uint8Array, made: (head: string) => Promise<void>): Promise<boolean> {
  const { root, git } = session.workspace;
  const head = await git.head();
  const staging = openStaging(
    root,
    {
      ...git,
      async commitPaths(...args) {
        const commit = await git.commitPaths(...args);
        await made(head);
        return commit;
      },
    },
    // So that what is finished later is another commit.
    () => Promise.resolve('AAAA'),
  );
  await staging.stage(CHECKPOINT, next);
  return staging.apply('存证', '', at('10:02:00')).then(
    () => true,
    () => false,
  );
}

it('says nothing of a commit to which the disk did not let the branch be moved', async () => {
  const { root, session, next } = await places();
  const lines = () => asProgram(root, ['reflog', '--format=%H']).split('\n').length;
  const before = lines();
  const isMade = await changed(session, next, async (head) => {
    await moveBack(root, head);
    throw new EnvironmentError('磁盘写入失败', {});
  });
  expect([isMade, lines()]).toEqual([false, before]);
  expect(await remembered(session)).toBeUndefined();
  await session.close();
});

it('says nothing of it either where the machine stopped between the two, and the change was finished later', async () => {
  const { root, session, next } = await places();
  const stopped = new Promise<void>((done) => {
    void changed(session, next, async (head) => {
      await moveBack(root, head);
      done();
      await new Promise(() => undefined);
    });
  });
  await stopped;
  await session.close();
  const again = await open(root);
  expect(again.workspace.interrupted.recovery?.settled?.outcome).toBe('finished');
  const commits = asProgram(root, ['rev-list', '--all', '--reflog', '--not', 'HEAD']);
  expect(commits).toBe('');
  await again.close();
});

it('says that the branch was moved back by hand, also after a later change has failed', async () => {
  const { root, session, next } = await places();
  const head = await session.workspace.git.head();
  expect(await changed(session, next, () => Promise.resolve())).toBe(true);
  await moveBack(root, head);
  asProgram(root, ['reset', '--hard', '-q']);
  expect(await remembered(session)).toMatch(/^版本库中不在当前历史里的提交/);
  const fails = async () => {
    await moveBack(root, head);
    throw new EnvironmentError('磁盘写入失败', {});
  };
  expect(await changed(session, Buffer.concat([next, Buffer.from('\n')]), fails)).toBe(false);
  expect(await remembered(session)).toMatch(/^版本库中不在当前历史里的提交/);
  await session.close();
});
