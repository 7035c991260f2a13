import type { Command } from 'commander';
import { namesText } from '../../wording/words.ts';
import { print, say, shared, sharedOptions, typedPath, withSession } from '../context.ts';
import { attention } from '../exit-codes.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'withdraw', group: '采集与记录', order: 240, add: withdrawCommand });

/** `withdraw RECORD --reason TEXT` */
function withdrawCommand(program: Command): void {
  attention(
    sharedOptions(program.command('withdraw').argument('<记录>', '记录编号'))
      .description('作废一条记录，或其中的一行、一个附件：留在历史里，不再计入任何统计，下一版文档写明')
      .requiredOption('--reason <原因>', '为什么作废，如 重复登记')
      .requiredOption('--by <姓名>', '作废人')
      .option('--row <清单.行号>', '只作废一行，如 timeline.r2')
      .option('--attachment <附件>', '只作废一个附件：文件名，或校验值的开头')
      .option('--signed <文件...>', '⟦采购人⟧同意作废的签字扫描件：⟦采购人⟧确认过的记录，没有它不能作废')
      .addHelpText(
        'after',
        '\n示例：\n  opsledger withdraw JS-20261124-002 --by 姓名 --reason 与 JS-20261124-001 重复\n  opsledger withdraw GZ-20261124-001 --row timeline.r2 --by 姓名 --reason 写错系统',
      ),
    '仍有记录引用被作废的记录',
    async (record: string, options: Record<string, unknown>) => {
      const common = shared(options);
      const { withdraw } = await import('../../pipeline/record/withdraw.ts');
      const result = await withSession(common, (session) =>
        withdraw(session, {
          record,
          reason: String(options.reason),
          by: String(options.by),
          now: common.now,
          ...(options.row === undefined ? {} : { row: String(options.row) }),
          ...(options.signed === undefined ? {} : { signed: (options.signed as string[]).map(typedPath) }),
          ...(options.attachment === undefined ? {} : { attachment: String(options.attachment) }),
        }),
      );
      const { documents, citedBy, voided } = result;
      const more = documents.length > 5 ? ` 等 ${documents.length} 份` : '';
      print(common, result, [
        `已作废 ${result.what}`,
        `  ${result.path}`,
        ...(documents.length === 0
          ? []
          : [
              `已签发的文档不变：${documents.slice(0, 5).join('、')}${more}；修订：opsledger issue 交付物 期次 --reason 原因`,
            ]),
        ...voided,
      ]);
      if (citedBy.length === 0) return 0;
      say(
        `注意：${namesText(citedBy, '条')} 仍引用 ${result.record}；应改为引用有效的记录：opsledger record 种类 --from 文件 --reason 原因`,
      );
      return 1;
    },
  );
}
