import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { UserError } from '../../../src/contract/error.ts';
import { contractFiles, loadContract } from '../../../src/workspace/store/contract-data.ts';
import { cleanUp, makeStarter, writeFiles } from '../_starter.ts';

afterEach(cleanUp);

const makeRoot = async () => join(await makeStarter(), 'data/starters/bureau');

async function edit(root: string, file: string, from: string, to: string): Promise<void> {
  const text = await readFile(join(root, file), 'utf8');
  expect(text).toContain(from);
  await writeFile(join(root, file), text.replace(from, to));
}

describe('loadContract', () => {
  test('reads all parts, with codecs applied', async () => {
    const bundle = await loadContract(await makeRoot());
    expect(bundle.contract).toMatchObject({
      shortName: 'TEST',
      parties: { supervisor: null },
      classes: [{ id: 'major' }],
    });
    expect(bundle.assets.map((asset) => [asset.id, asset.contract])).toEqual([
      ['ops-host', false],
      ['app-server-1', true],
    ]);
    expect(bundle.checks[0]).toMatchObject({ id: 'host-disk', limit: '80', manual: false });
    expect(bundle.obligations[0]?.due).toMatchObject({ after: 'period-end', workingDays: 0, time: '17:00' });
    expect(bundle.holidays).toBeUndefined();
  });

  test('reads the files again when they say anything else, and gives what nobody can change', async () => {
    const [root, other] = [await makeRoot(), await makeRoot()];
    const first = await loadContract(root);
    expect(await loadContract(other)).toBe(first);
    expect(() => first.assets.pop()).toThrow(TypeError);
    await edit(root, 'contract/contract.yaml', 'project: 测试项目', 'project: 另一个项目');
    expect((await loadContract(root)).contract.project).toBe('另一个项目');
    expect((await loadContract(other)).contract.project).toBe('测试项目');
  });

  test('reads the holidays that the engineer added', async () => {
    const root = await makeRoot();
    await writeFiles(root, {
      'contract/holidays.yaml': 'schema: 1\nyears:\n  - { year: 2031, off: [2031-01-01], work: [] }\n',
    });
    expect((await loadContract(root)).holidays).toEqual([{ year: 2031, off: ['2031-01-01'], work: [] }]);
  });

  test.each([
    [
      'a doubled id',
      'contract/assets.yaml',
      'id: app-server-1',
      'id: ops-host',
      /contract\/assets\.yaml[\s\S]*assets\[1\]\.id[\s\S]*ops-host/,
    ],
    [
      'a checklist that names no asset',
      'contract/inspection-checklist.yaml',
      'kinds: [linux]',
      'assets: [app-server-9]',
      /inspection-checklist\.yaml[\s\S]*checks\[0\]\.assets\[0\][\s\S]*app-server-9/,
    ],
    [
      'an unknown clause',
      'contract/obligations.yaml',
      'clauses: [5.3.5]',
      'clauses: [9.9]',
      /obligations\.yaml[\s\S]*9\.9/,
    ],
    [
      'an unknown key',
      'contract/contract.yaml',
      'project:',
      'projekt: x\nproject:',
      /contract\.yaml[\s\S]*您是不是要 project/,
    ],
    ['a wrong type', 'contract/contract.yaml', 'people: []', 'people: 一', /people（人员）\n {2}实际：一\n {2}应为：/],
    ['a tab', 'contract/assets.yaml', '  - { id: app', '\t- { id: app', /第 4 行/],
    ['a newer schema', 'contract/registers.yaml', 'schema: 1', 'schema: 9', /请升级/],
  ])('refuses %s', async (_name, file, from, to, message) => {
    const root = await makeRoot();
    await edit(root, file, from, to);
    const attempt = loadContract(root);
    await expect(attempt).rejects.toThrow(message);
    await expect(attempt).rejects.toBeInstanceOf(UserError);
  });

  test('gives the same, unchangeable, for the same bytes, and another for others', async () => {
    const [root, other] = [await makeRoot(), await makeRoot()];
    const bundle = await loadContract(root);
    expect(await loadContract(other)).toBe(bundle);
    expect(() => Object.assign(bundle.assets[0] ?? {}, { name: '另一台' })).toThrow(TypeError);
    await edit(other, 'contract/assets.yaml', '应用服务器 1', '应用服务器 2');
    expect((await loadContract(other)).assets.map(({ name }) => name)).toContain('应用服务器 2');
  });

  test('names a missing file', async () => {
    const root = await makeRoot();
    await rm(join(root, 'contract/obligations.yaml'));
    await expect(loadContract(root)).rejects.toThrow(/文件不存在\n {2}文件：contract\/obligations\.yaml/);
  });

  test('counts the other contradictions', async () => {
    const root = await makeRoot();
    await edit(root, 'contract/assets.yaml', 'clause: 5.3.5, contract: false', 'clause: 1.1, contract: false');
    await edit(root, 'contract/obligations.yaml', 'clauses: [5.3.5]', 'clauses: [9.9]');
    await expect(loadContract(root)).rejects.toThrow(
      /另有 1 处问题（contract\/obligations\.yaml obligations\[0\]\.clauses/,
    );
  });
});

test('contractFiles lists the YAML files with their bytes, sorted', async () => {
  const root = await makeRoot();
  await writeFiles(root, { 'contract/original.txt': '合同原文' });
  const files = await contractFiles(root);
  expect(files.map((file) => file.path)).toEqual([
    'contract/assets.yaml',
    'contract/contract.yaml',
    'contract/inspection-checklist.yaml',
    'contract/interpretations.yaml',
    'contract/obligations.yaml',
    'contract/registers.yaml',
    'contract/written.yaml',
  ]);
  expect(files[0]?.bytes).toEqual(await readFile(join(root, 'contract/assets.yaml')));
});
