/** Kinds and tables of assets in a workspace: read from its files, or as workspaces had them before there were any. */
import { readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { UserError } from '../../../src/contract/error.ts';
import { contractFiles, loadContract } from '../../../src/workspace/store/contract-data.ts';
import { data } from '../../contract/_starter.ts';
import { cleanUp, makeStarter, writeFiles } from '../_starter.ts';

afterEach(cleanUp);

const makeRoot = async () => join(await makeStarter(), 'data/starters/bureau');

const KINDS = `schema: 1
kinds:
  - { id: ops-host, name: 运维工作站, counter: 台, family: own }
  - { id: linux, name: Linux 操作系统, counter: 台, family: host }
  - { id: pump, name: 输液泵, counter: 台, family: device }
`;
const ENTRY = '  - { id: pump-1..2, kind: pump, table: assets/pumps.csv, clause: 5.3.5, contract: true }\n';

/** A starter with pumps in a table. */
async function withTable(bytes: string | Uint8Array, entry = ENTRY): Promise<string> {
  const root = await makeRoot();
  const assets = `schema: 1
assets:
  - { id: ops-host, name: 运维工作站, kind: ops-host, place: 机房, clause: 5.3.5, contract: false }
  - { id: app-server-1, name: 应用服务器 1, kind: linux, place: 机房, clause: 5.3.5, contract: true }
${entry}`;
  await writeFiles(root, {
    'contract/kinds.yaml': KINDS,
    'contract/assets.yaml': assets,
    'contract/assets/pumps.csv': '',
  });
  await writeFile(join(root, 'contract/assets/pumps.csv'), bytes);
  return root;
}

const TEXT = '名称,位置\r\n"一号泵","东区, 3 病区"\r\n二号泵,西区\r\n';
/** 名称,位置 一号泵,东区 二号泵,西区 as Excel writes it in China. */
const GBK = Uint8Array.from([
  ...[0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0xce, 0xbb, 0xd6, 0xc3, 0x0d, 0x0a],
  ...[0xd2, 0xbb, 0xba, 0xc5, 0xb1, 0xc3, 0x2c, 0xb6, 0xab, 0xc7, 0xf8, 0x0d, 0x0a],
  ...[0xb6, 0xfe, 0xba, 0xc5, 0xb1, 0xc3, 0x2c, 0xce, 0xf7, 0xc7, 0xf8, 0x0d, 0x0a],
]);

describe('a table of assets', () => {
  test.each([
    ['UTF-8', TEXT, '东区, 3 病区'],
    ['UTF-8 with a mark', `\ufeff${TEXT}`, '东区, 3 病区'],
    ['UTF-16', Buffer.from(`\ufeff${TEXT}`, 'utf16le'), '东区, 3 病区'],
    ['GBK', GBK, '东区'],
    ['tabs', TEXT.replaceAll('"', '').replaceAll('东区, ', '东区 ').replaceAll(',', '\t'), '东区 3 病区'],
  ])('is read in %s, and counts among the inputs of documents', async (_name, bytes, place) => {
    const root = await withTable(bytes);
    const { assets, assetTables } = await loadContract(root);
    expect(assets.slice(2).map((one) => [one.id, one.name, one.place, one.kindName])).toEqual([
      ['pump-1', '一号泵', place, '输液泵'],
      ['pump-2', '二号泵', '西区', '输液泵'],
    ]);
    expect(assetTables).toEqual(['contract/assets/pumps.csv']);
    expect((await contractFiles(root)).map(({ path }) => path)).toContain('contract/assets/pumps.csv');
  });

  test.each<[string, string | Uint8Array, RegExp]>([
    ['a quote that is not closed', '名称,位置\n"一号泵,东区\n', /引号没有结束[\s\S]*pumps\.csv[\s\S]*第 2 行/],
    ['bytes of no encoding', Uint8Array.from([0xff, 0x80, 0x2c, 0xff]), /文件编码不对[\s\S]*pumps\.csv[\s\S]*UTF-8/],
    [
      'a row without a place',
      '名称,位置\n一号泵,\n二号泵,西区\n',
      /pumps\.csv\n {2}位置：第 2 行 place（位置）\n {2}实际：（空）/,
    ],
    [
      'a row too many',
      `${TEXT}三号泵,西区\n`,
      /位置：行数\n {2}实际：3 行（不含表头）\n {2}应为：与 contract\/assets\.yaml assets\[2\]/,
    ],
  ])('with %s is refused', async (_name, bytes, message) => {
    const attempt = loadContract(await withTable(bytes));
    await expect(attempt).rejects.toThrow(message);
    await expect(attempt).rejects.toBeInstanceOf(UserError);
  });

  test('that is not there, or leads out of the workspace, is refused', async () => {
    const root = await withTable(TEXT);
    await rm(join(root, 'contract/assets/pumps.csv'));
    await expect(loadContract(root)).rejects.toThrow(/文件不存在\n {2}文件：contract\/assets\/pumps\.csv/);
    await symlink('/etc/passwd', join(root, 'contract/assets/pumps.csv'));
    await expect(loadContract(root)).rejects.toThrow(/工作区之外/);
    const elsewhere = ENTRY.replace('assets/pumps.csv', '../pumps.csv');
    await expect(loadContract(await withTable(TEXT, elsewhere))).rejects.toThrow(
      /assets\[2\]\.table（清单文件）[\s\S]*assets\/printers\.csv/,
    );
  });

  test('a range of a million is refused with one message', async () => {
    const entry = '  - { id: p-1..1000000, name: "泵 {n}", place: 库房, kind: pump, clause: 5.3.5, contract: true }\n';
    const message = await loadContract(await withTable(TEXT, entry)).catch((error: Error) => error.message);
    expect(message).toMatch(
      /assets\[2\]\.id\n {2}实际：p-1\.\.1000000（1000000 项[^\n]*\n {2}应为：全部资产不超过 5000 项$/m,
    );
  });
});

describe('a workspace without kinds', () => {
  test('goes by those that stood in the program when it was made', async () => {
    const root = await makeRoot();
    const { kinds, groups, assets } = await loadContract(root);
    const starter = await loadContract(data);
    expect(kinds).toEqual(starter.kinds);
    expect(groups.map(({ title }) => title)).toEqual([
      ...['主机', '中间件与数据库', '子系统业务功能', '接口', '配套设备', '备份任务', '安全防护'],
    ]);
    expect(assets.map((one) => [one.kindName, one.counter, one.family])).toEqual([
      ['运维工作站', '台', 'own'],
      ['Linux 操作系统', '台', 'host'],
    ]);
  });

  test('finds each kind called and counted as the program did', async () => {
    const old = JSON.parse(
      await readFile(join(import.meta.dirname, '../../fixtures/contract/asset-kinds-1.json'), 'utf8'),
    ) as Record<string, [string, string]>;
    const { kinds } = await loadContract(await makeRoot());
    expect(Object.fromEntries(kinds.map(({ id, name, counter }) => [id, [name, counter]]))).toEqual(old);
  });

  test('names the file for a kind that it does not know', async () => {
    const root = await makeRoot();
    const entry = '  - { id: ups-1, name: UPS, kind: ups, place: 机房, clause: 5.3.5, contract: true }\n';
    await writeFiles(root, { 'contract/assets.yaml': `schema: 1\nassets:\n${entry}` });
    await expect(loadContract(root)).rejects.toThrow(
      /assets\[0\]\.kind\n {2}实际：ups\n {2}应为：contract\/kinds\.yaml/,
    );
  });
});
