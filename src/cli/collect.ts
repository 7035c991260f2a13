import type { Command } from 'commander';
import { collect } from '../pipeline/collect.ts';
import { outcomeLine } from '../pipeline/outcome-line.ts';
import { exitWith, print, say, shared, sharedOptions, withSession } from './context.ts';
import { progressBar } from './terminal.ts';

/** `collect [SOURCE…]` */
export function collectCommand(program: Command): void {
  sharedOptions(program.command('collect').argument('[数据源...]', '数据源名称；不写为全部'))
    .description('现在读取数据源，保存一条巡检记录')
    .addHelpText('after', '\n示例：\n  opsledger collect\n  opsledger collect local')
    .action(async (sources: string[], options: Record<string, unknown>) => {
      const common = shared(options);
      const bar = progressBar('采集');
      const result = await withSession(common, (session) =>
        collect(session, {
          sources,
          trigger: 'command',
          ...(common.at === undefined ? {} : { at: common.at }),
          progress: bar.update,
        }),
      ).finally(bar.end);
      for (const { source, reason } of result.failed) say(`无法采集 ${source}：${reason}`);
      print(common, result, [
        `已保存 ${result.record}`,
        outcomeLine(result.counts),
        '下一步：opsledger due 查看应交项，opsledger confirm inspection-log --by 姓名 确认并签发',
      ]);
      exitWith(result.failed.length > 0 || result.counts.abnormal > 0 ? 1 : 0);
    });
}
