/** Bad input: one clear Chinese message with file, place, found and expected; exit 2; nothing changed. */
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { tempFolder } from '../support/at-end.ts';
import { opsledgerHere } from '../support/command-here.ts';

const run = promisify(execFile);

const folder = await tempFolder('bad');
const workspace = join(folder, 'w');
expect((await opsledgerHere(['init', workspace])).code).toBe(0);

const git = async (...args: string[]) => (await run('git', ['-C', workspace, ...args])).stdout.trim();

/** Ten levels of ten aliases each: ten thousand million values when expanded. */
function aliasBomb(): string {
  const lines = ['schema: 1', 'a: &a [x,x,x,x,x,x,x,x,x,x]'];
  for (const [from, to] of [...'abcdefghi'].map((c, i) => [c, 'bcdefghij'[i]])) {
    lines.push(`${to}: &${to} [${Array.from({ length: 10 }, () => `*${from}`).join(',')}]`);
  }
  return lines.join('\n');
}

/** A type of a source mistyped in the settings of the starter. */
const wrongType = (text: string) => text.replace('type: local', 'type: loccal');

type Edit = (text: string) => string | Uint8Array;
const cases: { name: string; file: string; edit: Edit; says: RegExp[] }[] = [
  {
    name: 'an unknown key',
    file: 'opsledger.yaml',
    edit: (t) => `${t}\nextra: 1\n`,
    says: [/文件：opsledger\.yaml/, /位置：extra/, /应为：可用的键/],
  },
  {
    name: 'a source of a type that does not exist',
    file: 'opsledger.yaml',
    edit: wrongType,
    says: [
      /没有这种数据源类型/,
      /文件：opsledger\.yaml/,
      /sources\[0\]\.type/,
      /应为：.*http.*local/,
      /您是不是要 local/,
    ],
  },
  {
    name: 'a wrong type',
    file: 'contract/contract.yaml',
    edit: (t) => t.replace(/minutes: \d+/, 'minutes: 两小时'),
    says: [/文件：contract\/contract\.yaml/, /levels\[0\]\.limits\[0\]\.minutes（时限）/, /实际：两小时/, /应为：整数/],
  },
  {
    name: 'a doubled id',
    file: 'contract/assets.yaml',
    edit: (t) => t.replace('id: mysql-primary', 'id: app-server-1'),
    says: [/位置：assets\[\d+\]\.id/, /实际：app-server-1/, /应为：不与 assets\[\d+\] 重复/],
  },
  {
    name: 'a checklist that names no asset',
    file: 'contract/inspection-checklist.yaml',
    edit: (t) => t.replace(/kinds: \[linux[^\]]*\]/, 'assets: [no-such-asset]'),
    says: [/文件：contract\/inspection-checklist\.yaml/, /实际：no-such-asset/, /应为：.*资产编号/],
  },
  {
    name: 'a tab in YAML',
    file: 'contract/assets.yaml',
    edit: () => 'schema: 1\n\tassets: []\n',
    says: [/位置：第 2 行/, /制表符/, /应为：用空格缩进/],
  },
  { name: 'an alias bomb', file: 'contract/registers.yaml', edit: aliasBomb, says: [/registers\.yaml/, /别名/] },
  {
    name: 'a file of 50 MB',
    file: 'contract/written.yaml',
    edit: () => Buffer.alloc(50_000_000, 'a'),
    says: [/written\.yaml/, /实际：47\.7 MB/, /应为：不超过/],
  },
  {
    name: 'GBK bytes',
    file: 'contract/interpretations.yaml',
    edit: () => Buffer.from([0x73, 0x63, 0x68, 0x65, 0x6d, 0x61, 0x3a, 0x20, 0xd6, 0xd0, 0xce, 0xc4, 0x0a]),
    says: [/interpretations\.yaml/, /GBK/, /应为：UTF-8/],
  },
];

it.each(cases)('data files refuses $name', async ({ name, file, edit, says }) => {
  const path = join(workspace, file);
  const good = await readFile(path);
  const head = await git('rev-parse', 'HEAD');
  const bad = edit(good.toString('utf8'));
  expect(Buffer.compare(Buffer.from(bad), good), 'the case must change the file').not.toBe(0);
  await writeFile(path, bad);
  // All commands open a workspace by the same call: one case of the settings and one of the contract show that they do.
  const all = ['an unknown key', 'a wrong type'].includes(name) ? [['collect'], ['issue'], ['start', '--once']] : [];
  for (const command of [['status'], ...all]) {
    const { code, stdout, stderr } = await opsledgerHere([...command, '--workspace', workspace]);
    expect(code, command.join(' ')).toBe(2);
    expect(stdout).toBe('');
    for (const part of says) expect(stderr).toMatch(part);
    expect(stderr).not.toMatch(/^\s+at /m);
  }
  expect(await git('rev-parse', 'HEAD')).toBe(head);
  await writeFile(path, good);
  expect(await git('status', '--porcelain')).toBe('');
});

