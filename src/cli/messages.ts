/** Commander in Chinese: help titles, and its own errors as one clear line. */
import { type Command, type CommanderError, Help } from 'commander';
import { nearest } from '../contract/nearest.ts';
import { exitCodeHelp } from './exit-codes.ts';
import { harmless } from './terminal.ts';
import { asTyped } from './typed-command.ts';

const TITLES: Record<string, string> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Global Options:': '公共选项：',
  'Commands:': '命令：',
};

/** The command that commander could not use last. */
let failing: Command | undefined;

/** Help in Chinese for a command and all below it; errors are left to the caller. */
export function inChinese(command: Command): void {
  command
    .helpOption('-h, --help', '显示用法')
    .configureHelp({
      styleTitle: (title) => TITLES[title] ?? title,
      commandUsage: (cmd) => new Help().commandUsage(cmd).replace('[options]', '[选项]').replace('[command]', '命令'),
      optionDescription: (option) => (option.mandatory ? `必填：${option.description}` : withDefault(option)),
      argumentDescription: (argument) => withDefault(argument),
      subcommandTerm: (sub) => new Help().subcommandTerm(sub).replace(' [options]', ''),
    })
    .configureOutput({
      writeOut: (text) => process.stdout.write(harmless(asTyped(text))),
      writeErr: () => undefined,
      // Called of the command that could not be used, before it throws.
      outputError: () => {
        failing = command;
      },
    })
    .exitOverride();
  const [first] = command.commands;
  if (first !== undefined) command.on('beforeHelp', () => refuseUnknown(command));
  if (command.parent !== null && first !== undefined) {
    command.addHelpText('after', `\n示例：\n  opsledger ${command.name()} ${first.name()} --help`);
  }
  if (first === undefined) command.addHelpText('after', exitCodeHelp(command));
  for (const sub of command.commands) inChinese(sub);
}

/** `inspect --help` and `help inspect`: commander would show the help of all commands, as if that were the answer. */
function refuseUnknown(command: Command): void {
  const name = command.args.find((arg) => arg !== HELP_COMMAND);
  if (name === undefined || name.startsWith('-') || command.commands.some((one) => one.name() === name)) return;
  command.error(`error: unknown command '${name}'`, { code: 'commander.unknownCommand', exitCode: 2 });
}

const HELP_COMMAND = 'help';

/** What people call a thing that a command does under another name. */
const CALLED: Readonly<Record<string, string>> = {
  inspect: 'collect',
  add: 'record',
  list: 'due',
  check: 'verify',
  sign: 'receive',
  publish: 'site',
};

/** Commands that may be meant by a name that is none, of the command that could not go on. */
function meantCommands(wrong: string): string[] {
  const names = failing?.commands.map((one) => one.name()) ?? [];
  const called = CALLED[wrong];
  return called !== undefined && names.includes(called) ? [called] : nearest(wrong, names, (name) => name, 1);
}

/** What holds when nothing is written, unless the description says it itself. */
function withDefault({ description, defaultValue }: { description: string; defaultValue?: unknown }): string {
  const said = defaultValue === undefined || typeof defaultValue === 'boolean' || /默认|缺省/.test(description);
  return said ? description : `${description}（默认 ${String(defaultValue)}）`;
}

/** `opsledger site build`; the program alone when no command was reached. */
function failingName(): string {
  const names: string[] = [];
  for (let here: Command | null | undefined = failing; here; here = here.parent) names.unshift(here.name());
  return names.length === 0 ? 'opsledger' : names.join(' ');
}

/** What commander could not use, in Chinese, with the way out. */
export function usageError(error: CommanderError): string {
  const named = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  const meant =
    error.code === 'commander.unknownCommand'
      ? meantCommands(named)
      : (/Did you mean (?:one of )?([^?]+)\?/.exec(error.message)?.[1]?.split(', ') ?? []);
  const hint = `  处理：${meant.length === 0 ? '' : `您是不是要 ${meant.join('、')}？`}运行 ${failingName()} --help 查看用法`;
  switch (error.code) {
    case 'commander.unknownCommand':
      return `没有这个命令\n  实际：${named}\n${hint}`;
    case 'commander.unknownOption':
      return `没有这个选项\n  实际：${named}\n${hint}`;
    case 'commander.missingArgument':
      return `缺少参数\n  应为：${named}\n${hint}`;
    case 'commander.optionMissingArgument':
      return `选项缺少值\n  应为：${named}\n${hint}`;
    case 'commander.missingMandatoryOptionValue':
      return `缺少必需的选项\n  应为：${named}\n${hint}`;
    case 'commander.excessArguments':
      return `参数过多\n${hint}`;
    case 'commander.help':
      return `请写明要执行的命令\n${hint}`;
    default:
      return `${error.message}\n${hint}`;
  }
}
