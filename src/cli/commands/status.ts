import type { Command } from 'commander';
import { print, shared, sharedOptions, withSession } from '../context.ts';
import { attention } from '../exit-codes.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'status', group: '建立与运行', order: 130, add: statusCommand });

/** `status` */
function statusCommand(program: Command): void {
  attention(
    sharedOptions(program.command('status'))
      .description('一屏看清：履约结论、应交项、今日巡检、归档')
      .addHelpText('after', '\n示例：\n  opsledger status'),
    '履约结论为“存在问题”（包括记录被手工改动或删除），或有读不出的文件；“需关注”为 0',
    async (options: Record<string, unknown>) => {
      const [{ status }, { statusLines }] = await Promise.all([
        import('../../pipeline/status/status.ts'),
        import('../status-lines.ts'),
      ]);
      const common = shared(options);
      const result = await withSession(common, (session) => status(session, common.now), { tells: true });
      print(common, result, statusLines(result));
      return result.verdict.tone === 'abnormal' || result.problems.length > 0 ? 1 : 0;
    },
  );
}