it('broken settings are found by doctor, and do not keep verify from its work', async () => {
  const path = join(workspace, 'opsledger.yaml');
  const good = await readFile(path, 'utf8');
  onTestFinished(() => writeFile(path, good));
  const command = (name: string) => opsledgerHere([name, '--json', '--workspace', workspace]);
  const workspaceOf = async () => {
    const { code, stdout } = await command('doctor');
    const { checks } = JSON.parse(stdout) as { checks: { id: string; state: string; detail: string }[] };
    return { code, ...checks.find((one) => one.id === 'workspace') };
  };
  expect(await workspaceOf()).toMatchObject({ state: 'ok' });
  for (const bad of [wrongType(good), 'schema: [1']) {
    await writeFile(path, bad);
    expect(await workspaceOf()).toMatchObject({
      code: 1,
      state: 'wrong',
      detail: expect.stringContaining('opsledger.yaml'),
    });
    const verified = await command('verify');
    expect([verified.code, JSON.parse(verified.stdout)]).toMatchObject([
      1,
      {
        problems: [
          { path: 'opsledger.yaml', property: '可用性', message: expect.stringMatching(/^不能使用：/) },
          {
            path: 'opsledger.yaml',
            property: '真实性',
            message: expect.stringMatching(/^有未提交的改动[\s\S]*版本$/),
          },
        ],
      },
    ]);
  }
});

describe('arguments', () => {
  it.each([
    [['issue', 'inspection-log', '../../etc'], /没有这一期[\s\S]*实际：\.\.\/\.\.\/etc/],
    [['issue', 'no-such'], /没有这种交付物[\s\S]*实际：no-such[\s\S]*inspection-log/],
    [['preview', '../x', '-o', 'out'], /没有这种交付物/],
    [['preview', 'inspection-lag'], /没有这种交付物[\s\S]*您是不是要 inspection-log/],
    [['record', '../note'], /没有这种记录/],
    [['attach', 'XJ-20200101-001', import.meta.filename], /没有这条记录/],
    [['attach', 'XJ-20200101-001', 'nothing.jpg'], /附件文件不存在[\s\S]*nothing\.jpg/],
    [['attach', '../../x', import.meta.filename], /记录编号格式不对/],
    [['collect', 'no-such-source'], /没有这个数据源[\s\S]*应为：local/],
    [['due', '--within', 'soon'], /期限格式不对/],
    [['status', '--at', 'yesterday'], /时间格式不对/],
    [['start', '--port', '99999', '--once'], /端口不对/],
    [['no-such-command', '--help'], /没有这个命令[\s\S]*实际：no-such-command/],
    [['no-such-command'], /没有这个命令[\s\S]*实际：no-such-command/],
    [['issue', '--no-such-option'], /没有这个选项/],
    [['confirm'], /缺少必需的选项/],
  ] as [string[], RegExp][])('%j is refused in Chinese', async (args, says) => {
    const known = args[0] !== 'no-such-command';
    const { code, stdout, stderr } = await opsledgerHere([...args, ...(known ? ['--workspace', workspace] : [])]);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(says);
    expect(await git('status', '--porcelain')).toBe('');
  });

  it('names every wrong field of a record and saves nothing', async () => {
    const input = 'date: 2026-13-40\ntopic: opration\ntxet: a\n';
    const { code, stderr } = await opsledgerHere(['record', 'note', '--from', '-', '--workspace', workspace], {
      input,
    });
    expect(code).toBe(2);
    for (const word of ['date（业务日期）', '实际：2026-13-40', 'topic（类别）', 'text（内容）', 'txet']) {
      expect(stderr).toContain(word);
    }
    expect(await git('status', '--porcelain')).toBe('');
  });

  it('says that a folder is no workspace', async () => {
    const { code, stderr } = await opsledgerHere(['status', '--workspace', folder]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/不是工作区[\s\S]*处理：用 (npx )?opsledger init/);
  });
});

it('init of a service that has begun says what that means, beside the answer', async () => {
  const { code, stdout, stderr } = await opsledgerHere([
    'init',
    join(folder, 'past'),
    '--from',
    '2020-01-01',
    '--json',
  ]);
  expect([code, JSON.parse(stdout)]).toMatchObject([0, { servicePeriod: { from: '2020-01-01' } }]);
  expect(stderr).toMatch(/^提示：服务期已经结束（自 2020-01-01 起）/);
});
