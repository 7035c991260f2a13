/** The whole command line. A new command is a line of `GROUPS`; its place is its place in `--help` and in the manual. */
import { Command } from 'commander';
import { backupCommands } from './backup.ts';
import { collectCommand } from './collect.ts';
import { demoCommand } from './demo.ts';
import { doctorCommand } from './doctor.ts';
import { dueCommand } from './due.ts';
import { initCommand } from './init.ts';
import { issueCommands } from './issue.ts';
import { inChinese } from './messages.ts';
import { recordCommands } from './record.ts';
import { scanCommand } from './scan.ts';
import { signoffCommands } from './signoff.ts';
import { siteCommands } from './site.ts';
import { startCommand } from './start.ts';
import { statusCommand } from './status.ts';
import { verifyCommand } from './verify.ts';
import { withdrawCommand } from './withdraw.ts';

/** What belongs together for a person, under the title that the help and the manual give it. */
const GROUPS: readonly (readonly [title: string, commands: readonly ((program: Command) => void)[]])[] = [
  ['建立与运行', [initCommand, startCommand, statusCommand, doctorCommand]],
  ['采集与记录', [collectCommand, recordCommands, withdrawCommand]],
  ['漏洞扫描', [scanCommand]],
  ['备份与恢复', [backupCommands]],
  ['交付', [dueCommand, issueCommands]],
  ['送达、签收、退回、豁免', [signoffCommands]],
  ['站点、检索、核验', [siteCommands, verifyCommand]],
  ['演示', [demoCommand]],
];

/** Commander's heading of a group of commands. */
const heading = (title: string): string => `${title}：`;

/** The program with all its commands, in Chinese, not yet run. */
export function opsledgerProgram(): Command {
  const program = new Command('opsledger')
    .description('运维台账：按合同采集巡检记录，编制、签发、归档全部交付物，并发布内网站点')
    .usage('命令 [参数] [选项]')
    .commandsGroup(heading('用法说明'))
    .helpCommand('help [命令]', '显示命令的用法');
  for (const [title, commands] of GROUPS) {
    program.commandsGroup(heading(title));
    for (const add of commands) add(program);
  }
  inChinese(program);
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
