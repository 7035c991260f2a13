import type { Command } from 'commander';
import { print, shared, sharedOptions, typedPath, withSession } from '../context.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'void', group: '送达、签收、退回、豁免', order: 650, add: voidCommand });

/** `void DOCUMENT --reason TEXT --by NAME [--agreed-by NAME]` */
function voidCommand(program: Command): void {
  sharedOptions(
    program.command('void').argument('<文档>', '文档编号，如 HQSF-XJ-20261124-r1；或 交付物/期次，取当前版次'),
  )
    .description('作废一份已签发的文档：文件原样留存，不再算作已交，须重新签发；存证日志记入 VOID 条目。作废不能撤回')
    .requiredOption('--reason <原因>', '为什么作废，如 误签发')
    .requiredOption('--by <姓名>', '作废人')
    .option('--agreed-by <姓名>', '⟦采购人⟧已签收的：同意作废的⟦采购人⟧人员')
    .option('--scan <文件...>', '⟦采购人⟧书面同意的扫描件；写了 --agreed-by 的必附')
    .addHelpText(
      'after',
      '\n示例：\n  opsledger void HQSF-XJ-20261124-r1 --by 姓名 --reason 误按另一台主机的数据签发\n  opsledger void monthly-report/2026-11 --by 姓名 --reason 统计口径有误 --agreed-by 姓名 --scan 同意函.pdf',
    )
    .action(async (document: string, options: Record<string, unknown>) => {
      const common = shared(options);
      const { voidDocument } = await import('../../pipeline/signoff/void.ts');
      const result = await withSession(common, (session) =>
        voidDocument(session, {
          document,
          ...{ person: String(options.by), reason: String(options.reason), now: common.now },
          ...(options.agreedBy === undefined ? {} : { agreedBy: String(options.agreedBy) }),
          ...(options.scan === undefined ? {} : { scans: (options.scan as string[]).map(typedPath) }),
        }),
      );
      print(common, result, [
        `已作废 ${result.number}（${result.id}）`,
        '  文件原样留存，登记簿、站点、签收单与查验包标明已作废',
        `重新签发：opsledger confirm ${result.obligation} ${result.period} --by 姓名`,
      ]);
    });
}
