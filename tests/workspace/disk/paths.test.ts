/** What stands where a file should be is one message, whatever it is: links to each other, a folder, a pipe. */
import { spawnSync } from 'node:child_process';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EnvironmentError } from '../../../src/contract/error.ts';
import { namedArticle } from '../../../src/knowledge/named-articles.ts';
import { tellingOutcome } from '../../../src/pipeline/outcome.ts';
import { readLimited } from '../../../src/workspace/disk/decode.ts';
import { stampOf } from '../../../src/workspace/disk/file-memo.ts';
import { insidePath } from '../../../src/workspace/disk/paths.ts';
import { openEvidence } from '../../../src/workspace/store/evidence.ts';
import { cleanUp, tempFolder } from '../_starter.ts';

const SHA256 = 'e1'.repeat(32);
const session = { workspace: { changesMade: () => ({ count: 0, last: '' }) } } as never;

let root: string;
beforeEach(async () => {
  root = await tempFolder();
});
afterEach(cleanUp);

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('in the place of a file', () => {
  test('links that lead to each other are what somebody put there: no fault of program or machine', async () => {
    await symlink('a.md', join(root, 'a.md'));
    await symlink('evidence', join(root, 'evidence'));
    for (const work of [insidePath(root, 'a.md'), readLimited(join(root, 'a.md'), 'a.md')]) {
      const error = await failureOf(work);
      expect(error).toMatchObject({ exitCode: 2, message: expect.stringMatching(/符号链接首尾相接[\s\S]*a\.md/) });
      expect(error).not.toBeInstanceOf(EnvironmentError);
    }
    expect(stampOf(join(root, 'a.md'))).toBeUndefined();
    expect(await openEvidence(root).hasEvidence(SHA256)).toBe(false);
  });

  test.each(['link', 'folder', 'pipe', 'other bytes'])('a %s is no article, and nobody waits for it', async (what) => {
    const path = join(root, 'knowledge-base', 'x.md');
    await mkdir(join(root, 'knowledge-base'));
    if (what === 'link') await symlink('x.md', path);
    else if (what === 'folder') await mkdir(path);
    else if (what === 'pipe') spawnSync('sh', ['-c', 'mkfifo "$0"', path]);
    else await writeFile(path, Uint8Array.of(0xff, 0xfe, 0x00));
    expect(await namedArticle(root, 'x')).toBeUndefined();
  });

  test('what the system says of a file nobody looked out for is told with its path, and not as a fault of the program', async () => {
    await writeFile(join(root, 'file'), '');
    const told = await failureOf(tellingOutcome(session, () => readFile(join(root, 'file', 'x'))));
    expect(told).toBeInstanceOf(EnvironmentError);
    expect((told as EnvironmentError).told).toMatch(/应为文件夹的地方是一个文件[\s\S]*file\/x[\s\S]*没有改动任何数据/);
  });
});
