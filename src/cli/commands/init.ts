import type { Command } from 'commander';
import { UserError } from '../../contract/error.ts';
import { print, say, shared, sharedOptions, typedPath } from '../context.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'init', group: '建立与运行', order: 110, add: initCommand });

/** `init DIR [--from DATE] [--to DATE | --years N] [--like NAME | --blank]` */
function initCommand(program: Command): void {
  sharedOptions(program.command('init').argument('<文件夹>', '新工作区的位置'))
    .description('建立工作区：合同数据、检查清单、知识库，并建版本库')
    .option('--from <日期>', '服务期第一天，默认今天')
    .option('--to <日期>', '服务期最后一天（含），默认满一年')
    .option('--years <年数>', '服务期几年，代替 --to')
    .option('--like <名称>', '照哪一种合同开始；不认识的名称会列出有哪些')
    .option('--blank', '从空白开始：每个键有说明和例子，先填写再使用')
    .addHelpText(
      'after',
      '\n示例：\n  opsledger init workspace --from 2026-11-24\n  opsledger init 新合同 --blank --from 2026-09-01 --years 2',
    )
    .action(async (folder: string, options: Record<string, unknown>) => {
      const common = shared(options);
      const { begunBefore, initialise } = await import('../../pipeline/init.ts');
      const { from, to, years } = options as { from?: string; to?: string; years?: string };
      const like = likeOf(options);
      const made = await initialise(typedPath(folder), { now: common.now, from, to, years, like });
      const blank = options.blank === true;
      print(common, made, [
        `已建立工作区：${made.root}`,
        `服务期：${made.servicePeriod.from} 至 ${made.servicePeriod.to}（可在 contract/contract.yaml 修改）`,
        blank
          ? '合同数据是空白的：照手册“从一份新合同开始”填写 contract/ 下的文件'
          : '合同编号、⟦采购人⟧、⟦供应商⟧为“待填写”，请在 contract/contract.yaml 填写',
        `下一步：opsledger ${blank ? 'check' : 'start'} --workspace ${folder}`,
      ]);
      const begun = begunBefore(made.servicePeriod, common.now);
      if (begun !== undefined) say(`提示：${begun}`);
    });
}

function likeOf({ like, blank }: Record<string, unknown>): string | undefined {
  if (blank !== true) return like === undefined ? undefined : String(like);
  if (like === undefined) return 'blank';
  throw new UserError('--like 与 --blank 只能用一个', { at: '--like', found: String(like), expected: '只写其中一个' });
}
