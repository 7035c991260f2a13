import type { Command } from 'commander';
import { print, shared, sharedOptions, typedPath } from '../context.ts';
import { textOfFile } from '../named-file.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'witness', group: '站点、检索、核验', order: 750, add: witnessCommand });

/** `witness cosign FILE` */
function witnessCommand(program: Command): void {
  const group = program
    .command('witness')
    .description('见证存证日志：在⟦采购人⟧自己的机器上核对它延续从前，并联署；不需要工作区和网络');
  sharedOptions(group.command('cosign').argument('<文件>', '⟦供应商⟧用 log ask 写出的文件'))
    .description('核对存证日志延续上次联署的校验点，联署并记住这一次')
    .option('--name <名称>', '第一次联署时写明：单位名称或代号，不含空格')
    .option('--log-key <公钥>', '第一次为这个日志联署，或日志更换密钥之后写明：log show 所印，当面核对')
    .option('-o, --output <文件>', '联署写到哪个文件（默认：原文件名加 .cosigned）')
    .addHelpText(
      'after',
      '\n示例：\n  opsledger witness cosign 请求联署.txt\n  opsledger witness cosign 请求联署.txt --name xxj-xxzx --log-key "opsledger/0a1b2c+…"',
    )
    .action(async (file: string, options: Record<string, unknown>) => {
      const common = shared(options);
      const { cosignIntoFile } = await import('../../pipeline/log/witness.ts');
      const output = typedPath(options['output'] === undefined ? `${file}.cosigned` : String(options['output']));
      const { note: _, ...made } = await cosignIntoFile(
        {
          ...{ text: await textOfFile(file), shown: file, now: common.now },
          ...(options['name'] === undefined ? {} : { name: String(options['name']) }),
          ...(options['logKey'] === undefined ? {} : { logKey: String(options['logKey']) }),
        },
        output,
      );
      print(common, { ...made, file: output }, [
        made.before === null
          ? `第一次联署存证日志 ${made.origin}：${made.short}`
          : `存证日志 ${made.origin} 延续上次联署的 ${made.before} 条，已联署到 ${made.short}`,
        `联署写在 ${output}，交给⟦供应商⟧`,
        `联署人的公钥　${made.key}`,
      ]);
    });
}
