import type { Command } from 'commander';
import { needsScheduler } from '../../pipeline/heartbeat.ts';
import { print, shared, sharedOptions, withSession } from '../context.ts';
import { attention } from '../exit-codes.ts';
import { asTyped } from '../typed-command.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'status', group: '建立与运行', order: 130, add: statusCommand });

/** `status [--all]` */
function statusCommand(program: Command): void {
  attention(
    sharedOptions(program.command('status'))
      .description('一屏看清：履约结论、进行中的故障、接下来应交的、待签收的、调度是否在运行')
      .option('--all', '全部列出，不限一屏')
      .addHelpText('after', '\n示例：\n  opsledger status'),
    '履约结论为“存在问题”（包括记录被手工改动或删除），有读不出的文件，本机时钟可疑，或调度应当运行而没有运行；“需关注”为 0',
    async (options: Record<string, unknown>) => {
      const [{ status }, { statusLines, statusScreen }] = await Promise.all([
        import('../../pipeline/status/status.ts'),
        import('../status-lines.ts'),
      ]);
      const common = shared(options);
      const result = await withSession(common, (session) => status(session, common.now), { tells: true });
      print(common, result, options.all === true ? statusLines(result) : statusScreen(result, asTyped));
      const isBad = result.verdict.tone === 'abnormal' || result.problems.length > 0;
      return isBad || result.clock !== null || needsScheduler(result.scheduler) ? 1 : 0;
    },
  );
}
