import { join } from 'node:path';
import type { Command } from 'commander';
import { UserError } from '../../contract/error.ts';
import { nearest } from '../../contract/nearest.ts';
import { completionAnswer } from '../completion/answer.ts';
import { completionScript, type Shell, shells } from '../completion/scripts.ts';
import { harmless } from '../terminal.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'completion', group: '建立与运行', order: 190, add: completionCommand });

/** `completion bash|zsh|fish` */
function completionCommand(program: Command): void {
  program
    .command('completion')
    .argument('<命令行>', `${shells.join('、')} 之一`)
    .description('输出补全脚本：在终端按 Tab 补全命令、选项、交付物、期次、记录编号')
    // The script's own: behind it the words of the line up to the cursor.
    .allowExcessArguments()
    .addHelpText(
      'after',
      '\n写进所用命令行的启动文件。示例：\n  source <(opsledger completion bash)\n  source <(opsledger completion zsh)\n  opsledger completion fish | source',
    )
    .action(async (name: string, _options: object, command: Command) => {
      const shell = shellOf(name);
      const [, ...words] = command.args;
      const text =
        words.length > 0
          ? `${(await completionAnswer(program, words)).join('\n')}\n`
          : completionScript(shell, join(import.meta.dirname, '../../opsledger.sh'));
      process.stdout.write(harmless(text));
    });
}

function shellOf(name: string): Shell {
  const found = shells.find((one) => one === name);
  if (found !== undefined) return found;
  const close = nearest(name, [...shells], (one) => one, 2);
  throw new UserError('没有这种命令行的补全', {
    ...{ at: '命令行', found: name, expected: shells.join('、') },
    ...(close.length === 0 ? {} : { hint: `您是不是要 ${close.join('、')}` }),
  });
}
