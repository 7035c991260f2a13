import type { Command } from 'commander';
import { UserError } from '../../contract/error.ts';
import type { Added } from '../../pipeline/record/add.ts';
import { print, type Shared, say, shared, sharedOptions, typedPath, withSession } from '../context.ts';
import { attention } from '../exit-codes.ts';
import { columns } from '../terminal.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'record', group: '采集与记录', order: 220, add: recordCommand });

const RECORD_HELP = `
示例：
  opsledger record --list
  opsledger record note
  opsledger record incident --example > 故障.yaml
  opsledger record incident --from 故障.yaml`;

/** `record [KIND]` */
function recordCommand(program: Command): void {
  attention(
    sharedOptions(program.command('record').argument('[种类]', '记录种类，如 note；不写则列出全部种类'))
      .description('登记一条记录：在终端逐项询问，或读取 YAML/JSON；给出新编号')
      .option('--list', '列出全部记录种类')
      .option('--example', '输出这种记录的样例，改好后用 --from 登记')
      .option('--from <文件>', 'YAML 或 JSON 文件；- 为标准输入')
      .option('--by <姓名>', '录入人')
      .option('--reason <原因>', '修改已有记录（文件中写明 id）的原因')
      .addHelpText('after', RECORD_HELP),
    '已登记，但要留意提示（如日期在服务期以外，没有文档会读取它）',
    async (kind: string | undefined, options: Record<string, unknown>) => {
      const common = shared(options);
      if (kind === undefined || options.list === true) {
        await listKinds(common);
        return 0;
      }
      if (options.example === true) {
        await showExample(common, kind);
        return 0;
      }
      const request = {
        kind,
        now: common.now,
        ...(options.by === undefined ? {} : { by: String(options.by) }),
        ...(options.reason === undefined ? {} : { reason: String(options.reason) }),
      };
      const { addRecord, addRecordFile, addRecordText } = await import('../../pipeline/record/add.ts');
      const saved = await withSession(common, async (session): Promise<Added> => {
        if (options.from !== undefined && options.from !== '-') {
          return addRecordFile(session, typedPath(String(options.from)), request);
        }
        if (options.from === '-' || !process.stdin.isTTY) return addRecordText(session, await stdinText(), request);
        const [{ askRecord }, { openEntry }] = await Promise.all([
          import('../ask.ts'),
          import('../../pipeline/record/entry.ts'),
        ]);
        const answers = await askRecord(await openEntry(session, request));
        return addRecord(session, answers, '终端输入', request);
      });
      for (const notice of saved.notices) say(`注意：${notice}`);
      if (saved.sameAs !== undefined) say(sameText(kind, saved.id, saved.sameAs));
      print(common, saved, [`${saved.edited ? '已修改' : '已登记'} ${saved.id}`, `  ${saved.path}`]);
      return saved.notices.length > 0 ? 1 : 0;
    },
  );
}

const sameText = (kind: string, id: string, other: string): string =>
  `提示：${id} 与 ${other} 内容相同，可能重复登记；记录不能删除，重复的运行 opsledger record ${kind} --from 文件.yaml --reason 原因 更正其中一条（文件中写明 id）`;

async function listKinds(common: Shared): Promise<void> {
  const { kindLines } = await import('../../pipeline/record/guide.ts');
  const lines = await kindLines();
  print(common, lines, [
    ...columns(lines.map((one) => [one.id, one.label, one.command === null ? '' : `由 ${one.command} 登记`])),
    '下一步：opsledger record 种类 逐项填写；opsledger record 种类 --example 得到样例',
  ]);
}

async function showExample(common: Shared, kind: string): Promise<void> {
  const [{ namedKind }, { datedExample, recordExample }] = await Promise.all([
    import('../../pipeline/record/add.ts'),
    import('../../pipeline/record/example.ts'),
  ]);
  const named = await namedKind(kind);
  const example = datedExample(named, common.now, await servicePeriod(common));
  print(common, example, [recordExample(named, example).trimEnd()]);
}

/** Of the workspace, when there is one that can be used: an example is given without one, too. */
async function servicePeriod(common: Shared): Promise<{ from: string; to: string } | undefined> {
  try {
    return await withSession(common, ({ workspace }) => Promise.resolve(workspace.contract.contract.servicePeriod));
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

async function stdinText(): Promise<string> {
  const { readStdin } = await import('../../pipeline/record/answers-file.ts');
  return (await readStdin()).toString('utf8');
}
