/** What earlier commands read of the contract is what its files say, for as long as they are the same files; else they are read. */
import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { ContractBundle } from '../../../src/contract/bundle/bundle.ts';
import { keptContract } from '../../../src/workspace/store/contract-cache.ts';
import { loadContract } from '../../../src/workspace/store/contract-data.ts';
import { readKeptFile, writeKeptFile } from '../../../src/workspace/store/kept-file.ts';
import { openWorkspace } from '../../../src/workspace/workspace.ts';
import { cleanUp, kinds, makeWorkspace } from '../_starter.ts';

afterEach(cleanUp);

const cacheOf = (root: string) => join(root, '.opsledger', 'cache', 'contract');
const settled = (): Promise<void> => new Promise((done) => setTimeout(done, 30));

/** Root of a workspace whose contract was kept, by files old enough to be told from their successors. */
async function kept(): Promise<string> {
  const { root } = await makeWorkspace();
  await settled();
  await (await keptContract(root)).save();
  return root;
}

/** Makes the kept contract tell that it is the kept one. */
async function marked(root: string): Promise<void> {
  const [, key = ''] = (await readFile(cacheOf(root), 'latin1')).split('\n');
  const contract = JSON.parse(String(await readKeptFile(root, 'contract', key))) as ContractBundle;
  const told = { ...contract, contract: { ...contract.contract, project: '从缓存读出' } };
  await writeKeptFile(root, 'contract', key, Buffer.from(JSON.stringify(told)));
}

const projectOf = async (root: string): Promise<string> => (await keptContract(root)).contract.contract.project;

test('gives the same as the files, and reads them no second time', async () => {
  const root = await kept();
  expect((await keptContract(root)).contract).toStrictEqual(await loadContract(root));
  await marked(root);
  expect(await projectOf(root)).toBe('从缓存读出');
});

test('a file of the contract that was edited, added or removed has all of it read again', async () => {
  for (const change of [
    (root: string) => appendFile(join(root, 'contract', 'contract.yaml'), '# 注\n'),
    (root: string) => writeFile(join(root, 'contract', 'notes.txt'), '记'),
    async (root: string) => {
      await mkdir(join(root, 'contract', 'assets'), { recursive: true });
      await writeFile(join(root, 'contract', 'assets', 'more.csv'), 'id\n');
    },
    (root: string) =>
      rm(join(root, 'contract', 'holidays.yaml'), { force: true }).then(() =>
        appendFile(join(root, 'contract', 'assets.yaml'), '\n'),
      ),
  ]) {
    const root = await kept();
    await marked(root);
    await change(root);
    expect(await projectOf(root)).toBe('测试项目');
  }
});

test('a contract with a fault is refused each time, whatever is kept', async () => {
  const root = await kept();
  await appendFile(join(root, 'contract', 'contract.yaml'), 'unheardOf: 1\n');
  for (let n = 0; n < 2; n += 1) {
    await settled();
    await expect(keptContract(root)).rejects.toThrow(/unheardOf/);
  }
});

test('what is damaged, cut short or of another key is as good as nothing', async () => {
  const root = await kept();
  await marked(root);
  const bytes = await readFile(cacheOf(root));
  const other = Buffer.from(bytes);
  other.writeUInt8((other.at(-3) ?? 0) ^ 1, other.length - 3);
  for (const damaged of [other, bytes.subarray(0, -5), Buffer.alloc(0), Buffer.from('\n\n')]) {
    await writeFile(cacheOf(root), damaged);
    expect(await projectOf(root)).toBe('测试项目');
  }
});

test('only a workspace that is opened to be told of keeps it', async () => {
  const { root } = await makeWorkspace();
  await settled();
  const writing = await openWorkspace(root, { kinds });
  await writing.keepRead();
  await expect(readFile(cacheOf(root))).rejects.toThrow();
  const telling = await openWorkspace(root, { kinds, tells: true });
  await telling.keepRead();
  await marked(root);
  expect((await openWorkspace(root, { kinds, tells: true })).contract.contract.project).toBe('从缓存读出');
  expect((await openWorkspace(root, { kinds })).contract.contract.project).toBe('测试项目');
  expect(await telling.git.isClean()).toBe(true);
});
