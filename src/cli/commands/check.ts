import type { Command } from 'commander';
import { print, shared, sharedOptions, typedPath } from '../context.ts';
import { attention } from '../exit-codes.ts';
import { sayInWordsOf } from '../said.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'check', group: '建立与运行', order: 150, add: checkCommand });

/** undefined: only the samples and the contract's own texts. */
const againstOf = ({ against }: Record<string, unknown>): string | undefined =>
  typeof against === 'string' ? typedPath(against) : undefined;

/** `check` */
function checkCommand(program: Command): void {
  attention(
    sharedOptions(program.command('check'))
      .description('核对合同数据：不能用的、没填的、没有判定或文档的，到期日历，关闭的事项')
      .option('--against <文件夹>', '编写文档的正文另与这里的比对：另一个工作区，或放有其他合同正文（.md）的文件夹')
      .addHelpText(
        'after',
        '\n示例：\n  opsledger check --workspace 工作区\n  opsledger check --against ../去年的工作区',
      ),
    '有“需要处理”的事项；合同数据不能使用时为 2，同样全部列出',
    async (options: Record<string, unknown>) => {
      const common = shared(options);
      const [{ checkContract }, { checkLines }] = await Promise.all([
        import('../../pipeline/check/check.ts'),
        import('../check-lines.ts'),
      ]);
      const report = await checkContract(common.workspace, sayInWordsOf, againstOf(options));
      print(common, report, checkLines(report));
      if (!report.usable) return 2;
      return report.attention ? 1 : 0;
    },
  );
}
