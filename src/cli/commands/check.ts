import type { Command } from 'commander';
import { print, shared, sharedOptions } from '../context.ts';
import { attention } from '../exit-codes.ts';
import { sayInWordsOf } from '../said.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'check', group: '建立与运行', order: 150, add: checkCommand });

/** `check` */
function checkCommand(program: Command): void {
  attention(
    sharedOptions(program.command('check'))
      .description('核对合同数据：不能用的、没填的、没有判定或文档的，到期日历，关闭的事项')
      .addHelpText('after', '\n示例：\n  opsledger check --workspace 工作区'),
    '有“需要处理”的事项；合同数据不能使用时为 2，同样全部列出',
    async (options: Record<string, unknown>) => {
      const common = shared(options);
      const [{ checkContract }, { checkLines }] = await Promise.all([
        import('../../pipeline/check/check.ts'),
        import('../check-lines.ts'),
      ]);
      const report = await checkContract(common.workspace, sayInWordsOf);
      print(common, report, checkLines(report));
      if (!report.usable) return 2;
      return report.attention ? 1 : 0;
    },
  );
}
