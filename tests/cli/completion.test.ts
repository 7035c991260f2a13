/** What the key of completion offers: from the definitions of the commands, and from the files of a workspace. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { completionAnswer } from '../../src/cli/completion/answer.ts';
import { placeholderOf, VALUES, wantedAt } from '../../src/cli/completion/wanted.ts';
import { leafCommands, opsledgerProgram } from '../../src/cli/program.ts';
import { type NameSource, offeredNames } from '../../src/pipeline/completion.ts';
import { DAY, inspect, makeWorkspace, newFolder, open } from '../pipeline/_workspace.ts';
import { opsledgerHere } from '../support/command-here.ts';

const program = await opsledgerProgram();

/** A line up to the cursor, which stands right behind its last character. */
const answer = (line: string) => completionAnswer(program, line.split(' '));
const values = async (line: string) => {
  const [kind, ...lines] = await answer(line);
  expect(kind, line).toBe('words');
  return lines.map((one) => one.split('\t')[0]);
};

describe('from the commands', () => {
  it('come the commands themselves with what they do, and what stands below them', async () => {
    const names = program.commands.map((command) => command.name());
    expect(await values('opsledger ')).toEqual(expect.arrayContaining(names));
    expect(await values('opsledger sta')).toEqual(['start', 'status']);
    expect(await values('opsledger site ')).toEqual(expect.arrayContaining(['build', 'serve']));
    expect((await answer('opsledger sta'))[2]).toMatch(/^status\t.{4,41}$/);
  });

  it('come the options of each, once where they are given once', async () => {
    for (const { name, command } of leafCommands(program)) {
      const offered = await values(`opsledger ${name} -`);
      const shown = command.options.map(({ long }) => long);
      expect(offered, name).toEqual(expect.arrayContaining(shown));
    }
    expect(await values('opsledger due --within 7d --')).not.toContain('--within');
    expect(await values('opsledger deliver X --scan a.pdf --sc')).toEqual(['--scan']);
  });

  it.each([
    ['opsledger attach GZ-20261124-001 ', 'files'],
    ['opsledger attach GZ-20261124-001 a.jpg ', 'files'],
    ['opsledger record note --from ', 'files'],
    ['opsledger due --workspace ', 'folders'],
    ['opsledger confirm x y --by ', 'free'],
    ['opsledger due --at=', 'free'],
  ])('%s is a path or the person’s own: %s', (line, what) => {
    expect(wantedAt(program, line.split(' ')).what).toBe(what);
  });

  it('comes a value behind its option, with a sign between them or split by it as bash does', async () => {
    for (const line of [
      'opsledger site serve --view p',
      'opsledger site serve --view=p',
      'opsledger site serve --view = p',
    ])
      expect(await values(line)).toEqual(['purchaser']);
  });

  it('every value of every command is known, or nobody can know it', () => {
    const free = [
      ...'时间 姓名 原因 文字 说明 名称 内容 地点 方式 批准方 期限 端口 地址 条数 日期 校验点 公钥'.split(' '),
      ...['字母', '年数', '库', '清单.行号', '附件', '账号', '问题', '备份集', '间隔', '命令行', ''],
    ];
    const all = leafCommands(program).flatMap(({ command }) => [...command.options, ...command.registeredArguments]);
    const unknown = all.map(placeholderOf).filter((word) => VALUES[word] === undefined && !free.includes(word));
    expect([...new Set(unknown)]).toEqual([]);
  });
});

describe('from the workspace', () => {
  let root: string;
  beforeAll(async () => {
    root = await makeWorkspace();
    await inspect(await open(root), `${DAY}T09:10:00+08:00`);
    for (const period of ['2026-09', '2026-10']) {
      const folder = join(root, 'archive/2026/monthly-maintenance', period, 'r1');
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, `HQSF-YB-${period.replace('-', '')}-r1.pdf`), '');
    }
  });
  const names = async (source: NameSource, typed = '', obligation = '') => {
    const asked = { root, typed, obligation, now: `${DAY}T10:00:00+08:00` };
    return (await offeredNames(source, asked)).map(({ value }) => value);
  };

  it('come the obligations of all three files, with their names', async () => {
    const { workspace } = await open(root);
    const { obligations, registers, written } = workspace.contract;
    expect(await names('obligation')).toEqual([...obligations, ...registers, ...written].map(({ id }) => id));
    expect(await answer(`opsledger confirm --workspace ${root} inspection-`)).toEqual([
      'words',
      'inspection-log\t系统巡检日志',
    ]);
  });

  it('come the periods that were issued, newest first, behind those of now in the same form', async () => {
    expect(await names('period', '', 'monthly-maintenance')).toEqual(['2026-11', '2026-10', '2026-09']);
    expect(await names('period', '', 'inspection-log')).toEqual(expect.arrayContaining([DAY, '2026-11', '2026-Q4']));
  });

  it('come records, documents, kinds, assets, months and roles', async () => {
    expect(await names('record', 'XJ')).toEqual(['XJ-20261124-001']);
    expect(await names('document')).toEqual(['HQSF-YB-202610-r1', 'HQSF-YB-202609-r1']);
    expect(await names('kind', 'inc')).toEqual(['incident']);
    expect((await names('asset')).length).toBeGreaterThan(10);
    expect((await names('month')).slice(0, 2)).toEqual(['2026-11', '2026-10']);
    expect(await names('role', 'eng')).toEqual(['engineer']);
    const { workspace } = await open(root);
    expect(await names('level')).toEqual(workspace.contract.contract.levels.map(({ id }) => id));
  });

  it('comes nothing where there is none, or its data cannot be read', async () => {
    await writeFile(join(root, 'contract/obligations.yaml'), 'schema: [');
    expect(await names('obligation', 'inspection')).toEqual([]);
    root = await newFolder();
    for (const source of ['obligation', 'record', 'document', 'source', 'role'] as const)
      expect(await names(source), source).toEqual([]);
  });
});

it('a shell that nobody knows is refused with the one that was meant', async () => {
  const { code, stderr } = await opsledgerHere(['completion', 'zhs']);
  expect([code, stderr]).toEqual([2, expect.stringMatching(/zhs[\s\S]*bash、zsh、fish[\s\S]*您是不是要 zsh/)]);
});
