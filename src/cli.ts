/** The `opsledger` command: parses, calls a pipeline, prints, sets the exit code. */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { backupCommands } from './cli/backup.ts';
import { collectCommand } from './cli/collect.ts';
import { demoCommand } from './cli/demo.ts';
import { doctorCommand } from './cli/doctor.ts';
import { dueCommand } from './cli/due.ts';
import { initCommand } from './cli/init.ts';
import { issueCommands } from './cli/issue.ts';
import { inChinese, usageError } from './cli/messages.ts';
import { recordCommands } from './cli/record.ts';
import { scanCommand } from './cli/scan.ts';
import { signoffCommands } from './cli/signoff.ts';
import { siteCommands } from './cli/site.ts';
import { startCommand } from './cli/start.ts';
import { statusCommand } from './cli/status.ts';
import { asTyped, setTyping } from './cli/typed-command.ts';
import { verifyCommand } from './cli/verify.ts';
import { UserError } from './contract/error.ts';

// Reading TypeScript and compiling it is most of a short command; what cannot be written is simply done again next time.
const { directory } = enableCompileCache(join(import.meta.dirname, '..', '.cache', 'compile'));
// For the workers and child programs.
if (directory !== undefined) process.env.NODE_COMPILE_CACHE ??= directory;

const program = new Command('opsledger')
  .description('运维台账：按合同采集巡检记录，编制、签发、归档全部交付物，并发布内网站点')
  .usage('命令 [参数] [选项]')
  .helpCommand('help [命令]', '显示命令的用法')
  .addOption(new Option('--debug', '出错时显示程序堆栈').hideHelp())
  .exitOverride();

for (const add of [
  initCommand,
  startCommand,
  collectCommand,
  recordCommands,
  scanCommand,
  backupCommands,
  dueCommand,
  issueCommands,
  signoffCommands,
  siteCommands,
  verifyCommand,
  statusCommand,
  demoCommand,
  doctorCommand,
]) {
  add(program);
}
inChinese(program);
setTyping(program, process.argv.slice(2), process.env);

try {
  await program.parseAsync();
} catch (error) {
  report(error);
}

function report(error: unknown): void {
  if (error instanceof CommanderError) {
    // Help is no error.
    if (error.exitCode === 0) return;
    process.stderr.write(`${asTyped(usageError(error))}\n`);
    process.exitCode = 2;
  } else if (error instanceof UserError || isMeantForPeople(error)) {
    process.stderr.write(`${asTyped(error.message)}\n`);
    process.exitCode = error.exitCode;
  } else {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`程序内部错误，未完成本次操作；请把下列内容交给维护人员\n${detail}\n`);
    process.exitCode = 3;
  }
}

/** Stages that may not know the contract's errors, such as rendering, say with an exit code that the message is for people. */
function isMeantForPeople(error: unknown): error is Error & { exitCode: number } {
  return error instanceof Error && 'exitCode' in error && typeof error.exitCode === 'number';
}
