import type { Command } from 'commander';
import { print, shared, sharedOptions, typedPath, withSession } from '../context.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'unseal', group: '采集与记录', order: 270, add: unsealCommand });

/** `unseal RECORD ATTACHMENT -o FILE` */
function unsealCommand(program: Command): void {
  sharedOptions(program.command('unseal').argument('<记录>', '记录编号').argument('<附件>', '文件名，或校验值的开头'))
    .description('打开密封的附件（attach --sealed），写到文件')
    .requiredOption('-o, --output <文件>', '写到哪个文件，仅本人可读')
    .addHelpText('after', '\n示例：\n  opsledger unseal ZB-20261124-001 证件.jpg -o /tmp/证件.jpg')
    .action(async (record: string, attachment: string, options: Record<string, unknown>) => {
      const common = shared(options);
      const { saveUnsealed } = await import('../../pipeline/erase/unseal.ts');
      const file = typedPath(String(options['output']));
      const size = await withSession(common, (session) => saveUnsealed(session, record, attachment, file));
      print(common, { record, file, size }, [`已写出 ${file}；看完请删除`]);
    });
}
