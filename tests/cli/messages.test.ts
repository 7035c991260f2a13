/** Help in Chinese throughout, defaults stated. */
import type { Command, CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { usageError } from '../../src/cli/messages.ts';
import { opsledgerProgram } from '../../src/cli/program.ts';

const program = await opsledgerProgram();

function all(command: Command): Command[] {
  return [command, ...command.commands.flatMap(all)];
}

/** All that the person sees, text added after it too. */
function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({
    writeOut: (part) => {
      text += part;
    },
  });
  command.outputHelp();
  return text;
}

const commands = all(program).filter((command) => command.name() !== 'help');

describe.each(commands.map((command) => [command.name(), command] as const))('help of %s', (name, command) => {
  const text = helpOf(command);

  it('has no English left, and an example', () => {
    expect(text).toMatch(/^用法：/);
    expect(text).not.toMatch(/\(default|\[command\]|\[options\]|Usage|Commands|Arguments|Options|display help|choices/);
    if (name !== 'opsledger') expect(text).toMatch(/示例[：（]/);
    if (command.commands.length === 0) expect(text).toMatch(/退出码：\n {2}0 完成\n[\s\S]* {2}2 [\s\S]* {2}3 /);
  });

  it('states every default', () => {
    const given = [...command.options, ...command.registeredArguments].filter(
      (one) => one.defaultValue !== undefined && typeof one.defaultValue !== 'boolean',
    );
    for (const one of given) {
      const term = 'flags' in one ? one.flags : one.name();
      const line = text.split('\n').find((l) => l.trimStart().startsWith(term)) ?? '';
      const shown = text.slice(text.indexOf(line)).split(/\n {2}\S/)[0];
      expect(shown, term).toMatch(/默认/);
      if (!/默认(只限本机|设置)/.test(shown ?? '')) expect(shown, term).toContain(String(one.defaultValue));
    }
  });
});

it('every option that must be given says so, and no other', () => {
  const marked = (command: Command, mandatory: boolean) => command.options.filter((one) => one.mandatory === mandatory);
  for (const command of commands) {
    const lines = helpOf(command).split('\n');
    const lineOf = (flags: string) => lines.find((line) => line.trimStart().startsWith(`${flags} `));
    for (const { flags } of marked(command, true))
      expect(lineOf(flags), `${command.name()} ${flags}`).toMatch(/ 必填：/);
    for (const { flags } of marked(command, false)) expect(lineOf(flags), flags).not.toMatch(/必填：/);
  }
  const mandatory = commands.flatMap((command) => marked(command, true).map(({ long }) => `${command.name()} ${long}`));
  expect(mandatory).toEqual(
    expect.arrayContaining(['confirm --by', 'return --by', 'return --reason', 'waive --reason']),
  );
});

it('a default stands where the description does not say one', () => {
  const confirm = commands.find((command) => command.name() === 'confirm') as Command;
  expect(helpOf(confirm)).toMatch(/交付物.*（默认 inspection-log）/);
});

it('receive and return say that a document must have been delivered before', () => {
  for (const name of ['receive', 'return']) {
    const command = commands.find((one) => one.name() === name) as Command;
    expect(helpOf(command)).toMatch(/已送达的文档/);
  }
});

describe('an error of usage', () => {
  const errorOf = (...args: string[]): string => {
    try {
      program.parse(args, { from: 'user' });
    } catch (error) {
      return usageError(error as CommanderError);
    }
    return '';
  };

  it.each([
    [['isue'], /没有这个命令[\s\S]*您是不是要 issue？运行 opsledger --help/],
    [['inspect', '--help'], /没有这个命令\n {2}实际：inspect\n {2}处理：您是不是要 collect？运行 opsledger --help/],
    [['help', 'isue'], /没有这个命令\n {2}实际：isue\n {2}处理：您是不是要 issue？/],
    [['site', 'bild', '--help'], /没有这个命令[\s\S]*您是不是要 build？运行 opsledger site --help/],
    [['issue', '--reasn', 'x'], /没有这个选项[\s\S]*您是不是要 --reason？运行 opsledger issue --help/],
    [['site', 'build', '--nothing-like-it'], /运行 opsledger site build --help/],
    [['deliver', 'X'], /缺少必需的选项[\s\S]*--by[\s\S]*运行 opsledger deliver --help/],
  ])('%j names the command whose help tells more, and what may be meant', (args, text) => {
    expect(errorOf(...args)).toMatch(text);
  });
});
