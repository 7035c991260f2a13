import type { Command } from 'commander';
import { print, say, shared, sharedOptions, typedPath, withSession } from '../context.ts';
import { attention } from '../exit-codes.ts';
import { spanOf } from '../span.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'bind', group: '交付', order: 550, add: bindCommand });

/** `bind [DOCUMENT…] --month 2026-11 -o X.pdf` */
function bindCommand(program: Command): void {
  attention(
    sharedOptions(program.command('bind').argument('[文档...]', '只合订这些：文档编号，或 交付物/期次'))
      .description('合订：已签发的文档合成一个 PDF，有封面、目录、连续页码和书签；不写交付物的合订每日交付的文档')
      .option('--month <年月>', '统计区间在该月结束的文档')
      .option('--from <日期>', '与 --to 一起：统计区间在其间结束的文档')
      .option('--to <日期>', '截止日期，含当日')
      .option('--obligation <交付物...>', '只合订这些交付物')
      .option('-o, --output <文件>', '写到哪个文件；默认按所合订的月份或日期命名')
      .addHelpText(
        'after',
        '\n示例：\n  opsledger bind --month 2026-11 -o 合订本.pdf\n  opsledger bind --from 2026-01-01 --to 2026-12-31 --obligation monthly-maintenance\n  opsledger bind HQSF-XJ-20261124-r1 HQSF-RB-20261124-r1',
      ),
    '合订本已写出，但期内有应交而没有签发的文档',
    async (documents: string[], options: Record<string, unknown>) => {
      const common = shared(options);
      const { bindTo } = await import('../../pipeline/bind/bind.ts');
      const output = options['output'];
      const made = await withSession(common, (session) =>
        bindTo(session, {
          ...spanOf(options),
          documents,
          now: common.now,
          file: (name) => typedPath(output === undefined ? name : String(output)),
          ...(options['obligation'] === undefined ? {} : { obligations: options['obligation'] as string[] }),
        }),
      );
      if (made.missing.length > 0)
        say(`注意：期内应交而没有签发的 ${made.missing.length} 份：${made.missing.join('、')}`);
      print(common, made, [`已合订 ${made.documents} 份，共 ${made.pages} 页：${made.file}`]);
      return made.missing.length > 0 ? 1 : 0;
    },
  );
}
