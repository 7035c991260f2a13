/** The whole command line. Its commands are units: `src/cli/commands/`. */
import { Command } from 'commander';
import { discoverUnits } from '../pipeline/discover.ts';
import type { CommandUnit } from './commands/_command.ts';
import { guardGivenTime } from './given-time.ts';
import { inChinese } from './messages.ts';
import { refusePlaceholders } from './placeholders.ts';

/** Commander's heading of a group of commands. */
const heading = (title: string): string => `${title}：`;

/**
 * The program with all its commands, in Chinese, not yet run.
 * @throws EnvironmentError when the file of a command cannot be used
 */
export async function opsledgerProgram(): Promise<Command> {
  const units = [...(await discoverUnits<CommandUnit>('commands')).values()].sort((a, b) => a.order - b.order);
  const program = new Command('opsledger')
    .description('运维台账：按合同采集巡检记录，编制、签发、归档全部交付物，并发布内网站点')
    .usage('命令 [参数] [选项]')
    .commandsGroup(heading('用法说明'))
    .helpCommand('help [命令]', '显示命令的用法');
  for (const { group, add } of units) {
    program.commandsGroup(heading(group));
    add(program);
  }
  inChinese(program);
  program.hook('preAction', (_, command) => {
    refusePlaceholders(command);
    return guardGivenTime(command);
  });
  return program;
}

/** A command that does something, not only names others. */
export interface LeafCommand {
  /** As it is typed: `site build`. */
  name: string;
  command: Command;
  /** Title of its group, such as `交付`. */
  group: string;
}

/** Every command that does something, in the order of the help. */
export function leafCommands(program: Command): LeafCommand[] {
  const below = (command: Command, before: string, group: string): LeafCommand[] => {
    const name = `${before}${command.name()}`;
    if (command.commands.length === 0) return [{ name, command, group }];
    return command.commands.flatMap((sub) => below(sub, `${name} `, group));
  };
  return program.commands.flatMap((command) => below(command, '', command.helpGroup().replace(/：$/, '')));
}
