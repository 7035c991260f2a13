/** What the program writes into the manual: commands, exit codes, topics. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { attention } from '../../src/cli/exit-codes.ts';
import { manualParts, renewed } from '../../src/cli/manual.ts';
import { opsledgerProgram } from '../../src/cli/program.ts';

const FOLDER = join(import.meta.dirname, '../../knowledge-base/manual');
const parts = manualParts(await opsledgerProgram());

it.each(Object.entries(parts))('%s is what the program says (`npm run manual` writes it)', (file, own) => {
  const page = readFileSync(join(FOLDER, file), 'utf8');
  expect(page).toBe(renewed(page, own));
});

describe('the parts of a program', () => {
  const program = new Command().commandsGroup('交付：');
  const send = program.command('send').argument('<文档...>', '哪些').description('送出');
  send.requiredOption('--by <姓名>', '谁').option('-o, --output <文件>', '写到', 'a|b').option('--once', '只一次');
  send.option('--json', '在标准输出给出一个 JSON 文档，说明写到标准错误');
  attention(send, '有的没有送到', () => Promise.resolve(1));
  program.command('look').description('看看');

  it('are the usage, the words and every option of a command, but for those that all have', () => {
    const { '12-commands.md': commands } = manualParts(program);
    expect(commands?.交付?.split('\n')).toEqual([
      '| 命令 | 作用 |',
      '| --- | --- |',
      '| `send 文档… --by 姓名 [-o 文件] [--once]` | 送出 |',
      '| `look` | 看看 |',
      '',
      '| 命令 | 参数、选项 | 说明 |',
      '| --- | --- | --- |',
      '| `send` | `文档…` | 哪些 |',
      expect.stringMatching(/^\| `send` \| `--by 姓名` \| .*谁/),
      expect.stringMatching(/^\| `send` \| `-o, --output 文件` \| 写到.*a\\\|b/),
      '| `send` | `--once` | 只一次 |',
    ]);
  });

  it('say of those commands when they end with 1 that do at times', () => {
    const { '13-exit-codes.md': codes } = manualParts(program);
    expect(codes?.退出码?.split('\n').slice(2)).toEqual(['| `send` | 有的没有送到 |']);
  });
});

describe('a page', () => {
  const page = '前\n\n<!-- npm run manual: 甲 -->\n旧\n<!-- npm run manual -->\n\n后\n';

  it('keeps what a person wrote around its parts', () => {
    const fresh = renewed(page, { 甲: '新 $& 的' });
    expect(fresh).toBe('前\n\n<!-- npm run manual: 甲 -->\n\n新 $& 的\n\n<!-- npm run manual -->\n\n后\n');
    expect(renewed(fresh, { 甲: '新 $& 的' })).toBe(fresh);
  });

  it.each([
    ['no place for a part', { 甲: '一', 乙: '二' }],
    ['a place for what is no part', { 乙: '二' }],
  ])('with %s is refused', (_, given) => {
    expect(() => renewed(page, given)).toThrow('the page has places for 甲; the program writes');
  });

  it('with two places for one part is refused', () => {
    expect(() => renewed(page + page, { 甲: '一' })).toThrow('甲, 甲');
  });
});
