/** What `pack` refuses, before it looks for a browser. */
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { workbook } from '../pack/_list.ts';
import { makeWorkspace, newFolder } from '../pipeline/_workspace.ts';
import { opsledgerHere } from '../support/command-here.ts';

it('refuses in Chinese what it cannot use, and writes nothing', async () => {
  const root = await makeWorkspace();
  const cwd = await newFolder();
  await writeFile(join(cwd, 'list.xlsx'), await workbook({ 清单: [['资料名称'], ['食堂菜单']] }));
  await writeFile(join(cwd, 'old.xls'), Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]));
  await writeFile(join(cwd, 'there.zip'), 'mine');
  const run = async (...args: string[]) => {
    const { code, stderr } = await opsledgerHere(['pack', ...args, '--workspace', root], { cwd });
    return [code, stderr] as const;
  };
  expect(await run('-o', 'a.zip')).toEqual([2, expect.stringMatching(/没有写明查验包包括哪些日期/)]);
  expect(await run('--month', '2026-11', '-o', 'a.zip')).toEqual([2, expect.stringMatching(/其间没有签发的文档/)]);
  expect(await run('--month', '2026-13', '-o', 'a.zip')).toEqual([2, expect.stringMatching(/月/)]);
  expect(await run('--from', '2026-11-02', '--to', '2026-11-01', '-o', 'a.zip')).toEqual([
    2,
    expect.stringMatching(/晚于/),
  ]);
  expect(await run('--all', '-o', 'there.zip')).toEqual([2, expect.stringMatching(/文件已存在/)]);
  expect(await run('--requests', 'old.xls', '-o', 'a.zip')).toEqual([2, expect.stringMatching(/另存为 \.xlsx/)]);
  expect(await run('--requests', 'none.xlsx', '-o', 'a.zip')).toEqual([2, expect.stringMatching(/打不开/)]);
  expect(await run('--requests', 'list.xlsx', '-o', 'a.zip')).toEqual([2, expect.stringMatching(/一件也没有找到/)]);
  expect((await run('--all'))[0]).toBe(2);
  expect((await readdir(cwd)).sort()).toEqual(['list.xlsx', 'old.xls', 'there.zip']);
});
