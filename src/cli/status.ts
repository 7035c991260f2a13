import type { Command } from 'commander';
import { exitWith, print, shared, sharedOptions, withSession } from './context.ts';

/** `status` */
export function statusCommand(program: Command): void {
  sharedOptions(program.command('status'))
    .description('一屏看清：履约结论、应交项、今日巡检、归档')
    .addHelpText('after', '\n示例：\n  opsledger status')
    .action(async (options: Record<string, unknown>) => {
      const [{ status }, { statusLines }] = await Promise.all([
        import('../pipeline/status/status.ts'),
        import('./status-lines.ts'),
      ]);
      const common = shared(options);
      const result = await withSession(common, (session) => status(session, common.now));
      print(common, result, statusLines(result));
      exitWith(result.verdict.tone === 'abnormal' || result.problems.length > 0 ? 1 : 0);
    });
}
