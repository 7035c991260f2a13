import type { Command } from 'commander';
import { parseAt } from '../../pipeline/clock.ts';
import { print, say, shared, sharedOptions, typedPath, withSession } from '../context.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'attach', group: '采集与记录', order: 230, add: attachCommand });

/** `attach RECORD FILE…` */
function attachCommand(program: Command): void {
  sharedOptions(program.command('attach').argument('<记录>', '记录编号').argument('<文件...>', '图片或文件'))
    .description('给记录附上照片、截图或扫描件')
    .option('--subject <内容>', '拍的是什么，默认文件名')
    .option('--place <地点>', '地点')
    .option('--taken-at <时间>', '拍摄时间，默认文件时间')
    .option('--signed', '⟦采购人⟧签字的扫描件，证明记录中⟦采购人⟧的签收、退回、豁免或确认')
    .option('--sheet', '纸质巡检表的扫描件')
    .option('--sealed', '密封：加密保存，密钥在工作区之外，不在文档和站点显示；用 unseal 打开，用 erase 销毁密钥')
    .option('--by <姓名>', '附加人')
    .addHelpText('after', '\n示例：\n  opsledger attach XJ-20261124-001 考勤机.jpg --place 东楼一层')
    .action(async (record: string, files: string[], options: Record<string, unknown>) => {
      const common = shared(options);
      const { attach } = await import('../../pipeline/record/attach.ts');
      const result = await withSession(common, (session) =>
        attach(session, {
          record,
          files: files.map(typedPath),
          now: common.now,
          ...(options.subject === undefined ? {} : { subject: String(options.subject) }),
          ...(options.place === undefined ? {} : { place: String(options.place) }),
          ...proofOf(options),
          ...(options['sealed'] === true ? { sealed: true } : {}),
          ...(options.takenAt === undefined ? {} : { takenAt: parseAt(String(options.takenAt)) }),
          ...(options.by === undefined ? {} : { by: String(options.by) }),
        }),
      );
      for (const notice of result.notices) say(`提示：${notice}`);
      print(common, result, [
        ...(result.added > 0 ? [`已附加 ${result.added} 个文件到 ${record}`] : []),
        ...(options.signed === true && result.added > 0 ? signedLines(result.settled) : []),
        ...result.known.map((name) => `已有同一文件，未重复附加：${name}`),
        `  ${result.path}`,
      ]);
    });
}

function proofOf({ signed, sheet }: Record<string, unknown>): { proof?: 'purchaser' | 'paper-sheet' } {
  if (signed === true) return { proof: 'purchaser' };
  return sheet === true ? { proof: 'paper-sheet' } : {};
}

/** What the signature did: silence would leave open whether it counted. */
const signedLines = (settled: readonly string[]): string[] =>
  settled.length === 0
    ? ['  已作为⟦采购人⟧签字的扫描件保存，没有待签认的修改因此生效']
    : ['  已作为⟦采购人⟧签字的扫描件保存，以下修改随之生效：', ...settled.map((one) => `    ${one}`)];
