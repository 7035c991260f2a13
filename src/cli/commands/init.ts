import type { Command } from 'commander';
import { print, say, shared, sharedOptions, typedPath } from '../context.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'init', group: '建立与运行', order: 110, add: initCommand });

/** `init DIR [--from DATE]` */
function initCommand(program: Command): void {
  sharedOptions(program.command('init').argument('<文件夹>', '新工作区的位置'))
    .description('建立工作区：合同数据、检查清单、知识库，并建版本库')
    .option('--from <日期>', '服务期第一天，默认今天，服务期一年')
    .addHelpText('after', '\n示例：\n  opsledger init workspace --from 2026-11-24')
    .action(async (folder: string, options: Record<string, unknown>) => {
      const common = shared(options);
      const { begunBefore, initialise } = await import('../../pipeline/init.ts');
      const made = await initialise(typedPath(folder), {
        now: common.now,
        ...(options.from === undefined ? {} : { from: String(options.from) }),
      });
      print(common, made, [
        `已建立工作区：${made.root}`,
        `服务期：${made.servicePeriod.from} 至 ${made.servicePeriod.to}（可在 contract/contract.yaml 修改）`,
        '合同编号、采购人、供应商为“待填写”，请在 contract/contract.yaml 填写',
        `下一步：opsledger start --workspace ${folder}`,
      ]);
      const begun = begunBefore(made.servicePeriod, common.now);
      if (begun !== undefined) say(`提示：${begun}`);
    });
}
