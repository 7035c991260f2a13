import type { Command } from 'commander';
import type { Added } from '../pipeline/add-record.ts';
import { parseAt } from '../pipeline/clock.ts';
import { askRecord } from './ask.ts';
import { print, shared, sharedOptions, typedPath, withSession } from './context.ts';

/** `record KIND` and `attach RECORD FILE…`. */
export function recordCommands(program: Command): void {
  sharedOptions(program.command('record').argument('<种类>', '记录种类，如 note'))
    .description('登记一条记录：在终端逐项询问，或读取 YAML/JSON；给出新编号')
    .option('--from <文件>', 'YAML 或 JSON 文件；- 为标准输入')
    .option('--by <姓名>', '录入人')
    .option('--reason <原因>', '修改已有记录（文件中写明 id）的原因')
    .addHelpText('after', '\n示例：\n  opsledger record note --from 工作记事.yaml\n  opsledger record note')
    .action(async (kind: string, options: Record<string, unknown>) => {
      const common = shared(options);
      const request = {
        kind,
        now: common.now,
        ...(options.by === undefined ? {} : { by: String(options.by) }),
        ...(options.reason === undefined ? {} : { reason: String(options.reason) }),
      };
      const { addRecordFile, addRecordText } = await import('../pipeline/add-record.ts');
      const saved = await withSession(common, async (session): Promise<Added> => {
        if (options.from !== undefined && options.from !== '-') {
          return addRecordFile(session, typedPath(String(options.from)), request);
        }
        const text = options.from === '-' || !process.stdin.isTTY ? await stdinText() : await askRecord(kind);
        return addRecordText(session, text, request);
      });
      print(common, saved, [`${saved.edited ? '已修改' : '已登记'} ${saved.id}`, `  ${saved.path}`]);
    });

  sharedOptions(program.command('attach').argument('<记录>', '记录编号').argument('<文件...>', '图片或文件'))
    .description('给记录附上照片、截图或扫描件')
    .option('--subject <内容>', '拍的是什么，默认文件名')
    .option('--place <地点>', '地点')
    .option('--taken-at <时间>', '拍摄时间，默认文件时间')
    .option('--by <姓名>', '附加人')
    .addHelpText('after', '\n示例：\n  opsledger attach XJ-20261124-001 考勤机.jpg --place 东楼一层')
    .action(async (record: string, files: string[], options: Record<string, unknown>) => {
      const common = shared(options);
      const { attach } = await import('../pipeline/add-record.ts');
      const result = await withSession(common, (session) =>
        attach(session, {
          record,
          files: files.map(typedPath),
          now: common.now,
          ...(options.subject === undefined ? {} : { subject: String(options.subject) }),
          ...(options.place === undefined ? {} : { place: String(options.place) }),
          ...(options.takenAt === undefined ? {} : { takenAt: parseAt(String(options.takenAt)) }),
          ...(options.by === undefined ? {} : { by: String(options.by) }),
        }),
      );
      print(common, result, [`已附加 ${result.added} 个文件到 ${record}`, `  ${result.path}`]);
    });
}

async function stdinText(): Promise<string> {
  const { readStdin } = await import('../pipeline/confirm-file.ts');
  return (await readStdin()).toString('utf8');
}
