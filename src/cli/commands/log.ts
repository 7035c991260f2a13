import type { Command } from 'commander';
import { print, shared, sharedOptions, typedPath, withSession } from '../context.ts';
import { textOfFile } from '../named-file.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'log', group: '站点、检索、核验', order: 740, add: logCommand });

/** `log show|sign|rotate|ask|cosigned` */
function logCommand(program: Command): void {
  const group = program.command('log').description('存证日志：查看校验点，立即签名，更换签名密钥，请⟦采购人⟧联署');
  showCommand(group);
  signCommand(group);
  rotateCommand(group);
  askCommand(group);
  cosignedCommand(group);
}

function showCommand(group: Command): void {
  sharedOptions(group.command('show'))
    .description('打印校验点：条数、根、签名；纸面与他人留存的与它比较')
    .addHelpText('after', '\n示例：\n  opsledger log show')
    .action(async (options: Record<string, unknown>) => {
      const common = shared(options);
      const { showLog } = await import('../../pipeline/log/show.ts');
      const result = await withSession(common, showLog, { settings: false });
      print(common, result, [
        result.checkpoint.trimEnd(),
        '',
        `简写　　${result.short}`,
        `公钥　　${result.key}`,
        ...(result.pending === 0 ? [] : [`待签　　${result.pending} 条`]),
      ]);
    });
}

function signCommand(group: Command): void {
  sharedOptions(group.command('sign'))
    .description('把尚未登记的提交写入存证日志并签名；调度每轮也会执行')
    .addHelpText('after', '\n示例：\n  opsledger log sign')
    .action(async (options: Record<string, unknown>) => {
      const common = shared(options);
      const { signLog } = await import('../../pipeline/log/sign.ts');
      const signed = await withSession(common, (session) => signLog(session, common.now), { settings: false });
      print(common, signed, [
        signed.added === 0
          ? `没有待签的条目，存证日志 ${signed.origin} 共 ${signed.size} 条`
          : `已签名 ${signed.added} 条，存证日志 ${signed.origin} 共 ${signed.size} 条`,
      ]);
    });
}

function rotateCommand(group: Command): void {
  sharedOptions(group.command('rotate'))
    .description('更换签名密钥，新旧两把共同签名；旧的已遗失时写 --lost，此后的签名须向双方核对')
    .requiredOption('--by <姓名>', '决定更换的人')
    .requiredOption('--reason <原因>', '更换原因')
    .option('--lost', '旧密钥已遗失或不可再用，没有它的签名')
    .addHelpText('after', '\n示例：\n  opsledger log rotate --by 姓名 --reason 更换服务器')
    .action(async (options: Record<string, unknown>) => {
      const common = shared(options);
      const { signLog } = await import('../../pipeline/log/sign.ts');
      const rotation = { by: String(options.by), reason: String(options.reason), lost: options.lost === true };
      const work = await withSession(common, (session) => signLog(session, common.now, rotation), { settings: false });
      print(common, work, [
        `已更换签名密钥，存证日志 ${work.origin} 共 ${work.size} 条；把新的校验点通知双方：opsledger log show`,
      ]);
    });
}

function askCommand(group: Command): void {
  sharedOptions(group.command('ask'))
    .description('写出请求联署的文件，交给⟦采购人⟧在自己的机器上执行 witness cosign')
    .option('--from <条数>', '⟦采购人⟧上次联署到的条数（默认：上次收到的联署）')
    .requiredOption('-o, --output <文件>', '写到哪个文件')
    .addHelpText('after', '\n示例：\n  opsledger log ask -o 请求联署.txt')
    .action(async (options: Record<string, unknown>) => {
      const common = shared(options);
      const { askInFile } = await import('../../pipeline/log/ask.ts');
      const file = typedPath(String(options['output']));
      const from = options['from'] === undefined ? {} : { from: Number(options['from']) };
      const { text: _, ...asked } = await withSession(common, (session) => askInFile(session, { file, ...from }), {
        settings: false,
      });
      print(common, { ...asked, file }, [`已写出 ${file}：从 ${asked.old} 条到 ${asked.size} 条，请⟦采购人⟧联署`]);
    });
}

function cosignedCommand(group: Command): void {
  sharedOptions(group.command('cosigned').argument('<文件>', '⟦采购人⟧用 witness cosign 写出的文件'))
    .description('核对并保存⟦采购人⟧的联署，此后 verify 一并核对')
    .option('--key <公钥>', '第一次收到这个联署人的：witness cosign 所印')
    .addHelpText('after', '\n示例：\n  opsledger log cosigned 请求联署.txt.cosigned --key "xxj-xxzx+0a1b2c3d+…"')
    .action(async (file: string, options: Record<string, unknown>) => {
      const common = shared(options);
      const { keepCosigned } = await import('../../pipeline/log/ask.ts');
      const text = await textOfFile(file);
      const kept = await withSession(
        common,
        (session) =>
          keepCosigned(session, {
            ...{ text, shown: file, now: common.now },
            ...(options['key'] === undefined ? {} : { key: String(options['key']) }),
          }),
        { settings: false },
      );
      print(common, kept, [`已保存 ${kept.name} 的联署：见证到 ${kept.size} 条`]);
    });
}
